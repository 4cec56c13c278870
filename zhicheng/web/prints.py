"""A print that a worker makes, as the page that waits for it shows it."""

from dataclasses import dataclass

from zhicheng.applications.models import PrintedForm


@dataclass(frozen=True)
class Job:
    """What became of a print: the words, the state of the component, where to ask or to download."""

    text: str
    state: str  # running | done | failed
    poll: str = ""
    href: str = ""

    @property
    def is_running(self) -> bool:
        return self.state == "running"

    @property
    def is_failed(self) -> bool:
        return self.state == "failed"


def job_of(printed: PrintedForm, *, form: str, url: str) -> Job:
    """This function will say how far the print of the form called `form` is; its pages stand at `url`."""
    if printed.file_id:
        return Job(f"{form}已生成", "done", href=f"{url}file/")
    if printed.problem:
        return Job(printed.problem, "failed")
    return Job(f"正在生成{form}，一般几秒钟", "running", poll=url)
