"""What a business says of itself, for 办事指南 and for the page where it is begun."""

from typing import NamedTuple

from zhicheng.applications.kind import Kind, Stage
from zhicheng.applications.models import Gate


class Leg(NamedTuple):
    """One stop of the way a case takes, and how long it may stay there."""

    title: str
    limit: str


def legs(kind: Kind) -> list[Leg]:
    """This function will return the way of a business with the time each desk has."""
    return [Leg(stage.title, _limit(stage)) for stage in kind.route]


def _limit(stage: Stage) -> str:
    if stage.sla_days:
        return f"{stage.sla_days} 个工作日内"
    if stage.gate == Gate.NOTICE:
        return "不少于 5 个工作日"
    return "由申报人办理" if stage.gate == Gate.APPLICANT else "按评委会的安排"
