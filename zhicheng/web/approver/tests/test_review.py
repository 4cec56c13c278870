"""分栏审核: who may read and decide, what a decision needs, what nobody learns before 办结."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests import answers
from tests.factories import official, person
from tests.world import World, fresh, stage_of
from zhicheng.applications import operations
from zhicheng.applications.models import Application, CorrectionNotice, Outcome, StageRecord
from zhicheng.audit.models import Event
from zhicheng.core.workdays import add_workdays
from zhicheng.files.models import StoredFile
from zhicheng.organizations.models import Role
from zhicheng.reference.queries import calendar
from zhicheng.web.approver.tests.conftest import Browser
from zhicheng.web.desks.queue import due_words

DESK = {"desk-place": "单位公告栏", "desk-phone": "0763-3360001"}


def address(case: Application) -> str:
    return f"/desk/cases/{case.number}/"


def frozen(case: Application) -> dict[str, Any]:
    snapshot = fresh(case).content.snapshot
    assert snapshot is not None
    return dict(snapshot)


def answered(case: Application, **changes: str) -> dict[str, str]:
    """Every point 符合, an opinion and what the desk fills in; `changes` on top."""
    checks = {f"check-{part['key']}": "ok" for part in frozen(case)["sections"]}
    stage = {"stage": str(stage_of(case).pk), "decision": "passed", "opinion": "材料齐全，同意。"}
    return {**checks, **stage, **DESK, **changes}


def returning(case: Application, **changes: str) -> dict[str, str]:
    wrong = {"decision": "returned", "check-education": "problem", "text-education": "重新上传毕业证书"}
    return answered(case, **{**wrong, **changes})


def errors(response: Any) -> dict[str, list[str]]:
    form, desk_form = response.context["form"], response.context["desk_form"]
    return {**form.errors, **(desk_form.errors if desk_form else {})}


# ── who ──


def test_only_the_desk_of_the_case_may_read_it(world: World, browser: Browser) -> None:
    case = world.submitted()
    other = official("zheng", "郑经办", 41, (world.other_unit, Role.UNIT))
    role = official("feng2", "冯经办", 42, (world.unit, Role.HRSS))
    people = {"wang": world.wang, "zhao": world.zhao, "qian": world.qian, "other": other, "role": role}
    got = {name: browser(user).get(address(case)).status_code for name, user in people.items()}
    assert got == {"wang": 200, "zhao": 404, "qian": 404, "other": 404, "role": 404}
    assert [browser(user).get(address(case)).status_code for user in (world.li, world.wu)] == [404, 404]


def test_an_officer_cannot_open_or_decide_his_own_case(world: World, browser: Browser) -> None:
    case = world.submitted(official("zheng", "郑经办", 41, (world.unit, Role.UNIT)))
    client = browser(case.applicant)
    assert client.get(address(case)).status_code == 404
    assert client.post(address(case), answered(case)).status_code == 404
    assert client.get("/desk/cases/").context["rows"] == []


def test_a_draft_and_an_unknown_number_do_not_exist(world: World, browser: Browser) -> None:
    client = browser(world.wang)
    assert client.get(address(world.filled())).status_code == 404
    assert client.get("/desk/cases/PS0/").status_code == 404


def test_reading_is_recorded_once_an_hour(world: World, browser: Browser) -> None:
    case = world.submitted()
    client = browser(world.wang)
    client.get(address(case))
    client.get(address(case))
    assert Event.objects.filter(actor=world.wang, verb="audit.viewed").count() == 1


# ── pass ──


def test_the_unit_passes_the_case_into_its_posting(world: World, browser: Browser) -> None:
    case = world.submitted()
    response = browser(world.wang).post(address(case), answered(case))
    assert (response.status_code, response["Location"]) == (303, address(case))
    stage = StageRecord.objects.get(application=case, key="unit")
    assert (stage.outcome, stage.decided_by, stage.opinion) == (Outcome.PASSED, world.wang, "材料齐全，同意。")
    assert stage.data == {"place": "单位公告栏", "phone": "0763-3360001"}
    assert stage_of(case).key == "notice_before"


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"decision": ""}, "decision", "选择审核决定"),
        ({"opinion": " "}, "opinion", "填写审核意见"),
        ({"check-work": ""}, "check-work", "核对工作经历，选择符合或有问题"),
        ({"check-work": "problem"}, "decision", "还有 1 处有问题，改选退回补正，或核对后改为符合"),
        ({"desk-place": ""}, "place", "填写公示地点或网址"),
        ({"opinion": "长" * 200_000}, "opinion", "审核意见不超过 1000 字，现有 200000 字"),
        ({"opinion": "\0"}, "opinion", "审核意见含有看不见的控制字符，删去后重新填写"),
    ],
)
def test_a_pass_needs_everything(
    world: World, browser: Browser, changes: dict[str, str], field: str, message: str
) -> None:
    case = world.submitted()
    response = browser(world.wang).post(address(case), answered(case, **changes))
    assert response.status_code == 422
    assert errors(response)[field] == [message]
    assert stage_of(case).key == "unit"


# ── return ──


def test_a_return_is_shown_first_and_then_sent(world: World, browser: Browser) -> None:
    case = world.submitted()
    client = browser(world.wang)
    preview = client.post(address(case), returning(case))
    due_on = add_workdays(timezone.localdate(world.at), world.call.correction_days, calendar=calendar())
    item = {"section": "education", "title": "学历学位", "text": "重新上传毕业证书"}
    assert (preview.context["items"], preview.context["due_on"]) == ([item], due_on)
    assert stage_of(case).key == "unit"
    sent = client.post(address(case), {**dict(preview.context["typed"]), "confirm": "1"})
    assert sent.status_code == 303
    notice = CorrectionNotice.objects.get(stage__application=case)
    assert (notice.items, notice.due_on, fresh(case).status) == ([item], due_on, "returned")


def test_from_the_preview_one_comes_back_with_everything_typed(world: World, browser: Browser) -> None:
    case = world.submitted()
    client = browser(world.wang)
    preview = client.post(address(case), returning(case, opinion="有一处要改"))
    back = client.post(address(case), {**dict(preview.context["typed"]), "back": "1"})
    (check,) = [one for one in back.context["checks"] if one.problem]
    assert (check.name, check.chosen, check.problem) == ("check-education", "problem", "重新上传毕业证书")
    assert back.context["form"]["opinion"].value() == "有一处要改"
    assert back.context["desk_form"]["place"].value() == "单位公告栏"


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"text-education": ""}, "text-education", "写明学历学位要申请人怎么改"),
        ({"check-education": "ok"}, "decision", "还没有标出有问题的部分，标出并写明怎么改后再退回补正"),
        ({"check-basic": ""}, "check-basic", "核对基本信息，选择符合或有问题"),
        ({"text-education": "长" * 501}, "text-education", "学历学位要怎么改不超过 500 字，现有 501 字"),
    ],
)
def test_a_return_names_every_defect_and_what_to_do(
    world: World, browser: Browser, changes: dict[str, str], field: str, message: str
) -> None:
    case = world.submitted()
    response = browser(world.wang).post(address(case), returning(case, **changes))
    assert (response.status_code, errors(response)[field]) == (422, [message])
    assert stage_of(case).key == "unit"


def test_what_changed_since_the_return_is_marked_and_the_rest_is_already_ticked(world: World, browser: Browser) -> None:
    case = world.submitted()
    world.decide(case, Outcome.RETURNED)
    master = {**answers.RECORDS["education"][0], "school": "华南理工大学", "ended_on": (2022, 6)}
    world.add(case, "education", master)
    world.submit(case)
    board = browser(world.wang).get(address(case)).context["board"]
    assert [part.key for part in board.sheet.changed] == ["education"]
    (education,) = board.sheet.changed
    assert [entry.is_changed for entry in education.entries] == [False, True]
    assert education.asked == "毕业证书不清楚，重新上传"
    unticked = [part.key for part in board.sheet.parts if f"check-{part.key}" not in board.presets]
    assert unticked == ["education"]


# ── somebody else was quicker ──


def test_the_second_officer_is_told_who_decided_and_keeps_what_he_typed(world: World, browser: Browser) -> None:
    case = world.submitted()
    second = official("zheng", "郑经办", 41, (world.unit, Role.UNIT))
    typed = returning(case, opinion="我的意见")
    world.decide(case)
    late = browser(second).post(address(case), typed)
    page = late.content.decode()
    assert late.status_code == 409
    assert [word in page for word in ("王经办", "通过", "我的意见", "重新上传毕业证书")] == [True] * 4
    assert stage_of(case).key == "notice_before"


def test_a_second_click_leads_to_the_same_place(world: World, browser: Browser) -> None:
    case = world.submitted()
    client, typed = browser(world.wang), answered(case)
    assert [client.post(address(case), typed).status_code for _ in range(2)] == [303, 303]
    assert StageRecord.objects.filter(application=case, decided_by=world.wang).count() == 1


def test_what_was_read_before_a_withdrawal_cannot_be_decided_after_it(world: World, browser: Browser) -> None:
    case = world.submitted()
    typed = answered(case)
    operations.withdraw(application=case, actor=world.li, at=world.later())
    world.submit(case)
    assert browser(world.wang).post(address(case), typed).status_code == 409
    assert stage_of(case).key == "unit"


def test_a_case_under_publicity_is_not_decided_at_the_desk(world: World, browser: Browser) -> None:
    case = world.at_stage("notice_before")
    client = browser(world.wang)
    assert client.get(address(case)).context["board"].waits is False
    assert client.post(address(case), answered(case)).status_code == 409


# ── secrets ──


def test_the_whole_number_is_shown_once_and_recorded(world: World, browser: Browser) -> None:
    case = world.submitted()
    client = browser(world.wang)
    assert world.li.id_number not in client.get(address(case)).content.decode()
    shown = client.post(f"{address(case)}id-number/", {"opinion": "写到一半"})
    assert world.li.id_number in shown.content.decode()
    assert shown.context["form"]["opinion"].value() == "写到一半"
    assert Event.objects.filter(actor=world.wang, verb="desk.id_number").count() == 1
    assert client.get(f"{address(case)}id-number/").status_code == 405
    assert browser(world.zhao).post(f"{address(case)}id-number/").status_code == 404


def bytes_of(client: Client, *addresses: str) -> list[str]:
    """The pages without what differs between any two requests."""
    pages = [client.get(one).content.decode() for one in addresses]
    return [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page) for page in pages]


@pytest.mark.parametrize("officer", ["wang", "zhao"])
def test_no_page_of_unit_or_competent_unit_tells_the_hidden_result(
    world: World, browser: Browser, officer: str
) -> None:
    case = world.at_stage("review")
    client = browser(getattr(world, officer))
    pages = (address(case), "/desk/", "/desk/cases/?tab=done", "/desk/cases/", "/desk/notices/")
    client.get(address(case))
    before = bytes_of(client, *pages)
    world.review(case, "no no no no")
    assert (fresh(case).outcome, stage_of(case).key) == (Outcome.NOT_PASSED, "confirm")
    assert bytes_of(client, *pages) == before


def test_the_bureau_sees_the_result_and_the_vote(world: World, browser: Browser) -> None:
    case = world.at_stage("confirm")
    result = browser(world.qian).get(address(case)).context["board"].result
    assert result.word == "通过"
    assert dict(result.rows)["同意"] == "3 票"


def test_the_bureau_confirms_and_is_told_the_certificate(world: World, browser: Browser) -> None:
    case = world.at_stage("confirm")
    client = browser(world.qian)
    page = client.get(address(case))
    assert page.context["checks"] == []
    posted = {"stage": str(stage_of(case).pk), "decision": "passed", "opinion": "同意核准。"}
    assert client.post(address(case), posted).status_code == 422
    assert client.post(address(case), {**posted, "desk-approval": "清人社职〔2026〕12 号"}).status_code == 303
    assert fresh(case).status == "passed"
    certificate = client.get(address(case)).context["board"].certificate
    assert certificate.approval == "清人社职〔2026〕12 号"
    assert f"证书编号 {certificate.number}" in client.get(address(case)).content.decode()


def test_the_bureau_cannot_return(world: World, browser: Browser) -> None:
    case = world.at_stage("confirm")
    posted = {"stage": str(stage_of(case).pk), "decision": "returned", "opinion": "退"}
    assert browser(world.qian).post(address(case), posted).status_code == 422


# ── files, the way, the cost ──


def test_files_of_the_case_are_attachments_for_its_desk_only(world: World, browser: Browser) -> None:
    case = world.submitted()
    sections = frozen(case)["sections"]
    file = next(file for part in sections for row in part["table"] for file in row["files"])
    one = f"/desk/files/{case.number}/{file['id']}/"
    response = browser(world.wang).get(one)
    assert (response.status_code, response["Content-Disposition"].split(";")[0]) == (200, "attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response).startswith(b"%PDF")
    assert [browser(user).get(one).status_code for user in (world.zhao, world.li, world.wu)] == [404] * 3
    assert browser(world.wang).get(f"/desk/files/{case.number}/{uuid4()}/").status_code == 404


def test_a_file_of_another_case_is_not_opened_by_this_number(world: World, browser: Browser) -> None:
    case, other = world.submitted(), world.at_stage("competent", world.wu)
    photo = frozen(other)["photo"]
    assert browser(world.wang).get(f"/desk/files/{case.number}/{photo}/").status_code == 404


def test_the_next_case_is_the_next_due(world: World, browser: Browser) -> None:
    first = world.submitted()
    world.later(days=1)
    second = world.submitted(world.wu)
    client = browser(world.wang)
    assert client.get(address(first)).context["board"].following == address(second)
    assert client.get(address(second)).context["board"].previous == address(first)


def test_findings_stand_beside_the_section_they_speak_of(world: World, browser: Browser) -> None:
    case = world.submitted()
    board = browser(world.wang).get(address(case)).context["board"]
    advice = {part.key: len(part.advice) for part in board.sheet.parts if part.advice}
    assert advice == {"education": 1, "training": 3, "since": 1, "paper": 1, "appraisal": 1}
    assert len(board.sheet.general) == 1


def test_the_page_costs_the_same_however_much_was_handed_in(
    world: World, browser: Browser, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    case = world.filled()
    world.submit(case)
    client = browser(world.wang)
    client.get(address(case))
    with django_assert_num_queries(11):
        client.get(address(case))
    more = world.filled(person("hexin", "何新", 40))
    for year in (2019, 2020):
        world.add(more, "education", {**answers.RECORDS["education"][0], "ended_on": (year, 6)})
    world.submit(more)
    client.get(address(more))
    with django_assert_num_queries(11):
        client.get(address(more))


def test_the_due_day_is_counted_in_working_days() -> None:
    friday = date(2026, 9, 11)
    words = [due_words(friday + timedelta(days=days), friday, {}) for days in (-1, 0, 3, 5, 7)]
    assert words == [
        ("超期 1 个工作日", "red"),
        ("今天到期", "red"),
        ("剩 1 个工作日", "red"),
        ("剩 3 个工作日", "amber"),
        ("剩 5 个工作日", ""),
    ]


@pytest.mark.parametrize(("scan", "word"), [("not_scanned", "未查毒"), ("pending", "正在查毒"), ("clean", "")])
def test_files_that_no_scanner_looked_at_are_marked(world: World, browser: Browser, scan: str, word: str) -> None:
    case = world.submitted()
    StoredFile.objects.filter(owner=world.li, is_made=False).update(scan=scan)

    page = browser(world.wang).get(f"/desk/cases/{case.number}/").content.decode()

    found = re.findall(r'<span class="tag[^"]*">(未查毒|正在查毒)</span>', page)
    assert (bool(found), set(found)) == (bool(word), {word} if word else set())


def test_the_competent_unit_may_refuse_a_recognition(world: World, browser: Browser) -> None:
    """2-domain §3.5b: education and post do not match, or the series is under 以考代评."""
    case = world.at_stage("competent", kind="initial")
    page = browser(world.zhao).get(f"/desk/cases/{case.number}/").content.decode()
    assert "不予通过的原因" in page
    case = world.go(case, to="recognise")
    assert "不予通过的原因" not in browser(world.qian).get(f"/desk/cases/{case.number}/").content.decode()
