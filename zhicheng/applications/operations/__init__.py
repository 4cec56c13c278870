"""Everything that can happen to a case. Only these modules write status and outcomes."""

from zhicheng.applications.operations.common import AlreadyDecided, AlreadySettled, NotAllowed
from zhicheng.applications.operations.desks import (
    ProofMissing,
    conclude,
    decide,
    respond,
)
from zhicheng.applications.operations.draft import (
    AlreadyOpen,
    Barred,
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
from zhicheng.applications.operations.rejection import (
    confirm_rejection,
    propose_rejection,
    send_back_rejection,
    take_back_rejection,
)
from zhicheng.applications.operations.submission import (
    FormChanged,
    Incomplete,
    NotDownloaded,
    TooLate,
    WouldEnd,
    submit,
    withdraw,
)
from zhicheng.applications.operations.titles import revoke_title

__all__ = [
    "AlreadyDecided",
    "AlreadyOpen",
    "AlreadySettled",
    "Barred",
    "Conflict",
    "FormChanged",
    "Incomplete",
    "MayNotStart",
    "NotAllowed",
    "NotDownloaded",
    "NotOpen",
    "ProofMissing",
    "TooLate",
    "WouldEnd",
    "abandon",
    "add_record",
    "autosave",
    "choose_records",
    "choose_unit",
    "close_notices",
    "conclude",
    "confirm_rejection",
    "decide",
    "hold",
    "note_download",
    "object_to",
    "open_notice",
    "print_form",
    "propose_rejection",
    "remove_record",
    "request_print",
    "resolve_objection",
    "respond",
    "revoke_title",
    "save_step",
    "send_back_rejection",
    "start",
    "submit",
    "supplement",
    "take_back_rejection",
    "withdraw",
]
