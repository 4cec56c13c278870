"""One reading of a case says what separate readings say, for less."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.answers import RECORDS
from tests.world import World, fresh, pdf_bytes
from zhicheng.applications.kind import RecordStep
from zhicheng.applications.models import Application
from zhicheng.applications.operations.printing import lock_free
from zhicheng.applications.queries import gaps, task_list
from zhicheng.applications.reading import Reading, looked_at
from zhicheng.applications.sections import sections
from zhicheng.applications.snapshot import hash_of, take
from zhicheng.dossier.models import Education
from zhicheng.eligibility.queries import facts_of
from zhicheng.files import operations as files


def read(world: World, application: Application) -> Reading:
    return Reading(lock_free(application), at=world.at)


def test_what_is_read_together_is_what_is_read_apart(world: World) -> None:
    application = world.filled()
    one = read(world, application)
    together = task_list(one), gaps(one), sections(one), take(one), one.facts
    apart = (
        task_list(read(world, application)),
        gaps(read(world, application)),
        sections(read(world, application)),
        take(read(world, application)),
        read(world, application).facts,
    )
    assert together == apart
    assert one.facts == replace(facts_of(world.li), claim=one.facts.claim)


def test_a_list_of_the_life_record_is_judged_as_by_all_of_it(world: World) -> None:
    application = world.filled()
    whole = read(world, application)
    for step in whole.steps:
        if isinstance(step, RecordStep):
            part = Reading(lock_free(application), at=world.at, lists=looked_at(step))
            assert (step.window(part), step.hints(part)) == (step.window(whole), step.hints(whole)), step.key
            assert part.ticked(step) == whole.ticked(step)


def test_the_same_content_has_the_same_hash_and_any_other_another(world: World) -> None:
    application = world.filled()
    before = hash_of(take(read(world, application)))
    assert hash_of(take(read(world, application))) == before
    row = Education.objects.get(owner=world.li)
    row.evidence.add(files.store(owner=world.li, name="学位证书.pdf", data=pdf_bytes(2), at=world.later()))
    assert hash_of(take(read(world, application))) != before


def test_the_files_of_a_row_stand_in_the_order_they_came(world: World) -> None:
    application = world.filled()
    row = Education.objects.get(owner=world.li)
    for number in (3, 1, 2):
        at = world.at + timedelta(hours=number)
        row.evidence.add(files.store(owner=world.li, name=f"{number}.pdf", data=pdf_bytes(number + 1), at=at))
    section = next(section for section in sections(read(world, application)) if section["key"] == "education")
    assert [file["name"] for file in section["table"][0]["files"]] == ["证明.pdf", "1.pdf", "2.pdf", "3.pdf"]
    assert {file["id"] for file in section["table"][0]["files"]} == {str(file.pk) for file in row.evidence.all()}


def test_rows_and_their_files_are_read_at_one_moment(world: World) -> None:
    application = world.filled()
    reading = read(world, application)
    rows = reading.rows[Education]
    Education.objects.filter(owner=world.li).update(removed_at=world.at)
    assert reading.papers_for(rows[0]).is_complete is True
    assert read(world, application).rows[Education] == []


def test_a_verb_reads_anew(world: World) -> None:
    application = world.filled()
    reading = read(world, application)
    assert gaps(reading) == []
    world.choose(application, "education")
    assert [task.step.key for task in gaps(Reading(fresh(application), at=world.at))] == ["education"]
    assert gaps(reading) == []  # what was read stays as it was


@pytest.mark.parametrize("rows", [1, 3])
def test_a_submission_is_read_in_as_many_statements_with_more_rows(
    world: World, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    application = world.filled()
    for number in range(1, rows):
        world.add(application, "paper", {**RECORDS["paper"][0], "title": f"论文 {number}"})
    reading = read(world, application)
    with django_assert_num_queries(4):  # the life record, the code lists, the choices, the hours asked
        assert (len(take(reading)["sections"]), gaps(reading), len(reading.facts.outputs)) == (21, [], rows)
