"""协助填报: who may fill in for whom, for how long, what he may never do, and that he decides nothing he helped with."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import answers
from tests.factories import official
from tests.world import World, fresh, picture_bytes, stage_of
from zhicheng.accounts.models import User
from zhicheng.accounts.queries import subject_of
from zhicheng.applications import operations
from zhicheng.applications.kind import FormStep
from zhicheng.applications.models import Application, Assistance, Help, Outcome, StepVersion
from zhicheng.applications.operations import Sending
from zhicheng.applications.operations.printing import digest_of
from zhicheng.applications.reading import Reading
from zhicheng.applications.registry import kind_of
from zhicheng.applications.rejection import deciders, seconds
from zhicheng.applications.rules import can_decide, can_extend, can_resolve
from zhicheng.audit.models import Event
from zhicheng.notifications.models import Message
from zhicheng.organizations import operations as organizations
from zhicheng.organizations.models import Membership, Role

End = Assistance.End
pytestmark = pytest.mark.both


@pytest.fixture
def draft(world: World) -> Application:
    """李工 belongs to 王经办's unit and has begun."""
    operations.choose_unit(person=world.li, unit=world.unit, at=world.at)
    return world.start()


def allow(world: World, case: Application | None = None, **changes: Any) -> Assistance:
    said = {"applicant": world.li, "helper": world.wang, "unit": world.unit, "application": case, "at": world.at}
    return operations.allow_assistance(**{**said, **changes})


def ask(world: World, case: Application) -> Assistance:
    return operations.ask_assistance(
        applicant=world.li, helper=world.wang, unit=world.unit, application=case, at=world.at
    )


def saves(world: World, case: Application, actor: User, key: str = "basic", **changes: str) -> bool:
    step = kind_of(case).step(key)
    assert isinstance(step, FormStep)
    raw = answers.raw({**answers.BASIC, **changes})
    return operations.save_step(application=case, step=step, raw=raw, actor=actor, at=world.at)


def today(world: World) -> Any:
    return timezone.localdate(world.at)


def told(person: User) -> list[str]:
    return list(Message.objects.filter(recipient=person).order_by("pk").values_list("title", flat=True))


# ── what he may ──


def test_the_officer_fills_in_for_the_applicant_and_what_he_did_is_his_act(world: World, draft: Application) -> None:
    given = allow(world, draft)
    assert saves(world, draft, world.wang)
    world.add(draft, "education", answers.RECORDS["education"][0], actor=world.wang)
    operations.set_photo(
        application=draft, data=picture_bytes(), crop=None, name="照片.jpg", actor=world.wang, at=world.at
    )
    row = world.li.education_set.get()
    acts = Event.objects.filter(actor=world.wang).values_list("verb", "subject")
    assert row.owner == world.li
    assert ("assistance.filled", subject_of(world.li)) in acts
    assert ("dossier.photo_set", f"dossier.photo:{world.li.photos.get().pk}") in acts
    assert ("dossier.profile_saved", f"dossier.profile:{world.li.profile.pk}") in acts
    assert {*Help.objects.values_list("helper", "part")} == {
        (world.wang.pk, "basic"),
        (world.wang.pk, "education"),
        (world.wang.pk, "photo"),
    }
    assert given.unit == world.unit


def test_what_he_wrote_stands_in_the_history_under_his_name(world: World, draft: Application) -> None:
    allow(world, draft)
    saves(world, draft, world.wang)
    assert fresh(draft).content.answers["basic"]["helper"] == world.wang.pk
    saves(world, draft, world.li, address="清远市")
    assert fresh(draft).content.answers["basic"]["helper"] is None
    assert [one.helper for one in StepVersion.objects.filter(step="basic")] == [world.wang]


def test_a_run_of_autosaves_is_recorded_at_its_beginning(world: World, draft: Application) -> None:
    allow(world, draft)
    for turn in range(3):
        with transaction.atomic():
            held = operations.hold(number=draft.number, actor=world.wang, at=world.at)
            sending = Sending(version=turn, page="0" * 32, turn=turn)
            operations.autosave(held=held, key="basic", raw={"name": [str(turn)]}, sending=sending, at=world.at)
    assert Event.objects.filter(verb="assistance.filled").count() == 1


def test_a_promise_is_never_given_by_the_helper(world: World) -> None:
    operations.choose_unit(person=world.li, unit=world.unit, at=world.at)
    world.go(world.submitted())
    case = operations.start(kind="reissue", applicant=world.li, year=2026, at=world.at)
    allow(world, case)
    step = kind_of(case).request
    typed = answers.raw({"way": "lost", "reason": "遗失", "promise": "on"})
    operations.save_step(application=case, step=step, raw=typed, actor=world.wang, at=world.at)
    assert fresh(case).content.answers[step.key]["raw"] == {"way": ["lost"], "reason": ["遗失"]}
    operations.save_step(application=case, step=step, raw=typed, actor=world.li, at=world.at)
    operations.save_step(application=case, step=step, raw=answers.raw({"way": "lost"}), actor=world.wang, at=world.at)
    assert fresh(case).content.answers[step.key]["raw"]["promise"] == ["on"]


