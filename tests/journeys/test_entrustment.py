"""李静怡 is reviewed in 江苏, because nobody in Guangdong does it: from the start page to the certificate."""

import re
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests import answers, factories
from tests.journeys.visitor import Visitor
from tests.pdf import pages
from tests.world import World, fresh, pdf_bytes, stage_of
from zhicheng.accounts.models import User
from zhicheng.applications import operations
from zhicheng.applications.models import Application, Outcome, Status
from zhicheng.audit.models import Event
from zhicheng.calls.models import Scope
from zhicheng.certificates.models import Certificate
from zhicheng.dossier.models import Education, HeldTitle
from zhicheng.letters.models import Letter
from zhicheng.letters.operations import NotAllowed, render_letter, withdraw
from zhicheng.notifications.models import Message
from zhicheng.organizations.models import Membership
from zhicheng.reference.models import Specialty

CHINA = ZoneInfo("Asia/Shanghai")
FILLING = answers.KINDS["entrustment"]
TYPED = answers.flat(FILLING.request)
RESULT = {
    "result": "passed",
    "decided_on": ("2026", "10", "20"),
    "committee": FILLING.request["committee"],
    "document": "苏职称〔2026〕88 号",
}


def visitor(person: User) -> Visitor:
    found = Visitor()
    found.client.force_login(person)
    found.client.head("/session/")
    return found


def papers() -> Any:
    return factories.upload("评审表.pdf", pdf_bytes())


def decide(person: User, case: Application, **typed: Any) -> Visitor:
    officer = visitor(person).see(f"/desk/cases/{case.number}/")
    checks = {name: "ok" for form in officer.page.forms for name in form.names if name.startswith("check-")}
    return officer.send(**{"opinion": "材料齐全，同意。", **checks, **typed})


def sent(**changes: Any) -> dict[str, Any]:
    """What the page of the result sends."""
    said = {**RESULT, **changes}
    day = said.pop("decided_on")
    return {**said, **{f"decided_on_{place}": part for place, part in enumerate(day)}}


def accept_here(world: World) -> None:
    """The committee of 清远 reviews it from now on."""
    Scope.objects.create(
        committee=world.committee, specialty=Specialty.objects.get(code="ECO_ENG"), level="deputy_senior"
    )


def test_from_the_request_over_the_letter_to_the_certificate_of_guangdong(world: World) -> None:
    # She reads the 办事须知, starts, and fills in her life record as for a 评审申请.
    li = visitor(world.li).see("/my/apply/entrustment/")
    assert li.reads("谁能办", "广东没有评审委员会", "委托评审函的有效期", "生成评审表")
    li.send("开始申请", year="2026", level="deputy_senior")
    case = Application.objects.get(kind="entrustment")
    assert (li.at, case.number[:2]) == (f"/my/applications/{case.number}/info/", "WT")
    world.fill(case, skip=("request", "boxes"))

    # What she asks for comes from the lists, not from open calls.
    li.see(f"/my/applications/{case.number}/request/").send("下一步：生成评审表", **TYPED)
    assert li.reads("核对并生成评审表", "江苏省", "江苏省生态环境工程高级职称评审委员会", "高级工程师")
    request = li.see(f"/my/applications/{case.number}/request/")
    assert request.reads("广东能否评审", "广东没有评审委员会受理，可以委托", "资格条件对照")
    world.fill_boxes(fresh(case))
    world.download(fresh(case))
    li.see(f"/my/applications/{case.number}/submit/").send("提交审核", promise="on")

    # Unit, 公示, 主管单位, city.
    place = {"desk-place": "单位公告栏", "desk-phone": "0763-3360001"}
    decide(world.wang, case, decision="passed", **place)
    world.end_notice(fresh(case))
    decide(world.wang, case, **{"decision": "passed", "desk-result": "clear", "desk-officer": "陈院长"})
    decide(world.zhao, case, decision="passed")
    decide(world.qian, case, decision="passed")

    # The province issues the letter; its fields are those of 2-domain §6.5.
    he = visitor(world.he).see(f"/desk/cases/{case.number}/")
    assert he.reads("同意委托，出具委托评审函", "不予委托", "江苏省")
    decide(world.he, case, **{"decision": "passed", "desk-signer": "张厅长", "desk-remark": "请于年内评审。"})
    letter = Letter.objects.get(application=case)
    assert (letter.number, letter.valid_until) == ("粤人社职委函〔2026〕1 号", date(2026, 12, 31))
    render_letter.call(letter.pk, world.at.isoformat())  # the worker
    assert li.see(f"/my/tracking/{case.number}/").reads("待提交评审结果", "轮到您办理", "12 月 31 日前")
    li.click("下载委托评审函")
    [printed] = pages(li.file)
    for words in (
        letter.number,
        "江苏省生态环境工程高级职称评审委员会",
        "李静怡",
        letter.id_masked[-4:],
        "清远市环境科学研究院",
        "生态环境工程",
        "2026 年度",
        "在广东没有评审委员会受理",
        "公示结果：无异议",
        "请于年内评审。",
        "申报人在本函有效期内报我厅确认",
        "2026 年 12 月 31 日",
        "广东省人力资源和社会保障厅",
        "电子印章",
    ):
        assert words.replace(" ", "") in printed.replace(" ", "").replace("\n", ""), words
    assert world.li.id_number not in printed

    # Anybody who has the letter checks it; every look is noted.
    nobody = Visitor().see(f"/letters/v/{letter.token}/")
    assert nobody.reads("委托评审函有效", letter.number, "李静怡", letter.id_masked)
    assert Event.objects.filter(verb="letters.looked_up").count() == 1

    # The outside committee has decided: she hands it in, the province confirms.
    world.later(days=60)
    li.see(f"/my/tracking/{case.number}/respond/")
    assert li.reads("12 月 31 日前提交", "评审时间")
    assert "通过文件（选填）" not in re.sub(r"\s", "", li.page.words)
    li.client.post(li.at, {**sent(), "proof": papers()})
    he.see(f"/desk/cases/{case.number}/")
    assert he.reads("苏职称〔2026〕88 号", "2026-10-20", "提交时间", "确认合格，发证并办结", letter.number)
    assert he.page.words.index("苏职称") < he.page.words.index("政治面貌"), "before the whole form"
    decide(world.he, case, **{"decision": "passed", "desk-approval": "粤人社职〔2026〕7 号"})
    certificate = Certificate.objects.get(holder=world.li)
    assert (certificate.title, certificate.obtained_by, certificate.committee, certificate.issuer) == (
        "高级工程师",
        "review",
        "江苏省生态环境工程高级职称评审委员会",
        "广东省人力资源和社会保障厅",
    )
    assert certificate.obtained_on == date(2026, 10, 20)
    assert certificate.number[3:5] == "00"  # the province issued it; the unit is in 清远 (18)

    # 入库.
    assert fresh(case).status == Status.PASSED
    assert HeldTitle.objects.filter(owner=world.li, certificate_number=certificate.number).exists()
    assert Education.objects.get(owner=world.li).archived_at is not None
    assert li.see(f"/my/tracking/{case.number}/").reads("已办结（通过）", "我的职称证书")


