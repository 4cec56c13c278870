"""What the committee decided or the desk assessed, for those who may know."""

from dataclasses import dataclass

from zhicheng.applications.models import Application, Outcome
from zhicheng.applications.registry import kind_of

TALLY = (
    ("members", "评委人数", "人"),
    ("present", "出席", "人"),
    ("yes", "同意", "票"),
    ("no", "不同意", "票"),
    ("abstain", "弃权", "票"),
)


@dataclass(frozen=True)
class Result:
    """What the committee or the assessing desk decided, for those who may know."""

    title: str
    word: str
    colour: str
    rows: tuple[tuple[str, str], ...]


def result_of(case: Application) -> Result | None:
    """This function will return the result of the case, or None before there is one."""
    if not case.outcome:
        return None
    tally = case.tally or {}
    rows = [(word, f"{tally[key]} {unit}") for key, word, unit in TALLY if key in tally]
    assesses = any(stage.assesses for stage in kind_of(case).route)
    what = "考核" if assesses else "评审"
    on = [(f"{what}时间", f"{case.decided_on:%Y-%m-%d}")] if case.decided_on else []
    passed = case.outcome == Outcome.PASSED
    return Result(f"{what}结果", case.get_outcome_display(), "green" if passed else "red", (*on, *rows))
