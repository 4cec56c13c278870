"""One PDF of a printed form: cover, 填表说明, what the applicant states, the boxes of the desks."""

import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.utils import timezone

from zhicheng.applications.operations.printing import token_of
from zhicheng.core import typst
from zhicheng.kinds.common.printing.desks import Boxes, Opinion, desk_parts
from zhicheng.kinds.common.printing.paper import Paper
from zhicheng.kinds.common.printing.parts import Part, day, emptied

TEMPLATE = Path(__file__).with_name("form.typ")
MAKER = "广东省人力资源和社会保障厅制"
CHECKED = "内容校验码"  # a note that says this is about the prints of a case
DESIGNED = datetime(2026, 1, 1, tzinfo=UTC)  # the date in the properties of an empty form


@dataclass(frozen=True, kw_only=True)
class Layout:
    """What a form of this name prints."""

    title: str
    notes: tuple[str, ...] = ()
    paper: type[Paper]
    boxes: Boxes = ()
    new_pages: Collection[int] = ()  # which of the boxes' parts begin a page
    is_brief: bool = False  # no cover, no 填表说明, no 备注: one page
    template: Path = TEMPLATE

    def draw(
        self,
        *,
        snapshot: Mapping[str, Any],
        number: str,
        year: int,
        version: int,
        content_hash: str,
        draft: bool,
        opinions: Sequence[Opinion],
        photo: bytes | None,
        at: datetime,
    ) -> bytes:
        """This function will return the form of a case as PDF; equal input gives equal bytes.

        `snapshot` is what `applications.snapshot.take` returns, `at` is the 填表日期, `photo` is JPEG or PNG. Raises
        `core.typst.MissingGlyphs` for a character that no font has, ValueError for an opinion of an unknown desk.
        """
        paper = self.paper(snapshot)
        data = {
            **self.said(paper, opinions, day(timezone.localtime(at))),
            "author": paper.text("name"),
            "number": number,
            "year": str(year),
            "version": str(version),
            "check": content_hash[:16],
            "draft": draft,
            "empty": False,
        }
        code = io.BytesIO()
        address = f"{settings.SITE_URL}/forms/v/{token_of(content_hash)}/"
        segno.make(address, error="m", micro=False).save(code, kind="svg", border=0)
        files = {"code.svg": code.getvalue()} | ({"photo": photo} if photo else {})
        return typst.render(self.template, data, at=at, files=files)

    def draw_empty(self, snapshot: Mapping[str, Any]) -> bytes:
        """This function will return the form for a pen: of the same template, with every value left out."""
        said = emptied(self.said(self.paper(snapshot), (), ""))
        said["notes"] = [note for note in said["notes"] if CHECKED not in note]
        head = {"author": MAKER, "number": "", "year": "", "version": "", "check": "", "draft": False, "empty": True}
        return typst.render(self.template, {**said, **head}, at=DESIGNED)

    def said(self, paper: Paper, opinions: Sequence[Opinion], on: str) -> dict[str, Any]:
        """This function will return what the form says, as its template wants it; `on` is the 填表日期."""
        return {
            "title": self.title,
            "maker": MAKER,
            "brief": self.is_brief,
            "cover": [*paper.cover(), ("填表日期", on)],
            "notes": self.notes,
            "parts": [
                *paper.parts(),
                *self.desks(opinions),
                *([] if self.is_brief else [paper.remarks()]),
            ],
        }

    def desks(self, opinions: Sequence[Opinion]) -> list[Part]:
        """This function will return the parts of the desks."""
        return desk_parts(self.boxes, opinions, new_pages=self.new_pages)
