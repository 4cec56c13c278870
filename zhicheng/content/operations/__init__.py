"""What is done with the portal's content."""

from zhicheng.content.operations.changing import note_change, settle
from zhicheng.content.operations.founding import found_portal
from zhicheng.content.operations.indexing import index, index_all, keep_index

__all__ = ["found_portal", "index", "index_all", "keep_index", "note_change", "settle"]
