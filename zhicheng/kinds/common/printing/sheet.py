"""One PDF of a printed form: cover, 填表说明, what the applicant states, the boxes of the desks."""

import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import segno
from django.utils import timezone

from zhicheng.core import typst
from zhicheng.kinds.common.printing.desks import Boxes, Opinion, desk_parts
from zhicheng.kinds.common.printing.paper import Paper
from zhicheng.kinds.common.printing.parts import day

TEMPLATE = Path(__file__).with_name("form.typ")
MAKER = "广东省人力资源和社会保障厅制"


@dataclass(frozen=True, kw_only=True)
class Layout:
    """What a form of this name prints."""

    title: str
    notes: tuple[str, ...]
    paper: type[Paper]
    boxes: Boxes
    new_pages: Collection[int] = ()  # which of the boxes' parts begin a page
    is_brief: bool = False  # no cover, no 填表说明, no 备注: one page

    def draw(
        self,
        *,
        snapshot: Mapping[str, Any],
        supplements: Mapping[str, str],
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

        `snapshot` is what `applications.snapshot.take` returns, `supplements` (补录) fill what it leaves empty,
        `at` is the 填表日期. `photo` is JPEG or PNG. Raises `core.typst.MissingGlyphs` for a character that no
        font has, ValueError for an opinion of an unknown desk.
        """
        paper = self.paper(snapshot, supplements)
        data = {
            "title": self.title,
            "maker": MAKER,
            "author": paper.text("name"),
            "number": number,
            "year": str(year),
            "version": str(version),
            "check": content_hash[:16],
            "draft": draft,
            "brief": self.is_brief,
            "cover": [*paper.cover(), ("填表日期", day(timezone.localtime(at)))],
            "notes": self.notes,
            "parts": [
                *paper.parts(),
                *desk_parts(self.boxes, opinions, new_pages=self.new_pages),
                *([] if self.is_brief else [paper.remarks()]),
            ],
        }
        code = io.BytesIO()
        segno.make(f"{number} {version} {content_hash}", error="m").save(code, kind="svg", border=0)
        files = {"code.svg": code.getvalue()} | ({"photo": photo} if photo else {})
        return typst.render(TEMPLATE, data, at=at, files=files)
