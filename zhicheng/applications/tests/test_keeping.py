"""Which page wrote last decides what is a conflict; what was said before is never gone."""

from datetime import timedelta

import pytest
from django.db import transaction

from tests import answers
from tests.world import World, fresh
from zhicheng.applications import operations
from zhicheng.applications.models import Application, StepVersion
from zhicheng.applications.operations import BOXES, Cause, Conflict, Repeated, Sending
from zhicheng.applications.operations.keeping import LARGEST, VERSIONS
from zhicheng.applications.queries import versions_of
from zhicheng.applications.registry import kind_of
from zhicheng.applications.steps import answer, row_key

MINE, OTHER = "a" * 32, "b" * 32


@pytest.fixture
def case(world: World) -> Application:
    return world.start()


def types(
    world: World,
    case: Application,
    duty: str,
    version: int,
    page: str = MINE,
    turn: int = 1,
    digest: str = "",
    key: str = "basic",
) -> int:
    sending = Sending(version, page, turn, digest)
    with transaction.atomic():
        held = operations.hold(number=case.number, actor=world.li, at=world.at)
        return operations.autosave(held=held, key=key, raw={"duty": [duty]}, sending=sending, at=world.at)


def duty(case: Application) -> str:
    return answer(fresh(case), "basic").raw["duty"][0]


def said(case: Application, key: str = "basic") -> list[tuple[str, str]]:
    """Cause and duty of each version, newest first."""
    return [(one.cause, one.said["raw"]["duty"][0]) for one in versions_of(case, key)]


# ── who wrote last ──


def test_a_page_whose_answer_was_lost_goes_on(world: World, case: Application) -> None:
    assert types(world, case, "科", 0, turn=1) == 1
    assert types(world, case, "科长", 0, turn=2) == 2  # it never heard of version 1
    assert duty(case) == "科长"


def test_what_a_page_sent_earlier_and_comes_late_changes_nothing(world: World, case: Application) -> None:
    types(world, case, "科长", 0, turn=2)
    for late in ("科", "科长"):
        with pytest.raises(Repeated) as known:
            types(world, case, late, 0, turn=1)
        assert (known.value.version, duty(case)) == (1, "科长")


def test_another_pages_save_in_between_is_a_conflict_for_both_late_and_new(world: World, case: Application) -> None:
    types(world, case, "科", 0, turn=1)
    types(world, case, "处长", 1, OTHER, turn=1)
    for turn in (1, 2):
        with pytest.raises(Conflict):
            types(world, case, "科长", 1, turn=turn)
    assert duty(case) == "处长"


def test_pages_without_an_id_are_told_by_their_version_alone(world: World, case: Application) -> None:
    types(world, case, "科", 0, page="")
    with pytest.raises(Conflict):
        types(world, case, "科长", 0, page="", turn=2)


def test_the_same_save_twice_is_one_and_a_different_one_of_a_page_one_went_back_to_is_a_conflict(
    world: World, case: Application
) -> None:
    types(world, case, "科长", 0, turn=0, digest="x")
    with pytest.raises(Repeated):
        types(world, case, "科长", 0, turn=0, digest="x")
    with pytest.raises(Conflict):
        types(world, case, "处长", 0, turn=0, digest="y")


@pytest.mark.parametrize("is_change", [False, True])
def test_typing_that_comes_after_its_page_saved_the_row_brings_nothing_back(
    world: World, case: Application, is_change: bool
) -> None:
    step, row = world.step(case, "work"), world.add(case, "work", answers.RECORDS["work"][0])
    pk = row.pk if is_change else None
    key = row_key(step, row.pk) if is_change else step.key
    fields = {name: getattr(row, name) for name in step.form.base_fields} | {"duty": "主任"}
    if not is_change:
        fields["unit"] = "另一个单位"
    known = answer(fresh(case), key).version
    pressed = Sending(known, MINE, 2, "x")
    operations.add_record(
        actor=world.li, application=case, step=step, fields=fields, evidence=[], pk=pk, sending=pressed, at=world.at
    )
    kept = answer(fresh(case), key)
    with pytest.raises(Conflict):
        types(world, case, "半", known, turn=3, key=key)
    assert answer(fresh(case), key) == kept


