"""Who approves."""

from typing import Any

from django.db.models import Exists, OuterRef
from wagtail.models import AbstractGroupApprovalTask, TaskState


class Approval(AbstractGroupApprovalTask):  # type: ignore[misc]
    """One of 初审, 复审 and 终审: by somebody of its groups who neither asked for it nor decided an earlier one."""

    class Meta:
        verbose_name = "审核"

    @classmethod
    def get_description(cls) -> str:
        return "审核组的一名成员审核；提交人和前面各审的审核人不能再审"

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """This function will return what the user may decide; nothing where he had a hand in it already."""
        had = has_acted(obj.current_workflow_state, user)
        return [] if had else super().get_actions(obj, user)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """This function will return what waits for the user in the list of his work."""
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        acted = TaskState.objects.filter(workflow_state=OuterRef("workflow_state"), finished_by=user)
        return states.exclude(workflow_state__requested_by=user).exclude(Exists(acted))


def has_acted(state: Any, user: Any) -> bool:
    """This function will tell whether the user asked for this approval or decided one of its steps."""
    return state is not None and (
        state.requested_by_id == user.pk or state.task_states.filter(finished_by=user).exists()
    )
