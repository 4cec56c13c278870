"""受理时间 of the kinds that no committee calls for."""

from datetime import datetime, timedelta

import pytest

from zhicheng.calls.models import FilingWindow
from zhicheng.calls.operations import AlreadyCalled, DatesOutOfOrder, open_window
from zhicheng.calls.queries import windows_open
from zhicheng.calls.tests.conftest import AT, OPENS, SUBMIT
from zhicheng.reference.models import Region, Series


def window(
    region: str, *, year: int = 2026, until: datetime | None = SUBMIT, opens_at: datetime = OPENS
) -> FilingWindow:
    return open_window(
        kind="loan",
        year=year,
        region=Region.objects.get(pk=region),
        opens_at=opens_at,
        submit_until=until,
        source="例",
        actor=None,
        at=AT,
    )


def found(region: str, at: datetime = AT) -> list[str]:
    windows = windows_open(kind="loan", at=at, region=Region.objects.get(pk=region))
    return [window.region_id for window in windows]


def test_a_window_covers_its_region_and_all_below_it_and_the_nearest_counts(engineering: Series) -> None:
    window("440000")
    window("441800")
    assert (found("441802"), found("440100")) == (["441800", "440000"], ["440000"])


def test_it_opens_and_closes_to_the_second_or_stays_open(engineering: Series) -> None:
    window("441800")
    window("440100", until=None)
    tick = timedelta(seconds=1)
    assert [found("441800", at) for at in (OPENS - tick, OPENS, SUBMIT - tick, SUBMIT)] == [
        [],
        ["441800"],
        ["441800"],
        [],
    ]
    assert found("440100", SUBMIT + timedelta(days=300)) == ["440100"]


def test_windows_of_another_kind_do_not_count(engineering: Series) -> None:
    window("441800")
    assert list(windows_open(kind="other", at=AT)) == []


def test_the_newest_year_comes_first(engineering: Series) -> None:
    window("441800", year=2025, until=None)
    window("441800")
    assert [one.year_id for one in windows_open(kind="loan", at=AT)] == [2026, 2025]


def test_a_region_has_one_window_a_year_and_it_ends_after_it_opens(engineering: Series) -> None:
    with pytest.raises(DatesOutOfOrder):
        window("441800", until=OPENS)
    window("441800")
    with pytest.raises(AlreadyCalled):
        window("441800")
