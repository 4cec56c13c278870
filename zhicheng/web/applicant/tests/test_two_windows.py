"""Two pages of one part: nothing is overwritten unasked, both versions are shown, the other one stays in the history."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import answers
from tests.world import World, fresh
from zhicheng.applications.models import Application, StepVersion
from zhicheng.applications.operations import BOXES
from zhicheng.dossier.models import Education
from zhicheng.web.applicant.differences import Difference
from zhicheng.web.applicant.tests.conftest import info, kept, proof, typed

HTMX = {"HX-Request": "true"}
ASIDE = StepVersion.Cause.ASIDE
(BACHELOR,) = answers.RECORDS["education"]


def aside(draft: Application, key: str) -> Any:
    """What of this part was set aside, newest first."""
    return [one.said for one in StepVersion.objects.filter(application=draft, step=key, cause=ASIDE).order_by("-pk")]


def marks(response: Any) -> dict[str, Any]:
    """What the page that was answered says of itself."""
    return {"version": response.context["version"], "page_id": response.context["page_id"], "turn": 0}


# ── a page of questions ──


def test_each_field_can_be_taken_from_either_version(li: Client, world: World, draft: Application) -> None:
    stale = typed(draft, "basic", {**answers.BASIC, "health": "良好", "address": "连州市"})
    world.save(draft, "basic", answers.BASIC)
    shown = li.post(info(draft, "basic/"), stale)
    assert [one.key for one in shown.context["differences"]] == ["health", "address"]
    assert aside(draft, "basic")[0]["raw"]["address"] == ["连州市"]
    choice = {**stale, **marks(shown), "keep.health": "theirs", "keep.address": "mine", "save": 1}
    assert li.post(info(draft, "basic/"), choice).status_code == 303
    assert (kept(draft, "basic").raw["health"], kept(draft, "basic").raw["address"]) == (["健康"], ["连州市"])


def test_the_whole_of_what_is_kept_can_stay(li: Client, world: World, draft: Application) -> None:
    stale = typed(draft, "basic", {**answers.BASIC, "health": "良好"})
    world.save(draft, "basic", answers.BASIC)
    shown = li.post(info(draft, "basic/"), stale)
    response = li.post(info(draft, "basic/"), {**stale, **marks(shown), "health": "很好", "whole": "theirs"})
    assert response["Location"] == info(draft, "basic/")
    assert kept(draft, "basic").raw["health"] == ["健康"]
    assert [one["raw"]["health"] for one in aside(draft, "basic")] == [["很好"], ["良好"]]


def test_a_third_save_while_one_chooses_is_shown_again(li: Client, world: World, draft: Application) -> None:
    stale = typed(draft, "basic", {**answers.BASIC, "health": "良好"})
    world.save(draft, "basic", answers.BASIC)
    shown = li.post(info(draft, "basic/"), stale)
    world.save(draft, "basic", {**answers.BASIC, "health": "一般"})
    again = li.post(info(draft, "basic/"), {**stale, **marks(shown), "keep.health": "mine"})
    assert (again.status_code, again.context["differences"][0].theirs) == (409, "一般")


def test_the_page_marks_what_differs_and_says_it_in_words(li: Client, world: World, draft: Application) -> None:
    world.save(draft, "basic", {**answers.BASIC, "address": "清远市清城区人民二路 18 号"})
    stale = {**typed(draft, "basic", {**answers.BASIC, "address": "清远市清城区人民三路 18 号"}), "version": 0}
    page = li.post(info(draft, "basic/"), stale).content.decode()
    assert ["1 处不同：通讯地址" in page, "清远市清城区人民<mark>三</mark>路 18 号" in page] == [True, True]
    assert "data-autosave" not in page  # nothing is written before the choice


@pytest.mark.parametrize(
    ("mine", "theirs", "pieces"),
    [
        ("", "健康", (("", "", ""), ("", "健康", ""))),
        ("人民二路", "人民三路", (("人民", "二", "路"), ("人民", "三", "路"))),
        ("科", "科科", (("科", "", ""), ("科", "科", ""))),
        ("同", "异", (("", "同", ""), ("", "异", ""))),
    ],
)
def test_a_difference_is_cut_to_what_differs(mine: str, theirs: str, pieces: object) -> None:
    assert Difference("x", "x", mine, theirs).pieces == pieces


def test_both_saying_the_same_is_no_conflict(li: Client, world: World, draft: Application) -> None:
    stale = typed(draft, "basic", answers.BASIC, save=1)
    world.save(draft, "basic", answers.BASIC)
    assert li.post(info(draft, "basic/"), stale).status_code == 303


def test_an_autosave_whose_answer_was_lost_does_not_make_the_save_a_conflict(
    li: Client, world: World, draft: Application
) -> None:
    page = typed(draft, "basic", {**answers.BASIC, "health": "健"})
    li.post(info(draft, "basic/draft/"), {**page, "turn": 1}, headers=HTMX)
    sent = {**page, **answers.flat(answers.BASIC), "turn": 2, "save": 1}  # it still knows version 0
    assert li.post(info(draft, "basic/"), sent).status_code == 303
    late = li.post(info(draft, "basic/draft/"), {**page, "turn": 1}, headers=HTMX)
    assert (late.status_code, kept(draft, "basic").raw["health"]) == (200, ["健康"])


def test_a_conflict_of_an_autosave_is_kept_in_the_history_newest_only(
    li: Client, world: World, draft: Application
) -> None:
    page = typed(draft, "basic", {"health": "良"})
    world.save(draft, "basic", answers.BASIC)
    for turn, text in enumerate(("良", "良好"), start=1):
        response = li.post(info(draft, "basic/draft/"), {**page, "health": text, "turn": turn}, headers=HTMX)
        assert (response.status_code, "已存入历史版本" in response.content.decode()) == (409, True)
    assert [one["raw"]["health"] for one in aside(draft, "basic")] == [["良好"]]


# ── rows ──


def test_rows_of_another_window_are_not_unticked_unasked(li: Client, world: World, draft: Application) -> None:
    stale = typed(draft, "education", {"school": "华南理工"}, more=1)
    row = world.add(draft, "education", BACHELOR)
    shown = li.post(info(draft, "education/"), stale)
    assert shown.status_code == 409
    differing = {one.key: (one.mine, one.theirs) for one in shown.context["differences"]}
    assert (differing[f"ticked.{row.pk}"], differing["school"]) == (("", "选用"), ("华南理工", ""))
    page = shown.content.decode()
    assert f'name="keep.ticked.{row.pk}" value="theirs" checked' in page
    choice = {**stale, **marks(shown), f"keep.ticked.{row.pk}": "theirs", "keep.school": "mine"}
    assert li.post(info(draft, "education/"), choice).status_code == 422  # kept, and not complete yet
    assert (kept(draft, "education").ticked, kept(draft, "education").raw["school"]) == ((row.pk,), ["华南理工"])


def test_the_rows_as_they_are_kept_can_stay(li: Client, world: World, draft: Application) -> None:
    stale = typed(draft, "education", {"school": "华南理工"})
    row = world.add(draft, "education", BACHELOR)
    shown = li.post(info(draft, "education/"), stale)
    li.post(info(draft, "education/"), {**stale, **marks(shown), "whole": "theirs"})
    assert (kept(draft, "education").ticked, aside(draft, "education")[0]["raw"]["school"]) == ((row.pk,), ["华南理工"])


def test_ticks_of_no_row_and_fields_of_no_form_choose_nothing(li: Client, world: World, draft: Application) -> None:
    row = world.add(draft, "education", BACHELOR)
    sent = typed(draft, "education", {}, ticked=[row.pk], more=1)
    odd = {"keep.ticked.x": "theirs", "keep.ticked." + "9" * 30: "theirs", "keep.nothing": "theirs", "keep.": "theirs"}
    assert li.post(info(draft, "education/"), {**sent, **odd}).status_code == 303
    assert kept(draft, "education").ticked == (row.pk,)


def test_going_back_and_saving_another_row_from_the_same_page_loses_neither(
    li: Client, world: World, draft: Application
) -> None:
    page = typed(draft, "education", BACHELOR, more=1)
    assert li.post(info(draft, "education/"), {**page, "proof": [proof()]}).status_code == 303
    second = {**page, "level": "11", "school": "中山大学", "proof": [proof()]}
    shown = li.post(info(draft, "education/"), second)
    assert (shown.status_code, Education.objects.count()) == (409, 1)
    assert aside(draft, "education")[0]["raw"]["school"] == ["中山大学"]


def test_a_refused_row_is_kept_half_typed_and_refused_again_on_a_second_click(
    li: Client, world: World, draft: Application
) -> None:
    world.add(draft, "education", BACHELOR)
    page = typed(draft, "education", BACHELOR, more=1)
    for _ in range(2):
        assert li.post(info(draft, "education/"), {**page, "proof": [proof()]}).status_code == 422
    assert (kept(draft, "education").raw["school"], Education.objects.count()) == (["广东工业大学"], 1)


# ── one row ──


def row_url(draft: Application, row: Any, rest: str = "") -> str:
    return info(draft, f"education/{row.pk}/{rest}")


def test_a_change_is_kept_beside_the_row_until_it_is_saved(li: Client, world: World, draft: Application) -> None:
    row = world.add(draft, "education", BACHELOR)
    page = typed(draft, f"education/{row.pk}", {**BACHELOR, "major": "环境"})
    assert li.post(row_url(draft, row, "draft/"), {**page, "turn": 1}, headers=HTMX).status_code == 200
    shown = li.get(row_url(draft, row)).content.decode()
    assert ["上次改到一半" in shown, 'value="环境"' in shown] == [True, True]
    assert Education.objects.get().major == "环境工程"
    assert li.post(row_url(draft, row), {**page, **marks(li.get(row_url(draft, row))), "discard": 1}).status_code == 303
    assert 'value="环境工程"' in li.get(row_url(draft, row)).content.decode()
    assert li.get(f"{info(draft, 'education/history/')}?row={row.pk}").content.decode().count("查看这个版本") == 1


def test_a_row_changed_in_two_windows_shows_both(li: Client, world: World, draft: Application) -> None:
    row = world.add(draft, "education", BACHELOR)
    files = [str(file.pk) for file in row.evidence.all()]
    page = typed(draft, f"education/{row.pk}", {**BACHELOR, "major": "生态学"}, kept=files)
    world.add(draft, "education", {**BACHELOR, "major": "环境科学"}, pk=row.pk)
    assert li.post(row_url(draft, row, "draft/"), page, headers=HTMX).status_code == 409
    shown = li.post(row_url(draft, row), page)
    assert shown.status_code == 409
    found = {one.key: (one.mine, one.theirs) for one in shown.context["differences"]}
    assert found["major"] == ("生态学", "环境科学")
    assert aside(draft, f"education/{row.pk}")[0]["raw"]["major"] == ["生态学"]
    choice = {**page, **marks(shown), "keep.major": "theirs", "certificate_number": "1"}
    assert li.post(row_url(draft, row), choice).status_code == 303
    changed = Education.objects.get()
    assert (changed.major, changed.certificate_number) == ("环境科学", "1")


def test_a_wrong_change_is_kept_as_well(li: Client, world: World, draft: Application) -> None:
    row = world.add(draft, "education", BACHELOR)
    page = typed(draft, f"education/{row.pk}", {**BACHELOR, "major": "", "school": "中山大学"})
    assert li.post(row_url(draft, row), page).status_code == 422
    assert 'value="中山大学"' in li.get(row_url(draft, row)).content.decode()


def test_no_draft_of_somebody_elses_row_or_of_a_page_of_questions(li: Client, world: World, draft: Application) -> None:
    foreign = world.add(world.start(world.wu), "education", BACHELOR)
    assert li.post(row_url(draft, foreign, "draft/"), {"version": 0}, headers=HTMX).status_code == 404
    assert li.post(info(draft, "basic/1/draft/"), {"version": 0}, headers=HTMX).status_code == 404


def test_an_autosave_of_rows_costs_few_statements(
    li: Client, world: World, draft: Application, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    row = world.add(draft, "education", BACHELOR)
    sent = typed(draft, "education", {"school": "华"}, ticked=[row.pk])
    li.post(info(draft, "education/draft/"), {**sent, "turn": 1}, headers=HTMX)  # makes a version of what was saved
    with django_assert_num_queries(6):  # session, person; savepoint, lock, write, release
        li.post(info(draft, "education/draft/"), {**sent, "turn": 2, "major": "环"}, headers=HTMX)


# ── choices and red boxes ──


def test_the_request_saves_itself_and_tells_of_another_window(li: Client, world: World, draft: Application) -> None:
    world.fill(draft, skip=("request", "boxes"))
    url = f"/my/applications/{draft.number}/request/"
    page = {"version": 0, "page_id": uuid4().hex, "turn": 1}
    assert li.post(f"{url}draft/", {**page, "series": "05"}, headers=HTMX).status_code == 200
    assert (kept(draft, "request").raw, fresh(draft).call) == ({"series": ["05"]}, None)
    other = {**page, "page_id": uuid4().hex, **answers.flat(world.request())}
    shown = li.post(url, other)
    assert (shown.status_code, shown.context["differences"][0].label) == (409, "申报专业名称")
    assert li.post(url, {**other, **marks(shown), "do": "next"})["Location"].endswith("/form/")


@pytest.fixture
def red(world: World) -> Application:
    return world.fill(world.start(), skip=("boxes",))


def boxes(li: Client, red: Application) -> dict[str, Any]:
    """What a page of red boxes that is opened now sends about itself."""
    context = li.get(f"/my/applications/{red.number}/form/").context
    return {"page_id": context["page_id"], **{f"was.{name}": digest for name, digest in context["was"].items()}}


def test_a_box_of_two_windows_shows_both_and_keeps_the_one_chosen(li: Client, red: Application) -> None:
    url = f"/my/applications/{red.number}/form/"
    one, two = boxes(li, red), boxes(li, red)
    assert li.post(f"{url}draft/", {**one, "native_place": "清远", "turn": 1}, headers=HTMX).status_code == 200
    alone = {**two, "native_place": "连州", "turn": 1}
    told = li.post(f"{url}fill/?box=native_place", alone, headers=HTMX)
    assert (told.status_code, "在另一个窗口改过" in told.content.decode()) == (409, True)
    assert li.post(f"{url}draft/", {**alone, "turn": 2}, headers=HTMX).status_code == 409
    shown = li.post(f"{url}fill/", {**alone, "duty": "无", "turn": 3})
    assert [(each.mine, each.theirs) for each in shown.context["differences"]] == [("连州", "清远")]
    assert aside(red, BOXES)[0]["raw"] == {"native_place": ["连州"], "duty": ["无"]}
    again = {f"was.{name}": digest for name, digest in shown.context["was"].items()}
    choice = {**alone, **marks(shown), **again, "duty": "无", "keep.native_place": "theirs"}
    li.post(f"{url}fill/", choice)
    assert fresh(red).content.supplements == {"native_place": "清远", "duty": "无"}


def test_boxes_as_they_are_kept_can_stay(li: Client, red: Application) -> None:
    url = f"/my/applications/{red.number}/form/"
    li.post(f"{url}fill/", {"native_place": "清远"})
    li.post(f"{url}fill/", {"native_place": "连州", "whole": "theirs", "page_id": uuid4().hex})
    assert (fresh(red).content.supplements["native_place"], aside(red, BOXES)[0]["raw"]["native_place"]) == (
        "清远",
        ["连州"],
    )


def test_an_autosave_of_boxes_costs_few_statements(
    li: Client, red: Application, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = {**boxes(li, red), "native_place": "清远", "turn": 1}
    with django_assert_num_queries(6):  # session, person; savepoint, lock, write, release
        li.post(f"/my/applications/{red.number}/form/draft/", page, headers=HTMX)


@pytest.mark.parametrize("rest", ["request/draft/", "form/draft/", "info/basic/draft/"])
def test_drafts_are_closed_to_strangers_after_submission_and_without_a_session(
    li: Client, wu: Client, client: Client, world: World, rest: str
) -> None:
    url = f"/my/applications/{world.submitted().number}/{rest}"
    assert [one.post(url, {"version": 0}, headers=HTMX).status_code for one in (wu, li, client)] == [404, 409, 401]
