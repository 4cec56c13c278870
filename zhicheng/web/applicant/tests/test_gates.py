"""Who opens which page, and in which state of the case."""

import pytest
from django.test import Client

from tests import answers
from tests.world import World
from zhicheng.applications.models import Application
from zhicheng.web.applicant.tests.conftest import info, typed

CASE_PAGES = ("", "info/", "info/basic/", "info/education/", "info/since/", "info/photo/", "info/unit/")
EDITING = ("info/", "info/basic/", "info/education/", "info/education/1/", "info/education/1/delete/")


@pytest.mark.parametrize("page", [*CASE_PAGES, *EDITING])
def test_a_case_does_not_exist_for_a_stranger(wu: Client, draft: Application, page: str) -> None:
    assert wu.get(f"/my/applications/{draft.number}/{page}").status_code == 404


@pytest.mark.parametrize("page", ["info/basic/", "info/basic/draft/", "info/education/", "info/education/1/delete/"])
def test_a_stranger_changes_nothing(wu: Client, draft: Application, page: str) -> None:
    assert wu.post(f"/my/applications/{draft.number}/{page}", {"version": 0}).status_code == 404


@pytest.mark.parametrize("page", ["/my/", "/my/apply/evaluation/", "/my/unit/", "/my/photo/"])
def test_nobody_is_sent_to_sign_in_and_back(client: Client, world: World, page: str) -> None:
    response = client.get(page)
    assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={page}")


@pytest.mark.parametrize("page", EDITING)
def test_a_submitted_case_says_that_it_cannot_be_changed(li: Client, world: World, page: str) -> None:
    application = world.submitted()
    response = li.get(f"/my/applications/{application.number}/{page}")
    assert response.status_code == 409
    assert "这份申请现在不能修改" in response.content.decode()


def test_a_submitted_case_takes_no_more_answers(li: Client, world: World) -> None:
    application = world.submitted()
    assert li.post(info(application, "basic/"), typed(application, "basic", answers.BASIC)).status_code == 409
    draft = li.post(info(application, "basic/draft/"), typed(application, "basic", answers.BASIC))
    assert (draft.status_code, "申请已经提交，不能再修改" in draft.content.decode()) == (409, True)


def test_the_address_of_a_case_leads_on(li: Client, world: World) -> None:
    application = world.filled()
    base = f"/my/applications/{application.number}/"
    assert li.get(base)["Location"] == f"{base}info/"
    world.submit(application)
    assert li.get(base)["Location"] == f"/my/tracking/{application.number}/"


@pytest.mark.parametrize("key", ["nothing", "request", "before"])
def test_a_part_that_does_not_apply_is_not_there(li: Client, draft: Application, key: str) -> None:
    assert li.get(info(draft, f"{key}/")).status_code == 404


def test_an_unknown_business_is_not_there(li: Client) -> None:
    assert li.get("/my/apply/nothing/").status_code == 404
