"""An article for the portal: written, sent back, mended, approved by three people, read by a visitor."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import Visitor
from tests.browser.people import Person
from zhicheng.audit.models import Event
from zhicheng.content.models import Announcement, Column
from zhicheng.content.tests.people import APPROVERS, CITY, Portal, found

pytestmark = pytest.mark.browser
TITLE = "系统停机通知"


@pytest.fixture
def portal(live_server: LiveServer) -> Portal:
    return found()


def at_desk(visitor: Visitor, live_server: LiveServer, portal: Portal, name: str) -> Person:
    """Signed in already: test_gate.py and the tests of sign-in say how."""
    client: Client = portal.signed_in(name)
    person = visitor()
    person.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    return person


def decides(page: Page, action: str, reason: str = "") -> None:
    """In the list of what waits for him."""
    page.goto("/cms/")
    page.get_by_role("row").filter(has_text=TITLE).get_by_role("button", name="动作").click()
    with page.expect_event("load"):
        page.get_by_role("button", name=action, exact=True).click()
        if reason:
            page.get_by_label("退回理由").fill(reason)
            page.locator(".modal").get_by_role("button", name=action).click()


def test_an_article_from_draft_to_visitors(visitor: Visitor, live_server: LiveServer, portal: Portal) -> None:
    folder = portal.folder(Column.ANNOUNCEMENT, CITY)
    editor = at_desk(visitor, live_server, portal, "高编辑").page
    editor.goto(f"/cms/pages/add/content/announcement/{folder.pk}/")
    editor.locator("#id_title").fill(TITLE)
    editor.locator("#id_issuer").fill("清远市人社局")
    editor.locator("#id_issued_on").fill("2026-03-02")
    editor.locator(".public-DraftEditor-content").click()
    editor.keyboard.type("三月二十八日停机。")
    is_taken(editor, "三月二十八日停机。")
    hands_in(editor)
    page = Announcement.objects.get()

    first, second, last = (at_desk(visitor, live_server, portal, name).page for name in APPROVERS)
    decides(first, "退回修改", "写明恢复的时间")
    editor.goto("/my/messages/")
    expect(editor.locator("main")).to_contain_text(f"《{TITLE}》被退回修改")
    editor.goto(f"/cms/pages/{page.pk}/edit/")
    editor.get_by_role("button", name=re.compile("预览|preview")).first.click()
    expect(editor.frame_locator("iframe").first.locator("main")).to_contain_text("三月二十八日停机。")
    editor.locator(".public-DraftEditor-content").get_by_text("三月二十八日停机。").click()
    editor.keyboard.press("End")
    editor.keyboard.type("次日恢复。")
    is_taken(editor, "三月二十八日停机。次日恢复。")
    hands_in(editor)

    stranger = visitor().page
    stranger.goto("/announcements/")
    for approver in (first, second, last):
        assert not Announcement.objects.get().live
        decides(approver, "通过")
    published_to(stranger, page)
    verbs = Event.objects.filter(subject=f"content.article:{page.pk}").order_by("pk").values_list("verb", flat=True)
    assert [verb.removeprefix("content.") for verb in verbs] == [
        "submitted", "rejected", "submitted", "approved", "approved", "approved", "published"
    ]  # fmt: skip


def is_taken(editor: Page, words: str) -> None:
    """What was typed goes into the form a quarter of a second later."""
    expect(editor.locator("#id_body")).to_have_value(re.compile(words))


def hands_in(editor: Page) -> None:
    editor.get_by_role("button", name="更多动作").click()
    with editor.expect_event("load"):
        editor.get_by_role("button", name=re.compile("提交给三审|Resubmit|重新提交")).click()


def published_to(stranger: Page, page: Announcement) -> None:
    """As it was mended, also to somebody who looked at the column before: what was kept for visitors is made anew."""
    article = Announcement.objects.get(pk=page.pk)
    assert (article.live, "三月二十八日停机。次日恢复。" in article.body) == (True, True)
    stranger.goto("/announcements/")
    stranger.get_by_role("link", name=TITLE).click()
    expect(stranger.locator("main")).to_contain_text("次日恢复。")
    assert stranger.url.endswith(article.address)
