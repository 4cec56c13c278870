import pytest

from zhicheng.content.tests.people import Portal, found


@pytest.fixture
def portal(db: None) -> Portal:
    """Its editors and approvers, each with a second factor."""
    return found()
