"""李静怡 goes to work elsewhere: through HTTP, from the start page to the new unit."""

from typing import Any

import pytest

from tests import answers, factories
from tests.journeys.visitor import Visitor
from tests.pdf import pages
from tests.world import World, fresh, pdf_bytes
from zhicheng.accounts.models import User
from zhicheng.applications import operations
from zhicheng.applications.models import Application, Outcome, PrintedForm, Status
from zhicheng.applications.operations.printing import print_form
from zhicheng.notifications.models import Message
from zhicheng.organizations.models import Affiliation
from zhicheng.organizations.operations import NotAUnit, transfer
from zhicheng.organizations.queries import open_affiliation

TYPED = answers.flat(answers.KINDS["unit_change"].request)


def visitor(person: User) -> Visitor:
    found = Visitor()
    found.client.force_login(person)
    found.client.head("/session/")
    return found


def proof() -> Any:
    return factories.upload("劳动合同.pdf", pdf_bytes())


def decide(person: User, case: Application, **typed: Any) -> Visitor:
    officer = visitor(person).see(f"/desk/cases/{case.number}/")
    checks = {name: "ok" for form in officer.page.forms for name in form.names if name.startswith("check-")}
    return officer.send(**{"opinion": "情况属实。", **checks, **typed})


def unit_of(person: User) -> str:
    affiliation = open_affiliation(person)
    return affiliation.unit.name if affiliation else ""


@pytest.fixture
def settled(world: World) -> World:
    """李静怡 belongs to 研究院, and has begun a 评审申请 there."""
    operations.choose_unit(person=world.li, unit=world.unit, at=world.at)
    world.start()
    return world


def test_she_finds_the_new_unit_both_agree_and_her_draft_goes_with_her(settled: World) -> None:
    world = settled
    draft = Application.objects.get(kind="evaluation")

    # From the page where the unit can only be read, she comes to the 办事须知, and starts.
    li = visitor(world.li).see("/my/unit/")
    li.click("申请变更单位")
    assert li.reads("谁能办", "全年受理", "新单位接收，原单位同意调出", "分两步：填写申请信息、提交审核。")
    li.send("开始申请")
    case = Application.objects.get(kind="unit_change")
    request = f"/my/applications/{case.number}/request/"
    assert (li.at, case.number[:2], case.employer) == (request, "DW", world.unit)
    assert li.reads("现人事管理单位", "清远市环境科学研究院", draft.number, "变更生效后改由新单位审核")

    # She looks for the unit; what she typed before is there when she comes back.
    li.send("查找单位", **TYPED)
    assert li.at == f"/my/applications/{case.number}/unit/"
    li.see(f"{li.at}?q=环境监测站").send("选用这个单位", unit=world.other_unit.pk)
    assert li.at == request
    assert li.reads("清远市环境监测站", "新主管单位", "清远市生态环境局", "换一个单位", "2026 年 9 月调入")

    # Nothing need be downloaded; a form of one page can be.
    li.send("下一步：提交审核", **TYPED, unit=world.other_unit.pk, proof=proof())
    assert li.at == f"/my/applications/{case.number}/submit/"
    assert li.reads("由系统带出", draft.number, "不用下载也能提交", "生效前可以撤回")
    li.send("下载人事管理单位变更申请表")
    print_form.call(PrintedForm.objects.get(application=case).pk)  # the worker
    li.see(li.at).click("下载")
    printed = pages(li.file)
    assert len(printed) == 1
    assert all(words in printed[0] for words in ("预览", "清远市环境监测站", "原人事管理单位意见", "个人承诺"))
    li.see(f"/my/applications/{case.number}/submit/").send("提交审核", promise="on")
    assert li.reads("已提交", "清远市环境监测站", "新人事管理单位接收")
    assert li.see(f"/my/tracking/{case.number}/").reads("待新单位接收", "从清远市环境科学研究院调出", "生效前可以撤回")

    # The new unit reads why and with which papers; then the old one.
    luo = visitor(world.luo).see(f"/desk/cases/{case.number}/")
    assert luo.reads("换了工作单位", "劳动合同.pdf", "同意接收", "不同意接收")
    decide(world.luo, case, decision="passed")
    assert unit_of(world.li) == "清远市环境科学研究院"
    assert li.see(f"/my/tracking/{case.number}/").reads("待原单位同意")
    decide(world.wang, case, **{"decision": "passed", "desk-settled": "on"})

    # It is in force: unit, draft, words to all, the history.
    assert (unit_of(world.li), fresh(draft).employer, fresh(case).status) == (
        "清远市环境监测站",
        world.other_unit,
        Status.PASSED,
    )
    for told in (world.li, world.wang, world.luo):
        body = Message.objects.get(recipient=told, title__endswith="人事管理单位已变更").body
        assert "从今天起为清远市环境监测站" in body
        assert draft.number in body
    assert li.see("/my/profile/").reads("历年人事管理单位", "2026-09-10 — 2026-09-10", "2026-09-10 — 至今")
    appraisal = li.see(f"/my/applications/{draft.number}/info/appraisal/")
    assert appraisal.reads("系统登记的人事管理单位", "清远市环境科学研究院", "清远市环境监测站")
    assert li.see(f"/my/tracking/{case.number}/").reads("已办结（通过）")


