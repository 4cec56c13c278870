"""What goes with the 评审表 on paper: each says what the snapshot says, 无 where that says nothing."""

import copy
from datetime import UTC, datetime
from typing import Any

from tests.pdf import pages
from zhicheng.kinds.common.printing.desks import Opinion
from zhicheng.kinds.common.printing.enclosures import CATALOGUE, PUBLICITY, REGISTER
from zhicheng.kinds.common.printing.ruled import Ruled
from zhicheng.kinds.evaluation.tests.sample import OPINIONS, SNAPSHOT, rows

POSTED = {
    "公示时间": "3 月 5 日至 11 日",
    "公示地点": "单位公告栏",
    "受理": "人事科 0763",
    "公示结果": "公示期满，无异议。",
}


def draw(layout: Ruled, snapshot: dict[str, Any] = SNAPSHOT, opinions: list[Opinion] | None = None) -> str:
    """This function will return the text of the form."""
    pdf = layout.draw(
        snapshot=snapshot,
        number="PS202600000001",
        year=2026,
        version=3,
        content_hash="9f2c41d07ab36e58" * 4,
        draft=False,
        opinions=opinions or [],
        photo=None,
        at=datetime(2026, 2, 27, 2, 30, tzinfo=UTC),
    )
    return "".join(pages(pdf))


def with_files(**files: int) -> dict[str, Any]:
    """The sample with so many files of evidence in these sections; one file proves two rows."""
    snapshot = copy.deepcopy(SNAPSHOT)
    for section in snapshot["sections"]:
        for row in section["table"]:
            names = range(files.get(section["key"], 0))
            row["files"] = [
                {"name": f"{section['key']}{n}.pdf", "sha256": f"{section['key']}{n}", "pages": n + 2} for n in names
            ]
    return snapshot


def test_the_catalogue_lists_the_forms_and_then_what_was_uploaded() -> None:
    text = draw(CATALOGUE, with_files(education=2, award=1))
    assert "系列工程技术人才专业生态环境工程级别中级姓名李静怡单位清远市环境科学研究院" in text
    assert "表1送评材料目录单1无" in text
    assert "1education0.pdf12学历学位2education1.pdf13学历学位3award0.pdf12获奖单位审核" in text
    assert "编号PS202600000001·第1页共1页·版本3·内容校验码9f2c41d07ab36e58" in text


def test_the_publicity_form_is_left_for_a_hand_until_the_case_is_posted() -> None:
    text = draw(PUBLICITY)
    assert "公示时间（起止）公示地点或网址受理部门、电话公示结果□公示期满，无异议□有异议，核查情况：" in text
    text = draw(PUBLICITY, opinions=[Opinion(section="notice_before", fields=POSTED)])
    assert (
        "公示时间（起止）3月5日至11日公示地点或网址单位公告栏受理部门、电话人事科0763公示结果公示期满，无异议。" in text
    )


def test_the_register_sheet_shows_the_votes_only_where_it_was_told_them() -> None:
    assert ["赞成反对弃权结果25191711通过" in text for text in (draw(REGISTER), draw(REGISTER, opinions=OPINIONS))] == [
        False,
        True,
    ]


def test_the_register_sheet_takes_the_newest_rows_and_says_how_many_there_are() -> None:
    snapshot = copy.deepcopy(SNAPSHOT)
    [since] = [section for section in snapshot["sections"] if section["key"] == "since"]
    _, _, _, *others = since["table"][0]["cells"]
    named = [
        (n, {"开始时间": f"20{n}.01", "完成时间": f"20{n}.12", "名称": f"项目{n}号"})
        for n in (19, 12, 18, 13, 17, 14, 16, 15)
    ]
    since["table"] = [{"id": n, "cells": [*rows(**said), *others], "files": []} for n, said in named]
    text = draw(REGISTER, snapshot)
    assert [n for n in range(12, 20) if f"项目{n}号" in text] == [14, 15, 16, 17, 18, 19]
    assert "共8项，其余见评审表" in text
    assert "2014.01—2014.12项目14号主持12015.01" in text


def test_a_sheet_of_a_case_that_says_nothing_says_无() -> None:
    text = draw(REGISTER, {**SNAPSHOT, "sections": []})
    assert "性别无出生日期无" in text
    assert "工作（项目、课题）名称本人角色本人排名业绩成果无无无无" in text
