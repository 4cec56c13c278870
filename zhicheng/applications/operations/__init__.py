"""Everything that can happen to a case. Only these modules write status and outcomes."""

from zhicheng.applications.operations.common import NotAllowed
from zhicheng.applications.operations.desks import (
    AlreadyDecided,
    ProofMissing,
    conclude,
    decide,
    respond,
)
from zhicheng.applications.operations.draft import (
    AlreadyOpen,
    Conflict,
    MayNotStart,
    NotOpen,
    abandon,
    add_record,
    autosave,
    choose_records,
    choose_unit,
    hold,
    remove_record,
    save_step,
    start,
    supplement,
)
from zhicheng.applications.operations.notices import (
    close_notices,
    object_to,
    open_notice,
    resolve_objection,
)
from zhicheng.applications.operations.printing import note_download, print_form, request_print
from zhicheng.applications.operations.submission import (
    FormChanged,
    Incomplete,
    NotDownloaded,
    TooLate,
    submit,
    withdraw,
)

__all__ = [
    "AlreadyDecided",
    "AlreadyOpen",
    "Conflict",
    "FormChanged",
    "Incomplete",
    "MayNotStart",
    "NotAllowed",
    "NotDownloaded",
    "NotOpen",
    "ProofMissing",
    "TooLate",
    "abandon",
    "add_record",
    "autosave",
    "choose_records",
    "choose_unit",
    "close_notices",
    "conclude",
    "decide",
    "hold",
    "note_download",
    "object_to",
    "open_notice",
    "print_form",
    "remove_record",
    "request_print",
    "resolve_objection",
    "respond",
    "save_step",
    "start",
    "submit",
    "supplement",
    "withdraw",
]
