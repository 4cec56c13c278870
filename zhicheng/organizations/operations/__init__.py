"""Verbs on units and their people."""

from zhicheng.organizations.operations.index import index, index_all, keep_index, load_readings
from zhicheng.organizations.operations.people import AlreadyAffiliated, NotAUnit, affiliate, transfer
from zhicheng.organizations.operations.requests import (
    MOST_OPEN,
    AlreadyAnswered,
    BadAnswer,
    NoBureau,
    NotAllowed,
    TooManyRequests,
    answer_request,
    request_unit,
)
from zhicheng.organizations.operations.units import NameTaken, open_organization, rename_organization

__all__ = [
    "MOST_OPEN",
    "AlreadyAffiliated",
    "AlreadyAnswered",
    "BadAnswer",
    "NameTaken",
    "NoBureau",
    "NotAUnit",
    "NotAllowed",
    "TooManyRequests",
    "affiliate",
    "answer_request",
    "index",
    "index_all",
    "keep_index",
    "load_readings",
    "open_organization",
    "rename_organization",
    "request_unit",
    "transfer",
]
