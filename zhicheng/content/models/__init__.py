"""What the portal says, kept in Wagtail. Wagtail serves none of it."""

from zhicheng.content.models.approval import Approval
from zhicheng.content.models.articles import Article, Attachment, articles_with, shows_picture
from zhicheng.content.models.files import PublicFile
from zhicheng.content.models.places import Column, ColumnPage, Portal, RegionPage, column_at, region_at
from zhicheng.content.models.searching import SearchText, indexed
from zhicheng.content.models.sorts import (
    SORTS,
    Announcement,
    Criteria,
    Download,
    Policy,
    Question,
    ReviewNotice,
    ServiceGuide,
)

__all__ = [
    "SORTS",
    "Announcement",
    "Approval",
    "Article",
    "Attachment",
    "Column",
    "ColumnPage",
    "Criteria",
    "Download",
    "Policy",
    "Portal",
    "PublicFile",
    "Question",
    "RegionPage",
    "ReviewNotice",
    "SearchText",
    "ServiceGuide",
    "articles_with",
    "column_at",
    "indexed",
    "region_at",
    "shows_picture",
]
