"""What is done with the portal's content."""

from zhicheng.content.operations.changing import content_version, note_change, settle
from zhicheng.content.operations.founding import found_portal, plant_roots
from zhicheng.content.operations.indexing import index, index_all, keep_index
from zhicheng.content.operations.noting import note, publish_due
from zhicheng.content.operations.reading import read_text, scan_waiting

__all__ = [
    "content_version",
    "found_portal",
    "index",
    "index_all",
    "keep_index",
    "note",
    "note_change",
    "plant_roots",
    "publish_due",
    "read_text",
    "scan_waiting",
    "settle",
]
