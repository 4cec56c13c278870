"""首页: what it shows, what it costs, and whose page is kept."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from tests.world import World
from zhicheng.applications.models import Application, Notice
from zhicheng.calls.models import Call
from zhicheng.content.models import Column
from zhicheng.web.public import cached
from zhicheng.web.public.home import batch
from zhicheng.web.public.tests.conftest import Browser, html_of, three_posted


def test_the_card_counts_to_the_last_day_of_the_call(world: World) -> None:
    card = batch(world.call, at=world.at)
    assert card is not None
    assert (card.title, card.mark, card.left_text, card.days) == (
        "2026 年度职称评审",
        "正在受理",
        "距个人提交截止还有",
        51,
    )
    assert [(phase.title, phase.when, phase.is_now) for phase in card.phases] == [
        ("个人填报并提交", "9 月 1 日—10 月 31 日", True),
        ("单位审核、公示与推荐", "至 11 月 15 日", False),
        ("主管单位审核并报送", "至 11 月 30 日", False),
        ("评委会受理、评审与公示", "报送以后", False),
    ]


def test_on_the_last_day_it_says_today(world: World) -> None:
    card = batch(world.call, at=world.call.submit_until - timedelta(hours=1))
    assert card is not None
    assert (card.mark, card.days) == ("今天截止", None)


def test_before_the_call_opens_it_counts_to_the_opening(world: World, client: Client) -> None:
    world.at = world.call.opens_at - timedelta(days=3, hours=-1)
    html = html_of(client.get("/"))
    assert ("即将开始" in html, "距开始受理还有" in html, "<b>3</b>" in html) == (True, True, True)


def test_without_any_call_it_says_so(world: World, client: Client) -> None:
    Call.objects.all().delete()
    assert "现在没有评委会受理申报" in html_of(client.get("/"))


def test_a_visitor_finds_the_ways_in_the_business_the_call_and_who_is_posted(
    world: World, posted: Application, client: Client
) -> None:
    html = html_of(client.get("/"))
    found = re.findall(r'class="btn[^"]*" href="(/login/[^"]*)"', html)
    assert found == ["/login/", "/login/?role=unit", "/login/?role=office", "/login/?role=hrss"]
    assert 'href="/my/apply/evaluation/"' in html
    assert "关于开展 2026 年度评审工作的通知" in html
    assert f'<a href="/publicity/{posted.number}/">李静怡 · 清远市环境科学研究院 · 工程师</a>' in html


def test_it_costs_the_same_for_one_and_for_three(world: World, client: Client) -> None:
    cases = three_posted(world)
    costs = []
    for shown in (cases[:1], cases):
        Notice.objects.filter(phase=Notice.Phase.AFTER).update(closed_at=world.at)
        Notice.objects.filter(stage__application__in=shown, phase=Notice.Phase.AFTER).update(closed_at=None)
        with CaptureQueriesContext(connection) as made:
            html = html_of(client.get("/", {"fresh": "1"}))
        costs.append((html.count('href="/publicity/PS'), len(made)))
    assert costs == [(1, 7), (3, 7)]


def test_the_kept_page_costs_nothing_and_makes_no_session(world: World, client: Client) -> None:
    client.get("/")
    with CaptureQueriesContext(connection) as made:
        response = Client().get("/")
    assert len(made) == 0
    assert not response.cookies
    assert not Session.objects.exists()


def test_a_page_is_kept_for_a_minute_by_whoever_keeps_it(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    costs, now = [], time.time()
    for seconds in (0, 1, 58, 62, 63):
        monkeypatch.setattr(time, "time", lambda later=now + seconds: later)  # of the cache
        monkeypatch.setattr(cached, "time", time.time)
        with CaptureQueriesContext(connection) as made:
            client.get("/")
        costs.append(len(made))
    assert [cost > 0 for cost in costs] == [True, False, False, True, False]


def test_a_process_keeps_no_more_pages_than_it_may(
    world: World, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cached, "AT_HAND", 2)
    site = cached.ForVisitors(lambda request: HttpResponse(request.path))
    held = []
    for _ in range(2):
        for column in Column:
            assert getattr(site(rf.get(f"/{column}/")), "content", b"").decode() == f"/{column}/"
            held.append(len(site.at_hand))
    assert (held[: len(Column)], max(held)) == ([0] * len(Column), 2)


@pytest.mark.parametrize("secure", [False, True])
def test_the_kept_page_has_the_headers_of_the_made_one(world: World, settings: Any, secure: bool) -> None:
    settings.SECURE_HSTS_SECONDS = 1000
    Client().get("/", secure=not secure)
    made, kept = (Client().get("/", secure=secure) for _ in range(2))
    assert dict(kept.headers) == dict(made.headers)
    assert "default-src 'none'" in kept.headers["Content-Security-Policy"]
    assert ("Strict-Transport-Security" in kept.headers) is secure
    assert kept.content == made.content


@pytest.mark.parametrize("warm", [False, True])
def test_a_host_that_is_not_ours_gets_no_kept_page(world: World, client: Client, warm: bool) -> None:
    if warm:
        client.get("/")
    assert Client().get("/", headers={"Host": "elsewhere.example"}).status_code == 400


def test_plain_http_is_led_to_tls_though_the_page_is_kept(world: World, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert [Client().get("/", secure=secure).status_code for secure in (True, True, False)] == [200, 200, 301]


def test_the_signed_in_get_their_own_page_and_leave_none_behind(world: World, browser: Browser) -> None:
    visitor = Client()
    before = html_of(visitor.get("/"))
    own = html_of(browser(world.li).get("/"))
    after = html_of(visitor.get("/"))
    assert [("李静怡" in html, "进入工作台" in html, "个人登录" in html) for html in (before, own, after)] == [
        (False, False, True),
        (True, True, False),
        (False, False, True),
    ]


def test_the_signed_in_page_is_not_kept_for_visitors(world: World, browser: Browser) -> None:
    browser(world.li).get("/")
    assert "李静怡" not in html_of(Client().get("/"))


@pytest.mark.parametrize(("cookie", "value"), [("text", "large"), ("contrast", "high")])
def test_each_display_has_a_page_of_its_own(world: World, client: Client, cookie: str, value: str) -> None:
    client.get("/")
    other = Client()
    other.cookies[cookie] = value
    mark = f'data-{cookie}="{value}"'
    assert mark in html_of(other.get("/"))
    assert mark not in html_of(client.get("/"))


def test_htmx_and_addresses_with_a_query_do_not_meet_the_kept_page(world: World, client: Client) -> None:
    client.get("/")
    assert "<html" not in html_of(client.get("/", headers={"HX-Request": "true"}))
    assert 'value="/?a=1"' in html_of(client.get("/?a=1"))
    assert 'value="/?a=1"' not in html_of(client.get("/"))
