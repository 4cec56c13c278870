"""Many hands at once: one submission, one vote, one decision, and nothing that was typed is lost."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from secrets import token_urlsafe
from typing import Any, TypeVar

import pytest
from django.db import connection, transaction
from django.db.models import Max
from django.test import Client

from tests import answers
from tests.factories import build, official, person
from tests.world import World, fresh, stage_of
from zhicheng.accounts.models import User
from zhicheng.applications import operations
from zhicheng.applications.kind import RecordStep
from zhicheng.applications.models import (
    Application,
    Assistance,
    Extension,
    Help,
    Outcome,
    StageRecord,
    Submission,
)
from zhicheng.applications.steps import answer
from zhicheng.audit.models import Event
from zhicheng.certificates import operations as certificates
from zhicheng.certificates.models import Certificate
from zhicheng.dossier.models import Profile
from zhicheng.notifications.models import Message
from zhicheng.organizations.models import Role
from zhicheng.review import operations as review
from zhicheng.review.models import Ballot, Turnout
from zhicheng.web.applicant.drafts import OVER
from zhicheng.web.applicant.pages import info_steps

HANDS = 50
CLICKS = 200
MOMENT = 0.3  # seconds: long enough for another thread to come to the lock
T = TypeVar("T")

pytestmark = [pytest.mark.both, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world() -> World:
    return build()


def at_once(*deeds: Callable[[], T], hands: int = 0) -> list[T | Exception]:
    """What each deed returned or raised, each in a connection of its own; so many hands at a time, else all."""

    def do(deed: Callable[[], T]) -> T | Exception:
        try:
            return deed()
        except Exception as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(hands or len(deeds)) as pool:
        return list(pool.map(do, deeds))


def test_fifty_clicks_on_submit_give_one_submission_and_one_receipt(world: World) -> None:
    application = world.filled()
    content_hash = world.download(application)
    click: dict[str, Any] = {
        "application": application,
        "content_hash": content_hash,
        "actor": world.li,
        "at": world.at,
    }

    def submit() -> tuple[int, str]:
        receipt = operations.submit(request_key="one page", **click)
        return receipt.pk, receipt.request_key

    receipts = at_once(*[submit] * HANDS)
    receipt = Submission.objects.get()
    assert receipts == [(receipt.pk, receipt.request_key)] * HANDS
    assert (StageRecord.objects.count(), fresh(application).round) == (8, 1)
    assert Message.objects.filter(recipient=world.li).count() == 1
    assert Event.objects.filter(verb="application.submit").count() == 1


@pytest.mark.parametrize("keys", [1, 7, CLICKS])
def test_two_hundred_clicks_on_submit_from_one_page_or_many_give_one_submission(world: World, keys: int) -> None:
    application = world.filled()
    content_hash = world.download(application)

    def submit(key: str) -> Callable[[], int]:
        return lambda: (
            operations.submit(
                application=application, request_key=key, content_hash=content_hash, actor=world.li, at=world.at
            ).pk
        )

    receipts = at_once(*(submit(f"page {number % keys}") for number in range(CLICKS)), hands=HANDS)
    assert receipts == [Submission.objects.get().pk] * CLICKS
    assert (StageRecord.objects.count(), fresh(application).round) == (8, 1)
    assert Event.objects.filter(verb="application.submit").count() == 1


@pytest.mark.parametrize("tries", range(4))
def test_a_draft_typed_while_one_submits_is_in_the_submission_seen_or_refused(world: World, tries: int) -> None:
    application = world.filled()
    content_hash = world.download(application)
    before = answer(fresh(application), "basic")

    @transaction.atomic
    def autosave() -> int:
        held = operations.hold(number=application.number, actor=world.li, at=world.at)
        raw = {**before.raw, "address": ["连州市 1 号"]}
        sending = operations.Sending(before.version, "a" * 32, 1)
        return operations.autosave(held=held, key="basic", raw=raw, sending=sending, at=world.at)

    def submit() -> str:
        operations.submit(
            application=application, request_key="one", content_hash=content_hash, actor=world.li, at=world.at
        )
        return "submitted"

    typed, sent = at_once(*([autosave, submit] if tries % 2 else [submit, autosave]))[:: 1 if tries % 2 else -1]
    kept = answer(fresh(application), "basic").raw["address"]
    if sent == "submitted":
        assert (type(typed), kept) == (operations.NotAllowed, before.raw["address"])
    else:
        assert (typed, type(sent), kept) == (before.version + 1, operations.FormChanged, ["连州市 1 号"])
        assert not Submission.objects.exists()


def test_fifty_votes_from_one_page_give_one_ballot_and_one_receipt(world: World) -> None:
    item = world.convene(world.at_stage("review"))
    nonce = token_urlsafe()

    def vote() -> str:
        return review.vote(item=item, expert=world.experts[0], choice="yes", nonce=nonce, at=world.at)

    receipts = at_once(*[vote] * HANDS)
    assert receipts == [Ballot.objects.get().receipt] * HANDS
    assert Turnout.objects.count() == 1


def test_fifty_votes_from_as_many_pages_give_one_ballot_and_polite_refusals(world: World) -> None:
    item = world.convene(world.at_stage("review"))

    def vote() -> str:
        return review.vote(item=item, expert=world.experts[0], choice="no", nonce=token_urlsafe(), at=world.at)

    given = at_once(*[vote] * HANDS)
    assert sorted(type(each).__name__ for each in given) == ["AlreadyVoted"] * (HANDS - 1) + ["str"]
    assert (Turnout.objects.count(), Ballot.objects.count()) == (1, 1)


def test_two_officers_at_once_give_one_decision_and_one_refusal(world: World) -> None:
    stage = stage_of(world.submitted())
    second = official("wang2", "王副经办", 31, (world.unit, Role.UNIT))
    common: dict[str, Any] = {"stage": stage, "opinion": "", "at": world.later()}
    due = world.at.date().replace(day=30)

    def passes() -> None:
        operations.decide(actor=world.wang, outcome=Outcome.PASSED, **common)

    def returns() -> None:
        items = [{"section": "work", "title": "工作经历", "text": "补齐"}]
        operations.decide(actor=second, outcome=Outcome.RETURNED, items=items, due_on=due, **common)

    given = at_once(passes, returns)
    assert sorted(type(each).__name__ for each in given) == ["AlreadyDecided", "NoneType"]
    stage.refresh_from_db()
    refusal = next(each for each in given if isinstance(each, operations.AlreadyDecided))
    assert (refusal.stage.decided_by, refusal.stage.outcome) == (stage.decided_by, stage.outcome)
    assert Event.objects.filter(verb__startswith="stage.").count() == 1


def test_what_is_typed_in_ten_windows_at_once_is_all_kept(world: World) -> None:
    application = world.start()
    keys = [f"part{number}" for number in range(10)]

    def typing(key: str) -> Callable[[], int]:
        @transaction.atomic
        def autosave() -> int:
            held = operations.hold(number=application.number, actor=world.li, at=world.at)
            return operations.autosave(
                held=held, key=key, raw={"text": [key]}, sending=operations.Sending(0), at=world.at
            )

        return autosave

    def saving() -> bool:
        return world.save(application, "basic", {"duty": "科长"})

    assert at_once(saving, *map(typing, keys)) == [False, *[1] * len(keys)]
    kept = fresh(application)
    assert [answer(kept, key).raw for key in keys] == [{"text": [key]} for key in keys]
    assert (answer(kept, "basic").raw, kept.content.version) == ({"duty": ["科长"]}, 11)


def test_choosing_the_unit_while_records_are_added_stops_nobody(world: World) -> None:
    """Both touch the case and the person: in two orders one of them would be sent away with a 503."""
    for year in range(2020, 2026):
        newcomer = person(f"ren{year}", "任某", year - 1900)
        drafts = [world.start(newcomer, year=year), world.start(newcomer, year=year + 10)]

        def adding(application: Application, day: int) -> Callable[[], Any]:
            row = {**answers.RECORDS["work"][0], "unit": f"第 {day} 个单位", "started_on": (2001 + day, 7)}
            return lambda: world.add(application, "work", row)

        def choosing(owner: User = newcomer) -> None:
            operations.choose_unit(person=owner, unit=world.unit, at=world.at)

        rows = [adding(draft, day) for day, draft in enumerate(drafts * 4)]
        outcome = at_once(choosing, *rows, choosing)
        kinds = sorted(type(each).__name__ for each in outcome)
        assert kinds == ["AlreadyAffiliated", "NoneType", *["WorkExperience"] * len(rows)]
        assert [fresh(draft).employer for draft in drafts] == [world.unit] * 2


def test_a_title_is_revoked_while_its_holder_fills_in(world: World) -> None:
    world.go(world.submitted(world.wu), to="")
    certificate = Certificate.objects.get()
    draft = world.start(world.wu, year=2027)

    def adding(day: int) -> Callable[[], Any]:
        row = {**answers.RECORDS["work"][0], "unit": f"第 {day} 个单位", "started_on": (2001 + day, 7)}
        return lambda: world.add(draft, "work", row)

    def revoking() -> Any:
        return certificates.revoke(certificate=certificate, reason="材料不实", actor=world.qian, at=world.at)

    outcome = at_once(*map(adding, range(4)), revoking, *map(adding, range(4, 8)))
    assert [type(each).__name__ for each in outcome if isinstance(each, Exception)] == []
    assert len(answer(fresh(draft), "work").ticked) == 8


def test_two_starts_at_once_give_one_case(world: World) -> None:
    given = at_once(world.start, world.start)
    assert sorted(type(each).__name__ for each in given) == ["AlreadyOpen", "Application"]
    assert world.li.applications.count() == 1


def test_two_second_officers_at_once_settle_a_proposal_once(world: World) -> None:
    stage = stage_of(world.submitted())
    second, third = (official(f"wang{n}", "王副经办", 31 + n, (world.unit, Role.UNIT)) for n in (2, 3))
    why = {"reason": "材料与事实不符", "article": "依据", "text": "意见"}
    proposal = operations.propose_rejection(stage=stage, actor=world.wang, at=world.later(), **why)
    by: dict[str, Any] = {"proposal": proposal, "words": "核对过", "at": world.later()}
    given = at_once(
        lambda: operations.confirm_rejection(actor=second, **by),
        lambda: operations.send_back_rejection(actor=third, **by),
    )
    assert sorted(type(each).__name__ for each in given) == ["AlreadySettled", "NoneType"]
    proposal.refresh_from_db()
    refusal = next(each for each in given if isinstance(each, operations.AlreadySettled))
    assert (refusal.proposal.answer, refusal.proposal.answered_by) == (proposal.answer, proposal.answered_by)
    ended = proposal.answer == "confirmed"
    assert (fresh(stage.application).status == "rejected") is ended
    assert Message.objects.filter(recipient=world.li, title__endswith="不予通过").count() == ended


def test_a_rejection_and_a_passing_at_once_give_one_of_them(world: World) -> None:
    application = world.submitted()
    stage = stage_of(application)
    second = official("wang2", "王副经办", 33, (world.unit, Role.UNIT))
    why = {"reason": "材料与事实不符", "article": "依据", "text": "意见"}
    at = world.later()
    given = at_once(
        lambda: operations.propose_rejection(stage=stage, actor=world.wang, at=at, **why),
        lambda: operations.decide(stage=stage, actor=second, outcome=Outcome.PASSED, opinion="同意", data={}, at=at),
    )
    assert sum(isinstance(each, Exception) for each in given) == 1
    assert stage_of(application).key == ("notice_before" if given[1] is None else "unit")


def give_time(world: World, actor: User, *, days: int) -> Extension:
    until = world.call.submit_until + timedelta(days=days)
    return operations.extend_to(person=world.li, call=world.call, until=until, reason="住院", actor=actor, at=world.at)


def test_two_officers_who_give_the_same_person_time_at_once_give_it_once(world: World) -> None:
    second = official("feng2", "冯副主任", 35, (world.office, Role.OFFICE))
    given = at_once(lambda: give_time(world, world.feng, days=7), lambda: give_time(world, second, days=7))
    assert sorted(type(each).__name__ for each in given) == ["Extension", "NotLater"]
    assert Message.objects.filter(recipient=world.li).count() == 1


def test_who_turns_to_the_call_while_he_is_given_time_has_it(world: World) -> None:
    for days in range(1, 9):
        draft = world.start()

        def choose(draft: Application = draft) -> bool | Extension:
            return world.save(draft, "request", world.request())

        def give(days: int = days) -> bool | Extension:
            return give_time(world, world.feng, days=days)

        deeds: list[Callable[[], bool | Extension]] = [choose, give] if days % 2 else [give, choose]
        given = at_once(*deeds)
        case = fresh(draft)
        if any(isinstance(each, operations.HasBegun) for each in given):
            assert case.extended_until == Extension.objects.aggregate(last=Max("until"))["last"]
        else:
            assert case.extended_until == world.call.submit_until + timedelta(days=days)
        operations.abandon(application=case, actor=world.li, at=world.at)


# ── an assistance ends while the helper saves ──


def helped(world: World) -> tuple[Application, Assistance]:
    operations.choose_unit(person=world.li, unit=world.unit, at=world.at)
    draft = world.start()
    given = operations.allow_assistance(
        applicant=world.li, helper=world.wang, unit=world.unit, application=draft, at=world.at
    )
    return draft, given


def ends(world: World, given: Assistance) -> Callable[[], None]:
    return lambda: operations.end_assistance(assistance=given, actor=world.li, at=world.at)


def posts(world: World, address: str, typed: dict[str, str]) -> Callable[[], Any]:
    """What the helper's browser sends, with a session of its own."""
    client = Client()
    client.force_login(world.wang)
    return lambda: client.post(address, typed)