# ── the history ──


def test_an_explicit_save_keeps_what_it_replaces(world: World, case: Application) -> None:
    for text in ("科员", "科长", "科长"):
        world.save(case, "basic", {"duty": text})
    assert said(case) == [(Cause.SAVED, "科员")]
    (version,) = versions_of(case, "basic")
    assert (version.version, version.at) == (1, world.at)


def test_five_minutes_of_typing_make_one_version(world: World, case: Application) -> None:
    for turn in range(1, 13):  # once a minute
        world.later(minutes=1)
        types(world, case, f"第 {turn} 稿", turn - 1, turn=turn)
    assert said(case) == [(Cause.TYPED, "第 10 稿"), (Cause.TYPED, "第 5 稿")]


def test_what_another_page_replaces_is_kept_at_once(world: World, case: Application) -> None:
    types(world, case, "科", 0)
    types(world, case, "处", 1, OTHER)
    assert said(case) == [(Cause.TYPED, "科")]


def test_the_newest_fifty_are_kept(world: World, case: Application) -> None:
    for number in range(VERSIONS + 6):
        world.save(case, "basic", {"duty": f"第 {number} 次"})
    kept = said(case)
    assert (len(kept), kept[0], kept[-1]) == (VERSIONS, (Cause.SAVED, "第 54 次"), (Cause.SAVED, "第 5 次"))


def test_what_no_form_holds_is_not_kept_fifty_times(world: World, case: Application) -> None:
    world.save(case, "basic", {"duty": "长" * LARGEST})
    world.save(case, "basic", {"duty": "短"})
    assert said(case) == []


def test_what_was_set_aside_is_one_version_a_page(world: World, case: Application) -> None:
    for text in ("科", "科长"):
        for page in (MINE, OTHER):
            mine = {"raw": {"duty": [text]}}
            operations.set_aside(application=case, key="basic", said=mine, page=page, actor=world.li, at=world.at)
    assert said(case) == [(Cause.ASIDE, "科长")] * 2
    with pytest.raises(operations.NotAllowed):
        operations.set_aside(application=case, key="basic", said={}, page=MINE, actor=world.wu, at=world.at)


def restore(world: World, case: Application, key: str, place: int = 0) -> None:
    version = versions_of(case, key)[place]
    operations.restore(application=fresh(case), version=version, actor=world.li, at=world.at)


def test_restoring_is_a_version_itself_and_can_be_undone(world: World, case: Application) -> None:
    world.save(case, "basic", {"duty": "科员"})
    world.save(case, "basic", {**answers.BASIC, "duty": "科长"})
    restore(world, case, "basic")
    assert (duty(case), said(case)[0]) == ("科员", (Cause.SAVED, "科长"))
    restore(world, case, "basic")
    assert (duty(case), said(case)[0]) == ("科长", (Cause.RESTORED, "科员"))
    assert world.li.profile.duty == "科长"


def test_ticks_and_the_half_typed_row_come_back_without_rows_that_are_gone(world: World, case: Application) -> None:
    one, two = (
        world.add(case, "appraisal", {"year": year, "grade": "competent", "unit": "监测站"}) for year in (2024, 2025)
    )
    step = world.step(case, "appraisal")
    row_and_ticks = {"application": case, "step": step, "none": False, "actor": world.li, "at": world.at}
    operations.choose_records(ticked=[one.pk, two.pk], raw={"unit": ["半"]}, **row_and_ticks)  # type: ignore[arg-type]
    operations.choose_records(ticked=[], raw={}, **row_and_ticks)  # type: ignore[arg-type]
    operations.remove_record(application=case, step=step, pk=one.pk, actor=world.li, at=world.at)
    restore(world, case, "appraisal")
    kept = answer(fresh(case), "appraisal")
    assert (kept.ticked, kept.raw) == ((two.pk,), {"unit": ["半"]})


