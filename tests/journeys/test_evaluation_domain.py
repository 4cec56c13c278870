"""One 评审申请 from the first click to the verified certificate, by the verbs alone: no page is asked."""

from datetime import datetime, time, timedelta

import pytest

from tests import answers
from tests.factories import START, call, resident
from tests.pdf import pages
from tests.world import World, fresh, stage_of
from zhicheng.applications import operations
from zhicheng.applications.models import Application, Notice, Outcome, PrintedForm, Status
from zhicheng.applications.operations import print_form
from zhicheng.applications.queries import current_stage, gaps, history
from zhicheng.applications.reading import Reading
from zhicheng.applications.sections import missing, sections
from zhicheng.certificates.models import Certificate
from zhicheng.certificates.operations import render
from zhicheng.certificates.queries import find, of_holder
from zhicheng.dossier import operations as dossier
from zhicheng.dossier.models import Education, HeldTitle, Paper, WorkExperience
from zhicheng.dossier.queries import archived
from zhicheng.files.queries import open_file
from zhicheng.notifications.models import Message

ROUTE = ["unit", "notice_before", "recommend", "competent", "intake", "review", "notice_after", "confirm"]


def said_to(world: World) -> list[str]:
    return list(Message.objects.filter(recipient=world.li).order_by("pk").values_list("title", flat=True))


def outcomes(application: Application) -> list[tuple[int, str, str]]:
    return [(stage.round, stage.key, stage.outcome) for stage in history(application) if stage.outcome != Outcome.VOID]


def text_of(printed: PrintedForm) -> str:
    assert printed.file is not None
    with open_file(printed.file) as stream:
        return "".join(pages(stream.read()))


def print_now(world: World, application: Application) -> PrintedForm:
    """What the applicant does with the button and the worker in the background."""
    printed = operations.request_print(application=application, at=world.at)
    print_form.call(printed.pk)
    printed.refresh_from_db()
    return printed


def test_from_the_first_click_to_the_verified_certificate(world: World) -> None:
    """李工 fills in, prints, submits; every desk passes the case; the certificate is found by its number."""
    application = world.filled()
    printed = print_now(world, application)
    assert "预览" in text_of(printed)
    operations.note_download(printed=printed, actor=world.li)
    receipt = world.submit(application)
    assert (receipt.round, receipt.content_hash) == (1, printed.content_hash)

    world.decide(application)  # 王经办: 审核
    world.end_notice(application)  # five working days, nobody objects
    world.decide(application)  # 王经办: 推荐上报
    world.decide(application)  # 赵主管
    world.decide(application)  # 冯主任: 受理
    item = world.review(application, "yes yes yes abstain")
    assert (item.present, item.yes, item.no, item.abstain, item.passed) == (4, 3, 0, 1, True)
    assert fresh(application).status == Status.IN_PROGRESS
    world.end_notice(application)  # the office's 公示
    world.decide(application)  # 钱科长: 核准

    application = fresh(application)
    assert (application.status, application.outcome, current_stage(application)) == ("passed", "passed", None)
    assert outcomes(application) == [(1, key, "passed") for key in ROUTE]
    assert said_to(world) == ["申请已提交", "评审申请已办结"]
    certificate = of_holder(world.li).get()
    assert find(name="李静怡", number=certificate.number) == certificate
    assert find(name="吴某", number=certificate.number) is None
    assert (certificate.title, certificate.issuer, certificate.approval) == (
        "工程师",
        world.bureau.name,
        "清人社职〔2026〕12 号",
    )
    assert render(certificate=certificate, at=world.at).content_type == "application/pdf"
    final = text_of(print_now(world, application))
    wanted = [certificate.number, "清人社职〔2026〕12号", "李静怡", "预览"]
    assert [words in final for words in wanted] == [True, True, True, False]


def test_what_is_frozen_holds_no_whole_number(world: World) -> None:
    receipt = world.submit(world.filled())
    assert receipt.snapshot["id_masked"] == "990002********0" + resident(4)[-3:]
    assert resident(4) not in str(receipt.snapshot)
    assert world.li.phone not in str(receipt.snapshot)


def test_exactly_the_records_used_are_archived_and_the_next_application_offers_them(world: World) -> None:
    application = world.filled()
    unused = world.add(application, "paper", {**answers.RECORDS["paper"][0], "title": "没有选用的论文"})
    used = Paper.objects.get(owner=world.li, title=answers.RECORDS["paper"][0]["title"])
    world.choose(application, "paper", used)
    world.submit(application)
    world.go(application)

    unused.refresh_from_db()
    assert (unused.is_archived, unused.held_by, unused.frozen) == (False, "", False)
    assert [row.archived_from for row in archived(world.li, Paper)] == [application.number]
    assert [row.name for row in archived(world.li, HeldTitle)] == ["工程师", "助理工程师"]
    world.at = START.replace(year=2027)
    call(world.committee, year=2027, actor=world.feng)
    following = world.start(year=2027)
    with pytest.raises(dossier.Archived, match=r"^这条信息已于 2026 年 9 月 25 日入库，不能修改$"):
        world.add(following, "paper", {**answers.RECORDS["paper"][0], "rank": 2}, pk=used.pk)
    with pytest.raises(dossier.Duplicate, match=r"直接选用入库信息$"):
        world.add(following, "paper", answers.RECORDS["paper"][0])
    for key, model in (("education", Education), ("work", WorkExperience), ("current_title", HeldTitle)):
        world.choose(following, key, *archived(world.li, model))
    waiting = {task.step.key for task in gaps(Reading(fresh(following), at=world.at))}
    assert waiting == {"basic", "training", "since", "appraisal", "request"}


