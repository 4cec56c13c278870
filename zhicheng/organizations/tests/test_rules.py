import pytest

from zhicheng.organizations.models import Organization, Role
from zhicheng.organizations.rules import can_be_chosen, is_member
from zhicheng.organizations.tests.conftest import organization, user


def test_a_member_acts_in_his_role_for_his_organization_only(station: Organization) -> None:
    clerk = user("王经办")
    clerk.memberships.create(organization=station, role=Role.UNIT)

    assert is_member(clerk, station, Role.UNIT) is True
    assert is_member(clerk, station, Role.COMPETENT) is False
    assert is_member(clerk, organization("别的公司"), Role.UNIT) is False
    assert is_member(user("吴某"), station, Role.UNIT) is False


@pytest.mark.parametrize("ended", ["user", "organization"])
def test_nobody_acts_once_the_account_or_the_organization_is_closed(station: Organization, ended: str) -> None:
    clerk = user("王经办")
    clerk.memberships.create(organization=station, role=Role.UNIT)
    closed = clerk if ended == "user" else station
    closed.is_active = False
    closed.save(update_fields=["is_active"])

    assert is_member(clerk, station, Role.UNIT) is False


def test_only_active_units_can_be_chosen(station: Organization, bureau: Organization) -> None:
    ended = organization("旧公司", is_active=False)

    assert [can_be_chosen(one) for one in (station, bureau, ended)] == [True, False, False]
