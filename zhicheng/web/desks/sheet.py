"""The frozen case as a desk reads it: sections, files, what changed since the last round, what the system says.

Everything comes from the submission of the round that the desk decides on; nothing is computed again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from zhicheng.applications.kind import Kind, RecordStep
from zhicheng.applications.models import Application, Submission
from zhicheng.applications.registry import kind_of
from zhicheng.dossier.models import Achievement, Appraisal, Education, Record, Training, WorkExperience
from zhicheng.dossier.models import Paper as Article
from zhicheng.web.desks.scanned import unscanned

# Which list of the dossier a finding speaks of, by the first word of its rule; one of `mode` speaks of its page.
SUBJECTS: dict[str, type[Record]] = {
    "education": Education,
    "appraisals": Appraisal,
    "training": Training,
    "achievements": Achievement,
    "outputs": Article,
    "work": WorkExperience,
}
OF_MODE = "mode."
WIDE = 5  # more columns than this are read as lists of label and value


@dataclass(frozen=True)
class Line:
    """A box of the form."""

    label: str
    value: str
    is_changed: bool = False


@dataclass(frozen=True)
class Paper:
    """A file that was handed in."""

    name: str
    size: int
    href: str
    is_new: bool
    unscanned: str = ""  # 未查毒, 正在查毒: no scanner, or one that does not answer


@dataclass(frozen=True)
class Entry:
    """One row of a list."""

    lines: tuple[Line, ...]
    papers: tuple[Paper, ...]
    is_changed: bool


@dataclass(frozen=True)
class Advice:
    """What the system computed from the rules; a person decides. tone: good warn info"""

    text: str
    source: str
    tone: str


@dataclass(frozen=True)
class Part:
    """A section of the form, with its point of the checklist."""

    key: str
    title: str
    lines: tuple[Line, ...]
    papers: tuple[Paper, ...]  # uploaded with a page of questions
    columns: tuple[str, ...]
    entries: tuple[Entry, ...]
    photo: str
    is_changed: bool
    advice: tuple[Advice, ...]
    asked: str  # what the last 一次性告知书 said about it
    answer: str  # the applicant's word to that

    @property
    def answered(self) -> str:
        """What the applicant did about it."""
        done = "已修改" if self.is_changed else "未改动"
        return f"{done}；申报人说明：{self.answer}" if self.answer else done

    @property
    def is_table(self) -> bool:
        return 0 < len(self.columns) <= WIDE

    @property
    def hint(self) -> str:
        """The words beside the point of the checklist."""
        words = [advice.text for advice in self.advice if advice.tone != "good"] or [a.text for a in self.advice]
        return "；".join(words)

    @property
    def tone(self) -> str:
        tones = {advice.tone for advice in self.advice}
        return next((tone for tone in ("warn", "info", "good") if tone in tones), "info")


@dataclass(frozen=True)
class Sheet:
    """The case as one desk reads it."""

    snapshot: Mapping[str, Any]
    parts: tuple[Part, ...]
    general: tuple[Advice, ...]  # findings that belong to no section
    has_before: bool
    photo: str

    @property
    def changed(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.is_changed)

    @property
    def titles(self) -> dict[str, str]:
        return {part.key: part.title for part in self.parts}

    @property
    def asked(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.asked)


def submissions_of(application: Application, round_: int) -> tuple[Submission | None, Submission | None]:
    """This function will return what was submitted in a round and in the one before it, in one statement.

    Each with what the system says of the case now (`findings`).
    """
    both = application.submissions.filter(round__in=[round_, round_ - 1])
    found = {one.round: one for one in both.annotate(findings=F("application__content__findings"))}
    return found.get(round_), found.get(round_ - 1)


def file_ids(submission: Submission) -> set[str]:
    """This function will return the ids of every file that was handed in with a submission."""
    said = submission.snapshot
    ids = {file["id"] for part in said["sections"] for row in part["table"] for file in row["files"]}
    ids |= {file["id"] for part in said["sections"] for file in part.get("files", ())}
    return ids | ({said["photo"]} if said["photo"] else set())


def sheet_of(
    application: Application,
    submission: Submission,
    before: Submission | None,
    *,
    findings: list[dict[str, Any]],
    asked: Mapping[str, tuple[str, str]],
    prefix: str,
) -> Sheet:
    """This function will compose what a desk reads.

    `asked` is the last 一次性告知书 by section, with its answers; `prefix` is the
    address under which the case's files lie.
    """
    kind, said = kind_of(application), submission.snapshot
    advice = _advice(kind, application.mode, findings)
    old = {part["key"]: part for part in before.snapshot["sections"]} if before else {}
    photo = f"{prefix}{said['photo']}/" if said["photo"] else ""
    marks = unscanned(file_ids(submission))
    parts = tuple(
        Part(
            key=part["key"],
            title=part["title"],
            lines=_lines(part, old.get(part["key"])) + _of_page(kind, part["key"], said),
            papers=_papers(part, old.get(part["key"]), compare=before is not None, prefix=prefix, marks=marks),
            columns=tuple(part["columns"]),
            entries=_entries(part, old.get(part["key"]), compare=before is not None, prefix=prefix, marks=marks),
            photo=photo if _page(kind, part["key"]) == "photo" else "",
            is_changed=_is_changed(kind, part, old, said, before),
            advice=advice.get(part["key"], ()),
            asked=asked.get(part["key"], ("", ""))[0],
            answer=asked.get(part["key"], ("", ""))[1],
        )
        for part in said["sections"]
    )
    return Sheet(
        snapshot=said,
        parts=parts,
        general=advice.get("", ()),
        has_before=before is not None,
        photo=photo,
    )


def _page(kind: Kind, key: str) -> str:
    """Which page of its own answers a step: "photo", "unit"; "" for the common one and for 补录."""
    step = next((step for step in kind.steps if step.key == key), None)
    return "" if step is None or isinstance(step, RecordStep) else step.form.page


def _of_page(kind: Kind, key: str, said: Mapping[str, Any]) -> tuple[Line, ...]:
    if _page(kind, key) != "unit":
        return ()
    return Line("人事管理单位", said["employer"]), Line("主管单位", said["competent"])


def _said(part: Mapping[str, Any] | None) -> object:
    """What a section says, without the ids of its rows: an edit makes a new row."""
    if part is None:
        return None
    rows = [(row["label"], row["value"]) for row in part["rows"]]
    table = [
        ([cell["value"] for cell in row["cells"]], [file["sha256"] for file in row["files"]]) for row in part["table"]
    ]
    return rows, table, [file["sha256"] for file in part.get("files", ())]


def _is_changed(
    kind: Kind,
    part: Mapping[str, Any],
    old: Mapping[str, Any],
    said: Mapping[str, Any],
    before: Submission | None,
) -> bool:
    if before is None:
        return False
    page = {"photo": ("photo",), "unit": ("employer", "competent")}.get(_page(kind, part["key"]), ())
    return _said(part) != _said(old.get(part["key"])) or any(said[name] != before.snapshot[name] for name in page)


def _lines(part: Mapping[str, Any], old: Mapping[str, Any] | None) -> tuple[Line, ...]:
    was = {row["label"]: row["value"] for row in old["rows"]} if old else None
    return tuple(
        Line(row["label"], row["value"], was is not None and was.get(row["label"]) != row["value"])
        for row in part["rows"]
    )


def _entries(
    part: Mapping[str, Any], old: Mapping[str, Any] | None, *, compare: bool, prefix: str, marks: Mapping[str, str]
) -> tuple[Entry, ...]:
    rows = old["table"] if old else ()
    known_rows = [[cell["value"] for cell in row["cells"]] for row in rows]
    known_files = {file["sha256"] for row in rows for file in row["files"]}
    made = []
    for row in part["table"]:
        papers = tuple(
            _paper(file, prefix, marks, is_new=compare and file["sha256"] not in known_files) for file in row["files"]
        )
        changed = compare and (
            [cell["value"] for cell in row["cells"]] not in known_rows or any(paper.is_new for paper in papers)
        )
        is_list = len(part["columns"]) > WIDE  # then empty boxes are left out
        told = [cell for cell in row["cells"] if cell["value"] or not is_list]
        made.append(Entry(tuple(Line(cell["label"], cell["value"]) for cell in told), papers, changed))
    return tuple(made)


def _papers(
    part: Mapping[str, Any], old: Mapping[str, Any] | None, *, compare: bool, prefix: str, marks: Mapping[str, str]
) -> tuple[Paper, ...]:
    known = {file["sha256"] for file in old.get("files", ())} if old else set()
    return tuple(
        _paper(file, prefix, marks, is_new=compare and file["sha256"] not in known) for file in part.get("files", ())
    )


def _paper(file: Mapping[str, Any], prefix: str, marks: Mapping[str, str], *, is_new: bool) -> Paper:
    return Paper(file["name"], file["size"], f"{prefix}{file['id']}/", is_new, marks.get(file["id"], ""))


def _advice(kind: Kind, mode: str, findings: list[dict[str, Any]]) -> dict[str, tuple[Advice, ...]]:
    """Findings by the section they speak of; "" for those of none."""
    found: dict[str, tuple[Advice, ...]] = {}
    for finding in findings:
        model = SUBJECTS.get(finding["rule"].partition(".")[0])
        keys = [step.key for step in kind.steps if isinstance(step, RecordStep) and step.model is model]
        if finding["rule"].startswith(OF_MODE):
            keys = [step.key for step in kind.steps if step.key == mode]
        key = keys[-1] if keys else ""
        tone = {True: "good", False: "warn"}.get(finding["ok"], "info")
        found[key] = (*found.get(key, ()), Advice(finding["because"], finding["article"], tone))
    return found
