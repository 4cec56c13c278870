"""《广东省职称评审表》 of a 评审申请 as PDF, with what the committee decided."""

from dataclasses import replace
from datetime import datetime

from zhicheng.applications.models import Application, Gate, Outcome, StageRecord
from zhicheng.kinds.common.printing.case import print_case, said
from zhicheng.kinds.common.printing.desks import Opinion
from zhicheng.kinds.common.printing.empty import empty_form
from zhicheng.kinds.common.printing.enclosures import (
    CATALOGUE_OF_A_CASE,
    PUBLICITY_OF_A_CASE,
    register_of_a_case,
)
from zhicheng.kinds.common.printing.review import LAYOUT


def print_form(application: Application, at: datetime) -> bytes:
    """This function will return the 评审表 of a case as it stands; it raises core.typst.MissingGlyphs."""
    return print_case(application, at, layout=LAYOUT, opinion_of=_opinion)


def _opinion(stage: StageRecord, application: Application) -> Opinion:
    opinion = said(stage, application)
    if stage.gate != Gate.REVIEW:
        return opinion
    tally = application.tally
    fields = (
        {
            "总人数": str(tally["members"]),
            "出席": str(tally["present"]),
            "赞成": str(tally["yes"]),
            "反对": str(tally["no"]),
            "弃权": str(tally["abstain"]),
            "结果": "通过" if application.outcome == Outcome.PASSED else "未通过",
        }
        if tally
        else {}
    )
    return replace(opinion, section="vote", by="", on=application.decided_on, fields=fields)


empty = empty_form(LAYOUT)
ENCLOSURES = (CATALOGUE_OF_A_CASE, PUBLICITY_OF_A_CASE, register_of_a_case(_opinion))
