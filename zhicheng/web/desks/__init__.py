"""The desks of every audience that decides on cases: one queue, one split review, one list of 公示.

An audience binds them to its own roles, addresses and navigation with one `Place` and `urls(place)`.
"""

from zhicheng.web.desks.gates import desk_notice, desk_stage
from zhicheng.web.desks.place import Place, show
from zhicheng.web.desks.queue import DONE, POSTED, RETURNED, WAITING, Row, Tab, lines, lists_of, rows_of, stages_of
from zhicheng.web.desks.urls import urls

__all__ = [
    "DONE",
    "POSTED",
    "RETURNED",
    "WAITING",
    "Place",
    "Row",
    "Tab",
    "desk_notice",
    "desk_stage",
    "lines",
    "lists_of",
    "rows_of",
    "show",
    "stages_of",
    "urls",
]
