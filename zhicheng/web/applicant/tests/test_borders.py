"""Rows outside the window are marked, rows over the border are asked for, what is missing is said."""

import pytest
from django.test import Client

from tests import answers
from tests.world import World
from zhicheng.applications.models import Application
from zhicheng.dossier.models import Achievement, Paper
from zhicheng.web.applicant.tests.conftest import info, kept, typed

(BEFORE,), (SINCE,) = answers.RECORDS["before"], answers.RECORDS["since"]
OVER = {**SINCE, "name": "流域规划", "started_on": (2020, 3), "ended_on": (2022, 6)}  # the border is 2022-01-01


@pytest.fixture
def titled(world: World) -> Application:
    """A draft whose person holds a title of review year 2021."""
    application = world.start()
    world.add(application, "current_title", answers.RECORDS["current_title"][0])
    return application


def test_a_row_over_the_border_counts_by_its_end_unless_the_person_says_else(
    li: Client, world: World, titled: Application
) -> None:
    row = world.add(titled, "since", OVER)
    page = li.get(info(titled, "since/")).content.decode()
    assert "开始早于 2022 年 1 月 1 日，按完成时间计入本项" in page
    other = li.get(info(titled, "before/")).content.decode()
    assert "完成晚于 2021 年 12 月 31 日，按完成时间计入获现资格以来" in other
    li.post(info(titled, "before/"), typed(titled, "before", {}, ticked=[row.pk], more=1))
    assert (kept(titled, "before").ticked, kept(titled, "since").ticked) == ((row.pk,), ())
    assert "已按本人选择计入本项" in li.get(info(titled, "before/")).content.decode()
    li.post(info(titled, "since/"), typed(titled, "since", {}, ticked=[row.pk], more=1))
    assert (kept(titled, "before").ticked, kept(titled, "since").ticked) == ((), (row.pk,))
    assert Achievement.objects.get(pk=row.pk).updated_at == row.updated_at  # the choice is the case's


def test_a_row_over_the_border_can_be_typed_on_either_side(world: World, titled: Application) -> None:
    row = world.add(titled, "before", OVER)
    assert kept(titled, "before").ticked == (row.pk,)


def test_a_row_on_one_side_is_offered_there_only(li: Client, world: World, titled: Application) -> None:
    world.add(titled, "before", BEFORE)
    world.add(titled, "since", SINCE)
    pages = {key: li.get(info(titled, f"{key}/")).content.decode() for key in ("before", "since")}
    assert [str(BEFORE["name"]) in pages[key] for key in pages] == [True, False]
    assert [str(SINCE["name"]) in pages[key] for key in pages] == [False, True]


@pytest.mark.parametrize(
    "key", ["award", "patent", "standard", "paper", "book", "report", "appraisal", "since", "before"]
)
def test_every_list_with_a_window_says_its_days_and_their_source(li: Client, titled: Application, key: str) -> None:
    page = li.get(info(titled, f"{key}/")).content.decode()
    assert "粤人社发〔2024〕29号第二条" in page
    assert ("2021 年 12 月 31 日 及以前" if key == "before" else "2022 年 1 月 1 日 至 2026 年 12 月 31 日") in page


def test_a_paper_outside_the_window_is_marked_and_stays(li: Client, world: World, titled: Application) -> None:
    row = world.add(titled, "paper", {**answers.RECORDS["paper"][0], "published_on": (2021, 12)})
    page = li.get(info(titled, "paper/")).content.decode()
    assert "时间早于 2022 年 1 月 1 日，不计入本次申报" in page
    assert (kept(titled, "paper").ticked, Paper.objects.count()) == ((row.pk,), 1)


def test_an_appraisal_of_a_year_before_the_title_is_marked(li: Client, world: World, titled: Application) -> None:
    world.add(titled, "appraisal", {**answers.RECORDS["appraisal"][0], "year": 2021})
    page = li.get(info(titled, "appraisal/")).content.decode()
    assert ("2021 年度 · 称职（合格）" in page, "时间早于 2022 年 1 月 1 日，不计入本次申报" in page) == (True, True)


def test_the_list_of_jobs_names_its_gaps(li: Client, world: World, draft: Application) -> None:
    job = answers.RECORDS["work"][0]
    world.add(draft, "work", {**job, "ended_on": (2019, 3)})
    world.add(draft, "work", {**job, "started_on": (2019, 7)})
    page = li.get(info(draft, "work/")).content.decode()
    assert ("2019 年 4 月至 2019 年 6 月没有工作经历" in page, "依据：广东省职称评审表" in page) == (True, True)


def test_the_list_of_appraisals_names_missing_years(li: Client, world: World, titled: Application) -> None:
    assert "没有 2022—2025 年度的考核" in li.get(info(titled, "appraisal/")).content.decode()
    for typed_ in answers.RECORDS["appraisal"]:
        world.add(titled, "appraisal", typed_)
    assert "年度的考核。有考核表的补上" not in li.get(info(titled, "appraisal/")).content.decode()


def test_the_list_of_courses_says_which_hours_are_short(li: Client, world: World, draft: Application) -> None:
    world.add(draft, "training", answers.training("public", "数字经济", 20))
    page = li.get(info(draft, "training/")).content.decode()
    assert "2026 年度公需课 20 学时，要求 30 学时，还差 10 学时，补填当年已完成的课程" in page
    assert "2026 年度专业课 0 学时，要求 42 学时，还差 42 学时" in page