@pytest.mark.parametrize(("stage", "words"), [("receive", "不同意接收"), ("release", "不同意调出")])
def test_either_unit_may_say_no_and_says_why(settled: World, stage: str, words: str) -> None:
    world = settled
    case = world.at_stage(stage, kind="unit_change")
    officer = world.luo if stage == "receive" else world.wang
    blank = visitor(officer).see(f"/desk/cases/{case.number}/")
    assert blank.client.post(blank.at, {"decision": "not_passed", "opinion": ""}).status_code == 422
    blank.see(blank.at).send(decision="not_passed", opinion="还没有办理离职手续。")
    assert (fresh(case).status, fresh(case).outcome) == (Status.NOT_PASSED, Outcome.NOT_PASSED)
    assert unit_of(world.li) == "清远市环境科学研究院"
    li = visitor(world.li).see(f"/my/tracking/{case.number}/")
    assert li.reads(words, "还没有办理离职手续。", "原因见办理记录，可以重新申请。", "已办结（未通过）")
    assert words in Message.objects.filter(recipient=world.li).latest("pk").body
    assert li.see("/my/apply/unit_change/").reads("开始申请")


def test_it_waits_until_what_is_under_review_is_settled(settled: World) -> None:
    world = settled
    case = world.fill(Application.objects.get(kind="evaluation"))
    change = world.filled(kind="unit_change")
    world.submit(case)
    li = visitor(world.li).see("/my/apply/unit_change/")
    assert li.reads("您现在不能办理人事管理单位变更申请", case.number, "等它办结", "撤回")
    with pytest.raises(operations.Incomplete):
        world.submit(change)
    page = li.client.get(f"/my/applications/{change.number}/request/?check=1")
    assert (page.status_code, f"{case.number}）正在审核" in page.content.decode()) == (422, True)
    world.decide(case, Outcome.RETURNED)
    assert li.see("/my/apply/unit_change/").reads("被退回补正", "放弃它")
    operations.abandon(application=fresh(case), actor=world.li, at=world.at)
    world.submit(fresh(change))
    assert fresh(change).status == Status.IN_PROGRESS


def test_who_was_left_by_a_closed_unit_goes_at_once_and_her_case_is_finished_by_the_new_unit(settled: World) -> None:
    world = settled
    case = world.fill(Application.objects.get(kind="evaluation"))
    world.submit(case)
    world.unit.is_active = False
    world.unit.save()
    change = world.submitted(kind="unit_change")
    decide(world.luo, change, decision="passed")
    assert fresh(change).status == Status.PASSED
    assert (unit_of(world.li), fresh(case).employer) == ("清远市环境监测站", world.other_unit)
    assert visitor(world.luo).see("/desk/cases/").reads("李静怡", "评审申请")
    world.decide(case)
    assert fresh(case).status == Status.IN_PROGRESS


def test_a_case_that_is_under_review_when_it_takes_effect_stays_with_the_old_unit(settled: World) -> None:
    world = settled
    case = world.fill(Application.objects.get(kind="evaluation"))
    change = world.at_stage("release", kind="unit_change")
    world.submit(case)
    world.go(change)
    assert (unit_of(world.li), fresh(case).employer) == ("清远市环境监测站", world.unit)
    assert visitor(world.wang).see("/desk/cases/").reads("李静怡", "评审申请")


