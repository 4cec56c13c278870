"""The blind sheet, the agenda, the progress and the published result."""

from dataclasses import asdict

import pytest
from pytest_django import DjangoAssertNumQueries

from zhicheng.review import operations, queries
from zhicheng.review.models import Item
from zhicheng.review.queries import Line, Section, TableRow

from .conftest import AT, SNAPSHOT, World


def test_a_blind_sheet_shows_no_identity_and_blots_names_out(world: World) -> None:
    sheet = queries.sheet_for(world.experts[1], world.item)
    assert sheet.sections == (
        Section(key="basics", title="基本信息", lines=(Line(label="专业年限", value="6"),)),
        Section(
            key="works",
            title="工作经历",
            columns=("工作",),
            rows=(TableRow(cells=("×××在×××主持水质监测",), files=(), file_count=1),),
        ),
    )
    assert (sheet.label, sheet.title, sheet.level, sheet.photo) == ("申报人 01", "工程师", "中级", "")
    assert sheet.file_ids == frozenset()
    for secret in ("李工", "清远市环境监测站", str(SNAPSHOT["photo"]), "PS2026李工"):
        assert secret not in repr(asdict(sheet))


def test_an_open_sheet_shows_everything_and_names_the_files_it_opens(unplanned: World) -> None:
    world = unplanned
    world.plan(is_blind=False)
    sheet = queries.sheet_for(world.experts[1], world.item)
    assert [section.key for section in sheet.sections] == ["basics", "contact", "works"]
    assert sheet.sections[2].rows[0].cells == ("清远市环境监测站", "李工在清远市环境监测站主持水质监测")
    assert sheet.file_ids == {
        "5f1d0a56-0000-4000-8000-000000000001",
        "5f1d0a56-0000-4000-8000-000000000002",
    }


def test_the_sheet_tells_an_expert_his_own_part_only(world: World) -> None:
    zhou = world.experts[1]
    world.open()
    operations.write_opinion(item=world.item, expert=zhou, text="业绩突出", at=AT)
    world.vote("yy-----")
    mine = queries.sheet_for(zhou, world.item)
    assert (mine.my_opinion, mine.has_voted, mine.on_roll, mine.phase) == ("业绩突出", True, True, "open")
    other = queries.sheet_for(world.experts[2], world.item)
    assert (other.my_opinion, other.has_voted) == ("", False)


def test_who_is_not_seated_or_is_recused_gets_no_sheet(world: World) -> None:
    zhou = world.experts[1]
    operations.recuse(item=world.item, expert=zhou, reason="亲属", actor=zhou.user, at=AT)
    for expert in (zhou, world.expert("蒋评委")):
        with pytest.raises(Item.DoesNotExist):
            queries.sheet_for(expert, world.item)


def test_a_sheet_takes_one_statement(world: World, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        queries.sheet_for(world.experts[1], world.item)


@pytest.mark.parametrize("more", [0, 2])
def test_agenda_and_progress_take_the_same_statements_for_any_number_of_items(
    unplanned: World, django_assert_num_queries: DjangoAssertNumQueries, more: int
) -> None:
    for number in range(more):
        unplanned.case(f"{number}工")
    unplanned.plan()
    with django_assert_num_queries(2):
        agenda = queries.agenda_for(unplanned.experts[1])
    assert [item.order for item in agenda[0].items] == list(range(1, 3 + more))
    with django_assert_num_queries(3):
        assert len(queries.progress(unplanned.meeting).items) == 2 + more


def test_the_agenda_says_what_the_expert_did(world: World) -> None:
    zhou = world.experts[1]
    operations.recuse(item=world.items[1], expert=zhou, reason="亲属", actor=zhou.user, at=AT)
    world.open()
    world.vote("-y-----")
    (agenda,) = queries.agenda_for(zhou)
    assert (agenda.number, agenda.seat, agenda.is_chair, agenda.has_signed_in) == ("2026-01", 2, False, True)
    assert [(item.label, item.is_recused, item.has_voted) for item in agenda.items] == [
        ("申报人 01", False, True),
        ("申报人 02", True, False),
    ]
    assert queries.agenda_for(world.expert("蒋评委")) == ()


def test_progress_counts_people_and_never_choices(world: World) -> None:
    world.open()
    world.vote("yyn----")
    progress = queries.progress(world.meeting)
    assert (progress.members, progress.needed, progress.signed_in, progress.has_quorum) == (9, 6, 7, True)
    assert asdict(progress.items[0]) == {
        "order": 1,
        "label": "申报人 01",
        "phase": "open",
        "recused": 0,
        "on_roll": 7,
        "voted": 3,
    }


def test_seating_more_than_were_filed_raises_the_quorum(world: World) -> None:
    assert queries.members_of(world.meeting) == 9
    for number, name in enumerate(("蒋评委", "沈评委", "韩评委"), start=8):
        operations.seat(meeting=world.meeting, expert=world.expert(name), number=number, actor=world.clerk, at=AT)
    assert queries.members_of(world.meeting) == 10


def test_a_result_is_published_only_after_the_close(world: World) -> None:
    world.open()
    receipts = world.vote("yyyyynn")
    assert queries.published(world.item) is None
    world.close()
    result = queries.published(world.item)
    assert result == queries.Published(present=7, yes=5, no=2, abstain=0, passed=True, receipts=tuple(sorted(receipts)))


def test_opinions_are_printed_without_names_in_the_order_of_their_text(world: World) -> None:
    world.open()
    for expert, text in zip(world.experts, ["丙", "甲", "乙"], strict=False):
        operations.write_opinion(item=world.item, expert=expert, text=text, at=AT)
    assert queries.opinions_on(world.cases[0]) == tuple(sorted("甲乙丙"))
