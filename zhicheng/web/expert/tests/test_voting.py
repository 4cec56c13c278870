"""The secret ballot through its pages."""

import re
from secrets import token_urlsafe
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.http.response import HttpResponseBase
from django.test import Client

from zhicheng.audit.models import Event
from zhicheng.review import operations
from zhicheng.review.models import Ballot, Item, Receipt, Turnout
from zhicheng.web.expert.tests.conftest import Room, browser, words


def nonce_on(response: HttpResponseBase) -> str:
    found = re.search(r'name="nonce" value="([^"]+)"', words(response))
    assert found
    return found[1]


def shown_receipts(response: HttpResponseBase) -> list[str]:
    return re.findall(r"<code>([0-9a-f]{64})</code>", words(response))


def cast(client: Client, room: Room, nonce: str, choice: str = "yes") -> Any:
    return client.post(f"{room.here}vote/", {"choice": choice, "nonce": nonce})


def close(room: Room) -> None:
    operations.close_item(item=room.item, actor=room.world.sun, at=room.world.at)


def test_a_vote_is_confirmed_cast_and_gives_its_receipt(room: Room, chen: Client) -> None:
    page = chen.get(room.here)
    assert "checked" not in words(page)
    nonce = nonce_on(page)
    asked = chen.post(f"{room.here}ballot/", {"choice": "no", "nonce": nonce})
    assert "<h1>给申报人 01投“不同意”票？</h1>" in words(asked)
    assert Turnout.objects.count() == 0
    sent = cast(chen, room, nonce, "no")
    assert (sent.status_code, sent["Location"]) == (303, f"{room.here}receipt/")
    shown = chen.get(sent["Location"])
    assert shown_receipts(shown) == [operations.receipt_of(room.item, nonce)]
    assert shown["Cache-Control"] == "no-store"


def test_every_rendering_has_its_own_secret(room: Room, chen: Client) -> None:
    assert nonce_on(chen.get(room.here)) != nonce_on(chen.get(room.here))


def test_a_double_click_gives_one_ballot_and_the_same_receipt(room: Room, chen: Client) -> None:
    nonce = nonce_on(chen.get(room.here))
    receipts = [shown_receipts(chen.get(cast(chen, room, nonce)["Location"])) for _ in range(2)]
    assert receipts[0] == receipts[1] == [operations.receipt_of(room.item, nonce)]
    assert (Turnout.objects.count(), Ballot.objects.count()) == (1, 1)


@pytest.mark.parametrize("step", ["ballot", "vote"])
def test_another_secret_is_told_that_a_vote_was_cast_and_gets_no_receipt(room: Room, chen: Client, step: str) -> None:
    cast(chen, room, nonce_on(chen.get(room.here)))
    again = chen.post(f"{room.here}{step}/", {"choice": "no", "nonce": token_urlsafe()})
    assert again.status_code == 409
    assert "您已对申报人 01投过票" in words(again)
    assert shown_receipts(again) == []
    assert Ballot.objects.count() == 1


def test_the_choice_is_in_no_address_session_cookie_or_event(room: Room, chen: Client) -> None:
    nonce = nonce_on(chen.get(room.here))
    before = Event.objects.count()
    asked = chen.post(f"{room.here}ballot/", {"choice": "abstain", "nonce": nonce})
    sent = cast(chen, room, nonce, "abstain")
    assert Event.objects.count() == before
    kept = [str(session.get_decoded()) for session in Session.objects.all()]
    cookies = [str(cookie) for response in (asked, sent) for cookie in response.cookies.values()]
    for text in (*kept, *cookies, sent["Location"]):
        assert "abstain" not in text
        assert nonce not in text


def test_a_lapsed_session_keeps_nothing_of_a_ballot(room: Room) -> None:
    stranger = Client()
    sent = cast(stranger, room, token_urlsafe())
    assert sent["Location"] == f"/accounts/login/?next={room.here}"
    assert (Session.objects.count(), "sessionid" in stranger.cookies) == (0, False)


def test_error_reports_do_not_tell_the_choice(room: Room, chen: Client) -> None:
    for step in ("ballot", "vote"):
        sent = chen.post(f"{room.here}{step}/", {"choice": "yes", "nonce": "short"})
        assert vars(sent.wsgi_request)["sensitive_post_parameters"] == ("choice", "nonce")


