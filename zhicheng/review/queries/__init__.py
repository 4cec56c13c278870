"""What experts, the chair and the office may read of a meeting. Nothing here tells how anyone voted."""

from zhicheng.review.queries.common import label_of
from zhicheng.review.queries.meetings import (
    Agenda,
    AgendaItem,
    ItemProgress,
    Progress,
    Published,
    agenda_for,
    has_quorum,
    is_passed,
    items_waiting,
    members_of,
    opinions_on,
    progress,
    published,
)
from zhicheng.review.queries.sheet import File, Line, Section, Sheet, TableRow, sheet_for

__all__ = [
    "Agenda",
    "AgendaItem",
    "File",
    "ItemProgress",
    "Line",
    "Progress",
    "Published",
    "Section",
    "Sheet",
    "TableRow",
    "agenda_for",
    "has_quorum",
    "is_passed",
    "items_waiting",
    "label_of",
    "members_of",
    "opinions_on",
    "progress",
    "published",
    "sheet_for",
]
