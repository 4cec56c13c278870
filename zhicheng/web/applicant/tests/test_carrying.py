"""After the end: what the pages of an unsent draft say, and 申报下一年度."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.factories import call
from tests.world import World
from zhicheng.applications.models import Application


@pytest.fixture
def late(world: World) -> Application:
    case = world.filled()
    world.at = world.call.submit_until + timedelta(hours=1)
    return case


def test_every_page_says_what_happened_and_what_can_be_done(
    li: Client, wu: Client, world: World, late: Application
) -> None:
    base = f"/my/applications/{late.number}/"
    for page in ("/my/", f"{base}submit/"):
        text = li.get(page).content.decode()
        assert "个人提交已于 10 月 31 日 24:00 截止" in text
        assert "可联系评委会日常工作部门，或申报下一年度。已填内容仍保留" in text
        assert f"{base}carry-over/" in text
    assert f"{base}carry-over/" in li.get(f"/my/tracking/{late.number}/").content.decode()
    assert li.get(f"{base}info/").status_code == 200
    assert [wu.get(f"{base}carry-over/").status_code, wu.post(f"{base}carry-over/").status_code] == [404, 404]


def test_it_is_carried_over_where_a_year_is_open_and_else_said_when(
    li: Client, world: World, late: Application
) -> None:
    here = f"/my/applications/{late.number}/carry-over/"
    assert "现在没有可以申报的年度" in li.get(here).content.decode()
    following = call(world.committee, year=2027, actor=world.feng)
    world.at = following.opens_at + timedelta(hours=1)
    assert "用这些内容申报 2027 年度？" in li.get(here).content.decode()
    first = li.post(here)
    assert first.status_code == 303
    new = Application.objects.get(year=2027)
    assert first["Location"] == f"/my/applications/{new.number}/"
    assert li.post(here)["Location"] == first["Location"]
    assert Application.objects.count() == 2


def test_what_can_still_be_sent_is_not_carried_over(li: Client, draft: Application) -> None:
    assert li.get(f"/my/applications/{draft.number}/carry-over/").status_code == 404
