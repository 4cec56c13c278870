"""core.paging, tried on events: core itself has no table."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from zhicheng.audit.models import Event
from zhicheng.core.paging import capped_count, capped_counts, paginate

START = datetime(2026, 9, 1, 8, 0, 0, 123456, tzinfo=UTC)
ORDER = ("-at", "verb", "-id")
ORDERS = (ORDER, ("at", "verb", "id"), ("-at", "-verb", "-id"), ("-id",))


@pytest.fixture
def _ten_events(db: None) -> None:
    """Three share each moment, so that the later columns of the order must decide."""
    moments = [START + timedelta(microseconds=i // 3) for i in range(10)]
    Event.objects.bulk_create(Event(verb="ab"[i % 2], subject="x", at=at) for i, at in enumerate(moments))


def _ids(cursor: str | None, size: int = 4, order: tuple[str, ...] = ORDER) -> tuple[list[int], str | None, str | None]:
    page = paginate(Event.objects.all(), order=order, cursor=cursor, size=size)
    return [event.pk for event in page.items], page.next, page.previous


def _all(order: tuple[str, ...] = ORDER) -> list[int]:
    return list(Event.objects.order_by(*order).values_list("pk", flat=True))


@pytest.mark.usefixtures("_ten_events")
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 3, 4, 10, 11])
def test_walking_forward_and_back_meets_every_row_once(size: int, order: tuple[str, ...]) -> None:
    there: list[int] = []
    pages: list[list[int]] = []
    cursor = None
    while True:
        ids, following, _ = _ids(cursor, size, order)
        there, pages = there + ids, [*pages, ids]
        if following is None:
            break
        cursor = following
    assert there == _all(order)
    back = [ids]
    while (previous := _ids(cursor, size, order)[2]) is not None:
        cursor = previous
        back.append(_ids(cursor, size, order)[0])
    assert back == pages[::-1]


@pytest.mark.usefixtures("_ten_events")
def test_the_ends_have_no_neighbours() -> None:
    _, following, previous = _ids(None, 10)
    assert (following, previous) == (None, None)


@pytest.mark.usefixtures("_ten_events")
def test_a_row_that_arrives_meanwhile_shifts_nothing() -> None:
    first, following, _ = _ids(None)
    Event.objects.create(verb="a", subject="x", at=START + timedelta(days=1))
    second, _, _ = _ids(following)
    assert first + second == _all()[1:9]


@pytest.mark.usefixtures("_ten_events")
def test_every_page_is_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    _, following, _ = _ids(None)
    for cursor in (None, following):
        with django_assert_num_queries(1):
            _ids(cursor)


@pytest.mark.usefixtures("_ten_events")
@pytest.mark.parametrize("cursor", ["", "x", "\x00", "\ud800", "W10:zzz", "𬱖" * 50, "a:b:c"])
def test_a_damaged_cursor_gives_the_first_page(cursor: str) -> None:
    assert _ids(cursor) == _ids(None)


@pytest.mark.usefixtures("_ten_events")
def test_the_cursor_of_another_list_gives_the_first_page() -> None:
    page = paginate(Event.objects.all(), order=("-id",), cursor=None, size=4)
    assert _ids(page.next) == _ids(None)


@pytest.mark.usefixtures("_ten_events")
def test_large_numbers_are_not_counted_out() -> None:
    assert capped_count(Event.objects.all(), cap=9) == "9+"
    assert capped_count(Event.objects.all(), cap=10) == "10"
    assert capped_count(Event.objects.none()) == "0"


@pytest.mark.usefixtures("_ten_events")
def test_named_rows_are_paged_too() -> None:
    rows = Event.objects.values_list("at", "id", "verb", named=True)
    first = paginate(rows, order=("-at", "-id"), cursor=None, size=4)
    second = paginate(rows, order=("-at", "-id"), cursor=first.next, size=6)
    assert [row.id for row in first.items + second.items] == _all(("-at", "-id"))


@pytest.mark.usefixtures("_ten_events")
def test_several_counts_take_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    events = Event.objects.order_by("-at")
    with django_assert_num_queries(1):
        counts = capped_counts(events, events.filter(verb="a"), events.filter(verb="no"), events.none(), cap=6)
    assert counts == [6, 5, 0, 0]