@pytest.mark.parametrize("tries", range(6))
def test_a_step_saved_while_the_assistance_ends_stands_whole_or_is_refused(world: World, tries: int) -> None:
    draft, given = helped(world)
    save = posts(world, f"/my/applications/{draft.number}/info/basic/", answers.flat(answers.BASIC))
    deeds = [save, ends(world, given)]
    saved: Any
    saved, ended = at_once(*deeds[:: 1 if tries % 2 else -1])[:: 1 if tries % 2 else -1]
    assert ended is None
    kept = answer(fresh(draft), "basic")
    traces = (kept.version, Profile.objects.count(), Help.objects.count())
    if saved.status_code == 409:
        assert "填报已经结束" in saved.content.decode()
        assert (*traces, kept.is_empty) == (0, 0, 0, True)
        assert answers.BASIC["workplace"] in saved.content.decode()  # shown once more
    else:
        assert (saved.status_code, *traces) == (303, 1, 1, 1)
        acts = Event.objects.filter(verb__in=["assistance.filled", "assistance.ended"]).order_by("pk")
        assert [act.verb for act in acts] == ["assistance.filled", "assistance.ended"]


def test_of_many_autosaves_those_before_the_end_stand_and_the_rest_are_told(world: World) -> None:
    draft, given = helped(world)
    keys = [step.key for step in info_steps(draft) if isinstance(step, RecordStep)][:6]
    sent = {"page_id": "a" * 32, "turn": "1", "version": "0"}
    drafts = [posts(world, f"/my/applications/{draft.number}/info/{key}/draft/", sent) for key in keys]
    said: list[Any] = at_once(*drafts[:3], ends(world, given), *drafts[3:])
    assert said.pop(3) is None
    kept = [answer(fresh(draft), key).version for key in keys]
    assert (len(said), kept) == (len(keys), [int(each.status_code == 200) for each in said])
    assert {OVER in each.content.decode() for each in said if each.status_code != 200} <= {True}
    assert drafts[0]().status_code == 409


