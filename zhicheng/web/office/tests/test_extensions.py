"""延期 on the office's and the bureau's pages."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import official, person
from tests.world import World, fresh
from zhicheng.applications import operations
from zhicheng.applications.models import Application, Extension
from zhicheng.audit.models import Event
from zhicheng.core import clock, masks
from zhicheng.organizations.models import Role
from zhicheng.reference.models import Region
from zhicheng.web.desks.extensions import NOBODY
from zhicheng.web.office.tests.conftest import browser, words


@pytest.fixture
def draft(world: World) -> Application:
    return world.filled()


def page(world: World) -> str:
    return f"/office/calls/2026/{world.committee.pk}/extensions/"


def typed(case: Application, **changes: str) -> dict[str, str]:
    day = {"last_day_0": "2027", "last_day_1": "3", "last_day_2": "31"}
    return {"number": case.number, **day, "reason": "住院治疗", **changes}


def test_the_office_extends_by_number(world: World, feng: Client, draft: Application) -> None:
    assert page(world) in words(feng.get("/office/calls/"))
    assert "还没有给谁延期" in words(feng.get(page(world)))
    assert feng.post(page(world), typed(draft)).status_code == 303
    shown = words(feng.get(page(world)))
    assert "3 月 31 日 24:00" in shown
    assert "住院治疗" in shown
    assert "3 月 31 日 24:00" in words(browser(world.li).get("/my/"))


def test_or_by_name_and_document(world: World, feng: Client, draft: Application) -> None:
    person = {"number": "", "name": world.li.name, "id_number": world.li.id_number.lower()}
    assert feng.post(page(world), typed(draft, **person)).status_code == 303
    assert fresh(draft).extended_until is not None


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"number": ""}, "填写申报编号，或者填写姓名和证件号码"),
        ({"number": "PS0"}, "没有找到在办的申请"),
        ({"number": "", "name": "李工", "id_number": "1\0"}, ""),
        ({"reason": ""}, "填写延期原因"),
        ({"last_day_0": "2001"}, "延期应晚于"),
        ({"last_day_0": "9999", "last_day_1": "12", "last_day_2": "31"}, "延至应在 9999 年以前"),
        ({"last_day_0": "x"}, "延至应为年月日"),
    ],
)
def test_what_does_not_do_is_said_and_what_was_typed_stays(
    world: World, feng: Client, draft: Application, changes: dict[str, str], message: str
) -> None:
    answer = feng.post(page(world), typed(draft, **changes))
    assert answer.status_code == 422
    assert message in words(answer)
    assert "reason" in changes or "住院治疗" in words(answer)
    assert fresh(draft).extended_until is None


def test_what_was_submitted_needs_none(world: World, feng: Client, draft: Application) -> None:
    world.submit(draft)
    assert "不在本人手里" in words(feng.post(page(world), typed(draft)))


@pytest.mark.parametrize("who", ["wu", "li", "wang", "qian", "sun"])
def test_strangers_learn_nothing(world: World, draft: Application, who: str) -> None:
    client = browser(getattr(world, who))
    assert [client.get(page(world)).status_code, client.post(page(world), typed(draft)).status_code] == [404, 404]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same(
    world: World, feng: Client, draft: Application, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    at = clock.now()
    for number in range(rows):
        until = max(at, world.call.submit_until) + timedelta(days=number + 1)
        operations.extend(application=draft, until=until, reason="住院", actor=world.feng, at=at)
    with django_assert_num_queries(12):
        assert words(feng.get(page(world))).count("住院") == rows


def test_the_bureau_of_the_windows_region_extends(world: World) -> None:
    case = world.filled(kind="initial")
    province = world.province
    province.region = Region.objects.get(code="440000")
    province.save()
    client = browser(official("chen", "陈处长", 88, (province, Role.HRSS)))
    here = "/desk/windows/2026/initial/440000/"
    assert here in words(client.get("/desk/windows/"))
    assert client.post(here, typed(case)).status_code == 303
    assert fresh(case).extended_until is not None
    city = browser(world.qian)
    assert "本地区没有单独的受理时间" in words(city.get("/desk/windows/"))
    assert [city.get(here).status_code, browser(world.wang).get("/desk/windows/").status_code] == [404, 404]


# ── who has not begun ──


def who(world: World, **changes: str) -> dict[str, str]:
    day = {"last_day_0": "2027", "last_day_1": "3", "last_day_2": "31"}
    person = {"number": "", "name": world.li.name, "id_number": world.li.id_number, "reason": "住院治疗"}
    return {**day, **person, **changes}


@pytest.fixture
def late(world: World) -> World:
    """The call is over, and 李静怡 has not begun."""
    world.at = world.call.submit_until + timedelta(days=1)
    return world


@pytest.mark.parametrize("by", ["id_number", "phone"])
def test_who_has_not_begun_is_found_shown_masked_and_let_begin(late: World, feng: Client, by: str) -> None:
    given = who(late) | {"id_number": ""} | {by: getattr(late.li, by)}
    shown = words(feng.post(page(late), given))
    assert "核对后确认" in shown
    assert masks.id_number(late.li.id_number) in shown
    assert masks.phone(late.li.phone) in shown
    assert (late.li.id_number in shown, late.li.phone in shown) == (by == "id_number", by == "phone")  # as it was typed
    assert not Extension.objects.exists()
    back = words(feng.post(page(late), {**given, "edit": "1"}))
    assert "住院治疗" in back
    assert "给一个人延期" in back
    assert feng.post(page(late), {**given, "confirmed": "1"}).status_code == 303
    listed = words(feng.get(page(late)))
    assert [text in listed for text in (late.li.name, "未开始申报", "3 月 31 日 24:00", "住院治疗")] == [True] * 4
    found = Event.objects.filter(verb="extensions.looked_up", actor_id=late.feng.pk)
    assert {one.subject for one in found} == {f"accounts.user:{late.li.pk}"}


def test_the_person_reads_it_and_begins(late: World, feng: Client) -> None:
    feng.post(page(late), {**who(late), "confirmed": "1"})
    operations.choose_unit(person=late.li, unit=late.unit, at=late.at)
    li, wu = browser(late.li), browser(late.wu)
    start = words(li.get("/my/apply/evaluation/"))
    assert "3 月 31 日 24:00" in start
    assert "已为您延期" in start
    assert "3 月 31 日" in words(li.get("/my/"))
    assert "现在没有正在受理的评审委员会" in words(wu.get("/my/apply/evaluation/"))
    sent = li.post("/my/apply/evaluation/", {"year": "2026", "level": "intermediate", "mode": "normal"})
    assert sent.status_code == 303
    case = Application.objects.get(applicant=late.li)
    request = f"/my/applications/{case.number}/request/"
    assert "3 月 31 日 24:00" in words(li.get(f"{request}?series=05&specialty=ECO_ENG&level=intermediate"))
    assert li.post(request, {**late.request(), "do": "next"}).status_code == 302
    assert fresh(case).extended_until == Extension.objects.get().until
    assert case.number in words(feng.get(page(late)))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": "李静"}, NOBODY),
        ({"id_number": "441802199001010000"}, NOBODY),
        ({"id_number": "", "phone": "13900000000"}, NOBODY),
        ({"id_number": "", "phone": "1390"}, "手机号码应为 11 位数字"),
        ({"id_number": ""}, "填写申报编号，或者填写姓名和证件号码"),
        ({"name": ""}, "填写申报编号，或者填写姓名和证件号码"),
        ({"reason": ""}, "填写延期原因"),
        ({"last_day_0": "2026", "last_day_1": "10"}, "延期应晚于"),
    ],
)
def test_what_does_not_do_for_who_has_not_begun(
    late: World, feng: Client, changes: dict[str, str], message: str
) -> None:
    for more in ({}, {"confirmed": "1"}):
        answer = feng.post(page(late), who(late, **changes, **more))
        assert answer.status_code == 422
        assert message in words(answer)
    assert not Extension.objects.exists()


def test_of_who_is_not_registered_the_page_says_the_same_as_of_who_is_misspelt(late: World, feng: Client) -> None:
    answers = [
        feng.post(page(late), who(late, name="某人", id_number=number))
        for number in (late.li.id_number, "441802199001010000")
    ]
    said = [words(one).replace(late.li.id_number, "").replace("441802199001010000", "") for one in answers]
    assert said[0].split("核对姓名")[0].count(NOBODY[:6]) == said[1].split("核对姓名")[0].count(NOBODY[:6]) == 1
    assert Event.objects.filter(verb="extensions.looked_up", subject=f"calls.call:{late.call.pk}").count() == 2


def test_an_officer_is_given_time_by_another(late: World, feng: Client) -> None:
    own = who(late, name=late.feng.name, id_number=late.feng.id_number)
    assert "由其他经办人办理" in words(feng.post(page(late), own))


def test_who_began_while_it_was_confirmed_has_his_case_extended(world: World, feng: Client) -> None:
    assert "核对后确认" in words(feng.post(page(world), who(world)))
    case = world.filled()
    assert feng.post(page(world), {**who(world), "confirmed": "1"}).status_code == 303
    assert Extension.objects.get().application == case
    assert fresh(case).extended_until == Extension.objects.get().until


def test_what_is_over_here_needs_no_more_time(world: World, feng: Client) -> None:
    world.at_stage("review")
    assert "不在本人手里" in words(feng.post(page(world), who(world)))


@pytest.mark.parametrize("stranger", ["wu", "li", "wang", "qian", "sun"])
def test_strangers_find_nobody(world: World, stranger: str) -> None:
    client = browser(getattr(world, stranger))
    assert client.post(page(world), who(world)).status_code == 404
    assert not Event.objects.filter(verb="extensions.looked_up").exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_who_has_not_begun_costs_the_same(
    late: World, feng: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        operations.extend_to(
            person=person(f"late{number}", f"迟某{number}", 70 + number),
            call=late.call,
            until=late.at + timedelta(days=9),
            reason="住院",
            actor=late.feng,
            at=late.at,
        )
    with django_assert_num_queries(12):
        assert words(feng.get(page(late))).count("未开始申报<") == rows


def test_the_steps_to_an_extension_cost_what_they_cost(
    late: World, feng: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(21):
        feng.post(page(late), who(late))


def test_the_bureaus_windows_are_for_cases_only(world: World) -> None:
    world.province.region = Region.objects.get(code="440000")
    world.province.save()
    client = browser(official("chen", "陈处长", 88, (world.province, Role.HRSS)))
    answer = client.post("/desk/windows/2026/initial/440000/", who(world))
    assert (answer.status_code, "没有找到在办的申请" in words(answer)) == (422, True)