# ── what he may never ──


def test_the_helper_neither_submits_nor_withdraws_nor_abandons(world: World, draft: Application) -> None:
    allow(world, until=today(world) + timedelta(days=30))
    case = world.fill(draft)
    by: dict[str, Any] = {"application": case, "actor": world.wang, "at": world.at}
    digest = world.download(case)
    verbs: list[tuple[Any, dict[str, Any]]] = [
        (operations.submit, {"request_key": "x", "content_hash": digest, "confirms_help": True}),
        (operations.order_submission, {"content_hash": digest, "confirms_help": True}),
        (operations.cancel_order, {}),
        (operations.abandon, {}),
    ]
    for verb, more in verbs:
        with pytest.raises(operations.NotAllowed):
            verb(**by, **more)
    with pytest.raises(operations.NotAllowed):
        operations.note_download(printed=operations.request_print(application=case, at=world.at), actor=world.wang)
    world.submit(case)
    with pytest.raises(operations.NotAllowed):
        operations.withdraw(**by)
    with pytest.raises(operations.NotAllowed):
        saves(world, fresh(case), world.wang)


def test_one_case_means_that_case_and_other_people_stay_closed(world: World, draft: Application) -> None:
    other = operations.start(kind="initial", applicant=world.li, year=2026, level="assistant", at=world.at)
    allow(world, draft)
    for case, actor in ((other, world.wang), (draft, world.luo), (draft, world.wu)):
        with pytest.raises(operations.NotAllowed):
            saves(world, case, actor)
    assert saves(world, draft, world.wang)


@pytest.mark.parametrize("who", ["luo", "zhao", "qian", "wu", "li"])
def test_only_an_officer_of_his_unit_can_be_let(world: World, draft: Application, who: str) -> None:
    with pytest.raises(operations.NotAllowed):
        allow(world, draft, helper=getattr(world, who))
    assert not Assistance.objects.exists()


@pytest.mark.parametrize("days", [-1, operations.LONGEST + 1])
def test_a_period_has_an_end_that_is_not_past(world: World, draft: Application, days: int) -> None:
    with pytest.raises(operations.BadPeriod):
        allow(world, until=today(world) + timedelta(days=days))
    with pytest.raises(operations.BadPeriod):
        allow(world)
    with pytest.raises(operations.BadPeriod):
        allow(world, draft, until=today(world))


# ── one, begun by the applicant's word ──


def test_what_an_officer_asks_for_begins_by_the_applicants_word(world: World, draft: Application) -> None:
    asked = ask(world, draft)
    with pytest.raises(operations.NotAllowed):
        saves(world, draft, world.wang)
    for stranger in (world.wang, world.wu):
        with pytest.raises(operations.NotAllowed):
            operations.agree_to_assistance(assistance=asked, actor=stranger, at=world.at)
    operations.agree_to_assistance(assistance=asked, actor=world.li, at=world.later())
    assert operations.agree_to_assistance(assistance=asked, actor=world.li, at=world.later()).began_at
    assert saves(world, draft, world.wang)
    assert told(world.li)[-2:] == ["有经办人申请协助您填报", "协助填报已开始"]


def test_there_is_one_open_assistance_between_the_two(world: World, draft: Application) -> None:
    first = allow(world, draft)
    with pytest.raises(operations.AlreadyAssisted):
        ask(world, draft)
    columns = {"applicant": world.li, "helper": world.wang, "unit": world.unit, "asked_at": world.at}
    with pytest.raises(IntegrityError), transaction.atomic():
        Assistance.objects.create(application=draft, **columns)
    operations.end_assistance(assistance=first, actor=world.li, at=world.at)
    with pytest.raises(IntegrityError), transaction.atomic():  # neither a case nor a day
        Assistance.objects.create(**columns)
    assert allow(world, draft).is_open


# ── its end ──


@pytest.mark.parametrize(("who", "end"), [("li", End.APPLICANT), ("wang", End.HELPER)])
def test_either_side_ends_it_at_any_time(world: World, draft: Application, who: str, end: str) -> None:
    given = allow(world, draft)
    with pytest.raises(operations.NotAllowed):
        operations.end_assistance(assistance=given, actor=world.wu, at=world.at)
    operations.end_assistance(assistance=given, actor=getattr(world, who), at=world.at)
    with pytest.raises(operations.NotAllowed):
        saves(world, draft, world.wang)
    with pytest.raises(operations.NotAllowed):
        operations.end_assistance(assistance=given, actor=world.li, at=world.at)
    given.refresh_from_db()
    assert given.end == end
    assert told(world.li)[-1] == "协助填报已结束"


