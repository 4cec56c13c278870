"""《广东省职称评审表》: every part in its order, whatever the case holds."""

import copy
import io
import re
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pytest
from PIL import Image

from tests.pdf import pages
from zhicheng.core.typst import MissingGlyphs
from zhicheng.kinds.common.printing.desks import Opinion
from zhicheng.kinds.common.printing.review import DESKS, review_form
from zhicheng.kinds.evaluation.tests.sample import OPINIONS, SECTIONS, SNAPSHOT, portrait, rows, table

AT = datetime(2026, 2, 27, 2, 30, tzinfo=UTC)
HASH = "9f2c41d07ab36e58" + "0" * 48
HEADINGS = [
    "一、基本情况",
    "二、学习经历",
    "三、工作经历",
    "四、继续教育情况",
    "五、获现资格之前的专业技术工作及业绩",
    "六、获现资格以来的专业技术工作及业绩",
    "七、获奖、专利、标准",
    "八、学术成果",
    "九、考核情况",
    "十、奖惩情况",
    "十一、破格、转评理由",
    "十二、专业技术工作总结",
    "十三、个人承诺",
    "十四、单位审核及公示意见",
    "十五、主管单位意见",
    "十六、县（区）、市人力资源和社会保障部门意见",
    "十七、评审委员会意见",
    "十八、人力资源和社会保障部门意见",
    "备注",
]


def draw(snapshot: dict[str, Any] = SNAPSHOT, **changes: Any) -> bytes:
    values: dict[str, Any] = {
        "snapshot": snapshot,
        "number": SNAPSHOT["number"],
        "year": 2026,
        "version": 3,
        "content_hash": HASH,
        "draft": False,
        "opinions": (),
        "photo": None,
        "at": AT,
    }
    return review_form(**(values | changes))


def changed(*path: Any, to: Any) -> dict[str, Any]:
    """This function will return the snapshot with one place changed."""
    snapshot = copy.deepcopy(SNAPSHOT)
    place: Any = snapshot
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = to
    return snapshot


def cell(text: str) -> dict[str, Any]:
    """This function will return the snapshot with `text` as the first 主要内容 of 获现资格以来."""
    place = next(number for number, section in enumerate(SECTIONS) if section["key"] == "since")
    return changed("sections", place, "table", 0, "cells", 5, "value", to=text)


def test_the_parts_follow_each_other_in_the_printed_order() -> None:
    text = "".join(pages(draw(opinions=OPINIONS, photo=portrait()))[2:])
    places = [text.find(heading) for heading in HEADINGS]
    assert -1 not in places
    assert places == sorted(places)


def test_cover_and_footer_say_whose_form_it_is_and_which_content() -> None:
    printed = pages(draw())
    assert (
        "单位名称：清远市环境科学研究院姓名：李静怡现职称：工程技术人才生态环境工程助理工程师申报职称：工程师（中级）"
        "申报专业：工程技术人才生态环境工程申报方式：正常申报"
        "评审委员会：清远市工程系列生态环境专业中级职称评审委员会填表日期：2026年2月27日"
    ) in printed[0]
    assert [page[page.rindex("编号") :] for page in printed] == [
        f"编号GD-2026-441800-002317·第{number}页共{len(printed)}页·版本3·内容校验码9f2c41d07ab36e58"
        for number in range(1, len(printed) + 1)
    ]


def test_the_document_names_its_title_author_and_language() -> None:
    with pikepdf.open(io.BytesIO(draw())) as pdf:
        found = (str(pdf.docinfo["/Title"]), str(pdf.docinfo["/Author"]), str(pdf.Root.Lang))
    assert found == ("广东省职称评审表", "李静怡", "zh-CN")


def test_only_a_draft_carries_the_watermark() -> None:
    assert ["预览" in page for page in pages(draw())] == [False] * 10
    assert ["预览" in page for page in pages(draw(draft=True))] == [True] * 10


def test_parts_without_content_print_无() -> None:
    text = "".join(pages(draw(changed("sections", to=[])))[2:])
    assert [heading + "无" in text for heading in HEADINGS] == [*[True] * 12, *[False] * 6, True]


def test_what_was_filled_in_later_stands_where_the_dossier_was_empty() -> None:
    filled = {"label": "籍贯", "value": "广东连州", "identity": False, "fill": "native", "required": True}
    assert "籍贯广东连州" in "".join(pages(draw(changed("sections", 0, "rows", 6, to=filled))))


def test_the_reason_given_in_the_request_stands_in_its_own_part() -> None:
    said = rows(**{"申报级别": "中级", "破格的理由": "主持重大项目"})
    request = {"key": "request", "title": "申请", "rows": said, "columns": [], "table": []}
    text = "".join(pages(draw(changed("sections", to=[*SECTIONS[:-2], request]))))
    assert "十一、破格、转评理由破格的理由主持重大项目十二" in text
    assert text.count("主持重大项目") == 1


