"""What went wrong in a practice system went wrong in a practice system: its pages say so, and no others do."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from zhicheng.web import errors, jinja

BAND = "<strong>练习系统</strong>：所填内容都不是真的，每天 3:00 清空"
WRONG = (
    errors.handler400,
    errors.handler403,
    errors.handler404,
    errors.handler429,
    errors.handler500,
    errors.csrf_failure,
    errors.not_yet,
    errors.unavailable,
)


@pytest.mark.django_db
@pytest.mark.parametrize("practice", [True, False])
@pytest.mark.parametrize("handler", WRONG, ids=lambda handler: handler.__name__)
def test_every_page_of_what_went_wrong(
    rf: RequestFactory,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    handler: Callable[[HttpRequest], HttpResponse],
    practice: bool,
) -> None:
    settings.PRACTICE = practice
    # Pages that ask nothing (500, 503) know what the process knew when it started.
    monkeypatch.setitem(engines["jinja2"].env.globals, "site", jinja.site(rf.get("/"))["site"])  # type: ignore[attr-defined]
    html = handler(rf.get("/")).content.decode()
    assert (BAND in html, "<title>【练习】" in html, "css/print.css" in html) == (practice, practice, True)