def test_its_last_day_counts_and_the_next_does_not(world: World, draft: Application) -> None:
    given = allow(world, until=today(world) + timedelta(days=7))
    world.later(days=7)
    assert saves(world, draft, world.wang)
    assert operations.end_assistances(at=world.at) == 0
    world.later(days=1)
    with pytest.raises(operations.NotAllowed):  # before the clock comes to it
        saves(world, draft, world.wang)
    assert operations.end_assistances(at=world.at) == 1
    given.refresh_from_db()
    assert (given.end, operations.end_assistances(at=world.at)) == (End.TIME, 0)


def test_another_unit_ends_it(world: World, draft: Application) -> None:
    given = allow(world, draft)
    organizations.transfer(person=world.li, unit=world.other_unit, on=today(world), by="DW", actor=None)
    with pytest.raises(operations.NotAllowed):
        saves(world, draft, world.wang)
    operations.end_assistances(at=world.at)
    given.refresh_from_db()
    assert given.end == End.UNIT


def test_a_change_of_unit_ends_it_at_once(world: World, draft: Application) -> None:
    given = allow(world, draft)
    change = operations.start(kind="unit_change", applicant=world.li, year=2026, at=world.at)
    operations.change_unit(application=change, unit=world.other_unit, at=world.at)
    given.refresh_from_db()
    assert given.end == End.UNIT


def test_an_officer_who_left_helps_no_more(world: World, draft: Application) -> None:
    given = allow(world, draft)
    Membership.objects.filter(user=world.wang).delete()
    with pytest.raises(operations.NotAllowed):
        saves(world, draft, world.wang)
    operations.end_assistances(at=world.at)
    given.refresh_from_db()
    assert given.end == End.UNIT


def test_it_ends_with_its_case_and_a_request_nobody_answers_ends_too(world: World, draft: Application) -> None:
    given = allow(world, draft)
    operations.abandon(application=draft, actor=world.li, at=world.at)
    operations.end_assistances(at=world.at)
    given.refresh_from_db()
    assert given.end == End.CASE
    asked = ask(world, world.start())
    world.later(days=operations.UNANSWERED + 1)
    operations.end_assistances(at=world.at)
    asked.refresh_from_db()
    assert (asked.end, told(world.li)[-1]) == (End.TIME, "协助填报的申请已结束")


# ── the applicant's confirmation ──


def test_the_applicant_confirms_what_was_filled_in_for_him(world: World, draft: Application) -> None:
    allow(world, draft)
    case = world.fill(draft)
    saves(world, case, world.wang)
    digest = world.download(case)
    by: dict[str, Any] = {"application": case, "request_key": "x", "content_hash": digest, "actor": world.li}
    with pytest.raises(operations.HelpNotConfirmed):
        operations.submit(**by, at=world.at)
    with pytest.raises(operations.HelpNotConfirmed):
        operations.order_submission(application=case, content_hash=digest, actor=world.li, at=world.at)
    receipt = operations.submit(**by, confirms_help=True, at=world.at)
    assert receipt.snapshot["helped"] == [["基本信息", "王经办"]]


def test_help_that_comes_late_is_other_content(world: World, draft: Application) -> None:
    """He confirms what he saw: the same words from another hand are another content."""
    allow(world, draft)
    case = world.fill(draft)
    seen = digest_of(Reading(case, at=world.at))
    saves(world, case, world.wang)
    assert digest_of(Reading(fresh(case), at=world.at)) != seen


def test_an_order_confirms_once_for_all(world: World, draft: Application) -> None:
    allow(world, draft)
    case = world.fill(draft)
    saves(world, case, world.wang)
    digest = world.download(case)
    operations.order_submission(application=case, content_hash=digest, actor=world.li, at=world.at, confirms_help=True)
    world.at = world.call.submit_until
    assert operations.submit_ordered(at=world.at) == 1
    assert fresh(case).submissions.count() == 1


# ── two officers ──


def test_who_helped_does_not_decide_and_another_officer_does(world: World, draft: Application) -> None:
    tan = official("tan", "谭经办", 61, (world.unit, Role.UNIT))
    allow(world, draft)
    case = world.fill(draft)
    saves(world, case, world.wang)
    operations.submit(
        application=case,
        request_key="x",
        content_hash=world.download(case),
        actor=world.li,
        at=world.at,
        confirms_help=True,
    )
    stage = stage_of(fresh(case))
    with pytest.raises(operations.NotAllowed):
        world.decide(case)
    with pytest.raises(operations.NotAllowed):
        operations.propose_rejection(
            stage=stage, reason="材料不实", article="依据", text="意见", actor=world.wang, at=world.at
        )
    assert (can_decide(world.wang, stage), can_decide(tan, stage)) == (False, True)
    assert (can_resolve(world.wang, stage), can_extend(world.wang, case)) == (False, False)
    assert (deciders(stage), seconds(stage, besides=tan)) == ([tan], [])
    world.decide(case, Outcome.PASSED, actor=tan)
    assert stage_of(fresh(case)).key != stage.key


def test_being_let_without_having_filled_in_anything_bars_nobody(world: World, draft: Application) -> None:
    allow(world, draft)
    world.submit(world.fill(draft))
    world.decide(draft)
    assert stage_of(fresh(draft)).key != "unit"
