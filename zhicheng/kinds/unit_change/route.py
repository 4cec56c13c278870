"""The desks of 人事管理单位变更申请 (2-domain §3.5): the new unit, the old one, and what follows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from zhicheng.accounts.models import User
from zhicheng.applications import operations
from zhicheng.applications.kind import Stage
from zhicheng.applications.models import Application
from zhicheng.kinds.common import desks
from zhicheng.kinds.common.effects import lock_cases
from zhicheng.kinds.unit_change.forms import ConsentForm, named
from zhicheng.kinds.unit_change.units import new_unit
from zhicheng.notifications.operations import notify
from zhicheng.organizations.models import Role
from zhicheng.organizations.operations import AlreadyAffiliated, NotAUnit
from zhicheng.organizations.queries import members


def asks_old_unit(application: Application) -> bool:
    """This function will tell whether there is an old unit that can still answer."""
    return application.employer is not None and application.employer.is_active


def received(application: Application, at: datetime) -> None:
    """This function will let the change take effect at once where no old unit is asked."""
    if not asks_old_unit(application):
        take_effect(application, at)


def take_effect(application: Application, at: datetime) -> None:
    """This function will bring the person and what he holds to the new unit, and tell everybody.

    It raises operations.NotAllowed when the new unit closed in this very moment.
    """
    unit, old = new_unit(application), application.employer
    try:
        if unit is None:
            raise NotAUnit
        moved = operations.change_unit(application=application, unit=unit, at=at)
    except (NotAUnit, AlreadyAffiliated) as problem:
        raise operations.NotAllowed from problem
    name = application.applicant.name
    cases = "、".join(map(named, moved))
    words = f"人事管理单位从今天起为{unit.name}，主管单位为{unit.parent.name if unit.parent else '没有登记的单位'}。"
    words += f"{cases}改由新单位审核。" if cases else ""
    _tell([application.applicant], application, title="人事管理单位已变更", body=f"您的{words}", at=at)
    title, body = f"{name}的人事管理单位已变更", f"{name}的{words}"
    for place in filter(None, (unit, old)):
        _tell(members(place, Role.UNIT), application, title=title, body=body, at=at)


def _tell(people: Iterable[User], case: Application, *, title: str, body: str, at: datetime) -> None:
    notify(recipients=people, title=title, body=body, about=case.number, at=at, channels=())


ROUTE = (
    Stage(
        key="receive",
        title="新人事管理单位接收",
        waiting="待新单位接收",
        role=Role.UNIT,
        at=new_unit,
        declines=True,
        sla_days=5,
        then=received,
        locks=lock_cases,
        yes_label="同意接收",
        fail_label="不同意接收",
    ),
    Stage(
        key="release",
        title="原人事管理单位同意调出",
        waiting="待原单位同意",
        role=Role.UNIT,
        at=desks.employer,
        applies=asks_old_unit,
        form=ConsentForm,
        declines=True,
        sla_days=5,
        then=take_effect,
        locks=lock_cases,
        yes_label="同意调出",
        fail_label="不同意调出",
    ),
)
