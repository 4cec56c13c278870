"""The shell: fragments, headers, display choice, component samples, error pages."""

import re
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, override_settings
from django.urls import include, path

from tests.world import World
from zhicheng.web.limits import TooMany
from zhicheng.web.page import go, page

handler400 = "zhicheng.web.errors.handler400"
handler403 = "zhicheng.web.errors.handler403"
handler404 = "zhicheng.web.errors.handler404"
handler429 = "zhicheng.web.errors.handler429"
handler500 = "zhicheng.web.errors.handler500"


def _raise(error: Exception) -> HttpResponse:
    raise error


urlpatterns = [
    path("", include("zhicheng.urls")),
    path("sample/", lambda request: page(request, "404.html", status=422)),
    path("onward/", lambda request: go(request, "/styleguide/")),
    path("bad/", lambda request: _raise(SuspiciousOperation())),
    path("closed/", lambda request: _raise(PermissionDenied())),
    path("often/", lambda request: _raise(TooMany(300))),
    path("broken/", lambda request: _raise(RuntimeError())),
    path("busy/", lambda request: _raise(OperationalError())),
]
pytestmark = pytest.mark.urls(__name__)


def heading(response: HttpResponseBase) -> list[str]:
    assert isinstance(response, HttpResponse)
    return re.findall(r"<h1>([^<]+)</h1>", response.content.decode())


def test_a_browser_gets_the_page_and_htmx_its_main_part_only(client: Client) -> None:
    whole, part = client.get("/sample/"), client.get("/sample/", headers={"HX-Request": "true"})
    assert heading(whole) == heading(part) == ["没有找到这一页"]
    assert (b"<html" in whole.content, b"<html" in part.content) == (True, False)
    assert "HX-Request" in whole.headers["Vary"]


def test_a_page_with_errors_says_so_first_in_its_title(client: Client) -> None:
    assert "<title>错误：没有找到这一页 - " in client.get("/sample/").content.decode()


def test_after_a_verb_browsers_are_redirected_and_htmx_is_told(client: Client) -> None:
    plain, asked = client.post("/onward/"), client.post("/onward/", headers={"HX-Request": "true"})
    assert (plain.status_code, plain.headers["Location"]) == (303, "/styleguide/")
    assert (asked.status_code, asked.headers["HX-Redirect"]) == (204, "/styleguide/")


@pytest.mark.parametrize(
    ("to", "sent"), [("/my/\r\nX-A: b", "/my/%0D%0AX-A:%20b"), ("/my/中", "/my/%E4%B8%AD")], ids=["header", "Chinese"]
)
def test_htmx_is_led_on_by_an_address_that_a_header_can_hold(client: Client, to: str, sent: str) -> None:
    response = client.post("/display/", {"next": to}, headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Redirect"]) == (204, sent)


@pytest.mark.parametrize("address", ["/styleguide/", "/nowhere/", "/closed/", "/often/", "/busy/"])
def test_every_answer_carries_the_security_headers(client: Client, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Permissions-Policy"].startswith("camera=()")


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/bad/", 400, "这个地址或提交的内容不完整"),
        ("/closed/", 403, "没有查看这一页的权限"),
        ("/nowhere/", 404, "没有找到这一页"),
        ("/often/", 429, "操作太频繁，请稍后再试"),
        ("/broken/", 500, "系统出了故障"),
        ("/busy/", 503, "系统正忙或正在维护"),
    ],
)
def test_an_error_page_says_what_happened(address: str, status: int, words: str) -> None:
    response = Client(raise_request_exception=False).get(address)
    assert (response.status_code, heading(response)) == (status, [words])


def test_what_was_typed_survives_a_busy_moment(client: Client) -> None:
    typed = {"duty": ['工程师 "甲" <b>', "乙"], "csrfmiddlewaretoken": "t", "summary": "第一行\r\n第二行"}
    response = client.post("/busy/?next=/my/", typed)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    page = response.content.decode()
    assert 'action="/busy/?next=/my/"' in page
    fields = [(name, unescape(text)) for name, text in re.findall(r'name="(\w+)" value="([^"]*)"', page)]
    assert fields == [
        ("duty", '工程师 "甲" <b>'),
        ("duty", "乙"),
        ("csrfmiddlewaretoken", "t"),
        ("summary", "第一行\r\n第二行"),
    ]
    assert "选过的文件" not in page
    assert "secret" not in client.post("/busy/", {"password": "secret", "login": "li"}).content.decode()


