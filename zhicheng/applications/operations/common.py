"""What every verb on a case begins with."""

from zhicheng.applications.models import Application


class NotAllowed(Exception):
    """This person may not do this to this case now."""


def lock(application: Application | int) -> Application:
    """This function will return the case with its row locked until the transaction ends."""
    pk = application if isinstance(application, int) else application.pk
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related(
            "content",
            "applicant",
            "employer__parent",
            "call__committee",
            "specialty",
            "title__series",
        )
        .get(pk=pk)
    )
