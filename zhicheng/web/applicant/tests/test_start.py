from django.test import Client

from tests.world import World
from zhicheng.applications.models import Application
from zhicheng.web.applicant.tests.conftest import errors

PAGE = "/my/apply/evaluation/"
CHOICE = {"year": "2026", "level": "intermediate", "mode": "normal"}


def test_the_start_page_names_the_open_call_and_its_last_day(li: Client, world: World) -> None:
    page = li.get(PAGE).content.decode()
    assert ("清远市工程系列生态环境专业中级职称评审委员会" in page, "2026-11-01 00:00" in page) == (True, True)


def test_starting_opens_a_draft_with_a_number(li: Client, world: World) -> None:
    response = li.post(PAGE, CHOICE)
    application = Application.objects.get(applicant=world.li)
    assert response["Location"] == f"/my/applications/{application.number}/info/"
    assert (application.year, application.level, application.mode) == (2026, "intermediate", "normal")


def test_a_second_start_leads_to_the_case_there_is(li: Client, draft: Application) -> None:
    response = li.post(PAGE, CHOICE, follow=True)
    assert response.redirect_chain[-1][0] == f"/my/applications/{draft.number}/info/"
    assert f"申报编号 {draft.number}，在这里继续" in response.content.decode()
    assert Application.objects.count() == 1


def test_what_is_not_chosen_or_not_offered_is_said(li: Client, world: World) -> None:
    response = li.post(PAGE, {"year": "1999", "level": "", "mode": "\0"})
    assert response.status_code == 422
    assert errors(response)[:2] == ["从列表中选择申报年度", "选择申报级别"]


def test_without_an_open_call_nothing_can_be_started(li: Client, world: World) -> None:
    world.later(days=90)
    page = li.get(PAGE).content.decode()
    assert ("现在没有正在受理的评审委员会" in page, 'name="level"' in page) == (True, False)
    assert li.post(PAGE, CHOICE).status_code == 422
