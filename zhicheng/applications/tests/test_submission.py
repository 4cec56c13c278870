"""提交审核: complete, downloaded, in time, once."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django_tasks_db.models import DBTaskResult

from tests.world import World, fresh
from zhicheng.applications import operations
from zhicheng.applications.models import Status, Submission
from zhicheng.audit.models import Event
from zhicheng.dossier.models import RECORDS
from zhicheng.notifications.models import Message


def test_a_repeated_request_gets_the_first_receipt_whatever_its_key(world: World) -> None:
    application = world.filled()
    receipts = {world.submit(application, key=key).pk for key in ("a", "a", "b")}
    assert (len(receipts), Submission.objects.count(), application.stages.count()) == (1, 1, 8)
    assert Message.objects.filter(recipient=world.li).count() == 1


def test_a_key_of_any_length_and_of_two_people_is_taken(world: World) -> None:
    first, second = world.filled(), world.filled(world.wu)
    assert world.submit(first, key="k" * 9000 + "\0").application == first
    assert world.submit(second, key="k" * 9000 + "\0").application == second


@pytest.mark.parametrize("part", ["education", "training", "request"])
def test_what_is_missing_is_named(world: World, part: str) -> None:
    application = world.fill(world.start(), skip=[part])
    with pytest.raises(operations.Incomplete) as refusal:
        world.submit(application)
    assert [task.step.key for task in refusal.value.tasks] == [part]


def test_red_boxes_hold_a_case_back(world: World) -> None:
    with pytest.raises(operations.Incomplete) as refusal:
        world.submit(world.fill(world.start(), skip=["boxes"]))
    assert [row["label"] for _, row in refusal.value.boxes] == ["籍贯", "行政职务", "证明人", "专业技术工作总结"]


def test_a_row_without_evidence_holds_a_case_back_even_in_an_optional_part(world: World) -> None:
    application = world.filled()
    for row in application.applicant.paper_set.all():
        row.evidence.clear()
    with pytest.raises(operations.Incomplete) as refusal:
        world.submit(application)
    assert [task.detail for task in refusal.value.tasks] == ["论文有 1 条没有上传证明材料"]


def test_the_form_must_be_downloaded_in_exactly_this_content(world: World) -> None:
    application = world.filled()
    seen = operations.request_print(application=application, at=world.at).content_hash
    one: dict[str, Any] = {"application": application, "actor": world.li, "at": world.at}
    with pytest.raises(operations.NotDownloaded):
        operations.submit(request_key=uuid4().hex, content_hash=seen, **one)
    world.download(application)
    operations.supplement(values={"native_place": "广东连州"}, **one)
    with pytest.raises(operations.FormChanged):
        operations.submit(request_key=uuid4().hex, content_hash=seen, **one)
    assert fresh(application).status == Status.DRAFT


def test_a_print_whose_worker_was_lost_is_made_when_it_is_asked_for_again(world: World) -> None:
    application = world.filled()
    minutes = (0, 1, 61)
    prints = [
        operations.request_print(application=application, at=world.at + timedelta(minutes=later)) for later in minutes
    ]
    assert len({printed.pk for printed in prints}) == 1
    assert [task.args_kwargs["args"] for task in DBTaskResult.objects.all()] == [[prints[0].pk]] * 2


@pytest.mark.parametrize(("second", "is_late"), [(-1, False), (0, True), (1, True)])
def test_the_last_moment_is_a_second_before_the_end(world: World, second: int, is_late: bool) -> None:
    application = world.filled()
    world.at = world.call.submit_until + timedelta(seconds=second)
    if is_late:
        with pytest.raises(operations.TooLate, match="个人提交已于 2026-11-01 00:00 截止"):
            world.submit(application)
    else:
        assert world.submit(application).round == 1


def test_a_stranger_cannot_submit(world: World) -> None:
    application = world.filled()
    content_hash = world.download(application)
    with pytest.raises(operations.NotAllowed):
        operations.submit(
            application=application, request_key="k", content_hash=content_hash, actor=world.wu, at=world.at
        )


def test_a_submission_freezes_rows_findings_and_content(world: World) -> None:
    application = world.submitted()
    rows = [row for model in RECORDS for row in model.objects.all()]
    assert {(row.held_by, row.frozen) for row in rows} == {(application.number, True)}
    assert next(finding["ok"] for finding in application.content.findings or []) is True
    assert application.content.snapshot == application.submissions.get().snapshot
    verbs = Event.objects.filter(subject=f"applications.application:{application.number}").values_list(
        "verb", flat=True
    )
    assert list(verbs.order_by("pk")) == ["application.start", "application.download", "application.submit"]
