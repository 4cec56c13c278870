"""历史版本: what changed when, in words; one version next to what stands now; and the way back."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import answers
from tests.factories import resident
from tests.world import World, fresh
from zhicheng.applications.models import Application, StepVersion
from zhicheng.web.applicant.history import Entry, entries, part_of
from zhicheng.web.applicant.tests.conftest import info, kept


def listed(draft: Application, key: str, row: str = "") -> list[Entry]:
    case = fresh(draft)
    return entries(case, part_of(case, key, row))


def newest(draft: Application, key: str) -> str:
    """The address of the newest version before what stands now."""
    return next(one.url for one in listed(draft, key) if one.url)


def test_each_version_says_when_and_in_what_it_differs(world: World, draft: Application) -> None:
    world.save(draft, "basic", {"health": "健康"})
    world.later(minutes=42)
    world.save(draft, "basic", {"health": "良好", "work_started_on": (2017, 7)})
    now, before = listed(draft, "basic")
    assert (now.cause, now.changes, now.url) == ("点了保存", "参加工作时间、身体状况", "")
    assert (before.changes, before.when[-5:], before.url != "") == ("身体状况", "10:00", True)


def test_ticks_count_as_a_change(world: World, draft: Application) -> None:
    one, two = (
        world.add(draft, "appraisal", {"year": year, "grade": "competent", "unit": "监测站"}) for year in (2024, 2025)
    )
    world.choose(draft, "appraisal", one)
    world.choose(draft, "appraisal", two)
    changes = [each.changes for each in listed(draft, "appraisal")]
    assert changes == ["选用的记录", "选用的记录（1 条）", "选用的记录（2 条）", "选用的记录（1 条）"]


def test_a_version_is_shown_next_to_now_and_comes_back(li: Client, world: World, draft: Application) -> None:
    world.save(draft, "basic", answers.BASIC)
    world.save(draft, "basic", {**answers.BASIC, "health": "良好"})
    url = newest(draft, "basic")
    page = li.get(url).content.decode()
    assert ["<mark>健康</mark>" in page, "<mark>良好</mark>" in page, "恢复这个版本" in page] == [True] * 3
    assert li.post(url)["Location"] == info(draft, "basic/")
    assert kept(draft, "basic").raw["health"] == ["健康"]
    assert "没有采用" not in li.get(info(draft, "basic/history/")).content.decode()
    assert li.post(newest(draft, "basic")).status_code == 303
    assert kept(draft, "basic").raw["health"] == ["良好"]


def test_rows_and_boxes_have_one_too(li: Client, world: World) -> None:
    draft = world.filled()
    step = world.step(draft, "appraisal")
    world.choose(draft, "appraisal")
    page = li.get(newest(draft, "appraisal")).content.decode()
    assert (page.count("选用"), step.title in page) >= (4, True)
    li.post(f"/my/applications/{draft.number}/form/fill/", {"native_place": "连州"})
    page = li.get(newest(draft, "boxes")).content.decode()
    assert ["籍贯" in page, "<mark>广东清远</mark>" in page] == [True, True]
    assert li.post(newest(draft, "boxes"))["Location"] == f"/my/applications/{draft.number}/form/"
    assert fresh(draft).content.supplements["native_place"] == "广东清远"
    assert li.get(f"/my/applications/{draft.number}/info/request/history/").status_code == 200


def test_a_number_that_was_typed_into_a_text_is_masked(li: Client, world: World, draft: Application) -> None:
    number = resident(77)
    world.save(draft, "basic", {**answers.BASIC, "address": f"证件 {number}"})
    world.save(draft, "basic", answers.BASIC)
    page = li.get(newest(draft, "basic")).content.decode()
    assert (number in page, f"{number[:6]}********{number[-4:]}" in page) == (False, True)


def test_after_submission_it_is_read_and_nothing_comes_back(li: Client, world: World) -> None:
    draft = world.fill(world.start())
    world.save(draft, "basic", {**answers.BASIC, "health": "良好"})
    url = newest(draft, "basic")
    world.submit(fresh(draft))
    page = li.get(url)
    assert (page.status_code, "恢复这个版本" in page.content.decode(), li.post(url).status_code) == (200, False, 409)
    assert kept(draft, "basic").raw["health"] == ["良好"]


def test_it_is_the_persons_own(li: Client, wu: Client, world: World, draft: Application) -> None:
    world.save(draft, "basic", {"health": "健康"})
    world.save(draft, "basic", {"health": "良好"})
    url = newest(draft, "basic")
    assert [wu.get(info(draft, "basic/history/")).status_code, wu.get(url).status_code, wu.post(url).status_code] == [
        404
    ] * 3
    other = world.start(world.wu)
    version = StepVersion.objects.get()
    assert wu.get(info(other, f"basic/history/{version.pk}/")).status_code == 404
    assert li.get(info(draft, f"education/history/{version.pk}/")).status_code == 404
    assert li.get(info(draft, "nothing/history/")).status_code == 404
    assert li.get(info(draft, f"basic/history/{'9' * 30}/")).status_code == 404


def test_an_untouched_part_says_that_there_is_nothing_yet(li: Client, draft: Application) -> None:
    assert "还没有版本" in li.get(info(draft, "basic/history/")).content.decode()


@pytest.mark.parametrize("versions", [1, 3])
def test_the_list_costs_the_same_with_more_versions(
    li: Client, world: World, draft: Application, versions: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(versions + 1):
        world.save(draft, "basic", {"health": str(number)})
    with django_assert_num_queries(4):  # session, person, case with what is unread, versions
        li.get(info(draft, "basic/history/"))
