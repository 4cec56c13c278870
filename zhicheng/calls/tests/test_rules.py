from datetime import timedelta

from zhicheng.accounts.models import User
from zhicheng.calls.models import Committee
from zhicheng.calls.rules import accepts, can_open_call, is_open
from zhicheng.calls.tests.conftest import OPENS, SUBMIT, call, specialty
from zhicheng.organizations.models import Role
from zhicheng.reference.models import Level, Series, Specialty


def test_a_call_is_open_from_its_first_moment_to_just_before_its_last(intermediate: Committee) -> None:
    opened = call(intermediate)
    moments = (OPENS - timedelta.resolution, OPENS, SUBMIT - timedelta.resolution, SUBMIT)

    assert [is_open(opened, at) for at in moments] == [False, True, True, False]


def test_a_call_accepts_what_its_committee_was_filed_for(
    intermediate: Committee, engineering: Series, eco: list[Specialty]
) -> None:
    opened = call(intermediate)

    assert [accepts(opened, one, Level.INTERMEDIATE) for one in eco] == [True, True, True]
    assert accepts(opened, eco[0], Level.ASSISTANT) is False
    assert accepts(opened, specialty(engineering, "林业"), Level.INTERMEDIATE) is False


def test_the_office_opens_calls_and_strangers_do_not(intermediate: Committee) -> None:
    clerk, stranger = (User.objects.create(username=name, name=name, id_index=name) for name in ("郑干事", "吴某"))
    clerk.memberships.create(organization=intermediate.office, role=Role.OFFICE)
    stranger.memberships.create(organization=intermediate.office, role=Role.HRSS)

    assert [can_open_call(one, intermediate) for one in (clerk, stranger)] == [True, False]
