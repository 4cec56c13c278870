from datetime import date

import pytest

from zhicheng.audit.models import Event
from zhicheng.organizations.models import Affiliation, Organization
from zhicheng.organizations.operations import AlreadyAffiliated, NotAUnit, affiliate
from zhicheng.organizations.tests.conftest import TODAY, organization, user


def test_a_person_chooses_the_unit_once(station: Organization) -> None:
    applicant = user("李工")

    affiliation = affiliate(person=applicant, unit=station, on=TODAY, actor=applicant)
    with pytest.raises(AlreadyAffiliated):
        affiliate(person=applicant, unit=organization("别的公司"), on=TODAY, actor=applicant)

    assert Affiliation.objects.get() == affiliation
    assert (affiliation.unit, affiliation.started_on, affiliation.ended_on) == (station, date(2026, 9, 1), None)
    event = Event.objects.get()
    assert (event.actor, event.verb, event.subject, event.data) == (
        applicant,
        "organizations.affiliate",
        f"accounts.user:{applicant.pk}",
        {"unit": station.pk},
    )


def test_a_bureau_or_a_closed_unit_cannot_be_chosen(bureau: Organization) -> None:
    applicant = user("李工")

    for other in (bureau, organization("旧公司", is_active=False)):
        with pytest.raises(NotAUnit):
            affiliate(person=applicant, unit=other, on=TODAY, actor=applicant)
    assert Affiliation.objects.count() == Event.objects.count() == 0


def test_after_leaving_a_unit_may_be_chosen_again(station: Organization) -> None:
    applicant = user("李工")
    affiliate(person=applicant, unit=station, on=TODAY, actor=applicant)
    Affiliation.objects.update(ended_on=date(2026, 9, 2))

    affiliate(person=applicant, unit=station, on=date(2026, 9, 3), actor=applicant)

    assert Affiliation.objects.filter(ended_on=None).count() == 1
