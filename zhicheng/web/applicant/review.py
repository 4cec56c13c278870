"""What stands before 提交审核: what is missing, what the rules say, whether the form was downloaded."""

from dataclasses import dataclass
from datetime import datetime

from zhicheng.applications.deadlines import due_after, due_for
from zhicheng.applications.defects import Defect, unanswered
from zhicheng.applications.models import Application
from zhicheng.applications.queries import Task, advice, gaps
from zhicheng.applications.reading import Reading
from zhicheng.applications.registry import kind_of
from zhicheng.applications.snapshot import Snapshot, hash_of, take
from zhicheng.eligibility.queries import Finding
from zhicheng.web.applicant.deadline import Deadline, deadline
from zhicheng.web.applicant.pages import case_url, filled_in
from zhicheng.web.applicant.sheet import Sheet, draft_sheet, part_url
from zhicheng.web.applicant.words import moment

VERDICTS = {True: ("符合", "green"), False: ("未达到", "amber"), None: ("由审核人员判断", "line")}


@dataclass(frozen=True)
class Advice:
    """A condition and what the system found; a person decides."""

    text: str
    word: str
    colour: str
    source: str


@dataclass(frozen=True)
class Review:
    """Everything the page 提交审核 shows."""

    rows: tuple[tuple[str, str], ...]
    sheet: Sheet
    parts: tuple[tuple[str, str, str], ...]  # title, address, how much
    gaps: tuple[tuple[str, str], ...]  # address, words
    advice: tuple[Advice, ...]
    due: str
    deadline: Deadline | None
    is_over: bool
    is_closed: bool  # nobody takes the case where the person's unit is
    is_downloaded: bool  # or need not be
    content_hash: str
    follows: tuple[tuple[str, str], ...]  # what the system adds to the request
    done: frozenset[str]  # the steps before this one that are complete
    helps: tuple[tuple[str, str, datetime], ...]  # part, helper, when last

    @property
    def can_submit(self) -> bool:
        return not self.gaps and self.is_downloaded and not self.is_over and not self.is_closed


def review(application: Application, *, at: datetime) -> Review:
    """This function will gather what the applicant checks before he submits at the moment `at`."""
    reading = Reading(application, at=at)
    snapshot = take(reading)
    sheet = draft_sheet(reading, made=snapshot["sections"])
    notice, digest = reading.correction, hash_of(snapshot)
    due = due_after(application, notice) if notice else due_for(application, at=at)
    missing = gaps(reading)
    is_downloaded = not reading.kind.must_download or application.content.downloaded_hash == digest
    return Review(
        rows=rows(snapshot),
        sheet=sheet,
        parts=tuple((part.title, part.href, part.summary) for part in sheet.parts if part.href),
        gaps=(
            *(gap(application, task) for task in missing),
            *boxes(application, sheet),
            *(defect(application, one) for one in unanswered(reading, snapshot)),
        ),
        advice=tuple(map(advice_of, advice(reading))),
        due=moment(due) if due else "",
        deadline=deadline(due, at),
        is_over=due is not None and at >= due,
        is_closed=not reading.kind.by_call and application.period is None and application.employer is not None,
        is_downloaded=is_downloaded,
        content_hash=digest,
        follows=reading.form(reading.kind.request).follows(),
        helps=tuple(reading.helps),
        done=filled_in(application, missing) | ({"form"} if is_downloaded and not sheet.open else set()),
    )


def rows(snapshot: Snapshot) -> tuple[tuple[str, str], ...]:
    """This function will return who applies for what, where."""
    names = {
        "number": "申报编号",
        "name": "姓名",
        "id_masked": "证件号码",
        "title": "申报职称",
        "level": "申报级别",
        "series": "申报专业系列",
        "specialty": "申报专业名称",
        "mode": "申报方式",
        "committee": "评审委员会",
        "employer": "人事管理单位",
        "competent": "主管单位",
    }
    return tuple((label, snapshot[key]) for key, label in names.items() if snapshot[key])


def gap(application: Application, task: Task) -> tuple[str, str]:
    """This function will return where a part that is not done is filled in, and what it lacks."""
    lacks = task.detail if task.state == "doing" and task.detail != task.step.summary else "还没有填完"
    words = lacks if lacks.startswith(task.step.title) else f"{task.step.title}{lacks}"
    url = part_url(application, task.step.key, back="submit/")
    own_page = task.step is kind_of(application).request
    return (f"{url}?check=1" if own_page else url), words


def boxes(application: Application, sheet: Sheet) -> list[tuple[str, str]]:
    """This function will return where each red box stands, and what it lacks."""
    form = f"{case_url(application)}form/"
    return [(f"{form}#f-{box.name}", box.problem or f"补录{box.named}") for box in sheet.open]


def defect(application: Application, one: Defect) -> tuple[str, str]:
    """This function will return where an open point of the 一次性告知书 is answered, and which it is."""
    return f"{case_url(application)}corrections/#f-{one.section}", f"补正要求“{one.title}”没有改动，也没有说明"


def advised(application: Application, *, at: datetime) -> tuple[Advice, ...]:
    """This function will hold what the case says now against the conditions of its title."""
    return tuple(map(advice_of, advice(Reading(application, at=at))))


def advice_of(finding: Finding) -> Advice:
    """This function will put a finding into words, with its source."""
    word, colour = VERDICTS[finding.ok]
    return Advice(finding.because, word, colour, finding.article or "标准条件")
