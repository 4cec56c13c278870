"""打印件核对: a print that agrees, one that is old, one that nobody made."""

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from tests.answers import BASIC
from tests.world import World, fresh
from zhicheng.applications import operations
from zhicheng.applications.models import Application, Outcome, PrintedForm
from zhicheng.applications.operations.printing import print_form
from zhicheng.audit.models import Event
from zhicheng.web.public.prints import LOOK_UPS
from zhicheng.web.public.tests.conftest import html_of

CURRENT, STALE, MISSING = "与系统内容一致", "已被更新，本打印件已过时", "没有这份表"


def made(application: Application, world: World, form: str = "") -> PrintedForm:
    """A print as the worker leaves it."""
    printed = operations.request_print(application=application, at=world.at, form=form)
    print_form.func(printed.pk)
    return PrintedForm.objects.get(pk=printed.pk)


def said(client: Client, printed: PrintedForm | str) -> str:
    """The answer to its QR code."""
    token = printed if isinstance(printed, str) else printed.token
    html = html_of(client.get(f"/forms/v/{token}/"))
    (answer,) = [words for words in (CURRENT, STALE, MISSING) if f"<h2>{words}</h2>" in html]
    return answer


def test_a_print_agrees_until_something_changes(client: Client, world: World) -> None:
    application = world.filled()
    before = made(application, world)
    assert said(client, before) == CURRENT
    world.save(fresh(application), "basic", {**BASIC, "address": "清远市清城区新址 1 号"})
    assert said(client, before) == STALE
    assert said(client, made(fresh(application), world)) == CURRENT


def test_what_was_printed_before_submitting_agrees_after_it(client: Client, world: World) -> None:
    application = world.filled()
    before = made(application, world)
    world.submit(application)
    assert (said(client, before), said(client, made(application, world))) == (CURRENT, CURRENT)


def test_a_case_taken_back_or_given_up_has_no_valid_print(client: Client, world: World) -> None:
    application = world.submitted()
    printed = made(application, world)
    operations.withdraw(application=application, actor=world.li, at=world.at)
    assert said(client, printed) == STALE
    operations.abandon(application=fresh(application), actor=world.li, at=world.at)
    assert said(client, printed) == STALE


def test_a_returned_case_agrees_while_it_says_the_same(client: Client, world: World) -> None:
    application = world.submitted()
    printed = made(application, world)
    world.decide(application, Outcome.RETURNED)
    assert said(client, printed) == CURRENT


def test_the_final_form_replaces_the_one_without_opinions(client: Client, world: World) -> None:
    application = world.at_stage("review")
    printed, list_ = made(application, world), made(application, world, "catalogue")
    world.go(application)
    final = made(fresh(application), world)
    assert [said(client, one) for one in (printed, final, list_)] == [STALE, CURRENT, CURRENT]


def test_nothing_is_told_of_a_result_that_is_not_announced(client: Client, world: World) -> None:
    application = world.at_stage("review")
    printed, sheet = made(application, world), made(application, world, "register")
    world.go(application, to="notice_after")
    assert [said(client, one) for one in (printed, sheet)] == [CURRENT, CURRENT]


def test_the_publicity_form_is_old_once_the_days_are_over(client: Client, world: World) -> None:
    application = world.submitted()
    blank = made(application, world, "publicity")
    world.go(application, to="notice_before")
    running = made(fresh(application), world, "publicity")
    assert [said(client, one) for one in (blank, running)] == [STALE, CURRENT]
    world.go(fresh(application), to="recommend")
    assert [said(client, one) for one in (running, made(fresh(application), world, "publicity"))] == [STALE, CURRENT]


@pytest.mark.parametrize("token", ["0" * 32, "9f2c41d07ab36e58" * 2, "x", "编号"])
def test_a_guessed_token_is_nobodys(client: Client, world: World, token: str) -> None:
    made(world.filled(), world)
    response = client.get(f"/forms/v/{token}/")
    assert response.status_code == 404
    assert token == "编号" or MISSING in html_of(response)


def test_a_print_that_was_never_made_is_nobodys(client: Client, world: World) -> None:
    printed = operations.request_print(application=world.filled(), at=world.at)
    assert said(client, printed) == MISSING
    PrintedForm.objects.update(token="")
    assert client.get("/forms/v//").status_code == 404


def test_the_page_tells_nothing_of_the_person(client: Client, world: World) -> None:
    application = world.submitted()
    printed = made(application, world)
    html = html_of(client.get(f"/forms/v/{printed.token}/"))
    assert (application.number in html, printed.token[:16] in html, "广东省职称评审表" in html) == (True, True, True)
    about = (world.li.name, world.unit.name, "工程师", "生态环境", world.li.id_number[-4:])
    assert [words for words in about if words in html] == []


def test_looking_is_limited_and_noted(client: Client, world: World) -> None:
    printed = made(world.submitted(), world)
    said(client, printed)
    event = Event.objects.filter(verb="prints.looked_up").latest("pk")
    assert event.data["found"] == 1
    times, _ = LOOK_UPS["per_address"]
    answers = [client.get("/forms/v/x/").status_code for _ in range(times)]
    cache.clear()
    assert (answers[0], answers[-1]) == (404, 429)


def test_no_print_of_a_practice_system_is_valid(client: Client, world: World, settings: Settings) -> None:
    printed = made(world.filled(), world)
    settings.PRACTICE = True
    assert f"<h2>练习，无效（{CURRENT}）</h2>" in html_of(client.get(f"/forms/v/{printed.token}/"))
