"""运行情况, as anybody reads it."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from zhicheng.core import clock
from zhicheng.reports.measuring import record
from zhicheng.web.public.reliability import length
from zhicheng.web.public.tests.conftest import html_of

pytestmark = pytest.mark.django_db


def test_before_anything_was_measured_it_says_so(client: Client) -> None:
    html = html_of(client.get("/reliability/"))
    assert ("还没有测量记录" in html, "%</b>" in html) == (True, False)


def test_what_was_measured_is_shown(client: Client) -> None:
    began = clock.wall() - timedelta(minutes=10)
    looks: list[list[float | None]] = [[20, 30, 40], [20, None, 40], [20, 30, 40]]
    for minute, times in enumerate(looks):
        record(times, at=began + timedelta(minutes=minute))
    html = html_of(client.get("/reliability/"))
    assert [words in html for words in ("88.88%", "100 毫秒以内", "1 次", "1 分钟")] == [True] * 4
    assert "还没有恢复" not in html


def test_an_outage_that_goes_on_is_told(client: Client) -> None:
    record([None] * 3, at=clock.wall() - timedelta(minutes=65))
    html = html_of(client.get("/reliability/"))
    assert [words in html for words in ("还没有恢复", "1 小时 5 分钟", "没有打开")] == [True] * 3


def test_it_takes_as_many_statements_however_much_was_measured(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for day in range(40):
        at = clock.wall() - timedelta(days=day)
        record([None, 1, 1], at=at - timedelta(minutes=5))
    with django_assert_num_queries(2):
        html_of(client.get("/reliability/?fresh"))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "不到 1 分钟"), (59, "不到 1 分钟"), (60, "1 分钟"), (3900, "1 小时 5 分钟"), (180_000, "2 天 2 小时")],
)
def test_lengths_in_words(seconds: int, words: str) -> None:
    assert length(timedelta(seconds=seconds)) == words
