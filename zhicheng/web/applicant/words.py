"""Dates and spans as the pages about a case say them."""

from zhicheng.core.moments import day, left, moment

__all__ = ["day", "left", "moment"]
