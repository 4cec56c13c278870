"""运行情况: what a look at the portal leaves behind."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.core.clockwork import clockwork
from zhicheng.reports import measuring
from zhicheng.reports.measuring import COVERED, KEPT, PAGES, WITHIN, Reliability, days, measure, outages, record
from zhicheng.reports.models import Outage, ServiceDay

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
QUICK = [20.0, 30.0, 40.0]


@pytest.fixture
def noon() -> datetime:
    return datetime(2026, 3, 2, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def whole(at: datetime) -> Reliability:
    return Reliability.of(days(at=at))


def test_looks_are_summed_up_by_the_day(noon: datetime) -> None:
    for look in range(3):
        record([20, 150, 900], at=noon + look * MINUTE)
    (day,) = days(at=noon)
    assert (day.asked, day.answered, day.within, day.seconds) == (9, 9, {"100": 3, "200": 3, "1000": 3}, 120)
    assert whole(noon) == Reliability(9, 9, 1000, 2 * MINUTE)
    assert whole(noon).share == "100.00%"


def test_a_page_that_is_missing_begins_an_outage_that_the_next_whole_look_ends(noon: datetime) -> None:
    looks: list[list[float | None]] = [[*QUICK], [20, None, 40], [None] * 3, [*QUICK], [*QUICK]]
    for look, times in enumerate(looks):
        record(times, at=noon + look * MINUTE)
    assert [(one.began_at, one.ended_at) for one in outages()] == [(noon + MINUTE, noon + 3 * MINUTE)]
    found = whole(noon)
    assert (found.asked, found.answered, found.share) == (15, 11, "73.33%")


def test_the_share_is_never_rounded_up() -> None:
    assert Reliability(100_000, 99_999, 100, MINUTE).share == "99.99%"
    assert Reliability(0, 0, None, MINUTE).share == "0.00%"


def test_where_nothing_came_no_time_is_told(noon: datetime) -> None:
    record([None] * 3, at=noon)
    assert whole(noon) == Reliability(3, 0, None, timedelta())


def test_time_without_a_look_is_not_measured(noon: datetime) -> None:
    for at in (noon, noon + MINUTE, noon + timedelta(hours=3), noon + timedelta(hours=3) + MINUTE):
        record(QUICK, at=at)
    assert whole(noon).measured == 2 * MINUTE + COVERED


def test_a_clock_put_back_breaks_nothing(noon: datetime) -> None:
    for at in (noon, noon - timedelta(hours=1), noon - timedelta(days=1), noon):
        record([20, None, 40], at=at)
        record(QUICK, at=at)
    assert all(one.ended_at is None or one.ended_at > one.began_at for one in outages())
    assert [(one.asked, one.answered) for one in days(at=noon)] == [(18, 15), (6, 5)]


def test_what_is_old_is_forgotten(noon: datetime) -> None:
    for at in (noon, noon + MINUTE):
        record([None, 20, 20] if at == noon else QUICK, at=at)
    record(QUICK, at=noon + KEPT + timedelta(days=1))
    assert (ServiceDay.objects.count(), Outage.objects.count()) == (1, 0)


def test_two_outages_are_never_open_at_once(noon: datetime) -> None:
    Outage.objects.create(began_at=noon)
    with pytest.raises(IntegrityError), transaction.atomic():
        Outage.objects.create(began_at=noon + MINUTE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Outage.objects.create(began_at=noon, ended_at=noon)


@given(st.lists(st.sampled_from(WITHIN), min_size=1, max_size=60))
def test_19_in_20_pages_came_within_the_time_told(times: list[int]) -> None:
    counts = {str(limit): times.count(limit) for limit in WITHIN}
    day = ServiceDay(asked=len(times), answered=len(times), within=counts)
    told = Reliability.of([day]).within
    assert told is not None
    assert sum(time <= told for time in times) >= 0.95 * len(times)
    assert sum(time < told for time in times) < 0.95 * len(times)


class Site(BaseHTTPRequestHandler):
    """Shows the pages it is told to."""

    shown: tuple[str, ...] = ()

    def do_GET(self) -> None:
        self.send_response(200 if self.path in self.shown else 503)
        self.end_headers()
        self.wfile.write("页面".encode())

    def log_message(self, *args: Any) -> None:
        """Nothing."""


@pytest.fixture
def site(settings: Any) -> Iterator[type[Site]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.SITE_URL = f"http://127.0.0.1:{server.server_port}"
    yield Site
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("shown", "answered"), [(PAGES, 3), (PAGES[:2], 2), ((), 0)])
def test_the_pages_are_opened_at_the_public_address(
    site: type[Site], noon: datetime, shown: tuple[str, ...], answered: int
) -> None:
    site.shown = shown
    measure(at=noon)
    assert (whole(noon).asked, whole(noon).answered) == (3, answered)


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "http://", "no address", "http://name.invalid"])
def test_an_address_that_does_not_answer_is_an_outage(settings: Any, noon: datetime, address: str) -> None:
    settings.SITE_URL = address
    measure(at=noon)
    assert (whole(noon).answered, len(outages())) == (0, 1)


def test_a_page_that_comes_too_late_is_missing(
    site: type[Site], noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.shown = PAGES
    monkeypatch.setattr(measuring, "PATIENCE", 0.000001)
    measure(at=noon)
    assert whole(noon).answered == 0


def test_the_clock_looks_once_a_minute() -> None:
    assert clockwork.jobs["reports.measure"].every == MINUTE