def test_the_receipt_is_shown_only_to_the_browser_that_voted(room: Room, chen: Client) -> None:
    there = cast(chen, room, nonce_on(chen.get(room.here)))["Location"]
    elsewhere = browser(room.world.experts[2].user).get(there)
    assert (elsewhere.status_code, shown_receipts(elsewhere)) == (200, [])
    assert "回执不再显示" in words(elsewhere)
    borrowed = browser(room.world.experts[3].user)
    borrowed.cookies["receipt"] = chen.cookies["receipt"].value
    assert borrowed.get(there)["Location"] == room.here


def test_a_ballot_without_choice_asks_for_one(room: Room, chen: Client) -> None:
    answer = chen.post(f"{room.here}ballot/", {"nonce": token_urlsafe()})
    assert answer.status_code == 422
    assert '<a href="#f-choice">选择同意、不同意或弃权</a>' in words(answer)
    assert "<title>错误：" in words(answer)


@pytest.mark.parametrize(
    "sent",
    [
        {"choice": "yes"},
        {"choice": "maybe", "nonce": "x" * 43},
        {"choice": "yes\0", "nonce": "\0" * 43},
        {"choice": "yes", "nonce": "票" * 200000},
    ],
)
def test_a_ballot_that_was_tampered_with_is_not_counted(room: Room, chen: Client, sent: dict[str, str]) -> None:
    assert [chen.post(f"{room.here}{step}/", sent).status_code for step in ("ballot", "vote")] == [422, 422]
    assert Turnout.objects.count() == 0


def test_after_the_close_a_late_vote_gets_a_clear_page(room: Room, chen: Client) -> None:
    nonce = nonce_on(chen.get(room.here))
    close(room)
    late = cast(chen, room, nonce)
    assert late.status_code == 409
    assert "第 1 项已计票，不能投票。" in words(late)
    assert chen.post(f"{room.here}ballot/", {"choice": "yes", "nonce": nonce}).status_code == 409


def test_the_same_secret_gives_its_receipt_after_the_close_too(room: Room, chen: Client) -> None:
    nonce = nonce_on(chen.get(room.here))
    cast(chen, room, nonce)
    close(room)
    assert shown_receipts(chen.get(cast(chen, room, nonce)["Location"])) == [operations.receipt_of(room.item, nonce)]


def test_the_recused_expert_can_neither_confirm_nor_vote(room: Room, zhou: Client) -> None:
    ballot = {"choice": "yes", "nonce": token_urlsafe()}
    assert [zhou.post(f"{room.here}{step}/", ballot).status_code for step in ("ballot", "vote")] == [404, 404]
    assert Turnout.objects.count() == 0


def test_who_came_late_is_not_on_the_roll_and_is_told_so(room: Room) -> None:
    late = room.world.experts[4]
    room.item.roll.filter(expert=late).delete()
    client = browser(late.user)
    assert "不在这一项的投票名单内" in words(client.get(room.here))
    assert cast(client, room, token_urlsafe()).status_code == 409


def test_the_result_shows_totals_and_sorted_receipts_to_the_roll_only(
    room: Room, sun: Client, chen: Client, zhou: Client
) -> None:
    assert sun.get(f"{room.here}result/").status_code == 404
    receipts = sorted(room.world.vote(room.item, "yes yes yes no"))
    close(room)
    page = chen.get(f"{room.here}result/")
    assert (
        shown_receipts(page) == receipts == list(Receipt.objects.order_by("receipt").values_list("receipt", flat=True))
    )
    assert re.findall(r'<b class="num">([^<]+)</b>', words(page)) == ["4 人", "3 票", "1 票", "0 票"]
    assert zhou.get(f"{room.here}result/").status_code == 404
    assert browser(room.world.li).get(f"{room.here}result/").status_code == 404


def test_the_chair_closes_the_vote_after_seeing_the_turnout(room: Room, sun: Client, chen: Client) -> None:
    cast(chen, room, nonce_on(chen.get(room.here)))
    assert "已投 1 / 4。结束后立即计票" in words(sun.get(f"{room.here}close/"))
    assert chen.get(f"{room.here}close/").status_code == 404
    assert chen.post(f"{room.here}close/").status_code == 404
    assert sun.post(f"{room.here}close/")["Location"] == room.here
    assert Item.objects.get().phase == "closed"
    assert [sun.get(f"{room.here}close/").status_code, sun.post(f"{room.here}close/").status_code] == [409, 409]
