"""生成评审表: red boxes, filled in place."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.answers import BOXES, RECORDS
from tests.world import World, fresh
from zhicheng.applications.kind import Blank
from zhicheng.applications.models import Application
from zhicheng.applications.reading import Reading
from zhicheng.applications.steps import answer
from zhicheng.web.applicant.box import Box
from zhicheng.web.applicant.sheet import Sheet, draft_sheet
from zhicheng.web.applicant.tests.conftest import errors

HTMX = {"HX-Request": "true"}


def url(application: Application, rest: str = "") -> str:
    return f"/my/applications/{application.number}/form/{rest}"


@pytest.fixture
def red(world: World) -> Application:
    """A complete draft whose boxes are all empty."""
    return world.fill(world.start(), skip=("boxes",))


def sheet_of(world: World, application: Application) -> Sheet:
    return draft_sheet(Reading(fresh(application), at=world.at))


def names(world: World, application: Application) -> dict[str, str]:
    """The control of each box by its label."""
    return {box.blank.label: box.name for box in sheet_of(world, application).boxes}


def kept(application: Application) -> dict[str, str]:
    return dict(fresh(application).content.supplements)


def box(value: str, *, asked: bool = False, minimum: int = 0) -> Box:
    blank = Blank(key="summary", section="summary", label="总结", min_length=minimum, max_length=300)
    return Box(blank=blank, key="summary", value=value, where="总结", anchor="s-summary", named="总结", is_asked=asked)


def test_an_empty_box_is_red_but_no_error_until_one_goes_on() -> None:
    assert (box("").is_open, box("").problem, box("", asked=True).problem) == (True, "", "填写总结")


def test_a_text_that_is_too_short_or_too_long_says_by_how_much() -> None:
    short, long = box("一" * 103, minimum=200), box("一" * 301)
    assert (short.problem, short.state) == ("总结还差 97 字，应为 200 至 300 字", "还差 97 字")
    assert long.problem == "总结不超过 300 字，现有 301 字"
    assert (box("一" * 200, minimum=200).is_open, box("一" * 200, minimum=200).problem) == (False, "")


def test_the_form_shows_every_part_and_its_boxes(li: Client, world: World, red: Application) -> None:
    page = li.get(url(red)).content.decode()
    parts = [part.title for part in sheet_of(world, red).parts]
    assert parts == [
        "一、基本情况",
        "申请信息",
        "现职称",
        "职业资格",
        "学术团体和兼职",
        "二、学习经历",
        "三、工作经历",
        "各年度学时合计",
        "继续教育",
        "五、获现资格之前的专业技术工作及业绩",
        "六、获现资格以来的专业技术工作及业绩",
        "获奖",
        "专利和软件著作权",
        "标准和规范",
        "论文",
        "著作",
        "专业技术报告",
        "九、考核情况",
        "十、奖惩情况",
        "十一、破格、转评理由",
        "十二、专业技术工作总结",
        "十三、个人承诺",
    ]
    assert [title in page for title in parts] == [True] * 22
    assert "还有 4 处待补录" in page
    assert set(names(world, red)) == {"籍贯", "行政职务", "证明人", "专业技术工作总结"}


def test_headings_lead_to_the_part_and_back(li: Client, world: World, red: Application) -> None:
    part = sheet_of(world, red).parts[5]
    assert (
        part.href == f"/my/applications/{red.number}/info/education/?next=%2Fmy%2Fapplications%2F{red.number}%2Fform%2F"
    )
    sent = {"version": answer(red, "education").version, "next": "1", "ticked": list(answer(red, "education").ticked)}
    assert li.post(part.href, sent)["Location"] == url(red)


def test_one_box_saves_itself_and_answers_with_the_count(li: Client, world: World, red: Application) -> None:
    sent = {"native_place": " 广东清远 ", "duty": "不在这次"}
    response = li.post(url(red, "fill/?box=native_place"), sent, headers=HTMX)
    text = response.content.decode()
    assert (response.status_code, kept(red)) == (200, {"native_place": "广东清远"})
    assert ['id="b-native_place"' in text, "还有 3 处待补录" in text, 'id="f-duty"' in text] == [True, True, False]


def test_saving_all_works_without_javascript(li: Client, world: World, red: Application) -> None:
    sent = {name: BOXES[label] for label, name in names(world, red).items()}
    assert li.post(url(red, "fill/"), {**sent, "do": "save"})["Location"] == url(red)
    assert sorted(kept(red).values()) == sorted(
        BOXES[label] for label in ("籍贯", "行政职务", "证明人", "专业技术工作总结")
    )
    assert "红框都已补录" in li.get(url(red)).content.decode()


def test_going_on_lists_each_open_box_with_a_link(li: Client, world: World, red: Application) -> None:
    response = li.post(url(red, "fill/"), {"work_summary": "太短", "do": "next"})
    assert response.status_code == 422
    assert errors(response) == [
        "填写籍贯",
        "填写行政职务",
        "填写工作经历第 1 条的证明人",
        "专业技术工作总结还差 198 字，应为 200 至 3000 字",
    ]
    assert kept(red) == {"work_summary": "太短"}


def test_going_on_with_everything_filled_leads_to_submission(li: Client, world: World, red: Application) -> None:
    sent = {name: BOXES[label] for label, name in names(world, red).items()}
    assert li.post(url(red, "fill/"), {**sent, "do": "next"})["Location"] == f"/my/applications/{red.number}/submit/"


def test_line_breaks_of_a_browser_count_as_one_character(li: Client, world: World, red: Application) -> None:
    li.post(url(red, "fill/"), {"work_summary": "一\r\n二"})
    assert kept(red)["work_summary"] == "一\n二"


@pytest.mark.parametrize("value", ["\0", "无\0用", "\u202e", "<script>alert(1)</script>" * 4, "字" * 200_000])
def test_hostile_text_is_an_error_at_its_box(li: Client, world: World, red: Application, value: str) -> None:
    response = li.post(url(red, "fill/"), {"native_place": value})
    assert (response.status_code, len(errors(response))) == (422, 1)
    assert "<script>alert" not in response.content.decode()
    assert li.get(url(red)).status_code == 200


def test_a_box_that_is_none_is_not_there(li: Client, world: World, red: Application) -> None:
    for name in ("nothing", "witness-999999", "workplace_nature"):
        assert li.post(url(red, f"fill/?box={name}"), {name: "x"}, headers=HTMX).status_code == 404
    assert kept(red) == {}


def test_it_is_closed_to_strangers_and_after_submission(li: Client, wu: Client, world: World) -> None:
    application = world.submitted()
    assert (wu.get(url(application)).status_code, li.get(url(application)).status_code) == (404, 409)
    assert wu.post(url(application, "fill/"), {"duty": "x"}).status_code == 404
    assert li.post(url(application, "fill/"), {"duty": "x"}).status_code == 409


def test_an_untouched_draft_has_a_form_too(li: Client, draft: Application) -> None:
    page = li.get(url(draft))
    assert (page.status_code, "还有 " in page.content.decode()) == (200, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_form_costs_the_same_with_more_rows(
    li: Client, world: World, red: Application, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for year in range(2015, 2014 + rows):
        world.add(red, "education", {**RECORDS["education"][0], "started_on": (year - 4, 9), "ended_on": (year, 6)})
    li.get(url(red))
    with django_assert_num_queries(6):
        li.get(url(red))
