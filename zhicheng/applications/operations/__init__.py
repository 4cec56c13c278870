"""Everything that can happen to a case. Only these modules write status and outcomes."""

from zhicheng.applications.operations.common import NotAllowed
from zhicheng.applications.operations.desks import (
    AlreadyDecided,
    conclude,
    decide,
    respond,
)
from zhicheng.applications.operations.draft import (
    AlreadyOpen,
    abandon,
    add_record,
    autosave,
    autosave_boxes,
    autosave_rows,
    choose_records,
    choose_unit,
    drop_change,
    keep_change,
    remove_record,
    save_step,
    set_aside,
    start,
    supplement,
)
from zhicheng.applications.operations.history import restore
from zhicheng.applications.operations.keeping import BOXES, Cause, Conflict, Repeated, Sending, hold, text_digest
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
    "BOXES",
    "AlreadyDecided",
    "AlreadyOpen",
    "Cause",
    "Conflict",
    "FormChanged",
    "Incomplete",
    "NotAllowed",
    "NotDownloaded",
    "Repeated",
    "Sending",
    "TooLate",
    "abandon",
    "add_record",
    "autosave",
    "autosave_boxes",
    "autosave_rows",
    "choose_records",
    "choose_unit",
    "close_notices",
    "conclude",
    "decide",
    "drop_change",
    "hold",
    "keep_change",
    "note_download",
    "object_to",
    "open_notice",
    "print_form",
    "remove_record",
    "request_print",
    "resolve_objection",
    "respond",
    "restore",
    "save_step",
    "set_aside",
    "start",
    "submit",
    "supplement",
    "text_digest",
    "withdraw",
]
