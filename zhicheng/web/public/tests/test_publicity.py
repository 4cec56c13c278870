"""公示: who is read of what, until when, and how people object."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import resident
from tests.world import World
from zhicheng.applications.models import Application, Notice, Objection
from zhicheng.applications.operations import close_notices
from zhicheng.audit.models import Event
from zhicheng.web.public.tests.conftest import html_of, solved, three_posted

TYPED = {"name": "吴某", "contact": "13900000005", "text": "论文不是本人写的"}


def objected(client: Client, address: str, **changes: str) -> object:
    return client.post(address, {**TYPED, **solved(html_of(client.get(address))), **changes})


def test_the_list_tells_name_unit_title_and_specialty_and_nothing_else(posted: Application, client: Client) -> None:
    html = html_of(client.get("/publicity/"))
    rows = re.findall(r"<td[^>]*><(?:b|span)>([^<]+)<", html)
    assert rows == ["李静怡", "清远市环境科学研究院", "工程师", "生态环境工程"]
    assert f'href="/publicity/{posted.number}/"' in html
    for secret in (resident(4), "990002", "13900000004", "女"):
        assert secret not in html


def test_the_window_is_said_in_words(posted: Application, world: World, client: Client) -> None:
    found = Notice.objects.filter(phase=Notice.Phase.AFTER)
    found.update(starts_on=date(2026, 10, 9), ends_at=datetime(2026, 10, 17, tzinfo=world.at.tzinfo))
    assert "公示时间 2026 年 10 月 9 日至 2026 年 10 月 16 日 24:00。" in html_of(client.get("/publicity/"))


def test_the_list_costs_the_same_for_one_and_for_three(world: World, client: Client) -> None:
    cases = three_posted(world)
    costs = []
    for shown in (cases[:1], cases):
        Notice.objects.filter(phase=Notice.Phase.AFTER).update(closed_at=world.at)
        Notice.objects.filter(stage__application__in=shown, phase=Notice.Phase.AFTER).update(closed_at=None)
        with CaptureQueriesContext(connection) as made:
            html = html_of(client.get("/publicity/"))
        costs.append((html.count("查看和提出异议"), len(made)))
    assert costs == [(1, 1), (3, 1)]


def test_the_people_of_one_posting_stand_together(world: World, client: Client) -> None:
    three_posted(world)
    assert html_of(client.get("/publicity/")).count("公示时间") == 1


def test_a_visitor_objects_and_the_case_stays(posted: Application, world: World, client: Client) -> None:
    address = f"/publicity/{posted.number}/"
    response = objected(client, address)
    assert (response.status_code, response.headers["Location"]) == (303, address)  # type: ignore[attr-defined]
    assert "异议已登记" in html_of(client.get(address))
    objection = Objection.objects.get()
    assert (objection.objector, objection.text) == ("吴某，13900000005", "论文不是本人写的")
    assert not Session.objects.exists()
    assert close_notices(at=objection.notice.ends_at) == 0


def test_who_objects_stands_only_encrypted(posted: Application, client: Client) -> None:
    objected(client, f"/publicity/{posted.number}/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT objector, text FROM applications_objection")
        assert all(value.startswith("a1:") for value in cursor.fetchone())
    event = Event.objects.get(verb="notice.objection")
    assert event.actor_id is None
    assert not any(secret in str(event.data) for secret in TYPED.values())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "填写姓名"),
        ({"contact": ""}, "填写联系方式"),
        ({"text": ""}, "填写异议内容"),
        ({"text": "长" * 200_000}, "异议内容不超过 2000 字，现有 200000 字"),
        ({"name": "吴\0某"}, "姓名含有看不见的控制字符"),
        ({"answer": "99"}, "答案不对，这是一道新题，重新计算"),
        ({"answer": "\0"}, "验证含有看不见的控制字符"),
        ({"token": "\0"}, "答案不对，这是一道新题，重新计算"),
        ({"token": "x" * 100_000}, "答案不对，这是一道新题，重新计算"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    posted: Application, client: Client, changes: dict[str, str], words: str
) -> None:
    response = objected(client, f"/publicity/{posted.number}/", **changes)
    html = html_of(response)  # type: ignore[arg-type]
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert words in html
    kept = [value for name, value in TYPED.items() if name not in changes]
    assert [value in html for value in kept] == [True] * len(kept)
    assert not Objection.objects.exists()


def test_after_too_many_objections_one_waits(posted: Application, client: Client) -> None:
    address = f"/publicity/{posted.number}/"
    answers = [client.post(address, {}).status_code for _ in range(31)]
    assert answers == [422] * 30 + [429]


def test_when_it_is_over_only_that_is_said(posted: Application, world: World, client: Client) -> None:
    address = f"/publicity/{posted.number}/"
    typed = {**TYPED, **solved(html_of(client.get(address)))}
    world.end_notice(posted)
    for response in (client.get(address), client.post(address, typed)):
        assert response.status_code == 410
        assert "公示已结束" in html_of(response)
        assert "李静怡" not in html_of(response)
    assert not Objection.objects.exists()
    assert "现在没有评后公示" in html_of(client.get("/publicity/"))


def test_at_24_00_it_is_over_even_while_an_objection_holds_the_case(
    posted: Application, world: World, client: Client
) -> None:
    address = f"/publicity/{posted.number}/"
    objected(client, address)
    world.at = Notice.objects.get(phase=Notice.Phase.AFTER).ends_at - timedelta(minutes=1)
    assert client.get(address).status_code == 200
    world.at += timedelta(minutes=1, seconds=1)
    assert client.get(address).status_code == 410


def test_a_posting_before_the_review_is_the_units_own(world: World, client: Client) -> None:
    case = world.at_stage("notice_before")
    assert "现在没有评后公示" in html_of(client.get("/publicity/"))
    assert client.get(f"/publicity/{case.number}/").status_code == 404


@pytest.mark.parametrize("number", ["PS202600000000", "%00", "..%2f", "%F0%9F", "x" * 5000])
def test_an_unknown_number_does_not_exist(db: None, client: Client, number: str) -> None:
    assert client.get(f"/publicity/{number}/").status_code == 404


@pytest.mark.parametrize("cursor", ["", "x", "%00", "x" * 5000])
def test_a_damaged_cursor_gives_the_first_page(posted: Application, client: Client, cursor: str) -> None:
    assert "李静怡" in html_of(client.get(f"/publicity/?cursor={cursor}"))
