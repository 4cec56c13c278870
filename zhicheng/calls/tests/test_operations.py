from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from zhicheng.audit.models import Event
from zhicheng.calls.models import Call, Committee, ReviewYear
from zhicheng.calls.operations import AlreadyCalled, DatesOutOfOrder, NotFiled, open_call
from zhicheng.calls.tests.conftest import AT, COMPETENT, OPENS, SUBMIT, UNIT


def announce(committee: Committee, **changes: Any) -> Call:
    year = ReviewYear.objects.get_or_create(year=2026)[0]
    dates = {"opens_at": OPENS, "submit_until": SUBMIT, "unit_until": UNIT, "competent_until": COMPETENT}
    return open_call(committee=committee, year=year, notice="清人社发〔2026〕1号", actor=None, at=AT, **dates | changes)


def test_a_call_is_opened_once_a_year_and_recorded(intermediate: Committee) -> None:
    call = announce(intermediate)
    with pytest.raises(AlreadyCalled):
        announce(intermediate)

    assert Call.objects.get() == call
    assert (call.committee, call.submit_until, call.notice) == (intermediate, SUBMIT, "清人社发〔2026〕1号")
    assert [event.subject for event in Event.objects.all()] == [f"calls.call:{call.pk}"]


@pytest.mark.parametrize(
    "changes",
    [
        {"opens_at": SUBMIT},
        {"unit_until": SUBMIT - timedelta.resolution},
        {"competent_until": UNIT - timedelta.resolution},
    ],
)
def test_dates_out_of_order_are_refused(intermediate: Committee, changes: dict[str, datetime]) -> None:
    with pytest.raises(DatesOutOfOrder):
        announce(intermediate, **changes)
    assert Call.objects.count() == 0


def test_the_filing_must_cover_the_whole_call(intermediate: Committee) -> None:
    too_early = datetime(2025, 12, 31, 15, 59, tzinfo=UTC)  # 23:59 of the day before the filing
    end_of_last_day = datetime(2028, 12, 31, 16, 0, tzinfo=UTC)  # 24:00 of its last day

    for changes in ({"opens_at": too_early}, {"competent_until": end_of_last_day + timedelta.resolution}):
        with pytest.raises(NotFiled):
            announce(intermediate, **changes)
    assert announce(intermediate, competent_until=end_of_last_day).competent_until == end_of_last_day