def test_where_guangdong_has_a_committee_she_is_advised_and_the_province_cannot_issue(world: World) -> None:
    case = world.filled(kind="entrustment")
    accept_here(world)
    li = visitor(world.li).see(f"/my/applications/{case.number}/request/")
    assert li.reads(world.committee.name, "应在广东申报，办理评审申请")
    typing = li.client.post(
        f"/my/applications/{case.number}/request/narrow/", {**TYPED}, headers={"HX-Request": "true"}
    )
    assert "应在广东申报" in typing.content.decode()
    world.submit(case)  # it is advice
    world.go(case, to="letter")
    he = visitor(world.he).see(f"/desk/cases/{case.number}/")
    checks = {name: "ok" for form in he.page.forms for name in form.names if name.startswith("check-")}
    passed = {**checks, "opinion": "同意。", "decision": "passed", "desk-signer": "张厅长"}
    answer = he.client.post(he.at, passed)
    assert (answer.status_code, "不能出具委托评审函" in answer.content.decode()) == (422, True)
    with pytest.raises(operations.NotAllowed):
        world.decide(case)
    assert not Letter.objects.exists()
    world.decide(case, Outcome.RETURNED)
    assert fresh(case).status == Status.RETURNED


def test_who_hands_nothing_in_is_reminded_and_the_clock_ends_the_case(world: World) -> None:
    case = world.at_stage("result", kind="entrustment")
    letter = Letter.objects.get(application=case)
    operations.watch_applicants(at=world.at)
    assert not Message.objects.filter(title__contains="将于").exists()
    near = datetime(2026, 12, 10, 9, tzinfo=CHINA)
    assert [operations.watch_applicants(at=near) for _ in range(2)] == [0, 0]
    assert Message.objects.get(recipient=world.li, title__contains="将于").title == "提交评审结果将于 12 月 31 日截止"
    assert operations.watch_applicants(at=datetime(2026, 12, 31, 23, 59, tzinfo=CHINA)) == 0
    over = datetime(2027, 1, 1, 0, 1, tzinfo=CHINA)
    data, paper = dict(FILLING.desks["result"]), world.paper(world.li)
    with pytest.raises(operations.NotAllowed):
        operations.respond(application=case, actor=world.li, data=data, files=[paper], at=over)
    assert [operations.watch_applicants(at=over) for _ in range(2)] == [1, 0]
    assert fresh(case).status == Status.ABANDONED
    li = visitor(world.li).see(f"/my/tracking/{case.number}/")
    assert li.reads("已终止", "委托评审函的有效期已过，没有收到评审结果", "逾期终止")
    assert "有效期已过" in Message.objects.filter(recipient=world.li).latest("pk").body
    assert letter.state(date(2027, 1, 1)) == "expired"
    assert Education.objects.get(owner=world.li).archived_at is None


