"""业务办理查询: where a case is, what one can do, and what one must not learn before 办结."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.world import World, fresh
from zhicheng.applications import operations
from zhicheng.applications.models import Application, Outcome, Status
from zhicheng.applications.progress import Progress

CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


def url(application: Application, rest: str = "") -> str:
    return f"/my/tracking/{application.number}/{rest}"


def seen(client: Client, application: Application) -> Progress:
    found = client.get(url(application)).context["progress"]
    assert isinstance(found, Progress)
    return found


def words(client: Client) -> list[str]:
    return [row.standing.word for row in client.get("/my/tracking/").context["rows"]]


@contextmanager
def undone(world: World) -> Iterator[None]:
    """What happens inside never happened."""
    at = world.at
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    world.at = at


def pages(client: Client, application: Application) -> list[bytes]:
    """Everything the applicant can read of his case."""
    case = f"/my/applications/{application.number}/receipt/"
    more = (url(application, "materials/"), url(application, "record/"))
    addresses = (url(application), "/my/tracking/", "/my/", "/my/messages/", "/my/profile/", "/my/certificates/", case)
    return [CSRF.sub(b"", client.get(address).content) for address in (*addresses, *more)]


def test_every_page_reads_the_same_whether_the_vote_passed_or_failed(li: Client, world: World) -> None:
    application = world.at_stage("review")
    read = []
    for choices in ("yes yes yes no", "no no no yes"):
        with undone(world):
            world.review(application, choices)
            read.append(pages(li, application))
    assert read[0] == read[1]


def test_while_the_passed_are_posted_and_confirmed_nothing_tells_them_apart(li: Client, world: World) -> None:
    application = world.at_stage("review")
    read = []
    for choices in ("yes yes yes no", "no no no yes"):
        with undone(world):
            world.review(application, choices)
            later = world.at + timedelta(days=20)
            if fresh(application).outcome == Outcome.PASSED:
                world.end_notice(application)
            world.at = later
            read.append(pages(li, application))
    assert read[0] == read[1]


def test_after_the_vote_the_case_is_reviewed_and_the_office_can_be_asked(li: Client, world: World) -> None:
    application = world.at_stage("notice_after")
    found = seen(li, application)
    assert (found.standing.word, found.holder) == ("已评审", world.office)
    assert [(event.title, event.quote) for event in found.events[:2]] == [
        ("评审已结束，等待办结", ""),
        ("评审：已评审", ""),
    ]
    assert [(stop.title, stop.state) for stop in found.rail[-3:]] == [
        ("评审", "done"),
        ("评后公示", "todo"),
        ("人社部门核准", "todo"),
    ]


@pytest.mark.parametrize(
    ("choices", "word", "last", "stops"),
    [("yes yes yes no", "已办结（通过）", "评审：通过", 9), ("no no no yes", "已办结（未通过）", "评审：未通过", 8)],
)
def test_at_the_end_the_result_is_told(
    li: Client, world: World, choices: str, word: str, last: str, stops: int
) -> None:
    application = world.at_stage("", choices=choices)
    found = seen(li, application)
    assert (found.standing.word, len(found.rail), words(li)) == (word, stops, [word])
    assert last in [event.title for event in found.events]


def test_the_first_desk_is_named_with_its_days(li: Client, world: World) -> None:
    application = world.submitted()
    world.at += timedelta(days=4)  # Thursday to Monday
    found = seen(li, application)
    now = found.events[0]
    assert (found.standing.word, now.title, now.state, now.text) == (
        "待单位审核",
        "待单位审核",
        "now",
        "您现在不需要操作。",
    )
    assert now.who.startswith("清远市环境科学研究院 · 9 月 10 日")
    assert "时限 7 个工作日" in now.who
    assert "已用 2 个工作日" in now.who
    assert [stop.state for stop in found.rail] == ["done", "now"] + ["todo"] * 7
    assert found.holder == world.unit


def test_a_posting_says_when_it_ends(li: Client, world: World) -> None:
    found = seen(li, world.at_stage("notice_before"))
    assert (found.standing.word, found.rail[2].when) == ("公示中", "9 月 17 日 24:00 止")


def test_a_return_shows_every_defect_and_the_days_left(li: Client, world: World) -> None:
    application = world.submitted()
    world.decide(application, Outcome.RETURNED)
    found = seen(li, application)
    assert found.standing.word == "待补正（剩 15 天）"
    assert found.events[0].items == ("学历学位：毕业证书不清楚，重新上传",)
    assert [stop.state for stop in found.rail[:3]] == ["now", "back", "todo"]
    page = li.get(url(application)).content.decode()
    assert [text in page for text in ("查看补正要求", "重新提交", "修改")] == [True] * 3


def test_a_case_that_resumes_keeps_the_stops_it_passed(li: Client, world: World) -> None:
    application = world.at_stage("competent")
    world.decide(application, Outcome.RETURNED)
    world.submit(application)
    found = seen(li, application)
    assert [stop.state for stop in found.rail[:6]] == ["done", "done", "done", "done", "now", "todo"]
    assert [event.title for event in found.events[:3]] == ["待主管单位审核", "重新提交", "退回补正（一次性告知）"]


def test_withdrawing_asks_first_and_opens_the_case_again(li: Client, world: World) -> None:
    application = world.submitted()
    question = li.get(url(application, "withdraw/")).content.decode()
    assert ["撤回2026 年度评审申请？" in question, "10 月 31 日 24:00" in question] == [True, True]
    assert fresh(application).status == Status.IN_PROGRESS
    assert li.post(url(application, "withdraw/"))["Location"] == url(application)
    assert (fresh(application).status, seen(li, application).standing.word) == (Status.WITHDRAWN, "已撤回")


def test_after_the_deadline_the_question_warns(li: Client, world: World) -> None:
    application = world.submitted()
    world.at = world.call.submit_until + timedelta(minutes=1)
    there = url(application, "withdraw/")
    question = li.get(there).content.decode()
    assert ["撤回后不能再提交" in question, "10 月 31 日 24:00" in question, "note-red" in question] == [True] * 3
    bare = li.post(there)
    assert (bare.status_code, "确认撤回的，勾选这一项" in bare.content.decode()) == (422, True)
    with pytest.raises(operations.WouldEnd):
        operations.withdraw(application=application, actor=world.li, at=world.at)
    assert fresh(application).status == Status.IN_PROGRESS
    assert li.post(there, {"for_good": "on"}).status_code == 303
    after = li.get(url(application))
    assert "不能再提交，可以申报以后的年度" in after.context["progress"].standing.advice
    assert ["重新提交" in after.content.decode(), "放弃这份申请" in after.content.decode()] == [False, True]


def test_what_was_asked_for_may_still_be_handed_in_after_a_withdrawal(li: Client, world: World) -> None:
    application = world.submitted()
    late = world.call.submit_until
    world.at = late - timedelta(days=1)
    world.decide(application, Outcome.RETURNED)
    world.submit(fresh(application))
    world.at = late + timedelta(days=2, hours=9)
    page = li.get(url(application, "withdraw/")).content.decode()
    assert re.findall(r"提交截止时间是 (.*?)，", page) == ["11 月 17 日 24:00"]
    assert li.post(url(application, "withdraw/")).status_code == 303
    assert "重新提交" in li.get(url(application)).content.decode()
    world.submit(fresh(application))
    assert fresh(application).status == Status.IN_PROGRESS


def test_once_the_unit_decided_withdrawing_is_over(li: Client, world: World) -> None:
    application = world.at_stage("recommend")
    page = li.get(url(application)).content.decode()
    assert ("人事管理单位审核已经完成，不能再撤回" in page, "withdraw/" in page) == (True, False)
    assert (li.get(url(application, "withdraw/")).status_code, li.post(url(application, "withdraw/")).status_code) == (
        409,
        409,
    )


def test_a_draft_can_be_given_up(li: Client, draft: Application) -> None:
    assert "放弃后这份申请不能恢复" in li.get(url(draft, "abandon/")).content.decode()
    assert li.post(url(draft, "abandon/"))["Location"] == url(draft)
    assert (fresh(draft).status, words(li)) == (Status.ABANDONED, ["已终止"])


def test_a_case_at_a_desk_cannot_be_given_up(li: Client, world: World) -> None:
    application = world.submitted()
    assert li.post(url(application, "abandon/")).status_code == 409
    assert fresh(application).status == Status.IN_PROGRESS


def test_what_was_submitted_can_be_read_as_it_was(li: Client, world: World) -> None:
    application = world.submitted()
    page = li.get(url(application, "materials/")).content.decode()
    assert ["广东工业大学" in page, "证明.pdf" in page, "<input class" in page] == [True, True, False]


@pytest.mark.parametrize("rest", ["", "materials/", "withdraw/", "abandon/"])
def test_a_case_does_not_exist_for_a_stranger(wu: Client, world: World, rest: str) -> None:
    application = world.submitted()
    assert wu.get(url(application, rest)).status_code == 404
    assert wu.get(f"/my/applications/{application.number}/corrections/").status_code == 404


def test_without_a_submission_there_is_nothing_to_read_or_correct(li: Client, draft: Application) -> None:
    assert li.get(url(draft, "materials/")).status_code == 404
    assert li.get(f"/my/applications/{draft.number}/corrections/").status_code == 404
    assert li.get(url(draft, "withdraw/")).status_code == 409


def test_an_empty_list_says_what_belongs_there(wu: Client) -> None:
    assert "还没有申请" in wu.get("/my/tracking/").content.decode()


@pytest.mark.parametrize("cursor", ["x", "\0", "a" * 5000])
def test_a_damaged_cursor_gives_the_first_page(li: Client, draft: Application, cursor: str) -> None:
    for page in ("/my/tracking/", "/my/messages/"):
        assert li.get(page, {"cursor": cursor}).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_with_more_rows(
    li: Client, world: World, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for year in range(2026, 2026 + rows):
        world.start(year=year)
    with django_assert_num_queries(6):
        li.get("/my/tracking/")


@pytest.mark.parametrize("rounds", [1, 3])
def test_a_case_costs_the_same_with_more_rounds(
    li: Client, world: World, rounds: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    application = world.submitted()
    for _ in range(rounds - 1):
        world.decide(application, Outcome.RETURNED)
        world.submit(application)
    with django_assert_num_queries(6):
        li.get(url(application))
