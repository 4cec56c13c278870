"""我的会议: sign-in, recusal, the chair; who sees what."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import person
from tests.world import World
from zhicheng.review import operations
from zhicheng.review.models import Item, Meeting, Opinion, Recusal, Seat
from zhicheng.web.expert.tests.conftest import Room, browser, words


@pytest.fixture
def planned(world: World) -> Meeting:
    """Five seats, one case, nobody signed in."""
    meeting = operations.plan_meeting(
        call=world.call, name="评审会", number="2026-01", held_on=world.at.date(), actor=world.feng, at=world.at
    )
    for place, expert in enumerate(world.experts, start=1):
        operations.seat(
            meeting=meeting, expert=expert, number=place, is_chair=place == 1, actor=world.feng, at=world.at
        )
    operations.add_items(meeting=meeting, applications=[world.at_stage("review")], actor=world.feng, at=world.at)
    return meeting


def test_from_sign_in_to_an_open_vote(world: World, planned: Meeting) -> None:
    here = "/panel/meetings/2026-01/"
    browsers = [browser(expert.user) for expert in world.experts]
    sun = browsers[0]
    assert "签到后列入" in words(sun.get(here))
    assert [each.post(f"{here}sign-in/").status_code for each in browsers] == [303] * 5
    assert Seat.objects.filter(signed_in_at=None).count() == 0
    assert sun.post(f"{here}open/")["Location"] == here
    assert sun.post(f"{here}items/1/open/")["Location"] == f"{here}items/1/"
    assert Item.objects.get().present == 5


def test_without_quorum_the_vote_does_not_open_and_the_chair_reads_why(world: World, planned: Meeting) -> None:
    sun = browser(world.sun)
    sun.post("/panel/meetings/2026-01/sign-in/")
    sun.post("/panel/meetings/2026-01/open/")
    refused = sun.post("/panel/meetings/2026-01/items/1/open/")
    assert refused.status_code == 409
    assert "除回避外到会 1 人，不足三分之二（4 人）" in words(refused)


def test_only_the_chair_opens(world: World, planned: Meeting) -> None:
    chen = browser(world.experts[2].user)
    chen.post("/panel/meetings/2026-01/sign-in/")
    assert chen.post("/panel/meetings/2026-01/open/").status_code == 409
    assert chen.post("/panel/meetings/2026-01/items/1/open/").status_code == 404
    assert "开始" not in re.findall(r"<button[^>]*>([^<]+)", words(chen.get("/panel/meetings/2026-01/")))


def test_a_recusal_closes_the_sheet_and_the_list_says_so(world: World, planned: Meeting) -> None:
    zhou, here = browser(world.zhou), "/panel/meetings/2026-01/items/1/"
    assert zhou.get(here).status_code == 200
    assert "填写回避理由" in words(zhou.post(f"{here}recuse/", {"reason": ""}))
    assert zhou.post(f"{here}recuse/", {"reason": "同事"}).status_code == 303
    assert Recusal.objects.get().reason == "同事"
    assert [zhou.get(here).status_code, zhou.get(f"{here}recuse/").status_code] == [404, 404]
    assert ">回避<" in words(zhou.get("/panel/recusals/"))
    assert here not in words(zhou.get("/panel/meetings/2026-01/"))


def test_recusal_ends_when_the_vote_opens(room: Room, chen: Client) -> None:
    late = chen.post(f"{room.here}recuse/", {"reason": "亲属"})
    assert (late.status_code, Recusal.objects.count()) == (409, 1)


def test_an_opinion_is_kept_until_the_vote(room: Room, chen: Client) -> None:
    assert chen.post(f"{room.here}opinion/", {"text": "业绩真实"}).status_code == 303
    assert "业绩真实" in words(chen.get(room.here))
    operations.vote(item=room.item, expert=room.world.experts[2], choice="yes", nonce="n" * 43, at=room.world.at)
    assert chen.post(f"{room.here}opinion/", {"text": "改写"}).status_code == 409
    assert Opinion.objects.get().text == "业绩真实"


def test_an_opinion_too_long_is_given_back(room: Room, chen: Client) -> None:
    answer = chen.post(f"{room.here}opinion/", {"text": "长" * 200_000})
    assert answer.status_code == 422
    assert "评议意见不超过 1000 字，现有 200000 字" in words(answer)


def test_a_blind_sheet_tells_no_name_unit_number_or_file(room: Room, chen: Client) -> None:
    case = room.item.application
    page = words(chen.get(room.here)) + words(chen.get(room.meeting)) + words(chen.get("/panel/"))
    assert case.employer
    for secret in (case.applicant.name, case.employer.name, case.number, "/files/"):
        assert secret not in page
    photo = (case.content.snapshot or {})["photo"]
    assert chen.get(f"{room.here}files/{photo}/").status_code == 404


def test_an_open_meeting_gives_names_and_originals_of_the_case_only(room: Room, chen: Client) -> None:
    Meeting.objects.update(is_blind=False)
    case = room.item.application
    page = words(chen.get(room.here))
    assert case.applicant.name in page
    links = re.findall(r'href="(/panel/[^"]+/files/[^"]+/)"', page)
    answer = chen.get(links[0])
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # the test client's type knows no files
    assert chen.get(f"{room.here}files/00000000-0000-0000-0000-000000000000/").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["", "sign-in/", "open/", "items/1/", "items/1/recuse/", "items/1/close/", "items/1/receipt/", "items/1/result/"],
)
def test_strangers_find_nothing(room: Room, path: str) -> None:
    world = room.world
    for user in (world.wu, world.li, world.feng, world.wang, world.qian):
        client = browser(user)
        assert {client.get(f"{room.meeting}{path}").status_code, client.post(f"{room.meeting}{path}").status_code} <= {
            404,
            405,
        }


def test_an_expert_of_another_meeting_finds_nothing(room: Room) -> None:
    guest = room.world.experts[4]
    Seat.objects.filter(expert=guest).delete()
    client = browser(guest.user)
    paths = [room.meeting, room.here, f"{room.here}recuse/", f"{room.here}result/"]
    assert [client.get(path).status_code for path in paths] == [404] * 4
    assert words(client.get("/panel/")).count("还没有会议") == 1


@pytest.mark.parametrize(
    "path",
    ["/panel/meetings/2026-01/items/99999999999999999999/", "/panel/meetings/%00/", "/panel/meetings/2026-01/items/2/"],
)
def test_addresses_that_mean_nothing_are_not_found(room: Room, sun: Client, path: str) -> None:
    assert sun.get(path).status_code == 404


def test_a_poll_answers_with_the_state_only_and_says_what_changed(room: Room, sun: Client, chen: Client) -> None:
    headers = {"HX-Request": "true"}
    part = words(chen.get(f"{room.here}?seen=waiting", headers=headers))
    assert part.strip().startswith('<div id="state"')
    assert "投票已经开始，刷新本页打开表决票" in part
    assert "已投" not in part
    assert "已投 0 / 4" in words(sun.get(f"{room.here}?seen=\0bad", headers=headers))
    assert words(chen.get(room.meeting, headers=headers)).strip().startswith('<div id="course"')


def test_statements_do_not_grow_with_the_list(world: World) -> None:
    def statements(path: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert chen.get(path).status_code == 200
        return len(captured)

    item = world.convene(world.at_stage("review"))
    chen = browser(world.experts[2].user)
    paths = [
        "/panel/",
        "/panel/recusals/",
        f"/panel/meetings/{item.meeting.number}/",
        f"/panel/meetings/{item.meeting.number}/items/1/",
    ]
    chen.get("/panel/")
    one = [statements(path) for path in paths]
    more = [world.at_stage("review", person(f"more{n}", f"申报人甲{n}", 50 + n)) for n in range(2)]
    operations.add_items(meeting=item.meeting, applications=more, actor=world.feng, at=world.at)
    assert [statements(path) for path in paths] == one
