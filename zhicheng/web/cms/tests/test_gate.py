"""Every address below /cms/: strangers learn nothing, editors see their own part, and nobody meets a 500."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.models import Page

from tests.world import World
from zhicheng.content.models import Announcement, Column, ColumnPage, Policy
from zhicheng.content.tests.people import CITY, PROVINCE, Portal, found, text_of

SECRET = "省里的草稿"
VERSIONS = {"revision_id_a": "earliest", "revision_id_b": "latest", "rest": "x/"}
UNREADABLE = {"/cms/choose-external-link/"}  # Wagtail 8 cannot answer a form without its fields there
SIGN_IN = re.compile(r"/accounts/|/login/|/my/account/")


def patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for each in resolver.url_patterns:
        address = before + str(each.pattern).lstrip("^").rstrip("$")
        if isinstance(each, URLPattern):
            yield address
        else:
            yield from patterns(each, address)


def addresses(pk: int) -> list[str]:
    """Of every page of the editors, about the page, file or picture `pk`."""
    samples = {"app_label": "wagtailcore", "model_name": "page", "action": "delete", "uuid": "0" * 32}
    out = []
    for pattern in patterns(get_resolver()):
        if not pattern.startswith("cms/"):
            continue
        filled = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda part: VERSIONS.get(part[1], str(pk)), pattern)
        filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda part: samples.get(part[1], str(pk)), filled)
        filled = filled.replace(".*", "nowhere")
        filled = re.sub(r"\(\?:([\w-]+)[^)]*\)", r"\1", filled)
        out.append("/" + re.sub(r"[\^$\\]", "", filled))
    return sorted(set(out))


def answers(client: Client, address: str) -> list[Any]:
    found = []
    for method in ("get", "post"):
        with transaction.atomic():
            found.append(getattr(client, method)(address, {"x": "1"}))
            transaction.set_rollback(True)
    return found


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """A thousand refusals would hide the one that is wrong."""
    caplog.set_level("CRITICAL", logger="django.request")


def test_strangers_learn_nothing(world: World) -> None:
    portal = found()
    portal.people |= {"li": world.li, "wang": world.wang, "sun": world.sun}
    portal.person("管理员", "终审", is_superuser=True)
    portal.person("无组")  # staff, but no editor
    page = portal.write()
    wrong = []
    for name in ("visitor", "li", "wang", "sun", "管理员", "无组"):
        client = Client() if name == "visitor" else portal.signed_in(name)
        for address in addresses(page.pk):
            for answer in answers(client, address):
                led = answer.status_code in (302, 303) and SIGN_IN.match(answer["Location"])
                if answer.status_code != 404 and not led:
                    wrong.append(f"{name} at {address}: {answer.status_code}")
    assert wrong == []


def test_an_editor_meets_no_error_and_nothing_of_another_region(portal: Portal) -> None:
    mine, theirs = portal.write(), portal.write(SECRET, region=PROVINCE, by="省编辑")
    client = portal.signed_in("高编辑")
    client.raise_request_exception = False
    wrong = []
    for page in (mine, theirs):
        for address in addresses(page.pk):
            for answer in answers(client, address):
                if address in UNREADABLE and answer.wsgi_request.method == "POST":
                    continue
                if answer.status_code >= 500 or SECRET in text_of(answer):
                    wrong.append(f"{address}: {answer.status_code}")
    assert "\n".join(wrong) == ""


@pytest.mark.parametrize("address", ["users/", "groups/", "sites/", "collections/", "workflows/list/", "failwhale/"])
def test_accounts_and_the_tree_are_kept_elsewhere(portal: Portal, address: str) -> None:
    assert portal.signed_in("黎审核").get(f"/cms/{address}").status_code == 404


def test_the_own_account_is_that_of_the_whole_system(portal: Portal) -> None:
    answer = portal.signed_in("高编辑").get("/cms/account/")
    assert (answer.status_code, answer["Location"]) == (302, "/my/account/")


def test_an_editor_without_a_second_factor_gets_one_first(portal: Portal) -> None:
    Authenticator.objects.filter(user=portal.people["高编辑"]).delete()
    answer = portal.signed_in("高编辑").get("/cms/")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/totp/activate/")


def test_home_leads_editors_to_their_pages(portal: Portal) -> None:
    assert portal.signed_in("高编辑").get("/home/")["Location"] == "/cms/"


def titles(client: Client, address: str) -> set[str]:
    html = text_of(client.get(address))
    return {
        title for title in ("市里的", "市里的政策", "省里的政策", SECRET) if f"{title}<" in html or f"{title}\n" in html
    }


@pytest.fixture
def drafts(portal: Portal) -> dict[str, Page]:
    """One of each region, in two columns."""
    made: dict[str, Page] = {
        "市里的": portal.write("市里的"),
        SECRET: portal.write(SECRET, region=PROVINCE, by="省编辑"),
    }
    for title, region in (("市里的政策", CITY), ("省里的政策", PROVINCE)):
        page = Policy(title=title, issuer="某局", issued_on="2026-03-02", rank="city", region_id=region, live=False)
        portal.folder(Column.POLICY, region).add_child(instance=page)
        page.save_revision()
        made[title] = page
    return made


MAY = {
    "高编辑": {"市里的", "市里的政策"},
    "谢编辑": {"市里的政策", "省里的政策"},
    "省编辑": {SECRET, "省里的政策"},
    "方审核": {"市里的", "市里的政策", "省里的政策", SECRET},
}


@pytest.mark.parametrize("name", MAY)
def test_the_explorer_shows_the_own_part_of_the_tree(portal: Portal, drafts: dict[str, Page], name: str) -> None:
    client = portal.signed_in(name)
    folders = {page.get_parent().pk for page in drafts.values()}
    shown = set().union(*(titles(client, f"/cms/pages/{pk}/") for pk in folders))
    assert shown == MAY[name]
    assert titles(client, "/cms/pages/search/results/?q=的") <= MAY[name]


@pytest.mark.parametrize("name", MAY)
def test_one_edits_and_adds_in_the_own_part_only(portal: Portal, drafts: dict[str, Page], name: str) -> None:
    client = portal.signed_in(name)
    opened = {title for title, page in drafts.items() if client.get(f"/cms/pages/{page.pk}/edit/").status_code == 200}
    assert opened == MAY[name]
    places = {title: page.get_parent().pk for title, page in drafts.items()}
    sorts = {title: "policy" if "政策" in title else "announcement" for title in drafts}
    added = {t for t in drafts if client.get(f"/cms/pages/add/content/{sorts[t]}/{places[t]}/").status_code == 200}
    assert added == (set() if name == "方审核" else MAY[name])


def test_a_draft_moves_only_to_where_its_editor_writes_in_the_same_column(portal: Portal) -> None:
    page = portal.write()
    to = {
        "another column": portal.folder(Column.POLICY, CITY),
        "another region": portal.folder(Column.ANNOUNCEMENT, PROVINCE),
        "the column itself": ColumnPage.objects.get(key=Column.ANNOUNCEMENT),
    }
    for place in to.values():
        portal.signed_in("高编辑").post(f"/cms/pages/{page.pk}/move/{place.pk}/confirm/")
        assert Announcement.objects.child_of(portal.folder(Column.ANNOUNCEMENT, CITY)).filter(pk=page.pk).exists()
    portal.person("高编辑", "编辑：广东省")
    portal.signed_in("高编辑").post(f"/cms/pages/{page.pk}/move/{to['another region'].pk}/confirm/")
    assert Announcement.objects.get(pk=page.pk).region_id == PROVINCE, "the region follows the place"


def test_a_link_is_offered_to_what_visitors_see_and_to_own_drafts(portal: Portal, drafts: dict[str, Page]) -> None:
    shown = set()
    for folder in {page.get_parent().pk for page in drafts.values()}:
        shown |= titles(portal.signed_in("高编辑"), f"/cms/choose-page/{folder}/")
    assert shown == MAY["高编辑"]


def test_what_was_typed_when_the_session_ended_comes_back(portal: Portal) -> None:
    page = portal.write()
    client = portal.signed_in("高编辑")
    client.get("/cms/")
    del client.cookies["sessionid"]
    answer = client.post(f"/cms/pages/{page.pk}/edit/", {"title": "打了一半的字"})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/resume/")
    kept = dict(client.cookies)
    client.force_login(portal.people["高编辑"])
    client.cookies.update({name: kept[name] for name in kept if name != "sessionid"})
    html = client.get("/resume/").content.decode()
    assert "打了一半的字" in html
    assert f"/cms/pages/{page.pk}/edit/" in html
