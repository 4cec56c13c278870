"""附件."""

from django.db import models
from django.db.models import Q
from wagtail.documents.models import AbstractDocument

from zhicheng.files.models import StoredFile


class PublicFile(AbstractDocument):  # type: ignore[misc]
    """附件: scanned as everything uploaded; `text` is what the search reads of it."""

    scan = models.CharField(max_length=12, choices=StoredFile.Scan.choices, default=StoredFile.Scan.PENDING)
    text = models.TextField(blank=True, editable=False)

    admin_form_fields = ("title", "file", "collection")

    class Meta(AbstractDocument.Meta):  # type: ignore[misc]
        verbose_name = "附件"
        verbose_name_plural = "附件"
        indexes = [models.Index(fields=["scan"], condition=Q(scan="pending"), name="documents_to_scan")]

    @property
    def kind(self) -> str:
        """pdf, docx …: the extension, which agreed with the content when it came in."""
        return str(self.file_extension).lower()

    @property
    def url(self) -> str:
        """Where a visitor downloads it, once a published article has it."""
        return f"/attachments/{self.pk}/"
