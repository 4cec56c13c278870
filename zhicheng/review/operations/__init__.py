"""The verbs of review. `Refused` is the parent of every refusal; its text is for the person who tried."""

from zhicheng.review.operations.common import NotAllowed, Refused, WrongPhase
from zhicheng.review.operations.items import (
    BallotsDiffer,
    NoQuorum,
    close_item,
    open_item,
    recuse,
    write_opinion,
)
from zhicheng.review.operations.meetings import (
    CannotSit,
    DuplicateNumber,
    NotEligible,
    add_items,
    close_meeting,
    open_meeting,
    plan_meeting,
    seat,
    sign_in,
    unseat,
)
from zhicheng.review.operations.voting import AlreadyVoted, BadNonce, receipt_of, vote

__all__ = [
    "AlreadyVoted",
    "BadNonce",
    "BallotsDiffer",
    "CannotSit",
    "DuplicateNumber",
    "NoQuorum",
    "NotAllowed",
    "NotEligible",
    "Refused",
    "WrongPhase",
    "add_items",
    "close_item",
    "close_meeting",
    "open_item",
    "open_meeting",
    "plan_meeting",
    "receipt_of",
    "recuse",
    "seat",
    "sign_in",
    "unseat",
    "vote",
    "write_opinion",
]
