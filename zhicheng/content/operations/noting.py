"""What Wagtail did, written into the record of this system, and told to whom it concerns."""

from datetime import datetime

from django.core.management import call_command
from django.db import transaction
from wagtail.models import PageLogEntry, TaskState, WorkflowState

from zhicheng.audit.operations import record
from zhicheng.notifications.operations import notify

SUBMITTED, APPROVED, REJECTED, PUBLISHED = "submitted", "approved", "rejected", "published"
# By the name under which Wagtail logs it; what is not here (saving drafts) is no event.
VERBS = {
    "wagtail.workflow.start": SUBMITTED,
    "wagtail.workflow.resume": SUBMITTED,
    "wagtail.workflow.approve": APPROVED,
    "wagtail.workflow.reject": REJECTED,
    "wagtail.workflow.cancel": "withdrawn",
    "wagtail.publish": PUBLISHED,
    "wagtail.publish.scheduled": PUBLISHED,
    "wagtail.publish.schedule": "scheduled",
    "wagtail.schedule.cancel": "unscheduled",
    "wagtail.unpublish": "unpublished",
    "wagtail.unpublish.scheduled": "expired",
    "wagtail.move": "moved",
    "wagtail.delete": "deleted",
}


def note(*, entry: PageLogEntry) -> None:
    """This function will record what was done with a page, and tell its author when it goes back or is published."""
    verb = VERBS.get(entry.action)
    if verb is None:
        return
    task = (entry.data or {}).get("workflow", {}).get("task", {}).get("title", "")
    more = {"revision": entry.revision_id, **({"step": task} if verb in (APPROVED, REJECTED) else {})}
    at, subject = entry.timestamp, f"content.article:{entry.page_id}"
    record(actor=entry.user, verb=f"content.{verb}", subject=subject, at=at, data=more)
    state = WorkflowState.objects.filter(object_id=str(entry.page_id)).order_by("-pk").first()
    if state is None or state.requested_by is None or verb not in (REJECTED, PUBLISHED):
        return
    if verb == PUBLISHED:
        title, body = f"《{entry.label}》已发布", "三审通过，访客现在可以看到。"
    else:
        decided = TaskState.objects.filter(workflow_state=state, status=TaskState.STATUS_REJECTED).latest("finished_at")
        title, body = f"《{entry.label}》被退回修改", f"{task}：{decided.comment}\n修改后重新提交，从初审开始。"
    notify(recipients=[state.requested_by], title=title, body=body, at=at, channels=())


@transaction.atomic
def publish_due(*, at: datetime) -> None:
    """This function will publish what was approved for a later time, and take down what is over."""
    call_command("publish_scheduled")