def test_changing_one_row_leaves_the_half_typed_other_alone(world: World, case: Application) -> None:
    row = world.add(case, "education", answers.RECORDS["education"][0])
    with transaction.atomic():
        held = operations.hold(number=case.number, actor=world.li, at=world.at)
        sending = Sending(answer(held, "education").version, MINE, 1)
        raw = {"school": ["华南"]}
        step = world.step(case, "education")
        operations.autosave_rows(
            held=held, step=step, raw=raw, ticked=[row.pk], none=False, sending=sending, at=world.at
        )
    world.add(case, "education", {**answers.RECORDS["education"][0], "major": "环境科学"}, pk=row.pk)
    assert answer(fresh(case), "education").raw == {"school": ["华南"]}
    assert answer(fresh(case), row_key(step, row.pk)).raw == {}


# ── red boxes ──


def fills(world: World, case: Application, page: str, was: str, turn: int = 1, **texts: str) -> None:
    known = {box: operations.text_digest(was) for box in texts}
    with transaction.atomic():
        held = operations.hold(number=case.number, actor=world.li, at=world.at)
        operations.autosave_boxes(held=held, values=texts, was=known, sending=Sending(0, page, turn), at=world.at)


def test_two_pages_fill_different_boxes_without_a_word(world: World, case: Application) -> None:
    fills(world, case, MINE, "", native_place="清远")
    fills(world, case, OTHER, "", duty="无")
    assert fresh(case).content.supplements == {"native_place": "清远", "duty": "无"}


def test_one_box_filled_by_two_pages_is_a_conflict_and_nothing_of_it_is_written(
    world: World, case: Application
) -> None:
    fills(world, case, MINE, "", native_place="清远")
    with pytest.raises(Conflict) as dispute:
        fills(world, case, OTHER, "", native_place="连州", duty="无")
    assert (dispute.value.boxes, fresh(case).content.supplements) == (("native_place",), {"native_place": "清远"})
    fills(world, case, OTHER, "清远", native_place="连州")
    assert [one.said["raw"] for one in versions_of(case, BOXES)] == [{"native_place": ["清远"]}]


def test_a_late_draft_of_a_box_is_dropped_and_a_lost_answer_is_none(world: World, case: Application) -> None:
    fills(world, case, MINE, "", turn=2, native_place="广东清远")
    fills(world, case, MINE, "", turn=1, native_place="广东")
    assert fresh(case).content.supplements == {"native_place": "广东清远"}
    fills(world, case, MINE, "", turn=3, native_place="广东清远市")
    assert fresh(case).content.supplements == {"native_place": "广东清远市"}


def test_boxes_come_back_all_together(world: World) -> None:
    case = world.fill(world.start(), skip=("boxes",))
    who = {"application": case, "actor": world.li, "at": world.at}
    operations.supplement(values={"native_place": "清远"}, **who)  # type: ignore[arg-type]
    operations.supplement(values={"native_place": "连州", "duty": "无"}, **who)  # type: ignore[arg-type]
    restore(world, case, BOXES)
    assert {box: text for box, text in fresh(case).content.supplements.items() if text} == {"native_place": "清远"}


def test_boxes_of_rows_that_are_not_used_are_dropped(world: World, case: Application) -> None:
    texts = {"witness.9999": "王", "nothing": "x", "native_place": "清远"}
    fills(world, case, MINE, "", 1, **texts)
    assert fresh(case).content.supplements == {"native_place": "清远"}


def test_versions_are_bounded_by_the_part_not_by_the_case(world: World, case: Application) -> None:
    for number in range(VERSIONS + 3):
        world.save(case, "basic", {"duty": str(number)})
    world.save(case, "request", {"series": "05"})
    world.save(case, "request", {"series": "06"})
    counts = [StepVersion.objects.filter(application=case, step=key).count() for key in ("basic", "request")]
    assert counts == [VERSIONS, 1]


def test_no_part_asks_for_what_may_stand_only_in_encrypted_columns(world: World, case: Application) -> None:
    forbidden = {"id_number", "id_type", "phone", "mobile", "password"}
    for step in kind_of(case).steps:
        assert not forbidden & set(step.form.base_fields), step.key


def test_the_time_of_a_version_is_when_it_was_typed(world: World, case: Application) -> None:
    types(world, case, "科", 0)
    typed_at = world.at
    world.at += timedelta(days=2)
    types(world, case, "处", 1, OTHER)
    (version,) = versions_of(case, "basic")
    assert version.at == typed_at
