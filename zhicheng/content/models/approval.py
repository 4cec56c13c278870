"""Who approves, and who may take back what is published."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from wagtail.models import AbstractGroupApprovalTask, Page, PagePermissionTester, Revision, TaskState, WorkflowState

from zhicheng.core.fields import CleanCharField

ACTIONS = [("reject", "退回修改", True), ("approve", "通过", False)]
LAST = "终审"


class ReasonForm(forms.Form):
    """Why it goes back to who wrote it."""

    comment = CleanCharField(
        label="退回理由",
        max_length=500,
        widget=forms.Textarea,
        empty="写明哪里要修改，作者在站内信里看到",
    )


class Approval(AbstractGroupApprovalTask):  # type: ignore[misc]
    """One of 初审, 复审 and 终审: by somebody of its group who had no other hand in this text.

    Nobody changes the text while it is being approved, and a changed one begins with 初审 again.
    """

    class Meta:
        verbose_name = "审核"

    @classmethod
    def get_description(cls) -> str:
        return "审核组的一名成员审核；提交人、撰稿人和前面各审的审核人不能再审"

    def start(self, workflow_state: Any, user: Any = None) -> Any:
        """This function will begin this step, or the first one that nobody decided for the newest text."""
        due = workflow_state.get_next_task()
        if due is not None and due.pk != self.pk:
            return due.specific.start(workflow_state, user=user)
        return super().start(workflow_state, user=user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return True

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        return False

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """This function will return what the user may decide; nothing where he had a hand in it already."""
        state = obj.current_workflow_state
        return ACTIONS if self._may_decide(state, user) else []

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return ReasonForm if action == "reject" else super().get_form_for_action(action)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """This function will return what waits for the user in the list of his work."""
        if not self._user_in_groups(user):
            return TaskState.objects.none()
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        decided = TaskState.objects.filter(
            workflow_state=OuterRef("workflow_state"), revision=OuterRef("revision"), finished_by=user
        )
        return waiting.exclude(Q(workflow_state__requested_by=user) | Q(revision__user=user)).exclude(Exists(decided))

    @transaction.atomic
    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        """This function will note the decision; two at once are one decision and one refusal."""
        state = WorkflowState.objects.select_for_update().get(pk=task_state.workflow_state_id)
        task_state.refresh_from_db()
        if not self._may_decide(state, user):
            raise PermissionDenied
        return super().on_action(task_state, user, action_name, **kwargs)

    def _may_decide(self, state: Any, user: Any) -> bool:
        if state is None or not self._user_in_groups(user):
            return False
        return not _had_a_hand(state, user)


def _had_a_hand(state: Any, user: Any) -> bool:
    """Whether the user asked for this approval, wrote its newest text, or decided another step of it."""
    newest = state.content_object.latest_revision_id
    return bool(
        state.requested_by_id == user.pk
        or Revision.objects.filter(pk=newest, user=user).exists()
        or state.task_states.filter(revision=newest, finished_by=user).exists()
    )


class ArticlePermissions(PagePermissionTester):  # type: ignore[misc]
    """Nobody publishes by himself; whoever decides last may take back what is published, or is about to be."""

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        self.takes_back = user.is_active and user.groups.filter(name=LAST).exists()

    def can_publish(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return bool(self.takes_back and self.page.live and not self.page_locked())

    def can_unschedule(self) -> bool:
        return bool(self.takes_back)