def test_a_section_without_a_part_is_printed_under_remarks_if_it_says_something() -> None:
    silent = {"key": "photo", "title": "证件照片", "rows": [], "columns": [], "table": []}
    extra = {"key": "extra", "title": "补充说明", "rows": rows(补充说明="另附一页"), "columns": [], "table": []}
    listed = table("tools", "仪器", "名称|数量", "采样器|2 台")
    last = pages(draw(changed("sections", to=[*SECTIONS, silent, extra, listed])))[-1]
    assert "备注补充说明另附一页仪器名称数量采样器2台编号" in last


def test_training_hours_are_added_up_by_year_against_what_is_asked() -> None:
    text = "".join(pages(draw({**SNAPSHOT, "asks": {"公需课": 30, "专业课": 42, "选修课": 18}})))
    head = "年度公需课学时（要求30）专业课学时（要求42）选修课学时（要求18）合计（要求90）"
    assert f"{head}2022304218902023304218902024304218902025304218" in text
    assert "年度公需课学时专业课学时选修课学时合计2022304218902023" in "".join(pages(draw()))


def test_a_row_names_the_numbers_of_its_evidence_and_the_catalogue_lists_them() -> None:
    place = next(number for number, section in enumerate(SECTIONS) if section["key"] == "since")
    files = [{"id": name, "name": name, "sha256": name, "pages": 1} for name in "ab"]
    table = [{**row, "files": files[: number % 3]} for number, row in enumerate(SECTIONS[place]["table"])]
    text = "".join(pages(draw(changed("sections", place, "table", to=table))))
    assert "角色、排名证明材料编号2022.03—2023.06北江清远段水生态调查与修复方案编制主持，1无" in text
    assert ["主要参加，21主要内容" in text, "主要参加，21、2主要内容" in text] == [True, True]


def test_opinions_fill_their_boxes_and_the_others_wait_for_a_hand() -> None:
    text = "".join(pages(draw(opinions=OPINIONS))[7:])
    assert "总人数出席赞成反对弃权结果25191711通过主任委员（签名）：孙评委（评审委员会印章）2026年5月21日" in text
    blanks = [desk.label for _, desks in DESKS for desk in desks if desk.key not in {o.section for o in OPINIONS}]
    assert blanks == ["审核意见", "答辩情况"]
    assert text.count("年月日") == 2
    assert "".join(pages(draw())[7:]).count("年月日") == sum(len(desks) for _, desks in DESKS)


def test_an_opinion_of_an_unknown_desk_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody"):
        draw(opinions=[Opinion(section="nobody", text="同意")])


@pytest.mark.parametrize("name", ["李𬱖", "阿卜杜热依木·阿卜杜拉", "古丽娜孜·" * 6, "O’Brien-Ng Wai Man"])
def test_names_of_every_shape_are_printed(name: str) -> None:
    printed = pages(draw(changed("name", to=name)))
    assert "".join(name.split()) in printed[0]
    assert len(printed) == 10


@pytest.mark.parametrize("character", ["\U000323af", "\U0010fffd"])
def test_a_character_no_font_has_is_refused_by_name(character: str) -> None:
    with pytest.raises(MissingGlyphs) as caught:
        draw(changed("name", to=f"李{character}"))
    assert caught.value.characters == character


@pytest.mark.parametrize(
    "text",
    [
        "#panic() #let $x^2$ *粗* _斜_ @引用 `码` \\ // 注 /* 注 */",
        "“双”‘单’\"直\"'直' -- --- ... ~ <标签> [括] {花} = 题 - 项 + 项 / 项",
        "https://example.org/" + "long-path/" * 30,
    ],
)
def test_text_that_looks_like_markup_prints_as_typed(text: str) -> None:
    assert text.replace(" ", "") in "".join(pages(draw(cell(text))))


def test_three_thousand_characters_in_one_answer_run_on_over_the_pages() -> None:
    text = "".join(f"第{number}项工作。" for number in range(430))
    printed = pages(draw(cell(text)))
    assert 10 < len(printed) <= 16
    assert "第429项工作。" in "".join("".join(printed).split())


def test_two_hundred_achievements_are_printed_under_repeated_headings() -> None:
    place = next(number for number, section in enumerate(SECTIONS) if section["key"] == "since")
    row = SECTIONS[place]["table"][0]
    many = [
        {**row, "cells": [*row["cells"][:2], *rows(名称=f"项目{number:03}"), *row["cells"][3:]]}
        for number in range(200)
    ]
    printed = pages(draw(changed("sections", place, "table", to=many)))
    text = "".join(printed)
    assert [f"项目{number:03}" in text for number in range(200)] == [True] * 200
    inner = [page for page in printed if len(re.findall(r"项目\d{3}", page)) > 3]
    assert all("完成情况及效果" in page for page in inner)


def test_equal_content_gives_equal_bytes() -> None:
    assert draw(photo=portrait(), opinions=OPINIONS) == draw(
        copy.deepcopy(SNAPSHOT), photo=portrait(), opinions=OPINIONS
    )
    assert draw(version=3) != draw(version=4)


def test_a_photo_may_be_a_png() -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (390, 567), (0, 0, 255, 128)).save(buffer, "PNG")
    with pikepdf.open(io.BytesIO(draw(photo=buffer.getvalue()))) as pdf:
        assert len(pdf.pages[2].get_images()) == 1
