"""What follows when something is published, taken back, moved or uploaded."""

from typing import Any

from django.db.models.signals import post_save
from wagtail.models import Page, PageLogEntry, TaskState, WorkflowState
from wagtail.signals import (
    page_published,
    page_unpublished,
    post_page_move,
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from zhicheng.content import operations
from zhicheng.content.models import Article, PublicFile

# Wagtail's own mails: this system tells people itself.
MAILS = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)


def connect() -> None:
    """This function will keep the record, the search and the visitors' pages in step with what is published."""
    for signal, sender, uid in MAILS:
        signal.disconnect(sender=sender, dispatch_uid=uid)
    page_published.connect(_changed, dispatch_uid="content.published")
    page_unpublished.connect(_changed, dispatch_uid="content.unpublished")
    post_page_move.connect(_moved, dispatch_uid="content.moved")
    post_save.connect(_logged, sender=PageLogEntry, dispatch_uid="content.logged")
    post_save.connect(_uploaded, sender=PublicFile, dispatch_uid="content.uploaded")


def _changed(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    if isinstance(instance, Article):
        operations.note_change(article=instance)


def _moved(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    page = instance.specific
    if isinstance(page, Article):
        operations.settle(article=page)


def _logged(sender: type[PageLogEntry], instance: PageLogEntry, created: bool, **kwargs: Any) -> None:
    if created:
        operations.note(entry=instance)


def _uploaded(sender: type[PublicFile], instance: PublicFile, update_fields: Any, **kwargs: Any) -> None:
    if not instance.text and update_fields is None:
        operations.read_text.enqueue(instance.pk)