def test_the_end_waits_for_a_save_that_has_begun(world: World) -> None:
    draft, given = helped(world)
    begun, ended = threading.Event(), threading.Event()

    @transaction.atomic
    def save() -> bool:
        held = operations.hold(number=draft.number, actor=world.wang, at=world.at)
        begun.set()
        is_over = ended.wait(MOMENT)
        operations.autosave(held=held, key="basic", raw={"duty": ["科长"]}, sending=operations.Sending(0), at=world.at)
        return is_over

    def end() -> None:
        begun.wait()
        ends(world, given)()
        ended.set()

    assert at_once(save, end) == [False, None]
    assert answer(fresh(draft), "basic").raw == {"duty": ["科长"]}


@pytest.mark.parametrize(("way", "typed"), [("", answers.flat(answers.BASIC)), ("draft/", {"duty": "科长"})])
def test_a_save_that_comes_while_the_assistance_is_being_ended_is_refused(
    world: World, way: str, typed: dict[str, str]
) -> None:
    draft, given = helped(world)
    save = posts(world, f"/my/applications/{draft.number}/info/basic/{way}", typed)
    ended = threading.Event()

    @transaction.atomic
    def end() -> None:
        ends(world, given)()
        ended.set()
        time.sleep(MOMENT)

    def saves() -> Any:
        ended.wait()
        return save()

    refused: Any
    refused, over = at_once(saves, end)
    assert (over, refused.status_code) == (None, 409)
    assert "填报已经结束" in refused.content.decode()
    assert (answer(fresh(draft), "basic").version, Profile.objects.count(), Help.objects.count()) == (0, 0, 0)
