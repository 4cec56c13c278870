"""The page of each 申报方式: what it asks, what it tells the rules, what stays out of blind sheets."""

from datetime import date

import pytest

from tests import answers
from tests.world import World, fresh
from zhicheng.applications.forms import as_data
from zhicheng.applications.models import Application, Content, Mode
from zhicheng.applications.operations import start
from zhicheng.applications.queries import gaps
from zhicheng.applications.reading import Reading
from zhicheng.eligibility.facts import Claim
from zhicheng.kinds.common import windows
from zhicheng.kinds.evaluation import modes

SKILL: answers.Typed = {
    "occupation": "工业废水处理工",
    "skill": "2",
    "skill_on": (2021, 5, 10),
    "issuer": "清远市职业技能鉴定指导中心",
    "certificate_number": "S000044180000212000001",
}


def draft(world: World, mode: Mode) -> Application:
    return fresh(start(kind="evaluation", applicant=world.li, year=2026, level="intermediate", mode=mode, at=world.at))


def says(case: Application, raw: dict[str, list[str]], key: str = "") -> Application:
    said = {key or case.mode: {"raw": raw, "v": 1}}
    Content.objects.filter(application=case).update(answers={**case.content.answers, **said})
    return fresh(case)


@pytest.mark.parametrize("mode", Mode.values)
def test_only_the_page_of_the_chosen_way_is_asked_and_lacks_what_it_lacks(world: World, mode: str) -> None:
    reading = Reading(draft(world, Mode(mode)), at=world.at)
    asked = [step.key for step in reading.steps if step.key in modes.PAGES]
    assert asked == ([] if mode == Mode.NORMAL else [mode])
    assert [task.step.key for task in gaps(reading) if task.step.key in modes.PAGES] == asked


def test_what_was_typed_of_another_way_stays(world: World) -> None:
    case = says(draft(world, Mode.CROSSOVER), answers.raw(SKILL))
    for mode in (Mode.NORMAL, Mode.CROSSOVER):
        Application.objects.filter(pk=case.pk).update(mode=mode)
        assert fresh(case).content.answers["crossover"]["raw"] == answers.raw(SKILL)
    assert modes.claim(fresh(case)) == Claim(Mode.CROSSOVER, None, "2", date(2021, 5, 10))
    Application.objects.filter(pk=case.pk).update(mode=Mode.TRANSFER)
    assert modes.claim(fresh(case)) == Claim(Mode.TRANSFER)


@pytest.mark.parametrize("typed", [{"skill": "9"}, {"skill_on": (2021, 13, 1)}, {"skill_on": ("x", "", "")}, {}])
def test_what_cannot_be_read_tells_the_rules_nothing(world: World, typed: answers.Typed) -> None:
    case = says(draft(world, Mode.CROSSOVER), answers.raw(typed))
    assert modes.claim(case) == Claim(Mode.CROSSOVER)
    assert windows.has_title(case) is False


def test_贯通_counts_from_its_certificate(world: World) -> None:
    case = says(draft(world, Mode.CROSSOVER), answers.raw(SKILL))
    reading = Reading(case, at=world.at)
    assert windows.since(reading).starts_on == windows.seniority(reading).starts_on == date(2021, 5, 10)
    before = windows.before(reading)
    assert before is not None
    assert (before.ends_on, windows.has_title(case)) == (date(2021, 5, 9), True)


def bound(world: World, mode: Mode, typed: answers.Typed, case: Application | None = None) -> modes.ModeForm:
    form = modes.PAGES[mode].form(as_data(answers.raw(typed)), application=case or draft(world, mode), at=world.at)
    assert isinstance(form, modes.ModeForm)
    return form


def test_days_to_come_are_refused(world: World) -> None:
    form = bound(world, Mode.CROSSOVER, {**SKILL, "skill_on": (2026, 9, 11)})
    assert form.errors == {"skill_on": ["取得职业技能等级的时间不能晚于今天"]}


@pytest.mark.parametrize(
    ("mode", "typed"),
    [
        (Mode.TRANSFER, {"post": "监测", "since": (2024, 7), "reason": "转岗"}),
        (Mode.RE_REVIEW, {"moved_from": "military", "since": (2024, 7), "reason": "转业"}),
    ],
)
def test_a_title_must_be_chosen_first(world: World, mode: Mode, typed: answers.Typed) -> None:
    case = draft(world, mode)
    assert "先在“现职称”里选择" in bound(world, mode, typed, case).non_field_errors()[0]
    world.add(case, "current_title", answers.RECORDS["current_title"][0])
    assert bound(world, mode, typed, fresh(case)).is_valid()


def test_conditions_are_those_of_the_list_and_the_recommender_is_not_shown_blind(world: World) -> None:
    typed: answers.Typed = {"condition": "02", "recommender": "陈院长", "reason": "作出重大贡献"}
    case = draft(world, Mode.EXCEPTIONAL)
    form = bound(world, Mode.EXCEPTIONAL, typed, case)
    assert form.is_valid(), form.errors
    assert [(cell.value, cell.identity) for cell in form.cells()] == [
        ("在经济社会发展中作出重大贡献", False),
        ("陈院长", True),
        ("作出重大贡献", False),
    ]
    assert not bound(world, Mode.EXCEPTIONAL, {**typed, "condition": "77"}, case).is_valid()


def test_a_reason_typed_into_the_request_once_is_offered(world: World) -> None:
    case = says(draft(world, Mode.EXCEPTIONAL), {"reason": ["解决了重大技术难题"]}, key="request")
    assert modes.ExceptionalForm.known(case) == {"reason": "解决了重大技术难题"}
    assert modes.CrossoverForm.known(case) == {}