def test_the_province_withdraws_a_letter_and_everybody_who_checks_it_learns_that(world: World) -> None:
    case = world.at_stage("result", kind="entrustment")
    letter = Letter.objects.get(application=case)
    he = visitor(world.he).see(f"/desk/cases/{case.number}/letter/")
    assert he.reads(letter.number, "撤回这份函")
    assert he.client.post(he.at, {"reason": ""}).status_code == 422
    he.send("撤回委托评审函", reason="受委托的评委会今年不再受理。")
    assert he.reads("已撤回", "受委托的评委会今年不再受理。")
    assert fresh(case).status == Status.ABANDONED
    assert (
        visitor(world.li).see(f"/my/tracking/{case.number}/").reads("撤回了委托评审函", "受委托的评委会今年不再受理。")
    )
    assert Visitor().see(f"/letters/v/{letter.token}/").reads("委托评审函已撤回")
    with pytest.raises(NotAllowed):
        withdraw(letter=letter, reason="再次", actor=world.he, at=world.at)


def test_a_result_that_was_not_passed_closes_the_case_and_cannot_be_confirmed(world: World) -> None:
    case = world.at_stage("result", kind="entrustment")
    world.later(days=60)
    li = visitor(world.li)
    url = f"/my/tracking/{case.number}/respond/"
    for wrong, words in (
        ({"result": ""}, "选择评审结果"),
        ({"document": ""}, "通过的，填写批准或公布文号"),
        ({"decided_on": ("2026", "9", "1")}, "评审时间早于委托评审函出具的日期"),
        ({"decided_on": ("2026", "13", "1")}, "评审时间"),
    ):
        answer = li.client.post(url, {**sent(**wrong), "proof": papers()})
        assert (answer.status_code, words in answer.content.decode()) == (422, True), wrong
    assert li.client.post(url, sent()).status_code == 422  # no papers
    assert li.client.post(url, {**sent(result="not_passed", document=""), "proof": papers()}).status_code == 303
    he = visitor(world.he).see(f"/desk/cases/{case.number}/")
    passed = {"opinion": "同意。", "decision": "passed", "desk-approval": "粤人社职〔2026〕7 号"}
    answer = he.client.post(he.at, passed)
    assert (answer.status_code, "申报人提交的评审结果是未通过" in answer.content.decode()) == (422, True)
    he.send(decision="not_passed", opinion="受委托的评委会评审未通过。")
    assert fresh(case).status == Status.NOT_PASSED
    assert not Certificate.objects.exists()
    assert Education.objects.get(owner=world.li).archived_at is not None
    assert visitor(world.li).see(f"/my/tracking/{case.number}/").reads("已办结（未通过）")


def test_strangers_other_desks_and_made_up_keys_find_no_letter(world: World) -> None:
    case = world.at_stage("letter", kind="entrustment")
    li, url = visitor(world.li), f"/my/tracking/{case.number}/letter/"
    assert li.client.get(url).status_code == 404  # not issued yet
    world.go(case, to="result")
    assert visitor(world.wu).client.get(url).status_code == 404
    assert li.see(url).reads("正在生成委托评审函")
    for person in (world.wang, world.zhao, world.qian, world.luo, world.wu):
        for page in ("letter/", "letter/pdf/"):
            assert visitor(person).client.get(f"/desk/cases/{case.number}/{page}").status_code == 404
    letter = Letter.objects.get(application=case)
    with pytest.raises(NotAllowed):
        withdraw(letter=letter, reason="越权", actor=world.qian, at=world.at)
    for key in ("0" * 32, letter.token[:-1], letter.token.upper() + "x"):
        missing = Visitor().client.get(f"/letters/v/{key}/")
        assert (missing.status_code, "没有查到委托评审函" in missing.content.decode()) == (404, True)


def test_numbers_run_on_within_the_year_and_a_letter_is_issued_once(world: World) -> None:
    for person in (world.li, world.wu):
        world.at_stage("result", person, kind="entrustment")
    assert [one.number for one in Letter.objects.order_by("pk")] == [
        "粤人社职委函〔2026〕1 号",
        "粤人社职委函〔2026〕2 号",
    ]


def test_without_an_officer_of_the_province_nobody_starts(world: World) -> None:
    Membership.objects.filter(organization=world.province).delete()
    assert visitor(world.li).see("/my/apply/entrustment/").reads("省人社部门还没有在本系统登记经办人")
    with pytest.raises(operations.MayNotStart):
        world.start(kind="entrustment")


def test_a_unit_of_the_province_itself_passes_the_province_once(world: World) -> None:
    world.unit.hrss = world.province
    world.unit.save()
    case = world.at_stage("letter", kind="entrustment")
    assert [stage.key for stage in case.stages.order_by("order")].count("bureau") == 0
    assert stage_of(case).organization == world.province


def test_a_case_that_was_handed_in_is_not_ended_by_the_clock(world: World) -> None:
    case = world.at_stage("confirm", kind="entrustment")
    assert operations.watch_applicants(at=world.at + timedelta(days=400)) == 0
    assert fresh(case).status == Status.IN_PROGRESS
