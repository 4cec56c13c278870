"""The short lists of 工作台, in one statement: the person's unit, certificates, where each open case is."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from zhicheng.accounts.models import User
from zhicheng.applications.models import OPEN, Application, Outcome, StageRecord, SubmitOrder
from zhicheng.certificates.models import Certificate
from zhicheng.core.together import NOBODY, Together, together
from zhicheng.organizations.models import Affiliation


class Glance(NamedTuple):
    """What the page shows in few words: the unit, where each case is and whether it is to be handed in by itself."""

    unit: dict[str, str] | None  # name; parent, its 主管单位
    certificates: list[Certificate]  # newest first
    stops: dict[int, StageRecord]  # by case
    orders: dict[int, SubmitOrder]


def glance(person: User, cases: Iterable[Application]) -> Glance:
    """This function will return what the page shows of several short lists, in one statement."""
    units, certificates, stops, orders = _glance().rows({NOBODY: person.pk})
    known = {case.pk: case for case in cases}
    here = {stop.application_id: stop for stop in stops if stop.application_id in known}
    for stop in here.values():
        stop.application = known[stop.application_id]
    return Glance(
        next(({"name": one["unit__name"], "parent": one["unit__parent__name"] or ""} for one in units), None),
        sorted(certificates, key=lambda one: (one.obtained_on, one.pk), reverse=True),
        here,
        {order.application_id: order for order in orders},
    )


@cache
def _glance() -> Together:
    own = Application.objects.filter(applicant=NOBODY, status__in=OPEN)
    stops = StageRecord.objects.filter(application__in=own, outcome=Outcome.PENDING, arrived_at__isnull=False)
    return together(
        Affiliation.objects.filter(person=NOBODY, ended_on=None).values("unit__name", "unit__parent__name"),
        Certificate.objects.filter(holder=NOBODY),
        stops,
        SubmitOrder.objects.filter(application__in=own, end=SubmitOrder.End.WAITING),
    )
