"""The PDF of the form: asked for, waited for, downloaded, noted."""

import pytest
from django.test import Client

from tests.world import World, fresh
from zhicheng.applications.models import Application, Outcome, PrintedForm
from zhicheng.applications.operations.printing import digest_of, print_form
from zhicheng.applications.reading import Reading

HTMX = {"HX-Request": "true"}


def url(application: Application) -> str:
    return f"/my/applications/{application.number}/form/pdf/"


def ask(client: Client, application: Application) -> str:
    response = client.post(url(application))
    assert response.status_code == 303
    return str(response["Location"])


def made(client: Client, application: Application) -> str:
    """A print that the worker has finished: the address of its page."""
    page = ask(client, application)
    print_form.func(PrintedForm.objects.latest("pk").pk)
    return page


def test_asking_leads_to_a_page_that_asks_again_each_second(li: Client, world: World) -> None:
    page = ask(li, world.filled())
    whole, part = li.get(page).content.decode(), li.get(page, headers=HTMX).content.decode()
    assert ['hx-trigger="every 1s"' in text for text in (whole, part)] == [True, True]
    assert ('http-equiv="refresh"' in whole, "<html" in part) == (True, False)


def test_asking_twice_asks_for_one_print(li: Client, world: World) -> None:
    application = world.filled()
    assert ask(li, application) == ask(li, application)


def test_the_finished_page_stops_and_offers_the_file(li: Client, world: World) -> None:
    page = made(li, world.filled())
    text = li.get(page).content.decode()
    assert (f'href="{page}file/"' in text, "hx-trigger" in text, "refresh" in text) == (True, False, False)


def test_the_download_is_an_attachment_and_counts_for_this_content(li: Client, world: World) -> None:
    application = world.filled()
    response = li.get(f"{made(li, application)}file/")
    assert b"".join(response.streaming_content)[:5] == b"%PDF-"  # type: ignore[attr-defined]
    assert response["Content-Disposition"].startswith("attachment")
    assert (response["X-Content-Type-Options"], response["Cache-Control"]) == ("nosniff", "no-store")
    case = fresh(application)
    assert case.content.downloaded_hash == digest_of(Reading(case, at=world.at))


def test_a_print_that_cannot_be_made_says_why(li: Client, world: World) -> None:
    page = ask(li, world.filled())
    PrintedForm.objects.update(problem="“𪚥”不在本系统的字库里")
    text = li.get(page).content.decode()
    assert ("“𪚥”不在本系统的字库里" in text, "重新生成" in text, "hx-trigger" in text) == (True, True, False)
    assert li.get(f"{page}file/").status_code == 404


@pytest.mark.parametrize("rest", ["", "file/"])
def test_a_print_exists_for_its_owner_and_its_case_only(li: Client, wu: Client, world: World, rest: str) -> None:
    application, other = world.filled(), world.start(world.wu)
    page = made(li, application)
    assert wu.get(f"{page}{rest}").status_code == 404
    assert wu.get(page.replace(application.number, other.number) + rest).status_code == 404
    assert wu.post(url(application)).status_code == 404


def test_what_was_submitted_can_be_printed_but_counts_for_nothing(li: Client, world: World) -> None:
    application = world.submitted()
    before = fresh(application).content.downloaded_hash
    response = li.get(f"{made(li, application)}file/")
    assert b"".join(response.streaming_content)[:5] == b"%PDF-"  # type: ignore[attr-defined]
    assert fresh(application).content.downloaded_hash == before


def test_a_draft_that_was_given_up_has_no_form(li: Client, draft: Application) -> None:
    li.post(f"/my/tracking/{draft.number}/abandon/")
    assert li.post(url(draft)).status_code == 404


def test_a_returned_case_prints_its_new_content(li: Client, world: World) -> None:
    application = world.submitted()
    world.decide(application, Outcome.RETURNED)
    assert li.get(made(li, application)).status_code == 200
