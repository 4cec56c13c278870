"""What every business kind gets for free: it renders, its route ends, it prints, its words are there."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests import answers
from tests.world import World, fresh
from zhicheng.applications.kind import FormStep, Kind, RecordStep
from zhicheng.applications.models import Application, Content, Gate, Mode
from zhicheng.applications.operations import choose_unit, start
from zhicheng.applications.reading import Reading
from zhicheng.applications.registry import all_kinds, get_kind
from zhicheng.applications.sections import blank_rows, sections
from zhicheng.applications.steps import form_of
from zhicheng.kinds import KINDS

SLUG = re.compile(r"[a-z][a-z_]{1,29}")
every_kind = pytest.mark.parametrize("kind", [get_kind(key) for key in KINDS], ids=KINDS)


def draft(world: World, kind: Kind) -> Application:
    if kind.needs_unit:
        choose_unit(person=world.li, unit=world.unit, at=world.at)
    level = answers.KINDS[kind.key].level
    application = start(kind=kind.key, applicant=world.li, year=2026, level=level, mode=Mode.EXCEPTIONAL, at=world.at)
    return fresh(application)


def forms(kind: Kind, application: Application, world: World) -> list[tuple[Any, Any]]:
    """Each step's form, empty and as sent by somebody who typed nothing."""
    made = []
    for step in kind.steps:
        common: dict[str, Any] = (
            {"application": application, "at": world.at}
            if isinstance(step, FormStep)
            else {"today": world.at.date(), "window": step.window(Reading(application, at=world.at))}
        )
        made.append((step.form(**common), step.form({}, **common)))
    return made


def test_the_registry_holds_the_kinds_in_the_order_of_menus() -> None:
    assert tuple(kind.key for kind in all_kinds()) == KINDS


@every_kind
def test_it_says_what_it_is_who_may_and_what_to_bring(kind: Kind) -> None:
    assert all([kind.title, kind.summary, kind.icon, kind.guide])
    assert bool(kind.printed) == (kind.prints is not None)
    assert kind.printed or not (kind.must_download or kind.blanks), "there is no form to download or to fill in"
    assert all(heading and words for heading, words in kind.guide)
    assert re.fullmatch("[A-Z]{2}", kind.letters)


@every_kind
def test_what_it_asks_first_renders_and_opens_a_draft(kind: Kind, world: World) -> None:
    form = kind.starts(kind=kind.key, person=world.li, region=world.unit.region, at=world.at)
    assert str(form).strip() or not form.fields
    assert (form.years, bool(form.periods)) == ([2026], True)
    typed = {"year": "2026", "level": answers.KINDS[kind.key].level, "mode": "normal"}
    sent = kind.starts(typed, kind=kind.key, person=world.li, region=world.unit.region, at=world.at)
    assert sent.is_valid(), sent.errors
    assert (sent.chosen().year, sent.chosen().level) == (2026, answers.KINDS[kind.key].level)


@every_kind
def test_its_start_page_opens_for_anybody(kind: Kind, world: World) -> None:
    client = Client()
    client.force_login(world.wu)
    assert client.get(f"/my/apply/{kind.key}/").status_code == 200


@every_kind
def test_its_keys_are_unique_slugs(kind: Kind) -> None:
    for keys in (
        [step.key for step in kind.steps],
        [stage.key for stage in kind.route],
        [blank.key for blank in kind.blanks],
    ):
        assert len(keys) == len(set(keys))
        assert [key for key in keys if not SLUG.fullmatch(key)] == []
    letters = [each.letters for each in all_kinds()]
    assert letters.count(kind.letters) == 1


@every_kind
def test_every_step_and_stage_has_its_words(kind: Kind) -> None:
    assert [step.key for step in kind.steps if not (step.title and step.summary)] == []
    assert [stage.key for stage in kind.route if not (stage.title and stage.waiting)] == []
    assert kind.step(kind.request.key) is kind.request
    for unknown in (kind.step, kind.stage):
        with pytest.raises(KeyError):
            unknown("nothing of the kind")


@every_kind
def test_every_step_renders_empty_and_with_its_errors(kind: Kind, world: World) -> None:
    for empty, sent in forms(kind, draft(world, kind), world):
        assert str(empty).strip() or not empty.fields
        assert not sent.is_valid() or not any(field.required for field in sent.fields.values())
        assert str(sent).strip() or not sent.fields


@every_kind
def test_every_error_of_an_empty_form_is_chinese(kind: Kind, world: World) -> None:
    said = [
        message
        for _, sent in forms(kind, draft(world, kind), world)
        for each in sent.errors.values()
        for message in each
    ]
    assert [message for message in said if not re.search("[\u4e00-\u9fff]", message)] == []


@every_kind
def test_a_step_with_a_page_of_its_own_has_one(kind: Kind) -> None:
    for page in {step.form.page for step in kind.steps if isinstance(step, FormStep)} - {""}:
        try:
            reverse(f"applicant:{page}")
        except NoReverseMatch:
            pytest.fail(f"no page applicant:{page}")


@every_kind
def test_its_record_steps_write_what_their_forms_ask(kind: Kind) -> None:
    for step in kind.steps:
        if isinstance(step, RecordStep):
            assert step.form.model is step.model
            asked = set(step.form.base_fields)
            assert asked <= {field.name for field in step.model._meta.concrete_fields}


@every_kind
def test_each_desk_has_a_role_and_a_form_that_renders(kind: Kind, world: World) -> None:
    application = draft(world, kind)
    for stage in kind.route:
        assert stage.gate != Gate.DESK or stage.role, stage.key
        assert stage.gate == Gate.APPLICANT or not stage.proof, f"{stage.key}: only the applicant hands in papers"
        if stage.form is not None:
            assert str(stage.form(application=application)).strip()
            assert not stage.form({}, application=application).is_valid()


@every_kind
def test_its_red_boxes_stand_in_the_form(kind: Kind, world: World) -> None:
    application = draft(world, kind)
    boxes = {row["fill"].split(".")[0] for _, row in blank_rows(sections(Reading(application, at=world.at)))}
    tables = {step.key for step in kind.steps if isinstance(step, RecordStep)}
    assert boxes == {blank.key for blank in kind.blanks if blank.section not in tables}


@every_kind
def test_a_case_with_nothing_in_it_prints(kind: Kind, world: World) -> None:
    application = draft(world, kind)
    if kind.prints is not None:
        assert kind.prints(application, world.at).startswith(b"%PDF-")


@every_kind
def test_what_is_not_typed_yet_is_not_bound(kind: Kind, world: World) -> None:
    application = draft(world, kind)
    bound = [form_of(step, application, at=world.at).is_bound for step in kind.steps if isinstance(step, FormStep)]
    assert bound == [False] * len(bound)


@every_kind
def test_its_route_ends(kind: Kind, world: World) -> None:
    closed = world.at_stage("", kind=kind.key)
    assert (closed.kind, closed.is_open) == (kind.key, False)
    stops = [stage.key for stage in kind.route if stage.at(closed) is not None]
    assert [stage.key for stage in closed.stages.order_by("order")] == stops
    assert Content.objects.get(application=closed).snapshot is not None
