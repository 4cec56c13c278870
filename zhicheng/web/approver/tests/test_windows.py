"""受理时间: 钱科长 opens, changes, extends and closes those of his region."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests import answers
from tests.world import World
from zhicheng.applications import operations
from zhicheng.applications.models import Application
from zhicheng.audit.models import Event
from zhicheng.calls.models import FilingWindow, ReviewYear
from zhicheng.calls.operations import open_window
from zhicheng.core.workdays import SHANGHAI
from zhicheng.reference.models import Region
from zhicheng.web.approver.tests.conftest import Browser

Statements = Callable[[int], AbstractContextManager[object]]
LIST, NEW = "/desk/windows/", "/desk/windows/new/"
NOTICE = "清人社发〔2026〕18号 关于受理 2027 年度初次职称考核认定的通知"
ASKED: answers.Typed = {
    "kind": "initial",
    "year": 2027,
    "region": "441800",
    "first_day": (2027, 1, 4),
    "last_day": (2027, 3, 31),
    "source": NOTICE,
    "notice_days": 5,
    "correction_days": 15,
}


def midnight(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=SHANGHAI)


@pytest.fixture
def qian(world: World, browser: Browser) -> Client:
    return browser(world.qian)


def sent(**changes: Any) -> dict[str, str]:
    return answers.flat({**ASKED, **changes})


def own(world: World, *, year: int = 2026, days: int = 10, begun: int = 5, kind: str = "initial") -> FilingWindow:
    """A window of 清远市 that began `begun` days ago."""
    return open_window(
        kind=kind,
        year=year,
        region=Region.objects.get(pk="441800"),
        opens_at=world.at - timedelta(days=begun),
        submit_until=world.at + timedelta(days=days),
        source="例",
        actor=world.qian,
        at=world.at,
    )


def at(window: FilingWindow) -> str:
    return f"{LIST}{window.year_id}/{window.kind}/{window.region_id}/change/"


def day(moment: date) -> tuple[int, int, int]:
    return moment.year, moment.month, moment.day


def errors(response: Any) -> list[str]:
    return [words for each in response.context["form"].errors.values() for words in each]


def test_a_window_is_looked_at_once_more_and_then_opened(qian: Client, world: World) -> None:
    page = qian.post(NEW, sent()).content.decode()
    assert all(words in page for words in ("核对后确认", "2027-01-04 00:00", "2027-03-31 24:00", NOTICE, "清远市"))
    assert not FilingWindow.objects.filter(year=2027).exists()
    assert 'value="2027"' in qian.post(NEW, sent(edit="1")).content.decode()

    assert qian.post(NEW, sent(confirmed="1")).status_code == 303
    made = FilingWindow.objects.get(year=2027)
    assert (made.kind, made.region_id, made.opens_at, made.submit_until, made.source) == (
        "initial",
        "441800",
        midnight(2027, 1, 4),
        midnight(2027, 4, 1),
        NOTICE,
    )
    assert ReviewYear.objects.filter(pk=2027).exists()
    event = Event.objects.get(verb="calls.window", subject=f"calls.filingwindow:{made.pk}")
    assert event.actor_id == world.qian.pk
    listed = qian.get(LIST).content.decode()
    assert all(words in listed for words in ("2027 年度初次职称考核认定", "未开始", NOTICE))


def test_without_a_last_day_it_is_open_all_year(qian: Client) -> None:
    qian.post(NEW, sent(last_day=("", "", ""), kind="reissue", confirmed="1"))
    assert FilingWindow.objects.get(year=2027).submit_until is None
    assert "全年受理" in qian.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"source": ""}, "填写依据"),
        ({"source": "联系 13900000001"}, "不要写完整的证件号码或手机号码，删去后重新填写"),
        ({"last_day": (2027, 1, 3)}, "个人提交截止不能早于开始受理"),
        ({"first_day": (2029, 1, 4), "last_day": ("", "", "")}, "开始受理应在 2027 年或 2028 年"),
        ({"last_day": (9999, 12, 31)}, "个人提交截止应在 2027 年或 2028 年"),
        ({"notice_days": 4}, "公示工作日应为 5 至 60 的整数"),
        ({"correction_days": 0}, "补正工作日应为 1 至 60 的整数"),
        ({"kind": "evaluation"}, "从列表中选择业务"),
        ({"kind": "\0"}, "从列表中选择业务"),
        ({"region": "440000"}, "从列表中选择受理范围"),
        ({"year": 1999}, "从列表中选择申报年度"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(qian: Client, changes: dict[str, Any], words: str) -> None:
    response = qian.post(NEW, sent(confirmed="1", **changes))
    assert (response.status_code, errors(response)) == (422, [words])
    assert not FilingWindow.objects.filter(year=2027).exists()


def test_a_region_has_one_window_of_a_kind_and_year(qian: Client) -> None:
    qian.post(NEW, sent(confirmed="1"))
    again = qian.post(NEW, sent(confirmed="1"))
    assert errors(again) == ["清远市 2027 年度的这项业务已有受理时间，在列表里变更或改截止时间"]


def test_before_it_begins_everything_may_be_changed(qian: Client, world: World) -> None:
    found = own(world, begun=-2)
    page = qian.get(at(found)).content.decode()
    assert "变更受理时间" in page
    changed = {"first_day": day(world.at.date() + timedelta(days=3)), "correction_days": 20}
    typed = sent(**changed, last_day=(2026, 12, 31))
    assert "核对后确认" in qian.post(at(found), typed).content.decode()
    assert qian.post(at(found), typed | {"confirmed": "1"}).status_code == 303
    found.refresh_from_db()
    assert (found.submit_until, found.correction_days) == (midnight(2027, 1, 1), 20)
    assert Event.objects.filter(verb="calls.window_changed", actor_id=world.qian.pk).count() == 1


@pytest.mark.parametrize(("days", "verb"), [(20, "calls.window_extended"), (0, "calls.window_ended")])
def test_after_that_its_end_is_moved_with_a_reason(qian: Client, world: World, days: int, verb: str) -> None:
    found = own(world)
    last = world.at.date() + timedelta(days=days)
    typed = answers.flat({"last_day": day(last), "reason": "系统维护两天"})
    assert errors(qian.post(at(found), typed | {"reason": ""})) == ["填写原因"]
    assert "还没有提交的申请" in qian.post(at(found), typed).content.decode()
    assert qian.post(at(found), typed | {"confirmed": "1"}).status_code == 303
    found.refresh_from_db()
    assert found.submit_until == midnight(*day(last + timedelta(days=1)))
    assert Event.objects.get(verb=verb).data["reason"] == "系统维护两天"


@pytest.mark.parametrize(
    ("last", "words"),
    [
        ((2026, 9, 9), "新的截止时间不能早于今天"),
        ((2028, 1, 1), "新的截止时间应在 2027 年 12 月 31 日以前"),
        ((2026, 9, 30), "与现在的截止时间相同，改成别的日期"),
    ],
)
def test_an_end_that_cannot_be_is_refused(qian: Client, world: World, last: tuple[int, ...], words: str) -> None:
    found = own(world)
    FilingWindow.objects.filter(pk=found.pk).update(submit_until=midnight(2026, 10, 1))
    response = qian.post(at(found), answers.flat({"last_day": last, "reason": "原因", "confirmed": "1"}))
    assert (response.status_code, errors(response)) == (422, [words])


def test_a_draft_follows_the_new_end(qian: Client, world: World) -> None:
    found = own(world)
    operations.choose_unit(person=world.li, unit=world.unit, at=world.at)
    draft = world.start(kind="initial")
    assert Application.objects.get(pk=draft.pk).window == found
    qian.post(at(found), answers.flat({"last_day": (2026, 12, 1), "reason": "延长", "confirmed": "1"}))
    case = Application.objects.get(pk=draft.pk)
    assert case.period is not None
    assert case.period.submit_until == midnight(2026, 12, 2)


@pytest.mark.parametrize("who", ["li", "wu", "wang", "zhao", "feng", "sun", "he"])
def test_only_the_bureau_of_the_region_has_it(world: World, browser: Browser, who: str) -> None:
    found = own(world)
    client = browser(world.sun if who == "sun" else getattr(world, who))
    assert client.get(at(found)).status_code == 404
    assert client.post(at(found), {"confirmed": "1"}).status_code == 404
    assert client.get(NEW).status_code == (200 if who == "he" else 404)
    refused = client.post(NEW, sent(confirmed="1"))  # 贺处长 is of the province, not of 清远
    assert refused.status_code == (422 if who == "he" else 404)
    assert not FilingWindow.objects.filter(year=2027).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_statements_however_long_it_is(
    qian: Client, world: World, count: int, django_assert_num_queries: Statements
) -> None:
    for year in range(2026, 2026 + count):
        own(world, year=year)
    qian.get(LIST)
    with django_assert_num_queries(5):
        assert qian.get(LIST).content.decode().count("<tr>") == count + 1
