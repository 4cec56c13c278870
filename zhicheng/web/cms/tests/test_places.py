"""The front page of editors and approvers."""

import json
import re

import pytest
from pytest_django.fixtures import Settings

from zhicheng.content.models import Column
from zhicheng.content.tests.people import APPROVERS, CITY, PROVINCE, Portal, text_of

pytestmark = pytest.mark.django_db


def test_an_editor_begins_an_article_where_he_may(portal: Portal) -> None:
    client = portal.signed_in("高编辑")
    page = client.get("/cms/")
    assert [words in text_of(page) for words in ("我的栏目", "政策法规", "常见问题", "清远市")] == [True] * 4
    own, others = (portal.folder(Column.ANNOUNCEMENT, region) for region in (CITY, PROVINCE))
    began = f"/cms/pages/add/content/announcement/{own.pk}/"
    assert began in page.content.decode()
    assert client.get(began).status_code == 200
    assert f"/cms/pages/{others.pk}/" not in page.content.decode()
    assert f"/announcement/{others.pk}/" not in page.content.decode()


@pytest.mark.parametrize("site", ["职称评审", "【练习】职称评审"])
def test_every_page_names_the_site_in_its_title(portal: Portal, settings: Settings, site: str) -> None:
    settings.WAGTAIL_SITE_NAME = site
    client = portal.signed_in("高编辑")
    for address in ("/cms/", "/cms/images/", "/cms/documents/", "/cms/pages/"):
        (title,) = re.findall(r"<title>([^<]*)</title>", client.get(address, follow=True).content.decode())
        assert title.split(" - ")[-1].strip() == site, address
    assert json.dumps("高编辑") in client.get("/cms/").content.decode()  # whose account the menu names


def test_an_approver_finds_what_waits_for_him(portal: Portal) -> None:
    page = portal.write()
    client = portal.signed_in(APPROVERS[0])
    assert page.title not in text_of(client.get("/cms/"))
    portal.submit(page)
    said = text_of(client.get("/cms/"))
    assert (page.title in said, "我的栏目" in said) == (True, False)
