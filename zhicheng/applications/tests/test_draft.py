"""Filling in keeps everything that was typed, and only the applicant may."""

from collections.abc import Callable
from typing import Any

import pytest

from tests import answers
from tests.factories import START
from tests.world import World, fresh
from zhicheng.applications import operations
from zhicheng.applications.kind import FormStep, RecordStep
from zhicheng.applications.models import Application, Content, Mode
from zhicheng.applications.reading import Reading
from zhicheng.applications.registry import kind_of
from zhicheng.applications.sections import blank_rows, missing, sections
from zhicheng.applications.steps import answer
from zhicheng.dossier.models import Education, Profile
from zhicheng.reference.models import Level


def record_step(application: Application, key: str) -> RecordStep:
    step = kind_of(application).step(key)
    assert isinstance(step, RecordStep)
    return step


def test_a_case_has_its_number_and_the_unit_of_the_person_from_the_first_click(world: World) -> None:
    operations.choose_unit(person=world.li, unit=world.unit, at=world.at)
    application = world.start()
    assert (application.number[:6], len(application.number), application.employer) == ("PS2026", 14, world.unit)


def test_a_second_case_of_one_year_leads_to_the_first(world: World) -> None:
    first = world.start()
    with pytest.raises(operations.AlreadyOpen) as refusal:
        world.start()
    assert refusal.value.application == first
    operations.abandon(application=first, actor=world.li, at=world.at)
    assert world.start() != first


def test_a_chosen_unit_becomes_that_of_drafts_without_one(world: World) -> None:
    application = world.start()
    operations.choose_unit(person=world.li, unit=world.unit, at=world.at)
    assert fresh(application).employer == world.unit


def test_an_answer_is_kept_as_typed_even_when_it_is_wrong(world: World) -> None:
    application = world.start()
    assert not world.save(application, "basic", {**answers.BASIC, "work_started_on": (2017, 13)})
    kept = answer(fresh(application), "basic")
    assert (kept.version, kept.raw["work_started_on_1"]) == (1, ["13"])
    assert not Profile.objects.exists()
    assert world.save(application, "basic", answers.BASIC)
    assert Profile.objects.get().health == "健康"


def test_autosave_counts_versions_and_stops_the_second_window(world: World) -> None:
    application = world.start()

    def autosave(duty: str, version: int) -> int:
        held = operations.hold(number=application.number, actor=world.li, at=world.at)
        return operations.autosave(
            held=held, key="basic", raw={"duty": [duty]}, sending=operations.Sending(version), at=world.at
        )

    assert autosave("科", 0) == 1
    assert autosave("科长", 1) == 2
    with pytest.raises(operations.Conflict):
        autosave("处长", 1)
    assert answer(fresh(application), "basic").raw == {"duty": ["科长"]}


def test_nul_is_kept_as_something_that_is_refused(world: World) -> None:
    application = world.start()
    assert not world.save(application, "basic", {**answers.BASIC, "duty": "科\0长"})
    assert answer(fresh(application), "basic").raw["duty"] == ["科\x1a长"]
    step = kind_of(application).step("basic")
    assert isinstance(step, FormStep)
    assert not Reading(fresh(application), at=world.at).is_answered(step)


@pytest.mark.parametrize("status", ["submitted", "stranger"])
def test_nobody_else_and_nobody_later_can_change_a_case(world: World, status: str) -> None:
    application = world.submitted() if status == "submitted" else world.start()
    actor = world.li if status == "submitted" else world.wu
    before = fresh(application).content.version
    step = kind_of(application).step("basic")
    assert isinstance(step, FormStep)
    who: dict[str, Any] = {"application": application, "actor": actor, "at": world.at}
    education = record_step(application, "education")
    verbs: list[Callable[[], object]] = [
        lambda: operations.save_step(step=step, raw={}, **who),
        lambda: operations.choose_records(step=education, ticked=[], none=True, **who),
        lambda: operations.add_record(step=education, fields={}, evidence=[], pk=None, **who),
        lambda: operations.remove_record(step=education, pk=1, **who),
        lambda: operations.supplement(values={"native_place": "清远"}, **who),
        lambda: operations.abandon(**who),
    ]
    for verb in verbs:
        with pytest.raises(operations.NotAllowed):
            verb()
    with pytest.raises(operations.NotAllowed if status == "submitted" else Content.DoesNotExist):
        operations.hold(number=application.number, actor=actor, at=world.at)
    assert fresh(application).content.version == before


def test_rows_of_others_cannot_be_ticked(world: World) -> None:
    mine, other = world.start(), world.start(world.wu)
    own = world.add(mine, "education", answers.RECORDS["education"][0])
    foreign = world.add(other, "education", answers.RECORDS["education"][0])
    world.choose(mine, "education", own, foreign)
    assert answer(fresh(mine), "education").ticked == (own.pk,)


def test_a_removed_row_is_gone_from_the_case(world: World) -> None:
    application = world.start()
    row = world.add(application, "education", answers.RECORDS["education"][0])
    step = record_step(application, "education")
    operations.remove_record(application=application, step=step, pk=row.pk, actor=world.li, at=world.at)
    assert answer(fresh(application), "education").ticked == ()
    assert not Education.objects.exists()


def test_only_boxes_can_be_filled_in_and_a_short_text_stays_red(world: World) -> None:
    application = world.fill(world.start(), skip=["boxes"])
    labels = [row["label"] for _, row in blank_rows(sections(Reading(application, at=world.at)))]
    assert labels == ["籍贯", "行政职务", "证明人", "专业技术工作总结"]
    values = {"native_place": "清远", "work_summary": "太短", "health": "差", "name": "别人"}
    operations.supplement(application=application, values=values, actor=world.li, at=world.at)
    application = fresh(application)
    assert application.content.supplements == {"native_place": "清远", "work_summary": "太短"}
    red = [row.get("problem") for _, row in missing(sections(Reading(application, at=world.at)))]
    assert red == ["填写行政职务", "填写证明人", "专业技术工作总结还差 198 字，应为 200 至 3000 字"]


def test_a_case_of_another_year_is_another_case(world: World) -> None:
    first = world.start()
    second = operations.start(
        kind="evaluation", applicant=world.li, year=2027, level=Level.INTERMEDIATE, mode=Mode.EXCEPTIONAL, at=START
    )
    assert first != second


def test_a_number_that_is_taken_is_not_given_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([7, 7, 8])
    monkeypatch.setattr("secrets.randbelow", lambda _: next(drawn))
    assert [world.start(person).number[-8:] for person in (world.li, world.wu)] == ["00000007", "00000008"]
