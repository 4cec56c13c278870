"""One more kind is one folder and one word. This one is no folder: it is made here, and walked from start to end."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django import forms
from django.test import Client

from tests import answers, factories
from tests.journeys.visitor import Visitor
from tests.world import World, fresh, pdf_bytes, stage_of
from zhicheng.accounts.models import User
from zhicheng.applications import operations, registry
from zhicheng.applications.forms import DeskForm, StartForm, StepForm
from zhicheng.applications.kind import FormStep, Kind, Stage
from zhicheng.applications.models import Application, Gate, Outcome, Status
from zhicheng.calls.models import FilingWindow
from zhicheng.core.fields import CleanCharField
from zhicheng.kinds.common import desks
from zhicheng.notifications.models import Message
from zhicheng.organizations.models import Role

BARRED = "李某已有一份。可以等它办结，或到人事管理单位查询。"


class WishForm(StepForm):
    wish = CleanCharField(label="借阅理由", max_length=200)
    shelf = forms.ChoiceField(label="档案室", choices=[("", "选择"), ("north", "北库"), ("south", "南库")])


class LoanForm(DeskForm):
    slip = CleanCharField(label="借据编号", max_length=40)
    place = forms.ChoiceField(label="归还地点", choices=[("counter", "服务窗口"), ("post", "邮寄")])


class ShelfForm(DeskForm):
    shelf = CleanCharField(label="架位", max_length=40)


def refuses(person: User, year: int, at: datetime) -> str:
    return BARRED if person.name == "吴某" else ""


LOAN = Kind(
    key="loan",
    title="档案借阅申请",
    summary="借阅本人的职称档案。",
    icon="file",
    letters="JY",
    starts=StartForm,
    needs_unit=True,
    refuses=refuses,
    must_download=False,
    certifies=False,
    verdicts=("准予借阅", "不予借阅"),
    archives=False,
    guide=(("谁能办", "本人。"),),
    request=FormStep(key="wish", title="填写借阅信息", summary="为什么借", form=WishForm, proof="身份证件"),
    route=(
        Stage(key="unit", title="单位审核", waiting="待单位审核", role=Role.UNIT, at=desks.employer),
        Stage(
            key="slip",
            title="提交借据",
            waiting="待提交借据",
            at=desks.employer,
            gate=Gate.APPLICANT,
            form=LoanForm,
            proof="签名的借据",
            sla_days=5,
        ),
        Stage(
            key="room",
            title="档案室核定",
            waiting="待核定",
            role=Role.HRSS,
            at=desks.bureau,
            assesses=True,
            yes_label="准予借阅",
            fail_label="不予借阅",
        ),
        Stage(
            key="shelf",
            title="人社部门办结",
            waiting="待办结",
            role=Role.HRSS,
            at=desks.bureau,
            form=ShelfForm,
            returns=False,
        ),
    ),
)
WISH = {"wish": "核对评审表上的时间", "shelf": "south"}
SLIP: dict[str, Any] = {"slip": "借 2026-7", "place": "post"}


@pytest.fixture(autouse=True)
def loan(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    filling = answers.Filling(request=WISH, desks={"slip": SLIP, "shelf": {"shelf": "3-14"}})
    monkeypatch.setitem(registry._kinds, LOAN.key, LOAN)
    monkeypatch.setitem(answers.KINDS, LOAN.key, filling)
    factories.window(LOAN.key)


def visitor(person: User) -> Visitor:
    found = Visitor()
    found.client.force_login(person)
    return found


def proof() -> Any:
    return factories.upload("证件.pdf", pdf_bytes(3))


def decide(world: World, person: User, case: Application, **typed: str) -> Visitor:
    officer = visitor(person).see(f"/desk/cases/{case.number}/")
    checks = {name: "ok" for form in officer.page.forms for name in form.names if name.startswith("check-")}
    return officer.send(**({"opinion": "同意。"} | checks | typed))


def test_it_is_started_filled_in_and_submitted_on_two_pages(world: World) -> None:
    li = visitor(world.li).see("/my/apply/loan/")
    assert li.reads("办事须知", "广东省", "先选定人事管理单位", "分两步：填写借阅信息、提交审核。")
    operations.choose_unit(person=world.li, unit=world.unit, at=world.at)
    li.see("/my/apply/loan/").send("开始申请")
    case = Application.objects.get(kind="loan")
    assert (li.at, case.level, case.window is not None, case.title) == (
        f"/my/applications/{case.number}/request/",
        "",
        True,
        None,
    )
    li.send("下一步：提交审核", **WISH, proof=proof())
    assert li.at == f"/my/applications/{case.number}/submit/"
    assert li.reads("填写的内容", "借阅信息", "承诺并提交", "10 月 31 日 24:00")
    assert "第一步：下载" not in li.page.words
    li.send("提交审核", promise="on")
    assert li.reads("已提交", case.number)
    assert [row["value"] for row in (fresh(case).content.snapshot or {})["sections"][0]["rows"]] == [
        WISH["wish"],
        "南库",
    ]
    for page in ("/my/", "/my/tracking/", f"/my/tracking/{case.number}/", f"/my/tracking/{case.number}/materials/"):
        assert li.see(page).reads("档案借阅申请")
    for page in ("info/", "form/"):
        assert li.client.get(f"/my/applications/{case.number}/{page}").status_code in (404, 409)


def test_it_cannot_be_submitted_without_its_papers(world: World) -> None:
    case = world.start(kind="loan")
    li = Client()
    li.force_login(world.li)
    page = li.post(f"/my/applications/{case.number}/request/", {**WISH, "do": "next"})
    assert (page.status_code, "上传身份证件" in page.content.decode()) == (422, True)
    with pytest.raises(operations.Incomplete):
        world.submit(case)


def test_its_officers_decide_the_applicant_answers_in_between_and_learns_the_result_at_the_end(world: World) -> None:
    case = world.submitted(kind="loan")
    wang = visitor(world.wang).see("/desk/cases/")
    assert wang.reads("档案借阅申请")
    decide(world, world.wang, case, decision="passed").reads("单位审核：通过")
    li = visitor(world.li)
    assert li.see("/my/").reads("轮到您办理：提交借据")
    assert li.see(f"/my/tracking/{case.number}/").reads("待提交借据", "轮到您办理")
    assert Message.objects.filter(recipient=world.li, body__contains="现在由您办理：提交借据").count() == 1
    li.click("提交借据").send("提交", **SLIP, proof=proof())
    assert li.reads("提交借据已提交", "提交借据：已提交")
    qian = visitor(world.qian).see(f"/desk/cases/{case.number}/")
    assert qian.reads("借据编号", "借 2026-7", "邮寄", "证件.pdf", "准予借阅", "不予借阅")
    file = stage_of(case).application.stages.get(key="slip").files.get()
    assert qian.see(f"/desk/files/{case.number}/{file.pk}/").file == pdf_bytes(3)
    assert visitor(world.wang).client.get(f"/desk/files/{case.number}/{file.pk}/").status_code == 404
    assert visitor(world.wu).client.get(f"/desk/files/{case.number}/{file.pk}/").status_code == 404
    decide(world, world.qian, case, decision="not_passed")
    assert (fresh(case).outcome, fresh(case).decided_on) == (Outcome.NOT_PASSED, date(2026, 9, 10))
    li.see(f"/my/tracking/{case.number}/").reads("已考核")
    assert "不予借阅" not in li.page.words
    assert "未通过" not in li.page.words
    decide(world, world.qian, case, **{"decision": "passed", "desk-shelf": "3-14"})
    assert fresh(case).status == Status.NOT_PASSED
    assert Message.objects.filter(recipient=world.li).latest("pk").body.endswith("已办结，不予借阅。")


def test_who_passes_reads_so_and_is_promised_no_certificate(world: World) -> None:
    case = world.at_stage("", kind="loan")
    assert case.status == Status.PASSED
    li = visitor(world.li).see(f"/my/tracking/{case.number}/")
    assert li.reads("已办结（通过）")
    assert "职称证书" not in li.page.words.partition("我可以")[2]
    assert "下载申请表" not in li.page.words


def test_who_may_not_start_reads_why_before_typing_and_is_refused_by_the_verb(world: World) -> None:
    operations.choose_unit(person=world.wu, unit=world.unit, at=world.at)
    page = visitor(world.wu).see("/my/apply/loan/")
    assert page.reads("您现在不能办理档案借阅申请", BARRED)
    assert not any("开始申请" in form.buttons for form in page.page.forms)
    with pytest.raises(operations.MayNotStart, match="已有一份"):
        operations.start(kind="loan", applicant=world.wu, year=2026, at=world.at)


def test_it_is_closed_outside_its_window(world: World) -> None:
    world.later(days=60)
    assert visitor(world.li).see("/my/apply/loan/").reads("现在不在受理时间")
    with pytest.raises(operations.NotOpen):
        world.start(kind="loan")


def test_nobody_else_answers_for_the_applicant_and_an_answer_counts_once(world: World) -> None:
    case = world.at_stage("slip", kind="loan")
    url = f"/my/tracking/{case.number}/respond/"
    assert visitor(world.wu).client.get(url).status_code == 404
    with pytest.raises(operations.NotAllowed):
        operations.respond(application=case, actor=world.wu, data=SLIP, at=world.at)
    with pytest.raises(operations.ProofMissing):
        operations.respond(application=case, actor=world.li, data=SLIP, at=world.at)
    li = visitor(world.li)
    bare = li.client.post(url, SLIP)
    assert (bare.status_code, "上传签名的借据" in bare.content.decode()) == (422, True)
    assert li.client.post(url, {**SLIP, "proof": proof()}).status_code == 303
    assert li.client.post(url, {**SLIP, "proof": proof()}).status_code == 409


def test_the_window_of_a_draft_is_that_of_the_unit_chosen_later(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry._kinds, "loan", replace(LOAN, needs_unit=False))
    case = operations.start(kind="loan", applicant=world.li, year=2026, at=world.at)
    assert (case.window, case.employer) == (None, None)
    operations.choose_unit(person=world.li, unit=world.unit, at=world.at)
    assert fresh(case).period == FilingWindow.objects.get(kind="loan")


def test_it_is_too_late_after_the_window_and_nobody_takes_it_where_there_is_none(world: World) -> None:
    case = world.filled(kind="loan")
    later = world.later(days=60)
    with pytest.raises(operations.TooLate):
        world.submit(case)
    world.at = later - timedelta(days=60)
    Application.objects.filter(pk=case.pk).update(window=None)
    with pytest.raises(operations.NotOpen):
        world.submit(fresh(case))
    page = visitor(world.li).see(f"/my/applications/{case.number}/submit/")
    assert page.reads("您的人事管理单位所在地现在不受理档案借阅申请")
