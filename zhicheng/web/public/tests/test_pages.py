"""帮助 and the two declarations."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.world import World
from zhicheng.organizations.models import HelpDesk
from zhicheng.web.public.pages import tips
from zhicheng.web.public.tests.conftest import Browser, html_of

PAGES = (
    "/",
    "/services/",
    "/services/calls/",
    "/publicity/",
    "/certificates/",
    "/help/",
    "/accessibility/",
    "/reliability/",
    "/privacy/",
)


def test_help_names_whom_to_call_in_the_region(world: World, client: Client) -> None:
    html = html_of(client.get("/help/"))
    assert [words in html for words in ("清远市", "清远市人社局人才开发科", "0763-3382510", "长辈版")] == [True] * 4


def test_a_desk_that_is_no_more_is_not_named(world: World, client: Client) -> None:
    HelpDesk.objects.update(valid_to="2026-09-09")
    assert "0763-3382510" not in html_of(client.get("/help/"))


def test_help_says_the_tips_of_every_step(world: World, client: Client) -> None:
    html = html_of(client.get("/help/"))
    asked = re.findall(r"<h3>([^<]+)</h3>", html)
    assert {"继续教育", "考核信息"} <= set(asked)
    said = [(question, words) for _, questions in tips() for question, words in questions]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("address", PAGES)
def test_visitors_read_it_without_a_session_and_others_under_their_name(
    world: World, browser: Browser, address: str
) -> None:
    visitor, own = Client().get(address), browser(world.li).get(address)
    assert (visitor.status_code, own.status_code) == (200, 200)
    assert "sessionid" not in visitor.cookies
    assert ["李静怡" in html_of(page) for page in (visitor, own)] == [False, True]
    assert "no-store" in own.headers["Cache-Control"]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_leads_only_to_pages_that_exist(world: World, browser: Browser, address: str) -> None:
    client = browser(world.li)
    hrefs = set(re.findall(r'href="(/[^"#]*)"', html_of(client.get(address)).replace("&amp;", "&")))
    codes = {href: client.get(href).status_code for href in hrefs if not href.startswith("/static/")}
    assert {href: code for href, code in codes.items() if code >= 400} == {}


@pytest.mark.parametrize("address", PAGES)
def test_reading_is_by_get(world: World, address: str) -> None:
    posted = Client().post(address).status_code
    assert posted == (422 if address == "/certificates/" else 405)
    assert not Session.objects.exists()


def test_the_balancer_is_answered(db: None, client: Client) -> None:
    assert [client.get(address).status_code for address in ("/healthz", "/readyz")] == [200, 200]
