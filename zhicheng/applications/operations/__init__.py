"""Everything that can happen to a case. Only these modules write status and outcomes."""

from zhicheng.applications.operations.answering import answer_corrections
from zhicheng.applications.operations.assisting import (
    LONGEST,
    UNANSWERED,
    AlreadyAssisted,
    BadPeriod,
    agree_to_assistance,
    allow_assistance,
    ask_assistance,
    end_assistance,
    end_assistances,
    scope_of,
    set_photo,
)
from zhicheng.applications.operations.carrying import carry_over
from zhicheng.applications.operations.common import AlreadyDecided, AlreadySettled, NotAllowed, Prevented
from zhicheng.applications.operations.corrections import correct_record, lock_cases, propose_identity, take_identity
from zhicheng.applications.operations.desks import (
    ProofMissing,
    conclude,
    decide,
    respond,
)
from zhicheng.applications.operations.draft import (
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
    supplement,
)
from zhicheng.applications.operations.employer import change_unit
from zhicheng.applications.operations.extensions import NotEditable, NotLater, extend
from zhicheng.applications.operations.history import restore
from zhicheng.applications.operations.keeping import Cause, Conflict, Repeated, Sending, hold, text_digest
from zhicheng.applications.operations.lapses import end_overdue_corrections
from zhicheng.applications.operations.lapsing import lapse, watch_applicants
from zhicheng.applications.operations.notices import (
    close_notices,
    object_to,
    open_notice,
    resolve_objection,
)
from zhicheng.applications.operations.orders import NoDeadline, cancel_order, order_submission, submit_ordered
from zhicheng.applications.operations.printing import (
    edition_of,
    is_current,
    note_download,
    print_form,
    print_now,
    request_print,
)
from zhicheng.applications.operations.rejection import (
    confirm_rejection,
    propose_rejection,
    send_back_rejection,
    take_back_rejection,
)
from zhicheng.applications.operations.starting import AlreadyOpen, Barred, MayNotStart, NotOpen, start
from zhicheng.applications.operations.submission import (
    FormChanged,
    HelpNotConfirmed,
    Incomplete,
    NotDownloaded,
    TooLate,
    Unanswered,
    WouldEnd,
    submit,
    withdraw,
)
from zhicheng.applications.operations.titles import revoke_title
from zhicheng.applications.operations.warnings import warn_of_deadlines
from zhicheng.applications.steps import BOXES

__all__ = [
    "BOXES",
    "LONGEST",
    "UNANSWERED",
    "AlreadyAssisted",
    "AlreadyDecided",
    "AlreadyOpen",
    "AlreadySettled",
    "BadPeriod",
    "Barred",
    "Cause",
    "Conflict",
    "FormChanged",
    "HelpNotConfirmed",
    "Incomplete",
    "MayNotStart",
    "NoDeadline",
    "NotAllowed",
    "NotDownloaded",
    "NotEditable",
    "NotLater",
    "NotOpen",
    "Prevented",
    "ProofMissing",
    "Repeated",
    "Sending",
    "TooLate",
    "Unanswered",
    "WouldEnd",
    "abandon",
    "add_record",
    "agree_to_assistance",
    "allow_assistance",
    "answer_corrections",
    "ask_assistance",
    "autosave",
    "autosave_boxes",
    "autosave_rows",
    "cancel_order",
    "carry_over",
    "change_unit",
    "choose_records",
    "choose_unit",
    "close_notices",
    "conclude",
    "confirm_rejection",
    "correct_record",
    "decide",
    "drop_change",
    "edition_of",
    "end_assistance",
    "end_assistances",
    "end_overdue_corrections",
    "extend",
    "hold",
    "is_current",
    "keep_change",
    "lapse",
    "lock_cases",
    "note_download",
    "object_to",
    "open_notice",
    "order_submission",
    "print_form",
    "print_now",
    "propose_identity",
    "propose_rejection",
    "remove_record",
    "request_print",
    "resolve_objection",
    "respond",
    "restore",
    "revoke_title",
    "save_step",
    "scope_of",
    "send_back_rejection",
    "set_aside",
    "set_photo",
    "start",
    "submit",
    "submit_ordered",
    "supplement",
    "take_back_rejection",
    "take_identity",
    "text_digest",
    "warn_of_deadlines",
    "watch_applicants",
    "withdraw",
]