def test_too_often_says_when_to_try_again(client: Client) -> None:
    response = client.get("/often/")
    assert response.headers["Retry-After"] == "300"
    assert "5 分钟后可以再试" in response.content.decode()


@pytest.mark.parametrize("address", ["/broken/", "/busy/"])
def test_a_failure_under_htmx_lands_above_the_page_not_in_the_form(address: str) -> None:
    response = Client(raise_request_exception=False).get(address, headers={"HX-Request": "true"})
    assert response.headers["HX-Retarget"] == "#flash"
    assert re.findall(r"<h2>(\S+)，刚才的操作没有完成", response.content.decode())


def test_a_post_without_its_token_is_explained() -> None:
    response = Client(enforce_csrf_checks=True).post("/onward/")
    assert (response.status_code, heading(response)) == (403, ["页面已过期，刚才的提交没有保存"])


def test_the_display_choice_is_kept_and_taken_back() -> None:
    client = Client(enforce_csrf_checks=True)
    client.post("/display/", {"text": "large", "next": "/styleguide/?a=1"})
    client.post("/display/", {"contrast": "high"})
    html = client.get("/styleguide/").content.decode()
    assert '<html lang="zh-CN" data-text="large" data-contrast="high">' in html
    client.post("/display/", {"text": "", "next": "/"})
    assert '<html lang="zh-CN" data-contrast="high">' in client.get("/styleguide/").content.decode()


@pytest.mark.parametrize(
    ("to", "lands"),
    [("/styleguide/?a=1", "/styleguide/?a=1"), ("//evil.example/", "/"), ("https://evil.example/", "/")],
)
def test_the_display_choice_returns_only_to_this_site(client: Client, to: str, lands: str) -> None:
    assert client.post("/display/", {"text": "large", "next": to}).headers["Location"] == lands


def test_the_component_samples_render_without_a_database(client: Client) -> None:
    html = client.get("/styleguide/").content.decode()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted({one for one in ids if ids.count(one) > 1}) == []
    targets = re.findall(r'<a href="#([^"]+)"', html)
    assert sorted(set(targets) - set(ids)) == []


def test_the_component_samples_are_closed_to_visitors_outside_the_demo(client: Client) -> None:
    with override_settings(DEMO=False):
        assert client.get("/styleguide/").status_code == 404


def test_the_navigation_marks_where_one_is(client: Client) -> None:
    from_nowhere = client.get("/certificates/no/where/").content.decode()
    assert re.findall(r'<a href="([^"]+)" aria-current="page">', from_nowhere) == ["/certificates/"] * 2


def footer(client: Client, address: str) -> list[str]:
    """Where the first list of the footer leads."""
    column = client.get(address).content.decode().partition("<h2>办事</h2>")[2].partition("</ul>")[0]
    return re.findall(r'href="([^"]+)"', column)


@pytest.mark.parametrize(
    ("who", "address"),
    [("wang", "/desk/"), ("feng", "/office/"), ("sun", "/panel/"), ("wang", "/"), ("wang", "/help/"), ("li", "/")],
)
def test_the_footer_offers_an_official_nothing_of_the_applicants(world: World, who: str, address: str) -> None:
    client = Client()
    client.force_login(getattr(world, who))
    assert footer(client, address) == ["/home/", "/certificates/", "/publicity/"]
    assert client.get("/home/").status_code == 302


def test_the_footer_leads_visitors_and_applicants_to_their_business(world: World) -> None:
    client = Client()
    theirs = ["/my/apply/evaluation/", "/my/tracking/", "/certificates/", "/publicity/"]
    assert footer(client, "/") == theirs
    client.force_login(world.li)
    assert footer(client, "/my/") == theirs
