"""The office's pages: intake, calls, meetings, results; who may see them."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import official, organization, person
from tests.world import World, fresh
from zhicheng.applications.models import Application, Outcome
from zhicheng.core import clock
from zhicheng.organizations.models import Role
from zhicheng.review import operations
from zhicheng.review.models import Item, Meeting, Recusal, Seat
from zhicheng.web.office.tests.conftest import browser, words

NUMBER = "2026-441800-01"
HERE = f"/office/meetings/{NUMBER}/"


def plan(client: Client, world: World, **changes: str) -> int:
    on = clock.now() + timedelta(days=1)
    typed = {
        "call": str(world.call.pk),
        "name": "2026 年度评审会",
        "held_on_0": str(on.year),
        "held_on_1": str(on.month),
        "held_on_2": str(on.day),
        "is_blind": "on",
        **changes,
    }
    return client.post("/office/meetings/new/", typed).status_code


def seat(client: Client, expert: int, number: int, **more: str) -> int:
    return client.post(f"{HERE}seats/", {"expert": str(expert), "number": str(number), **more}).status_code


def test_the_office_prepares_opens_and_closes_a_meeting(world: World, feng: Client, case: Application) -> None:
    assert plan(feng, world) == 303
    assert "开始会议之前：还没有主任委员，还没有评审对象" in words(feng.get(HERE))
    for place, expert in enumerate(world.experts, start=1):
        assert seat(feng, expert.pk, place, **({"is_chair": "on"} if place == 1 else {})) == 303
    assert feng.post(f"{HERE}cases/", {"case": case.number}).status_code == 303
    page = words(feng.get(HERE))
    assert "评委会 5 人，已签到 0 人：0 × 3 = 0，不到 5 × 2 = 10，还差 4 人。" in page
    assert case.number in page
    for each in Seat.objects.select_related("expert__user"):
        operations.sign_in(seat=each, actor=each.expert.user, at=world.at)
    assert "已签到 5 人：5 × 3 = 15，达到 5 × 2 = 10" in words(feng.get(HERE))
    assert "开始2026 年度评审会？" in words(feng.get(f"{HERE}open/"))
    assert feng.post(f"{HERE}open/").status_code == 303
    assert "还有 1 项没有投票，移出本场" in words(feng.get(f"{HERE}close/"))
    assert feng.post(f"{HERE}close/").status_code == 303
    assert (Meeting.objects.get().phase, Item.objects.count()) == ("closed", 0)
    assert feng.post(f"{HERE}close/").status_code == 409
    assert seat(feng, world.experts[0].pk, 9) in (409, 422)


def test_all_waiting_cases_are_added_at_once(world: World, feng: Client, case: Application) -> None:
    plan(feng, world)
    assert "共 1 件" in words(feng.get(f"{HERE}cases/"))
    assert feng.post(f"{HERE}cases/", {"all": "1"}).status_code == 303
    assert Item.objects.get().application == case
    assert "没有待安排会议的申请" in words(feng.get(f"{HERE}cases/"))


@pytest.mark.parametrize(
    ("typed", "message"),
    [({}, "勾选要添加的申请"), ({"case": "PS0"}, "选中的申请已不在待评审之列，重新勾选"), ({"case": "\0"}, "")],
)
def test_cases_that_do_not_wait_are_refused(
    world: World, feng: Client, case: Application, typed: dict[str, str], message: str
) -> None:
    plan(feng, world)
    answer = feng.post(f"{HERE}cases/", typed)
    assert answer.status_code == 422
    assert message in words(answer)
    assert Item.objects.count() == 0


def test_a_seat_is_freed_after_asking_and_not_once_its_expert_is_here(world: World, feng: Client) -> None:
    plan(feng, world)
    for place, expert in enumerate(world.experts[:3], start=1):
        seat(feng, expert.pk, place, **({"is_chair": "on"} if place == 1 else {}))
    assert words(feng.get(f"{HERE}seats/")).count("取消席位") == 3
    assert "取消孙评委的 1 号席？" in words(feng.get(f"{HERE}seats/1/free/"))
    assert feng.post(f"{HERE}seats/1/free/").status_code == 303
    assert feng.get(f"{HERE}seats/1/free/").status_code == 404
    here = Seat.objects.get(number=2)
    operations.sign_in(seat=here, actor=here.expert.user, at=world.at)
    assert "已签到，不能取消" in words(feng.get(f"{HERE}seats/"))
    late = feng.post(f"{HERE}seats/2/free/")
    assert (late.status_code, "席位不能取消" in words(late)) == (409, True)
    assert list(Seat.objects.order_by("number").values_list("number", flat=True)) == [2, 3]
    for stranger in (world.wu, world.wang, world.sun):
        assert browser(stranger).post(f"{HERE}seats/3/free/").status_code == 404


def test_seats_taken_and_experts_already_seated_are_refused(world: World, feng: Client) -> None:
    plan(feng, world)
    first, second = world.experts[:2]
    assert seat(feng, first.pk, 1, is_chair="on") == 303
    assert seat(feng, second.pk, 1) == 422
    assert seat(feng, second.pk, 2, is_chair="on") == 422
    assert seat(feng, first.pk, 2) == 422
    assert Seat.objects.count() == 1
    answer = feng.post(f"{HERE}seats/", {"expert": "x" * 200_000, "number": "9" * 5000})
    assert answer.status_code == 422
    assert "从列表中选择专家" in words(answer)


def test_a_meeting_cannot_be_planned_for_yesterday_or_for_another_office(world: World, feng: Client) -> None:
    assert plan(feng, world, held_on_0="2020") == 422
    assert plan(feng, world, call="99999999999999999999") == 422
    assert plan(feng, world, name="名\0") == 422
    assert Meeting.objects.count() == 0


def test_meeting_numbers_go_on(world: World, feng: Client) -> None:
    assert [plan(feng, world), plan(feng, world)] == [303, 303]
    assert list(Meeting.objects.order_by("pk").values_list("number", flat=True)) == [NUMBER, "2026-441800-02"]


def test_the_office_orders_a_recusal_with_its_reason(world: World, feng: Client, case: Application) -> None:
    plan(feng, world)
    seat(feng, world.experts[1].pk, 2)
    feng.post(f"{HERE}cases/", {"all": "1"})
    there = f"{HERE}items/1/recusals/"
    assert "填写回避理由" in words(feng.post(there, {"expert": str(world.experts[1].pk)}))
    assert feng.post(there, {"expert": str(world.experts[1].pk), "reason": "同一单位"}).status_code == 303
    assert Recusal.objects.get().declared_by == world.feng
    page = words(feng.get(there))
    assert ("同一单位" in page, "周评委" in page) == (True, True)
    assert feng.post(there, {"expert": str(world.experts[0].pk), "reason": "没有席位"}).status_code == 422


def test_turnout_is_counted_live_and_totals_come_after_the_count(world: World, feng: Client, case: Application) -> None:
    item = world.convene(case)
    here = f"/office/meetings/{item.meeting.number}/"
    world.vote(item, "yes yes yes no")
    page = words(feng.get(here, headers={"HX-Request": "true"}))
    assert page.strip().startswith('<div id="course"')
    assert ("已投 4 / 4" in page, "同意" in page, "周评委" in page) == (True, False, True)
    operations.close_item(item=item, actor=world.sun, at=world.at)
    page = words(feng.get(here))
    assert "实到 4，同意 3，不同意 1，弃权 0" in page
    assert (
        feng.post(f"{here}items/1/recusals/", {"expert": str(world.experts[0].pk), "reason": "迟了"}).status_code == 409
    )
    results = words(feng.get("/office/results/"))
    assert ("实到 4，同意 3，不同意 1，弃权 0" in results, case.number in results, "评后公示" in results) == (True,) * 3


def test_no_page_of_the_office_shows_a_receipt_or_a_ballot(world: World, feng: Client, case: Application) -> None:
    item = world.convene(case)
    receipts = world.vote(item, "yes yes yes no")
    operations.close_item(item=item, actor=world.sun, at=world.at)
    for path in ("", f"meetings/{item.meeting.number}/", "results/", f"cases/{case.number}/"):
        page = words(feng.get(f"/office/{path}"))
        assert not [receipt for receipt in receipts if receipt in page]


def test_the_office_accepts_a_case_through_the_shared_desk(world: World, feng: Client) -> None:
    case = world.at_stage("intake")
    assert case.number in words(feng.get("/office/cases/"))
    assert feng.get(f"/office/cases/{case.number}/").status_code == 200
    assert re.findall(r'<b class="num">(\d+)</b>', words(feng.get("/office/"))) == ["1", "0", "0", "0"]


def test_the_calls_say_how_many_cases_are_where(world: World, feng: Client, case: Application) -> None:
    page = words(feng.get("/office/calls/"))
    found = re.findall(r'<span>([^<]+)</span><b class="num">(\d+)</b>', page)
    assert found == [("已提交", "1"), ("待受理", "0"), ("待评审", "1"), ("已办结", "0")]


def test_publicity_after_the_review_is_the_offices(world: World, feng: Client) -> None:
    case = world.at_stage("notice_after")
    assert case.applicant.name in words(feng.get("/office/notices/"))
    assert feng.get(f"/office/notices/{case.number}/").status_code == 200


PATHS = ("", "cases/", "calls/", "meetings/", "meetings/new/", "notices/", "results/")


def test_only_the_committees_office_enters(world: World, case: Application) -> None:
    item = world.convene(case)
    meeting = f"meetings/{item.meeting.number}/"
    inner = [f"{meeting}{part}" for part in ("", "seats/", "cases/", "open/", "close/", "items/1/recusals/")]
    for user in (world.li, world.wu, world.wang, world.zhao, world.qian, world.sun, world.zhou):
        client = browser(user)
        assert {client.get(f"/office/{path}").status_code for path in (*PATHS, *inner)} == {404}
        assert {client.post(f"/office/{path}").status_code for path in inner} <= {404, 405}
    other = browser(official("other", "邻市经办", 61, (organization("邻市评委办", nature="government"), Role.OFFICE)))
    assert {other.get(f"/office/{path}").status_code for path in PATHS} == {200}
    assert {other.get(f"/office/{path}").status_code for path in inner} == {404}
    assert case.number not in words(other.get("/office/results/"))
    assert Item.objects.get().phase == "open"


@pytest.mark.parametrize(
    "path",
    ["meetings/%00/", "meetings/x/items/99999999999999999999/recusals/", "meetings/?cursor=%00", "results/?cursor=bad"],
)
def test_hostile_addresses_are_no_failure(world: World, feng: Client, path: str) -> None:
    assert feng.get(f"/office/{path}").status_code in (200, 404)


def test_statements_do_not_grow_with_the_lists(world: World, feng: Client) -> None:
    def statements(path: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert feng.get(path).status_code == 200
        return len(captured)

    item = world.convene(world.at_stage("review"))
    here = f"/office/meetings/{item.meeting.number}/"
    paths = ("/office/calls/", "/office/meetings/", here, f"{here}seats/", f"{here}items/1/recusals/")
    feng.get("/office/")
    one = [statements(path) for path in paths]
    more = [world.at_stage("review", person(f"more{n}", f"申报人甲{n}", 50 + n)) for n in range(2)]
    operations.add_items(meeting=item.meeting, applications=more, actor=world.feng, at=world.at)
    for added in Item.objects.filter(order__gt=1):
        operations.recuse(item=added, expert=world.experts[2], reason="同事", actor=world.feng, at=world.at)
    assert [statements(path) for path in paths] == one


def test_lists_of_results_and_waiting_cases_are_constant(world: World, feng: Client) -> None:
    def statements(path: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert feng.get(path).status_code == 200
        return len(captured)

    plan(feng, world)
    counts: dict[str, list[int]] = {"/office/results/": [], f"{HERE}cases/": [], "/office/": []}
    for n in range(3):
        world.at_stage("review", person(f"waits{n}", f"申报人乙{n}", 70 + n))
        world.review(world.at_stage("review", person(f"done{n}", f"申报人丙{n}", 80 + n)))
        for path, seen in counts.items():
            seen.append(statements(path))
    assert [len({seen[0], seen[2]}) for seen in counts.values()] == [1, 1, 1]
    assert fresh(Item.objects.filter(phase="closed")[0].application).outcome == Outcome.PASSED