def test_a_new_unit_that_closes_meanwhile_is_told_to_the_old_one(settled: World) -> None:
    world = settled
    case = world.at_stage("release", kind="unit_change")
    world.other_unit.is_active = False
    world.other_unit.save()
    wang = visitor(world.wang).see(f"/desk/cases/{case.number}/")
    checks = {name: "ok" for form in wang.page.forms for name in form.names if name.startswith("check-")}
    sent = {**checks, "opinion": "同意。", "decision": "passed", "desk-settled": "on"}
    answer = wang.client.post(wang.at, sent)
    assert (answer.status_code, "新单位已经停用" in answer.content.decode()) == (422, True)
    wang.send(decision="not_passed", opinion="新单位已停用。")
    assert fresh(case).status == Status.NOT_PASSED
    with pytest.raises(NotAUnit):
        transfer(person=world.li, unit=world.other_unit, on=world.at.date(), by=case.number, actor=None)


def test_she_takes_it_back_even_after_the_new_unit_agreed_but_not_once_it_is_in_force(settled: World) -> None:
    world = settled
    case = world.at_stage("release", kind="unit_change")
    li = visitor(world.li).see(f"/my/tracking/{case.number}/withdraw/")
    assert li.reads("从新人事管理单位接收重新开始")
    li.send("撤回申请")
    assert fresh(case).status == Status.WITHDRAWN
    world.submit(fresh(case))
    world.go(case)
    with pytest.raises(operations.NotAllowed):
        operations.withdraw(application=case, actor=world.li, at=world.at)
    assert Affiliation.objects.filter(person=world.li).count() == 2


def test_the_present_unit_a_closed_one_and_a_made_up_one_are_refused(settled: World) -> None:
    world = settled
    case = world.start(kind="unit_change")
    li = visitor(world.li)
    page, sent = f"/my/applications/{case.number}/request/", {**TYPED, "do": "next"}
    for unit, words in (
        (str(world.unit.pk), "这就是现在的人事管理单位"),
        ("", "查找并选定新人事管理单位"),
        (str(world.bureau.pk), "选定的单位已不能选用"),
        ("999999", "选定的单位已不能选用"),
        ("9" * 40, "选定的单位已不能选用"),
        ("<b>", "选定的单位已不能选用"),
    ):
        shown = next(form.values for form in li.see(page).page.forms if "unit" in form.names)
        answer = li.client.post(page, {**shown, **sent, "unit": unit})
        assert (answer.status_code, words in answer.content.decode()) == (422, True), unit
    for unit in ("", "x", str(world.bureau.pk)):
        answer = li.client.post(f"/my/applications/{case.number}/unit/", {"unit": unit, "q": "环境"})
        assert (answer.status_code, "选择一个单位" in answer.content.decode()) == (422, True)


def test_a_stranger_and_other_desks_find_nothing(settled: World) -> None:
    world = settled
    case = world.start(kind="unit_change")
    wu = visitor(world.wu)
    for page in (
        f"applications/{case.number}/unit/",
        f"applications/{case.number}/request/",
        f"tracking/{case.number}/",
    ):
        assert wu.client.get(f"/my/{page}").status_code == 404
    world.submit(world.fill(case))
    for person in (world.wang, world.zhao, world.qian, world.wu):
        assert visitor(person).client.get(f"/desk/cases/{case.number}/").status_code in (403, 404)
    li = visitor(world.li)
    assert li.client.get(f"/my/applications/{case.number}/unit/").status_code == 409
    draft = Application.objects.get(kind="evaluation")
    assert li.client.get(f"/my/applications/{draft.number}/unit/").status_code == 404
    assert li.client.get(f"/my/applications/{case.number}/form/").status_code in (404, 409)


def test_who_has_no_unit_chooses_one_instead(world: World) -> None:
    assert visitor(world.wu).see("/my/apply/unit_change/").reads("先选定人事管理单位", "选择人事管理单位")
    with pytest.raises(operations.MayNotStart):
        operations.start(kind="unit_change", applicant=world.wu, year=2026, at=world.at)
