"""What every verb on a case begins with."""

from zhicheng.applications.models import Application


class NotAllowed(Exception):
    """This person may not do this to this case now."""


ANSWERS = ("content", "applicant")  # all that keeping an answer needs
WHOLE = (*ANSWERS, "employer__parent", "call__committee", "window", "specialty", "title__series")


def lock(application: Application | int, *, joined: tuple[str, ...] = WHOLE) -> Application:
    """This function will return the case with its row locked until the transaction ends.

    Two statements: rows joined to a lock that had to wait would be those of before the wait.
    """
    pk = application if isinstance(application, int) else application.pk
    Application.objects.select_for_update().only("pk").get(pk=pk)
    return Application.objects.select_related(*joined).get(pk=pk)
