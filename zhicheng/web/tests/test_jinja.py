"""How values are written on pages."""

from datetime import UTC, date, datetime

import pytest
from django.template.loader import get_template
from django.test import RequestFactory

from zhicheng.web.jinja import Template, capped, current, environment, file_size, viewer

NAV = [("工作台", "/my/", 0), ("业务申请", "/my/apply/", 0), ("业务办理查询", "/my/tracking/", 2)]


def render(source: str, **context: object) -> str:
    return environment(autoescape=True).from_string(source).render(**context)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ at|datetime }}", "2026-09-15 10:42"),
        ("{{ at|day }}", "2026-09-15"),
        ("{{ at|date }}", "2026 年 9 月 15 日"),
        ("{{ at|time }}", "10:42"),
        ("{{ on|month }}", "2021 年 9 月"),
        ("{{ none|date }}{{ none|day }}{{ none|month }}{{ none|datetime }}{{ none|time }}", ""),
        ("{{ '44180219940501004X'|id_mask }}", "441802********004X"),
    ],
)
def test_dates_and_numbers_are_written_as_the_words_guide_says(source: str, text: str) -> None:
    at = datetime(2026, 9, 15, 2, 42, tzinfo=UTC)
    assert render(source, at=at, on=date(2021, 9, 1)) == text


@pytest.mark.parametrize(("count", "text"), [(0, "0"), (999, "999"), (1000, "999+")])
def test_counts_stop_where_people_stop_reading(count: int, text: str) -> None:
    assert capped(count) == text


@pytest.mark.parametrize(("count", "text"), [(10, "1 KB"), (2048, "2 KB"), (2_516_582, "2.4 MB")])
def test_sizes_are_told_in_kilobytes_and_megabytes(count: int, text: str) -> None:
    assert file_size(count) == text


@pytest.mark.parametrize(
    ("path", "entry"),
    [("/my/", "/my/"), ("/my/tracking/GD1/", "/my/tracking/"), ("/my/photo/", "/my/"), ("/help/", "")],
)
def test_the_longest_entry_that_begins_an_address_is_current(path: str, entry: str) -> None:
    assert current(NAV, path) == entry


def test_the_query_string_changes_one_value_and_keeps_the_rest() -> None:
    request = RequestFactory().get("/?a=1&b=2&b=3")
    assert render("{{ qs(a=9, c=none) }}", request=request) == "?b=2&amp;b=3&amp;a=9"


def test_a_visitor_without_a_session_is_nobody_and_costs_nothing() -> None:
    assert viewer(RequestFactory().get("/")) is None


def test_a_template_leaves_the_callers_dict_alone() -> None:
    context: dict[str, object] = {"again": "1 分钟"}
    template = get_template("429.html")
    assert isinstance(template, Template)
    template.render(context, RequestFactory().get("/"))
    assert context == {"again": "1 分钟"}
