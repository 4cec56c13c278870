"""What is done with the portal's content."""

from zhicheng.content.operations.changing import content_version, note_change, settle
from zhicheng.content.operations.founding import found_portal

__all__ = ["content_version", "found_portal", "note_change", "settle"]
