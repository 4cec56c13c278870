"""“我的单位不在列表里”: asked by a person, answered once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from tests.factories import build, official, organization
from tests.world import World
from zhicheng.audit.models import Event
from zhicheng.notifications.models import Delivery, Message
from zhicheng.organizations.models import Affiliation, Membership, Organization, Role, UnitRequest
from zhicheng.organizations.operations import (
    AlreadyAnswered,
    BadAnswer,
    NameTaken,
    NoBureau,
    NotAllowed,
    TooManyRequests,
    answer_request,
    open_organization,
    rename_organization,
)
from zhicheng.organizations.queries import bureau_of, competent_units, search_units, unit_requests
from zhicheng.organizations.tests.conftest import TODAY
from zhicheng.reference.models import Region

Answer = UnitRequest.Answer


def answer(world: World, asked: UnitRequest, how: str, **more: Any) -> UnitRequest:
    return answer_request(request=asked, answer=how, **{"actor": world.qian, "at": world.later(), **more})


def last_message(world: World) -> str:
    return Message.objects.filter(recipient=world.wu).latest("pk").body


def test_a_request_reaches_the_bureau_of_the_region_and_its_officers(world: World) -> None:
    asked = world.asks_for_unit(world.wu)

    assert (asked.bureau, asked.is_open, asked.proofs.count()) == (world.bureau, True, 1)
    assert Message.objects.get(recipient=world.qian).title == "有人申请开通单位"
    assert Event.objects.latest("pk").verb == "organizations.request_unit"
    assert list(unit_requests(world.wu)) == [asked]


def test_contact_and_phone_stand_encrypted_and_in_no_event(world: World) -> None:
    asked = world.asks_for_unit(world.wu, phone="13900001111")

    with connection.cursor() as cursor:
        cursor.execute("SELECT contact, phone FROM organizations_unitrequest")
        stored = "".join(cursor.fetchone())
    assert ("13900001111" in stored, "郑经理" in stored) == (False, False)
    assert UnitRequest.objects.get(pk=asked.pk).phone == "13900001111"
    assert "郑经理" not in str(list(Event.objects.values_list("data", flat=True)))


def test_three_requests_may_wait(world: World) -> None:
    first, *_ = [world.asks_for_unit(world.wu) for _ in range(3)]
    with pytest.raises(TooManyRequests):
        world.asks_for_unit(world.wu)
    answer(world, first, Answer.REFUSED, reason="材料不符，换一份再申请")

    assert world.asks_for_unit(world.wu).is_open


def test_a_county_bureau_answers_for_its_county_once_somebody_sits_there(world: World) -> None:
    county = Organization.objects.create(name="清城区人社局", nature="government", region_id="441802")
    assert bureau_of("441802") == world.bureau
    official("county", "何科员", 70, (county, Role.HRSS))
    world.he.memberships.all().delete()  # the province has nobody who would answer

    assert (bureau_of("441802"), bureau_of("441881"), bureau_of("440100")) == (county, world.bureau, None)
    with pytest.raises(NoBureau):
        world.asks_for_unit(world.wu, region=Region.objects.get(code="440100"))


def test_opening_makes_a_unit_that_is_found_and_can_be_chosen(world: World) -> None:
    asked = world.asks_for_unit(world.wu)

    answered = answer(world, asked, Answer.OPENED, parent=world.competent, name="清远市绿水环保科技(集团)有限公司")

    unit = Organization.objects.get(name="清远市绿水环保科技（集团）有限公司")
    assert (answered.unit, unit.parent, unit.hrss, unit.is_unit) == (unit, world.competent, world.bureau, True)
    assert (unit.credit_code, unit.region_id) == ("91441800MA4W2Q1X7Y", "441802")
    assert search_units("lshb")[0].unit == unit
    assert last_message(world).startswith("您申请的清远市绿水环保科技（集团）有限公司已经开通。")
    assert Delivery.objects.filter(recipient=world.wu).count() == 1
    assert Affiliation.objects.filter(person=world.wu).count() == 0


def test_the_other_three_answers(world: World) -> None:
    window = organization("市直非公人事管理单位（环保专业）", is_unit=True, is_nonpublic_agent=True)
    existing, by_window, refused = (world.asks_for_unit(world.wu) for _ in range(3))

    assert answer(world, existing, Answer.EXISTING, unit=world.unit).unit == world.unit
    assert last_message(world).startswith("您申请的清远市绿水环保科技有限公司在系统中是清远市环境科学研究院。")
    assert answer(world, by_window, Answer.WINDOW, unit=window).unit == window
    assert "由市直非公人事管理单位（环保专业）受理" in last_message(world)
    assert answer(world, refused, Answer.REFUSED, reason="不在本市注册", unit=window).unit is None
    assert "原因：不在本市注册" in last_message(world)


def test_an_answer_that_cannot_be_leaves_everything_as_it_was(world: World) -> None:
    asked = world.asks_for_unit(world.wu)
    far = Organization.objects.create(name="广州市生态环境局", nature="government", region_id="440100")
    bad: list[dict[str, Any]] = [
        {"how": Answer.OPENED},
        {"how": Answer.OPENED, "parent": far},
        {"how": Answer.EXISTING},
        {"how": Answer.EXISTING, "unit": world.bureau},
        {"how": Answer.WINDOW, "unit": world.unit},
        {"how": Answer.REFUSED, "reason": " "},
        {"how": "", "unit": world.unit},
        {"how": "maybe", "unit": world.unit},
    ]
    for one in bad:
        with pytest.raises(BadAnswer):
            answer(world, asked, **one)
    with pytest.raises(NameTaken) as taken:
        answer(world, asked, Answer.OPENED, parent=world.competent, name=world.unit.name)

    assert taken.value.organization == world.unit
    assert UnitRequest.objects.get(answer="") == asked
    assert Message.objects.filter(recipient=world.wu).count() == 0


def test_a_code_that_is_there_opens_no_second_unit(world: World) -> None:
    Organization.objects.filter(pk=world.unit.pk).update(credit_code="91441800MA4W2Q1X7Y")

    with pytest.raises(NameTaken):
        answer(world, world.asks_for_unit(world.wu), Answer.OPENED, parent=world.competent)


def test_only_officers_of_the_bureau_answer_and_nobody_his_own(world: World) -> None:
    asked, own = world.asks_for_unit(world.wu), world.asks_for_unit(world.qian)

    for request, actor in ((asked, world.zhao), (asked, world.wu), (own, world.qian)):
        with pytest.raises(NotAllowed):
            answer(world, request, Answer.REFUSED, reason="不行", actor=actor)


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_give_one_answer() -> None:
    world = build()
    second = official("zheng", "郑科长", 71, (world.bureau, Role.HRSS))
    asked = world.asks_for_unit(world.wu)

    def decide(officer: Any) -> object:
        try:
            return answer(world, asked, Answer.OPENED, parent=world.competent, actor=officer)
        except AlreadyAnswered as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(decide, (world.qian, second)))

    assert sum(isinstance(one, AlreadyAnswered) for one in said) == 1
    assert Organization.objects.filter(name=asked.name).count() == 1
    assert Message.objects.filter(recipient=world.wu).count() == 1


def test_what_may_be_a_competent_unit_lies_in_the_bureaus_region(world: World) -> None:
    Organization.objects.create(name="广州市生态环境局", nature="government", region_id="440100")
    county = Organization.objects.create(name="英德市自然资源局", nature="government", region_id="441881")

    assert set(competent_units(world.bureau)) == {world.bureau, world.competent, world.office, county}


def test_a_new_name_may_not_be_taken(world: World) -> None:
    with pytest.raises(NameTaken):
        rename_organization(organization=world.unit, name="清远市环境监测站", on=TODAY, actor=None)
    assert rename_organization(organization=world.unit, name=world.unit.name, on=TODAY, actor=None) == world.unit
    assert world.unit.former_names.count() == 0


def test_opening_and_renaming_leave_an_event_each(world: World) -> None:
    unit = open_organization(
        name=" 连州市环境站 ", nature="institution", region=world.unit.region, parent=None, hrss=None, actor=world.qian
    )
    rename_organization(organization=unit, name="连州市生态站", on=TODAY, actor=world.qian)

    assert list(Event.objects.order_by("-pk").values_list("verb", "data")[:2]) == [
        ("organizations.rename", {"old": "连州市环境站", "new": "连州市生态站"}),
        ("organizations.open", {"parent": None}),
    ]
    assert Membership.objects.filter(organization=unit).count() == 0
