from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import answers
from tests.world import World
from zhicheng.applications.models import Application
from zhicheng.dossier.models import Profile
from zhicheng.web.applicant.differences import Difference
from zhicheng.web.applicant.tests.conftest import errors, info, kept, typed

HTMX = {"HX-Request": "true"}


def test_saving_keeps_the_answers_and_stays(li: Client, draft: Application) -> None:
    response = li.post(info(draft, "basic/"), typed(draft, "basic", answers.BASIC, save=1))
    assert response["Location"] == info(draft, "basic/")
    assert Profile.objects.get(owner=draft.applicant).workplace == "清远市环境科学研究院"


def test_going_on_leads_to_the_next_part_that_is_not_done(li: Client, draft: Application) -> None:
    response = li.post(info(draft, "basic/"), typed(draft, "basic", answers.BASIC, next=1))
    assert response["Location"] == f"/my/photo/?next={info(draft)}"


def test_the_last_part_leads_back_to_the_list(li: Client, world: World) -> None:
    application = world.filled()
    response = li.post(info(application, "post/"), typed(application, "post", {}, none=1, next=1))
    assert response["Location"] == info(application)


def test_wrong_answers_are_kept_and_said_at_the_field(li: Client, draft: Application) -> None:
    wrong = {**answers.BASIC, "health": "", "work_started_on": (2017, 13)}
    response = li.post(info(draft, "basic/"), typed(draft, "basic", wrong, next=1))
    assert response.status_code == 422
    assert errors(response) == ["参加工作时间应为年份和月份，例如 2019 年 9 月", "填写身体状况，例如健康"]
    assert kept(draft, "basic").raw["work_started_on_1"] == ["13"]
    assert errors(li.get(info(draft, "basic/"))) == []


def test_text_that_no_database_can_hold_is_said_at_the_field(li: Client, draft: Application) -> None:
    hostile = {**answers.BASIC, "address": "清远\0市", "workplace": "长" * 200_000}
    response = li.post(info(draft, "basic/"), typed(draft, "basic", hostile))
    assert errors(response) == ["工作单位不超过 100 字，现有 200000 字", "通讯地址含有看不见的控制字符，删去后重新填写"]
    assert li.get(info(draft, "basic/")).status_code == 200


def test_what_another_window_saved_is_not_overwritten_unasked(li: Client, world: World, draft: Application) -> None:
    stale = typed(draft, "basic", {**answers.BASIC, "health": "良好"})
    world.save(draft, "basic", answers.BASIC)
    response = li.post(info(draft, "basic/"), stale)
    assert response.status_code == 409
    assert response.context["differences"] == [Difference("health", "身体状况", "良好", "健康")]
    assert kept(draft, "basic").raw["health"] == ["健康"]
    again = {**stale, "version": response.context["version"]}
    assert li.post(info(draft, "basic/"), again).status_code == 303
    assert kept(draft, "basic").raw["health"] == ["良好"]


def test_autosave_keeps_what_is_typed_and_says_when(li: Client, world: World, draft: Application) -> None:
    world.later(minutes=42, seconds=30)
    response = li.post(info(draft, "basic/draft/"), typed(draft, "basic", {"health": "健"}), headers=HTMX)
    page = response.content.decode()
    assert (response.status_code, "已自动存为草稿，10:42" in page, 'name="version" value="1"' in page) == (
        200,
        True,
        True,
    )
    assert kept(draft, "basic").raw["health"] == ["健"]


def test_autosave_tells_of_another_window(li: Client, world: World, draft: Application) -> None:
    stale = typed(draft, "basic", {"health": "健"})
    world.save(draft, "basic", answers.BASIC)
    response = li.post(info(draft, "basic/draft/"), stale)
    assert (response.status_code, "在另一个窗口改过" in response.content.decode()) == (409, True)
    assert kept(draft, "basic").raw["health"] == ["健康"]


def test_autosave_after_the_session_ended_leaves_the_page_as_it_is(client: Client, draft: Application) -> None:
    response = client.post(info(draft, "basic/draft/"), {"health": "健"}, headers=HTMX)
    assert (response.status_code, "登录已过期" in response.content.decode()) == (401, True)


def test_a_form_sent_after_the_session_ended_waits_for_sign_in(li: Client, draft: Application) -> None:
    li.get("/my/")
    li.cookies.pop("sessionid")
    response = li.post(info(draft, "basic/"), typed(draft, "basic", answers.BASIC))
    assert response["Location"] == "/accounts/login/?next=/resume/"


def test_autosave_costs_few_statements(
    li: Client, draft: Application, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(6):  # session, person; savepoint, lock, write, release
        li.post(info(draft, "basic/draft/"), {"health": "健", "version": 0}, headers=HTMX)
