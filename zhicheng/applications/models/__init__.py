"""The tables of the engine: cases and what happens to them; proposals to end one; who helps to fill in."""

from zhicheng.applications.models.assistance import Assistance, Help
from zhicheng.applications.models.cases import (
    DUE,
    EDITABLE,
    FINAL,
    OPEN,
    Application,
    Content,
    CorrectionNotice,
    Gate,
    Notice,
    Objection,
    Outcome,
    StageRecord,
    Status,
    StepVersion,
    Submission,
)
from zhicheng.applications.models.deadlines import DeadlineWarning, Extension, SubmitOrder
from zhicheng.applications.models.identity import IdentityChange
from zhicheng.applications.models.prints import PrintedForm
from zhicheng.applications.models.proposals import Proposal
from zhicheng.reference.models import Mode

__all__ = [
    "DUE",
    "EDITABLE",
    "FINAL",
    "OPEN",
    "Application",
    "Assistance",
    "Content",
    "CorrectionNotice",
    "DeadlineWarning",
    "Extension",
    "Gate",
    "Help",
    "IdentityChange",
    "Mode",
    "Notice",
    "Objection",
    "Outcome",
    "PrintedForm",
    "Proposal",
    "StageRecord",
    "Status",
    "StepVersion",
    "Submission",
    "SubmitOrder",
]
