"""与上次申报对比: what is new, no longer used, changed since the last application."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import answers, factories
from tests.world import World, fresh
from zhicheng.applications.comparison import all_changes, earlier
from zhicheng.applications.models import Application
from zhicheng.applications.reading import Reading
from zhicheng.applications.sections import sections
from zhicheng.dossier.models import Appraisal, Education, Paper
from zhicheng.web.applicant.tests.conftest import info

(PAPER,) = answers.RECORDS["paper"]


@pytest.fixture
def again(world: World) -> Application:
    """A draft of the year after a closed case, with last year's papers chosen."""
    closed = world.at_stage("")
    world.later(days=365)
    factories.call(world.committee, year=2027, actor=world.feng)
    draft = world.start(year=2027)
    for key in ("education", "paper"):
        world.choose(draft, key, *world.step(closed, key).model.objects.filter(owner=world.li))
    return draft


def test_a_first_application_has_nothing_to_compare(li: Client, world: World) -> None:
    application = world.filled()
    assert earlier(application) is None
    pages = [li.get(info(application, "paper/")), li.get(f"/my/applications/{application.number}/form/")]
    assert ["与上次申报对比" in page.content.decode() for page in pages] == [False, False]


def test_a_list_says_what_is_new_and_what_is_not_used(li: Client, world: World, again: Application) -> None:
    world.add(again, "paper", {**PAPER, "title": "北江水质新论", "published_on": (2026, 12)})
    world.choose(again, "paper", *Paper.objects.filter(title="北江水质新论"))
    page = li.get(info(again, "paper/")).content.decode()
    assert "新增：北江水质新论 · 生态与农村环境学报" in page
    assert "这次没有用：北江底栖动物群落与水质评价 · 生态与农村环境学报" in page
    assert page.count("上次申报没有这一条") == 1
    assert "各项记录与上次相同" in li.get(info(again, "education/")).content.decode()


def test_a_row_that_says_something_else_names_both(world: World, again: Application) -> None:
    world.choose(again, "education")
    Education.objects.update(superseded_by=None, archived_at=None, held_by="", major="环境科学")
    world.choose(again, "education", *Education.objects.filter(owner=world.li))
    then = earlier(again)
    assert then is not None
    case = fresh(again)
    (change,) = [
        one for one in all_changes(then, case, sections(Reading(case, at=world.at))) if one.title == "学历学位"
    ]
    assert (change.added, change.gone) == ((), ())
    assert change.changed[0].differences == (("所学专业", "环境工程", "环境科学"),)


def test_the_sheet_marks_new_rows_and_lists_all_changes(li: Client, world: World, again: Application) -> None:
    world.add(again, "appraisal", {"year": 2026, "grade": "competent", "unit": "清远市环境科学研究院"})
    page = li.get(f"/my/applications/{again.number}/form/").content.decode()
    assert "上次申报：2026 年度" in page
    assert "新增：2026" in page
    assert "这次没有用：2025" in page
    assert page.count('<span class="tag tag-blue">新增</span>') == 1
    assert Appraisal.objects.count() == 5


def test_a_row_that_moved_over_the_border_is_not_new(world: World, again: Application) -> None:
    rows = list(world.step(again, "since").model.objects.filter(owner=world.li))
    world.choose(again, "since", *rows)
    then, case = earlier(again), fresh(again)
    assert then is not None
    titles = [one.title for one in all_changes(then, case, sections(Reading(case, at=world.at)))]
    assert [title for title in titles if "业绩" in title] == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_last_application_costs_one_statement(
    world: World, again: Application, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for number in range(rows):
        world.add(again, "paper", {**PAPER, "title": f"新论 {number}"})
    with django_assert_num_queries(1):
        earlier(again)


def test_somebody_elses_application_is_not_compared(world: World, again: Application) -> None:
    assert earlier(world.start(world.wu)) is None
