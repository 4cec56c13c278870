"""The task list, the queues and the lists cost the same whatever their length."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests import answers
from tests.world import World, fresh, stage_of
from zhicheng.applications import queries
from zhicheng.applications.models import Notice, Outcome
from zhicheng.applications.reading import Reading
from zhicheng.dossier.models import HeldTitle
from zhicheng.organizations.models import Role

HONOURS = ("award", "patent", "standard")


def states(world: World) -> dict[str, str]:
    reading = Reading(fresh(world.li.applications.get()), at=world.at)
    return {task.step.key: task.state for group in queries.task_list(reading) for task in group.tasks}


def test_a_new_case_has_everything_to_do(world: World) -> None:
    world.start()
    assert states(world) == {
        **dict.fromkeys(("basic", "photo", "unit", "education", "work", "training", "since", "appraisal"), "todo"),
        **dict.fromkeys(
            ("current_title", "qualification", *HONOURS, "paper", "book", "report", "reward", "post"), "optional"
        ),
    }


def test_a_filled_case_is_done_and_part_before_appears_with_a_title(world: World) -> None:
    world.filled()
    found = states(world)
    left = {found.pop(key) for key in ("qualification", *HONOURS, "book", "report", "reward", "post")}
    assert (left, found["before"], set(found.values())) == ({"optional"}, "done", {"done"})


def test_an_archived_title_without_files_is_complete(world: World) -> None:
    application = world.start()
    row = world.add(application, "current_title", answers.RECORDS["current_title"][0])
    row.evidence.clear()
    assert states(world)["current_title"] == "doing"
    HeldTitle.objects.update(archived_at=world.at)
    assert states(world)["current_title"] == "done"


def test_parts_to_mend_are_marked(world: World) -> None:
    application = world.submitted()
    items = [{"section": "work", "title": "工作经历", "text": "补齐"}]
    world.decide(application, Outcome.RETURNED, items=items)
    assert [key for key, state in states(world).items() if state == "fix"] == ["work"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_task_list_costs_the_same_for_any_number_of_rows(
    world: World, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    application = world.start()
    for number in range(rows):
        world.add(application, "paper", {**answers.RECORDS["paper"][0], "title": f"论文 {number}"})
    application = fresh(application)
    with django_assert_num_queries(1):
        queries.task_list(Reading(application, at=world.at))


def test_a_queue_holds_what_waits_at_ones_own_desk(world: World) -> None:
    application = world.submitted()
    here: dict[str, Any] = {"organization_ids": [world.unit.pk], "role": Role.UNIT}
    assert list(queries.queue(**here)) == [stage_of(application)]
    assert not queries.queue(organization_ids=[world.other_unit.pk], role=Role.UNIT).exists()
    assert not queries.queue(organization_ids=[world.unit.pk], role=Role.COMPETENT).exists()
    world.decide(application)
    assert list(queries.queue(**here)) == [stage_of(application)]  # under 公示 at the same unit
    world.end_notice(application)
    world.decide(application)
    assert not queries.queue(**here).exists()


def test_only_the_notice_after_the_review_is_public_and_only_while_it_runs(world: World) -> None:
    application = world.at_stage("notice_before")
    assert not queries.public_notices(at=world.at).exists()
    world.go(application, to="notice_after")
    notice = Notice.objects.get(phase=Notice.Phase.AFTER)
    assert list(queries.public_notices(at=world.at)) == [notice]
    assert not queries.public_notices(at=notice.ends_at).exists()


def test_a_person_sees_his_own_cases_newest_first(world: World) -> None:
    first, _, second = world.start(), world.start(world.wu), world.start(year=2027)
    assert list(queries.cases_of(world.li)) == [second, first]
