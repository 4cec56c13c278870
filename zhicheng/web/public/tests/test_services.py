"""网上业务 and the open calls."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.world import World
from zhicheng.applications.registry import all_kinds
from zhicheng.calls.models import Call, Committee, Scope
from zhicheng.reference.models import Level, Specialty
from zhicheng.web.public.services import of_menu, panels
from zhicheng.web.public.tests.conftest import Browser, html_of

ENTRIES = 9


def test_the_panels_and_entries_bear_the_guides_names() -> None:
    assert [(panel.title, [item.title for item in panel.items]) for panel in panels()] == [
        ("业务申请", ["初次职称考核认定", "评审申请", "证书补发申请", "省外委托评审申请"]),
        ("业务办理跟踪", ["业务办理查询"]),
        ("个人信息", ["个人信息查看", "人事管理单位变更申请", "照片维护", "我的职称证书"]),
    ]


def test_a_kind_stands_in_the_panel_it_names() -> None:
    first, *rest = all_kinds()
    kinds = [replace(first, menu="person"), *(replace(one, menu="") for one in rest)]
    assert [[item.title for item in of_menu(menu, kinds)] for menu in ("business", "person")] == [[], [first.title]]


def test_every_entry_says_who_what_and_how_long() -> None:
    assert [len(item.rows) >= 3 for panel in panels() for item in panel.items] == [True] * ENTRIES


def test_every_entry_leads_to_a_page_behind_sign_in(db: None, client: Client) -> None:
    for panel in panels():
        for item in panel.items:
            response = client.get(item.href)
            assert (response.status_code, response.headers["Location"]) == (
                302,
                f"/accounts/login/?next={item.href}",
            )


def test_visitors_are_told_that_they_will_sign_in(world: World, client: Client, browser: Browser) -> None:
    visitor, own = html_of(client.get("/services/")), html_of(browser(world.li).get("/services/"))
    assert [(html.count("登录后办理<"), html.count(">进入<")) for html in (visitor, own)] == [
        (ENTRIES, 0),
        (0, ENTRIES),
    ]


def more_calls(world: World, count: int) -> None:
    for number in range(count):
        board = Committee.objects.create(
            name=f"第 {number} 评审委员会",
            series_id="05",
            region_id="441800",
            office=world.office,
            hrss=world.bureau,
            members=9,
            filed_from="2025-01-01",
            filed_to="2027-12-31",
        )
        Scope.objects.create(committee=board, specialty=Specialty.objects.get(code="ECO_ENG"), level=Level.ASSISTANT)
        Call.objects.create(
            year=world.call.year,
            committee=board,
            opens_at=world.call.opens_at,
            submit_until=world.call.submit_until,
            unit_until=world.call.unit_until,
            competent_until=world.call.competent_until,
            notice=f"第 {number} 号通知",
        )


def test_a_call_says_what_it_takes_until_when_and_whom_to_ask(world: World, client: Client) -> None:
    cells = re.findall(r"<(?:b|span|small)>([^<]+)</(?:b|span|small)>", html_of(client.get("/services/calls/")))
    assert cells == [
        "关于开展 2026 年度评审工作的通知",
        "清远市工程系列生态环境专业中级职称评审委员会",
        "中级：生态环境工程、生态环境监测、生态环境管理与咨询",
        "2026 年 10 月 31 日 24:00",
        "还有 51 天",
        "0763-3360000",
        "清远市生态环境局职称评审办公室",
    ]


def test_the_list_of_calls_costs_the_same_for_one_and_for_three(world: World, client: Client) -> None:
    costs = []
    for more in (0, 2):
        more_calls(world, more)
        with CaptureQueriesContext(connection) as made:
            response = client.get("/services/calls/")
        costs.append((html_of(response).count("<tr>") - 1, len(made)))
    assert costs == [(1, 4), (3, 4)]


def test_a_closed_call_is_not_listed(world: World, client: Client) -> None:
    world.at = world.call.submit_until + timedelta(seconds=1)
    assert "现在没有正在受理的评审" in html_of(client.get("/services/calls/"))


@pytest.mark.parametrize(
    "query", ["series=05", "series=99", "series=%00", "cursor=%00", "cursor=x", "series=05&series=1"]
)
def test_whatever_the_query_the_list_answers(world: World, client: Client, query: str) -> None:
    assert "关于开展 2026 年度评审工作的通知" in html_of(client.get(f"/services/calls/?{query}"))