def test_a_case_that_fails_has_no_second_notice_and_no_certificate_but_is_archived(world: World) -> None:
    application = world.at_stage("", choices="yes yes no no")
    assert (application.status, application.outcome) == ("not_passed", "not_passed")
    assert [key for _, key, _ in outcomes(application)] == [key for key in ROUTE if key != "notice_after"]
    assert not Certificate.objects.exists()
    assert [row.archived_from for row in archived(world.li, Education)] == [application.number]


def test_the_applicant_hears_nothing_of_the_vote_before_the_case_is_closed(world: World) -> None:
    application = world.at_stage("confirm", choices="no no no no")
    assert (application.status, said_to(world)) == ("in_progress", ["申请已提交"])


def test_a_returned_case_resumes_at_the_desk_that_returned_it_and_keeps_what_was_judged(world: World) -> None:
    application = world.at_stage("competent")
    first = Education.objects.get(owner=world.li)
    world.decide(application, Outcome.RETURNED)
    better = world.add(fresh(application), "education", {**answers.RECORDS["education"][0], "degree": "3"}, pk=first.pk)
    first.refresh_from_db()
    assert (first.superseded_by, first.degree, better.pk == first.pk) == (better, "4", False)
    receipt = world.submit(application)
    assert (receipt.round, stage_of(application).key) == (2, "competent")
    assert [s.snapshot["refs"]["education"] for s in application.submissions.order_by("round")] == [
        [first.pk],
        [better.pk],
    ]
    closed = world.go(application)
    assert (closed.status, [row.pk for row in archived(world.li, Education)]) == ("passed", [better.pk])


def test_what_was_filled_in_for_a_row_stays_with_its_new_version(world: World) -> None:
    application = world.submitted()
    operations.withdraw(application=application, actor=world.li, at=world.at)
    row = WorkExperience.objects.get(owner=world.li)
    newer = world.add(fresh(application), "work", {**answers.RECORDS["work"][0], "duty": "副主任"}, pk=row.pk)
    assert fresh(application).content.supplements[f"witness.{newer.pk}"] == "王经办"
    assert missing(sections(Reading(fresh(application), at=world.at))) == []


def test_a_case_may_come_back_twice_though_its_call_is_over(world: World) -> None:
    application = world.at_stage("intake")
    for round_ in (2, 3):
        world.at = max(world.at, START.replace(month=11, day=20))
        world.decide(application, Outcome.RETURNED)
        assert gaps(Reading(fresh(application), at=world.at)) == []
        assert (world.submit(application).round, stage_of(application).key) == (round_, "intake")


def test_a_correction_is_in_time_until_the_end_of_its_last_day(world: World) -> None:
    application = world.submitted()
    world.decide(application, Outcome.RETURNED)
    last = world.at.date() + timedelta(days=15)
    world.at = datetime.combine(last + timedelta(days=1), time(), START.tzinfo)
    with pytest.raises(operations.TooLate):
        world.submit(application)
    world.at -= timedelta(seconds=1)
    assert world.submit(application).round == 2


def test_a_withdrawn_case_begins_again_at_the_first_desk_and_cannot_be_withdrawn_later(world: World) -> None:
    application = world.submitted()
    operations.withdraw(application=application, actor=world.li, at=world.later())
    assert (fresh(application).status, current_stage(application)) == (Status.WITHDRAWN, None)
    assert set(Education.objects.values_list("held_by", "frozen")) == {("", True)}
    world.submit(application)
    assert stage_of(application).key == "unit"
    world.decide(application)
    with pytest.raises(operations.NotAllowed):
        operations.withdraw(application=application, actor=world.li, at=world.at)


def test_an_open_objection_holds_the_case_until_it_is_settled(world: World) -> None:
    application = world.at_stage("notice_before")
    notice = Notice.objects.get(stage=stage_of(application))
    objection = operations.object_to(notice=notice, text="业绩不实", objector="陈某", actor=world.wang, at=world.at)
    world.end_notice(application)
    assert stage_of(application).key == "notice_before"
    with pytest.raises(operations.NotAllowed):
        operations.object_to(notice=notice, text="晚了", objector="陈某", actor=world.wang, at=notice.ends_at)
    operations.resolve_objection(objection=objection, upheld=False, finding="属实", actor=world.wang, at=world.at)
    world.end_notice(application)
    assert stage_of(application).key == "recommend"
    assert application.stages.get(key="notice_before").opinion == "公示期满，异议经核查不成立。"


@pytest.mark.parametrize(("stage", "status"), [("notice_before", "rejected"), ("notice_after", "in_progress")])
def test_an_upheld_objection_ends_the_case_before_the_review_and_its_result_after(
    world: World, stage: str, status: str
) -> None:
    application = world.at_stage(stage)
    notice, who = Notice.objects.get(stage=stage_of(application)), world.officer(stage_of(application))
    both = [
        operations.object_to(notice=notice, text=text, objector="陈某", actor=who, at=world.at)
        for text in ("业绩不实", "论文抄袭")
    ]
    for objection in both:
        operations.resolve_objection(objection=objection, upheld=True, finding="查实", actor=who, at=world.later())
    assert fresh(application).status == status
    if status == "in_progress":
        assert world.go(application).status == "not_passed"
    assert not Certificate.objects.exists()
    assert Education.objects.get(owner=world.li).held_by == ""
