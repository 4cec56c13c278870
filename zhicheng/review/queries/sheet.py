"""The sheet: all that one expert sees of one case. Templates get this and never the Application."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhicheng.applications.sections import Row
from zhicheng.applications.sections import Section as Frozen
from zhicheng.review.models import Expert, Item
from zhicheng.review.queries.common import label_of, of_expert

HIDDEN = "×××"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One question and its answer."""

    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class File:
    """An original that the expert may open; `id` is the key of a StoredFile."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """One record. `files` is empty on a blind sheet; `file_count` is always told."""

    cells: tuple[str, ...]
    files: tuple[File, ...]
    file_count: int


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the sheet: lines, or a table."""

    key: str
    title: str
    lines: tuple[Line, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[TableRow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What one expert sees of one case, and nothing more."""

    meeting: str  # 会议编号
    order: int
    label: str  # 申报人 03
    level: str
    title: str
    specialty: str
    phase: Item.Phase
    is_blind: bool
    photo: str  # id of StoredFile; "" on a blind sheet
    sections: tuple[Section, ...]
    my_opinion: str
    has_voted: bool
    on_roll: bool

    @property
    def file_ids(self) -> frozenset[str]:
        """Every file this sheet lets the expert open."""
        inside = {file.id for section in self.sections for row in section.rows for file in row.files}
        return frozenset(inside | {self.photo} - {""})


def sheet_for(expert: Expert, item: Item) -> Sheet:
    """This function will return the sheet of `item` that `expert` may read, in one statement.

    In a blind meeting cells of identity, photo and originals are left out, and the applicant's and the unit's
    name are blotted out where they stand in other words. Raises Item.DoesNotExist when the expert is not
    seated or has left the case.
    """
    found = (
        of_expert(Item.objects.filter(pk=item.pk), expert)
        .filter(meeting__seats__expert=expert, is_recused=False)
        .select_related("meeting", "application__content", "application__applicant", "application__employer")
        .get()
    )
    case, blind = found.application, found.meeting.is_blind
    names = [case.applicant.name, case.employer.name if case.employer else ""] if blind else []
    snapshot = case.content.snapshot or {"sections": [], "photo": None}
    sections = (_section(section, names, blind=blind) for section in snapshot["sections"])
    return Sheet(
        meeting=found.meeting.number,
        order=found.order,
        label=label_of(found),
        level=case.get_level_display(),
        title=case.title.name if case.title else "",
        specialty=case.specialty.name if case.specialty else "",
        phase=Item.Phase(found.phase),
        is_blind=blind,
        photo="" if blind else snapshot["photo"] or "",
        sections=tuple(section for section in sections if section.lines or section.columns),
        my_opinion=found.my_opinion,
        has_voted=found.has_voted,
        on_roll=found.on_roll,
    )


def _section(section: Frozen, names: Sequence[str], *, blind: bool) -> Section:
    told = {cell["label"] for row in section["table"] for cell in row["cells"] if cell["value"]}

    def shown(cells: Sequence[Row]) -> tuple[Line, ...]:
        return tuple(
            Line(label=cell["label"], value=_blotted(cell["value"], names))
            for cell in cells
            if not (blind and cell["identity"]) and (not section["table"] or cell["label"] in told)
        )

    rows = [(shown(row["cells"]), row["files"]) for row in section["table"]]
    return Section(
        key=section["key"],
        title=section["title"],
        lines=shown(section["rows"]),
        columns=tuple(line.label for line in rows[0][0]) if rows else (),
        rows=tuple(
            TableRow(
                cells=tuple(line.value for line in lines),
                files=() if blind else tuple(File(id=file["id"], name=file["name"]) for file in files),
                file_count=len(files),
            )
            for lines, files in rows
        ),
    )


def _blotted(value: str, names: Sequence[str]) -> str:
    for name in filter(None, names):
        value = value.replace(name, HIDDEN)
    return value
