"""《广东省职称评审表》 as PDF: the printed order of the paper form, cut from a snapshot's sections.

Parts 一 to 十三 are what the applicant states, 十四 to 十八 what the desks and the committee decide: those are
filled from `opinions`, and printed blank with room for signature and seal while there is none.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import segno
from django.utils import timezone

from zhicheng.core import typst
from zhicheng.kinds.evaluation.printing.desks import DESKS, Opinion, desk_parts
from zhicheng.kinds.evaluation.printing.paper import Paper
from zhicheng.kinds.evaluation.printing.parts import day

__all__ = ["DESKS", "Opinion", "day", "review_form"]

TEMPLATE = Path(__file__).parent.with_name("form.typ")
TITLE = "广东省职称评审表"
MAKER = "广东省人力资源和社会保障厅制"

NOTES = (
    "本表供申报人申请职称评审使用。第一至十三项由申报人填写，第十四至十六项由人事管理单位、主管单位和"
    "人力资源和社会保障部门填写，第十七项由评审委员会填写，第十八项由人力资源和社会保障部门填写。",
    "本表由系统根据申报人填报的内容生成，应当与网上提交的内容一致。每页页脚印有编号、版本和内容校验码，"
    "三者相同的表为同一份内容；内容改动后应当重新生成。",
    "年、月、日和数量一律用阿拉伯数字。毕业院校填写毕业时的校名。没有内容的栏目印“无”。",
    "填写的内容和证明材料须经人事管理单位审核，并在单位内公示。",
    "照片为近期正面免冠大一寸证件照片（33 毫米×48 毫米）。",
    "本表用 A4 纸双面打印，审核、评审意见齐全后归入本人人事档案。",
)


def review_form(
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
    """This function will return the 评审表 of a case as PDF; equal input gives equal bytes.

    `snapshot` is what `applications.snapshot.take` returns, `supplements` (补录) fill what it leaves empty,
    `at` is the 填表日期. `photo` is JPEG or PNG. Raises `core.typst.MissingGlyphs` for a character that no font
    has, ValueError for an opinion of an unknown desk.
    """
    paper = Paper(snapshot, supplements)
    filled_on = timezone.localtime(at)
    data = {
        "title": TITLE,
        "maker": MAKER,
        "author": paper.text("name"),
        "number": number,
        "year": str(year),
        "version": str(version),
        "check": content_hash[:16],
        "draft": draft,
        "cover": [*paper.cover(), ("填表日期", day(filled_on))],
        "notes": NOTES,
        "parts": [*paper.parts(), *desk_parts(opinions), paper.remarks()],
    }
    code = io.BytesIO()
    segno.make(f"{number} {version} {content_hash}", error="m").save(code, kind="svg", border=0)
    files = {"code.svg": code.getvalue()} | ({"photo": photo} if photo else {})
    return typst.render(TEMPLATE, data, at=at, files=files)
