import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.world import World
from zhicheng.applications import operations
from zhicheng.applications.models import Application
from zhicheng.calls.models import Call
from zhicheng.web.applicant.tests.conftest import errors

PAGE = "/my/apply/evaluation/"
CHOICE = {"year": "2026", "level": "intermediate", "mode": "normal"}


def test_the_start_page_names_the_open_call_and_its_last_day(li: Client, world: World) -> None:
    page = li.get(PAGE).content.decode()
    assert ("清远市工程系列生态环境专业中级职称评审委员会" in page, "10 月 31 日 24:00" in page) == (True, True)


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


# ── 我能不能申报 ──


def verdicts(li: Client, query: str, page: str = PAGE) -> dict[str, str]:
    return {one.text.split("，")[0]: one.word for one in li.get(f"{page}?{query}").context["advice"]}


def test_before_anything_is_typed_the_conditions_say_what_is_missing(li: Client, world: World) -> None:
    found = li.get(f"{PAGE}?series=05&target=intermediate").context["advice"]
    assert Application.objects.count() == 0
    assert {"未达到"} <= {one.word for one in found}
    assert all(one.source for one in found if one.word == "未达到")


def test_records_that_are_there_are_counted(li: Client, world: World) -> None:
    before = verdicts(li, "series=05&target=intermediate")
    world.filled()
    after = verdicts(li, "series=05&target=intermediate")
    assert (list(before.values()).count("未达到") > list(after.values()).count("未达到")) is True
    assert after["2022—2025 年考核称职（合格）以上 4 年"] == "符合"


@pytest.mark.parametrize("query", ["series=05&target=", "series=99&target=intermediate", "series=%00&target=%00"])
def test_what_cannot_be_looked_up_is_said_at_the_field(li: Client, world: World, query: str) -> None:
    response = li.get(f"{PAGE}?{query}")
    assert (response.status_code, response.context["advice"], bool(response.context["check"].errors)) == (422, [], True)


def test_the_page_says_whom_to_ask_and_by_what_it_goes(li: Client, world: World) -> None:
    operations.choose_unit(person=world.li, unit=world.unit, at=world.at)
    call = Call.objects.select_related("committee").get()
    committee = call.committee
    call.pk, committee.pk, committee.name = None, None, "清远市工程系列生态环境专业初级职称评审委员会"
    committee.save()
    call.committee = committee
    call.save()
    page = li.get(PAGE).content.decode()
    assert [page.count(name) for name in ("中级职称评审委员会", "初级职称评审委员会")] == [1, 1]
    assert "清远市人社局人才开发科" in page
    assert page.count('<a href="/services/calls/?series=05">关于开展 2026 年度评审工作的通知</a>') == 1


# The one asks who may file in which way, twice, the other whether he holds a title.
@pytest.mark.parametrize(("kind", "statements"), [("evaluation", 10), ("initial", 9)])
def test_what_a_start_page_costs(
    li: Client, world: World, kind: str, statements: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    operations.choose_unit(person=world.li, unit=world.unit, at=world.at)
    with django_assert_num_queries(statements):
        assert li.get(f"/my/apply/{kind}/").status_code == 200


def test_the_page_says_for_each_way_who_may(li: Client) -> None:
    page = li.get(PAGE).content.decode()
    for words in (
        "破格申报",
        "先转同级，再申报高一级",
        "原职称证书和调入证明",
        "取得技师（二级）满 3 年，申报中级",
        "人社部令第40号第十四条",
    ):
        assert words in page


def test_the_self_check_knows_the_way(li: Client) -> None:
    found = li.get(PAGE, {"series": "05", "target": "intermediate", "mode": "crossover"}).content.decode()
    assert "没有填职业技能等级；贯通申报中级要求其中一项：取得技师（二级）满 3 年" in found
    assert li.get(PAGE, {"series": "05", "target": "intermediate"}).status_code == 200
    assert li.get(PAGE, {"series": "05", "target": "intermediate", "mode": "\0"}).status_code == 422
