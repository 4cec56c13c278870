"""What is done with the portal's content."""

from zhicheng.content.operations.changing import note_change, settle
from zhicheng.content.operations.founding import found_portal
from zhicheng.content.operations.noting import note, publish_due
from zhicheng.content.operations.reading import read_text, scan_waiting

__all__ = ["found_portal", "note", "note_change", "publish_due", "read_text", "scan_waiting", "settle"]
