"""What every article has."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q, QuerySet
from modelcluster.fields import ParentalKey
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PublishingPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page

from zhicheng.content.models.approval import ArticlePermissions
from zhicheng.content.models.files import PublicFile
from zhicheng.content.models.places import Column, Placed, column_at, region_at
from zhicheng.content.models.wording import faults_of
from zhicheng.content.told import told
from zhicheng.reference.models import Region

WRITTEN = ["h2", "h3", "bold", "ol", "ul", "hr", "blockquote", "link", "image"]  # what an editor may do in a text


HANDED_IN = ("action-submit", "action-restart-workflow")  # buttons; a draft may be as it is


class ArticleForm(WagtailAdminPageForm):  # type: ignore[misc]
    """The region of an article is that of its place; nobody types it. What is handed in can be read by everybody."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        self.instance.region_id = region_at(self.parent_page)
        if any(button in self.data for button in HANDED_IN):
            for fault in faults_of(cleaned.get("body") or ""):
                self.add_error("body", fault)
        return cleaned


class Article(Placed):
    """An entry of a column. Its sort is the subclass, its region the folder it stands in."""

    column: ClassVar[Column]

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", editable=False)
    issuer = models.CharField("发布机关", max_length=100)
    issued_on = models.DateField("发布日期")
    body = RichTextField("正文", features=WRITTEN, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)  # marked 演示

    base_form_class = ArticleForm
    is_creatable = False
    parent_page_types = ["content.RegionPage"]
    subpage_types: list[str] = []
    promote_panels: list[Any] = []
    settings_panels = [PublishingPanel()]
    facts: ClassVar[list[Any]] = []  # panels of the sort's own columns
    searched: ClassVar[tuple[str, ...]] = ("issuer",)  # columns that are found besides title and text
    attached: ClassVar[list[Any]] = [InlinePanel("attachments", label="附件", heading="附件")]

    class Meta:
        verbose_name = "文章"
        indexes = [models.Index(fields=["-issued_on", "-page_ptr"], name="articles_newest_first")]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.is_creatable = True
        cls.content_panels = [
            FieldPanel("title"),
            MultiFieldPanel([*cls.facts, FieldPanel("issuer"), FieldPanel("issued_on")], heading="基本信息"),
            FieldPanel("body"),
            *cls.attached,
        ]

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        return bool(super().can_create_at(parent)) and column_at(parent) == cls.column

    def can_move_to(self, parent: Page) -> bool:
        return bool(super().can_move_to(parent)) and column_at(parent) == self.column

    @property
    def address(self) -> str:
        return f"/{self.specific_class.column.value}/{self.pk}/"

    def permissions_for_user(self, user: Any) -> ArticlePermissions:
        return ArticlePermissions(user, self)

    @property
    def series_codes(self) -> list[str]:
        """The series it is about."""
        return []

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        """This function will return the page as the portal would show this draft."""
        return told.preview(request, self)


class Attachment(Orderable):  # type: ignore[misc]
    """A file below an article."""

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(PublicFile, on_delete=models.PROTECT, related_name="+", verbose_name="文件")

    panels = [FieldPanel("document")]

    class Meta(Orderable.Meta):  # type: ignore[misc]
        constraints = [models.UniqueConstraint(fields=["article", "document"], name="one_attachment_per_document")]


def articles_with(file: PublicFile) -> QuerySet[Article]:
    """This function will return the published articles that give a file out."""
    found: QuerySet[Article] = Article.objects.filter(live=True)
    return found.filter(Q(attachments__document=file) | Q(download__document=file)).distinct()


def shows_picture(pk: int) -> bool:
    """This function will tell whether visitors see a picture."""
    return bool(Article.objects.filter(live=True, body__regex=rf'<embed[^>]* id="{pk}"').exists())
