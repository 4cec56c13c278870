"""What is done with the portal's content."""

from zhicheng.content.operations.changing import note_change, settle
from zhicheng.content.operations.founding import found_portal, plant_roots

__all__ = ["found_portal", "note_change", "plant_roots", "settle"]
