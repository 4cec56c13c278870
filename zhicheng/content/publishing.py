"""The end of the three approvals."""

from typing import Any


def publish(workflow_state: Any, user: Any = None) -> None:
    """This function will publish what was approved three times: nobody holds the right to publish by himself."""
    workflow_state.content_object.get_latest_revision().publish(user=user, skip_permission_checks=True)
