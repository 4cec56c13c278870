"""The seven columns: what a visitor finds, how he narrows it, and what is not his to read."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page

from tests.portal import OWN, portal
from tests.portal import publish as published
from tests.world import World
from zhicheng.applications.registry import all_kinds, get_kind
from zhicheng.calls.models import Call
from zhicheng.content.models import (
    Announcement,
    Article,
    Attachment,
    Column,
    Criteria,
    Download,
    Policy,
    PublicFile,
    Question,
    ReviewNotice,
    ServiceGuide,
)
from zhicheng.content.operations import content_version
from zhicheng.reference.models import Series, Specialty
from zhicheng.web.guide import legs
from zhicheng.web.public.articles import preview
from zhicheng.web.public.tests.conftest import html_of

Publish = Callable[..., Any]
LISTS = (
    "/policies/",
    "/standards/",
    "/notices/review/",
    "/guides/",
    "/announcements/",
    "/announcements/questions/",
    "/downloads/",
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def publish(world: World) -> Publish:
    """An article as it stands after its approvals."""
    portal()
    return published


def titles(html: str, column: Column) -> list[str]:
    return re.findall(rf'<a href="/{column}/\d+/">([^<]+)<', html)


def costs(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as made:
        assert client.get(address, {"fresh": "1"}).status_code == 200
    return len(made)


# ── empty ──


@pytest.mark.parametrize("address", LISTS)
def test_an_empty_column_says_what_belongs_there_and_what_next(world: World, client: Client, address: str) -> None:
    html = html_of(client.get(address))
    assert 'class="card empty"' in html
    assert 'class="actions"' in html


# ── statements ──


@pytest.mark.parametrize(
    ("sort", "address", "count"),
    [
        (Policy, "/policies/", 1),
        (Criteria, "/standards/", 5),
        (ReviewNotice, "/notices/review/", 2),
        (ServiceGuide, "/guides/", 1),
        (Announcement, "/announcements/", 2),
        (Question, "/announcements/questions/", 1),
        (Download, "/downloads/", 1),
    ],
)
def test_a_list_costs_the_same_for_one_and_for_three(
    publish: Publish, client: Client, sort: type[Article], address: str, count: int
) -> None:
    found = []
    for number in (1, 2):
        for _ in range(number):
            publish(sort)
        client.get(address)
        found.append(costs(client, address))
    assert found == [count, count]


@pytest.mark.parametrize("sort", OWN)
def test_an_article_is_read_in_few_statements(publish: Publish, client: Client, sort: type[Article]) -> None:
    page = publish(sort)
    client.get("/")
    assert costs(client, page.address) <= 8


# ── what is not published is not there ──


@pytest.mark.parametrize("sort", OWN)
def test_a_draft_is_nowhere(publish: Publish, client: Client, sort: type[Article]) -> None:
    draft = publish(sort, "还没有审完的", live=False)
    assert client.get(draft.address).status_code == 404
    for address in (*LISTS, "/", "/sitemap.xml", "/notices/review/feed/", "/announcements/feed/"):
        assert "还没有审完的" not in html_of(client.get(address))


def test_what_was_taken_back_is_gone(publish: Publish, client: Client) -> None:
    page = publish(Policy)
    assert client.get(page.address).status_code == 200
    page.unpublish()
    assert client.get(page.address, {"fresh": "1"}).status_code == 404


@pytest.mark.parametrize(
    "address", ["/guides/{pk}/", "/policies/0/", "/policies/99999999999999999999999/", "/policies/x/", "/policies/1"]
)
def test_what_stands_elsewhere_or_nowhere_is_not_found(publish: Publish, client: Client, address: str) -> None:
    assert client.get(address.format(pk=publish(Policy).pk), follow=True).status_code == 404


# ── narrowing ──


def test_policies_are_narrowed_by_level_series_year_and_region(publish: Publish, client: Client) -> None:
    publish(Policy, "国家的", rank="state", issued_on=date(2019, 7, 1))
    publish(Policy, "省的", series=[Series.objects.get(pk="05")])
    publish(Policy, "市的", rank="city", region="441800", series=[Series.objects.get(pk="04")])
    found = {
        query: titles(html_of(client.get(f"/policies/?{query}")), Column.POLICY)
        for query in ("", "level=state", "series=05", "year=2019", "region=441800", "level=state&year=2026")
    }
    assert found == {
        "": ["市的", "省的", "国家的"],
        "level=state": ["国家的"],
        "series=05": ["省的"],
        "year=2019": ["国家的"],
        "region=441800": ["市的"],
        "level=state&year=2026": [],
    }


def test_what_is_chosen_stands_as_a_chip_that_takes_it_back(publish: Publish, client: Client) -> None:
    publish(Policy, issued_on=date(2019, 7, 1))
    publish(Policy, rank="state")
    html = html_of(client.get("/policies/?level=state&year=2019"))
    assert "没有符合条件的政策法规" in html
    chips = re.findall(r'<li><a href="(/policies/[^"]*)">([^<]+) <span aria-hidden', html)
    assert chips == [("/policies/?year=2019", "层级：国家"), ("/policies/?level=state", "年份：2019 年")]


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize(
    "query",
    [
        "level=%00",
        "series=99&series=05",
        "year=99999999999",
        "region=' OR 1=1",
        "cursor=%00",
        "cursor=x",
        "committee=%F0",
    ],
)
def test_whatever_the_query_a_list_answers(publish: Publish, client: Client, address: str, query: str) -> None:
    for sort in OWN:
        publish(sort)
    assert client.get(f"{address}?{query}").status_code == 200


def test_pages_follow_one_another_and_keep_what_is_chosen(publish: Publish, client: Client) -> None:
    publish(Policy, "国家的", rank="state")
    for number in range(21):
        publish(Policy, f"第 {number} 份", issued_on=date(2026, 1, 1) + timedelta(days=number))
    first = html_of(client.get("/policies/?level=province"))
    onward = re.findall(r'href="(/policies/\?[^"]*cursor=[^"]*)" rel="next"', first)
    last = html_of(client.get(onward[0].replace("&amp;", "&")))
    assert (len(titles(first, Column.POLICY)), titles(last, Column.POLICY)) == (20, ["第 0 份"])


# ── 资格条件 ──


def test_the_matrix_shows_what_is_in_force_and_the_older_version_leads_to_it(publish: Publish, client: Client) -> None:
    specialties = list(Specialty.objects.filter(code="ECO_ENG"))
    old = publish(Criteria, "旧的标准", specialties=specialties, valid_to=date(2026, 1, 1))
    new = publish(Criteria, "新的标准", specialties=specialties, valid_from=date(2026, 1, 1))
    html = html_of(client.get("/standards/"))
    row = next(row for row in html.split("<tr>") if "<b>生态环境工程</b>" in row)
    assert re.findall(r'colspan="(\d)"><a href="([^"]+)"', row) == [("5", new.address)]
    assert "已失效" in html
    page = html_of(client.get(old.address))
    assert "这份标准条件已失效" in page
    assert f'<a href="{new.address}">新的标准</a>' in page
    assert "这份标准条件" not in html_of(client.get(new.address))


def test_a_standard_of_the_series_stands_where_no_specialty_has_its_own(publish: Publish, client: Client) -> None:
    publish(Criteria, "全系列的", highest="intermediate")
    own = publish(Criteria, "测绘的", specialties=list(Specialty.objects.filter(code="SURVEY_GEO")), lowest="senior")
    html = html_of(client.get("/standards/?series=05"))
    row = next(row for row in html.split("<tr>") if "<b>测绘地理信息</b>" in row)
    assert re.findall(r"(全系列的|测绘的|没有发布)<", row) == ["全系列的", "没有发布", "测绘的"]
    assert own.levels == ["senior"]


def test_who_asks_for_no_series_sees_one_that_is_open(publish: Publish, world: World, client: Client) -> None:
    for series in ("04", "05"):
        publish(Criteria, f"标准{series}", series_id=series)
    shown = {"": "标准05", "?series=04": "标准04", "?series=99": "标准05"}
    assert {query: titles(html_of(client.get(f"/standards/{query}")), Column.CRITERIA)[0] for query in shown} == shown
    Call.objects.update(opens_at=world.at + timedelta(days=1))
    assert titles(html_of(client.get("/standards/?fresh=1")), Column.CRITERIA)[0] == "标准04"
    assert ">全部系列</a>" in html_of(client.get("/?fresh=1"))


# ── 评审通知 ──


def test_the_deadline_is_that_of_the_calls_and_leads_to_the_application(
    publish: Publish, world: World, client: Client
) -> None:
    notice = publish(ReviewNotice, "生态环境评审通知")
    Call.objects.filter(pk=world.call.pk).update(notice_page=notice)
    listed, page, calls = (
        html_of(client.get(path)) for path in ("/notices/review/", notice.address, "/services/calls/")
    )
    assert ("2026 年 10 月 31 日 24:00" in listed, "还有 51 天" in listed) == (True, True)
    assert ('href="/my/apply/evaluation/"' in page, "10 月 31 日 24:00" in page) == (True, True)
    assert f'<a href="{notice.address}">' in calls
    world.at = world.call.submit_until + timedelta(hours=1)
    assert "开始申请" not in html_of(client.get(notice.address, {"fresh": "1"}))


def test_a_notice_taken_back_is_named_but_not_led_to(publish: Publish, world: World, client: Client) -> None:
    notice = publish(ReviewNotice, live=False)
    Call.objects.filter(pk=world.call.pk).update(notice_page=notice)
    html = html_of(client.get("/services/calls/"))
    assert (world.call.notice in html, notice.address in html) == (True, False)


def test_a_notice_that_is_deleted_leaves_its_call(publish: Publish, world: World) -> None:
    notice = publish(ReviewNotice)
    Call.objects.filter(pk=world.call.pk).update(notice_page=notice)
    Page.objects.get(pk=notice.pk).delete()
    assert Call.objects.get(pk=world.call.pk).notice_page is None


# ── 办事指南 ──


@pytest.mark.parametrize("key", [kind.key for kind in all_kinds()])
def test_a_guide_says_what_the_business_says_of_itself(publish: Publish, client: Client, key: str) -> None:
    kind = get_kind(key)
    html = html_of(client.get(publish(ServiceGuide, business=key).address))
    said = [words for fact in kind.facts for words in fact] + [words for leg in legs(kind) for words in leg]
    assert [words for words in said if words not in html] == []
    assert {"谁能办", "收费", "依据"} <= {heading for heading, _ in kind.facts} | {"谁能办"}


# ── 通知公告, 文件下载 ──


def test_what_is_pinned_stands_first_and_only_once(publish: Publish, client: Client) -> None:
    publish(Announcement, "新的")
    publish(Announcement, "置顶的", is_pinned=True, issued_on=date(2020, 1, 1))
    assert titles(html_of(client.get("/announcements/")), Column.ANNOUNCEMENT) == ["置顶的", "新的"]


def test_questions_stand_by_topic_with_their_answers(publish: Publish, client: Client) -> None:
    publish(Question, "红框是什么", body="<p>系统取不到的内容</p>")
    html = html_of(client.get("/announcements/questions/"))
    assert "<summary>红框是什么</summary>" in html
    assert "系统取不到的内容" in html


def test_files_stand_with_type_size_and_version_beside_the_blank_forms(publish: Publish, client: Client) -> None:
    publish(Download, "个人操作指引")
    html = html_of(client.get("/downloads/"))
    assert [words in html for words in ("个人操作指引", "PDF", "2 KB", "2026", "/forms/evaluation/form.pdf")] == [
        True
    ] * 5


def test_attachments_are_listed_under_an_article(publish: Publish, client: Client) -> None:
    page = publish(Policy)
    document: AbstractDocument = PublicFile.objects.create(title="附表", file="附表.docx", file_size=10)
    Attachment.objects.create(article=page, document=document)
    assert f'<a href="/attachments/{document.pk}/">附表</a>' in html_of(client.get(page.address))


# ── text ──


def test_links_to_other_sites_are_marked(publish: Publish, client: Client) -> None:
    html = html_of(client.get(publish(Policy, body='<h2>节</h2><p><a href="https://x.gov.cn/">部网站</a></p>').address))
    assert 'rel="external noopener">部网站<span class="vh">（外部网站）</span></a>' in html
    assert re.findall(r"<h1>([^<]+)</h1>.*<h2>(节)</h2>", html, re.DOTALL) == [("一篇文章", "节")]


def test_a_draft_is_previewed_as_the_portal_would_show_it(publish: Publish, rf: RequestFactory) -> None:
    draft = publish(Policy, "草稿", live=False, body="<p>原文</p>")
    draft.title = "改过的题目"
    unsaved = ReviewNotice(
        title="新通知", region_id="440000", issuer="某厅", issued_on=date(2026, 9, 1), **OWN[ReviewNotice]
    )
    assert "改过的题目" in html_of(preview(rf.get("/"), draft))
    assert "新通知" in html_of(preview(rf.get("/"), unsaved))


# ── kept pages ──


@pytest.mark.parametrize("address", LISTS)
def test_the_kept_list_costs_nothing(world: World, address: str) -> None:
    Client().get(address)
    with CaptureQueriesContext(connection) as made:
        assert Client().get(address).status_code == 200
    assert len(made) == 0


def test_what_is_published_is_read_at_once(
    publish: Publish, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    page = publish(Announcement, "旧题目")
    assert "旧题目" in html_of(client.get("/announcements/"))
    before = content_version()
    page.title = "新题目"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert content_version() != before
    assert [("新题目" in html_of(client.get(path))) for path in ("/announcements/", page.address, "/")] == [True] * 3


def test_a_forgotten_version_brings_no_old_page_back(world: World) -> None:
    before = content_version()
    cache.delete("content:version")
    assert content_version() != before


def test_who_has_the_page_is_told_so_until_it_changes(publish: Publish, client: Client) -> None:
    page = publish(Policy)
    tag = client.get(page.address)["ETag"]
    again = client.get(page.address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert client.get(page.address, headers={"If-None-Match": f"W/{tag}"}).status_code == 304
    assert Client().get(page.address)["ETag"] == tag
    cache.clear()
    Policy.objects.filter(pk=page.pk).update(title="改了")
    assert client.get(page.address, headers={"If-None-Match": tag}).status_code == 200


# ── for machines ──


def test_feeds_name_what_is_new_and_the_lists_lead_to_them(publish: Publish, client: Client) -> None:
    notice, told = publish(ReviewNotice, "新通知"), publish(Announcement, "新公告")
    for page, feed, where in (
        (notice, "/notices/review/feed/", "/notices/review/"),
        (told, "/announcements/feed/", "/announcements/"),
    ):
        answer = client.get(feed)
        assert answer["Content-Type"].startswith("application/atom+xml")
        assert f"<title>{page.title}</title>" in html_of(answer)
        assert f'href="http://testserver{page.address}"' in html_of(answer)
        assert (
            f'rel="alternate" type="application/atom+xml" title="{page.get_verbose_name()}" href="{feed}"'
            in html_of(client.get(where))
        )


def test_search_engines_find_every_article_and_leave_the_rest(publish: Publish, client: Client) -> None:
    addresses = [publish(sort).address for sort in OWN]
    found = re.findall(r"<loc>http://testserver([^<]+)</loc>", html_of(client.get("/sitemap.xml")))
    assert set(addresses) <= set(found)
    assert {client.get(path).status_code for path in found} == {200}
    robots = html_of(client.get("/robots.txt"))
    assert [line in robots for line in ("Disallow: /my/", "/sitemap.xml")] == [True, True]
