"""何新 graduated a year ago and gets her first title: through HTTP, from the start page to the certificate."""

from typing import Any

import pytest

from tests import answers, factories
from tests.journeys.visitor import Visitor
from tests.pdf import pages
from tests.world import World, fresh, pdf_bytes, picture_bytes
from zhicheng.accounts.models import User
from zhicheng.applications import operations
from zhicheng.applications.models import Application, Notice, Outcome, PrintedForm, Status
from zhicheng.applications.operations.printing import print_form
from zhicheng.certificates.models import Certificate
from zhicheng.certificates.operations import render_certificate
from zhicheng.dossier.models import Education, HeldTitle

FILLING = answers.KINDS["initial"]


def visitor(person: User) -> Visitor:
    found = Visitor()
    found.client.force_login(person)
    found.client.head("/session/")
    return found


@pytest.fixture
def hexin(world: World) -> User:
    return factories.person("hexin", "何新", 40)


def fill(li: Visitor, case: Application) -> None:
    """Every part of 填写个人信息, as its page sends it."""
    info = f"/my/applications/{case.number}/info/"
    li.see(f"{info}basic/").send("保存", **answers.flat(answers.BASIC))
    li.see(f"/my/photo/?next={info}").send(photo=factories.upload("照片.jpg", picture_bytes())).send("保存照片")
    for key, rows in FILLING.records.items():
        for typed in rows:
            proof: dict[str, Any] = {} if key == "work" else {"proof": factories.upload("证明.pdf", pdf_bytes())}
            li.see(f"{info}{key}/").send("保存", **answers.flat(typed), **proof)


def decide(person: User, case: Application, **typed: Any) -> Visitor:
    officer = visitor(person).see(f"/desk/cases/{case.number}/")
    checks = {name: "ok" for form in officer.page.forms for name in form.names if name.startswith("check-")}
    return officer.send(**{"opinion": "材料齐全，同意。", **checks, **typed})


def test_a_graduate_is_recognised_and_gets_the_certificate(world: World, hexin: User) -> None:
    # She reads the 办事须知 and starts.
    li = visitor(hexin).see("/my/apply/initial/")
    assert li.reads("谁能办", "没有取得过职称", "受理时间", "广东省", "生成申报表")
    li.send("开始申请", year="2026", level="assistant")
    case = Application.objects.get(applicant=hexin)
    assert (li.at, case.number[:2]) == (f"/my/applications/{case.number}/info/", "RD")

    # Her unit, once; then part by part.
    operations.choose_unit(person=hexin, unit=world.unit, at=world.at)
    fill(li, case)
    assert li.see(f"/my/applications/{case.number}/info/").reads("必填内容都完成了")

    # What she asks for; the rules answer beside it, and who decides is told.
    li.click("下一步：填写申请信息")
    li.send("下一步：生成申报表", **answers.flat(FILLING.request))
    assert li.reads("核对并生成申报表", "清远市人力资源和社会保障局", "个人总结")
    request = visitor(hexin).see(f"/my/applications/{case.number}/request/")
    assert request.reads(
        "认定部门", "资格条件对照", "没有取得过职称，属于初次认定", "全日制大学本科，从事专业技术工作满 1 年"
    )

    # The red boxes, the form on paper, the promise.
    world.fill_boxes(fresh(case))
    li.see(f"/my/applications/{case.number}/submit/").send("下载广东省初次职称考核认定申报表")
    print_form.call(PrintedForm.objects.get(application=case).pk)  # the worker
    li.see(li.at).click("下载")
    printed = "".join(pages(li.file))
    assert [words in printed for words in ("预览", "个人总结", "德、能、勤、绩", "考核认定意见")] == [True] * 4
    li.see(f"/my/applications/{case.number}/submit/").send("提交审核", promise="on")
    assert li.reads("已提交", "清远市环境科学研究院")

    # The unit appraises her, posts it, recommends her; the 主管单位 agrees.
    appraisal = {f"desk-{name}": str(value) for name, value in FILLING.desks["unit"].items()}
    assert decide(world.wang, case, decision="passed", **appraisal).reads("考核合格，进入单位公示")
    world.end_notice(fresh(case))
    decide(world.wang, case, **{"decision": "passed", "desk-result": "clear", "desk-officer": "陈院长"})
    decide(world.zhao, case, decision="passed")

    # The bureau finds her 合格. She does not learn it yet.
    qian = visitor(world.qian).see(f"/desk/cases/{case.number}/")
    assert qian.reads("考核认定合格", "考核认定不合格", "没有取得过职称，属于初次认定", "爱岗敬业")
    decide(world.qian, case, decision="passed")
    assert fresh(case).outcome == Outcome.PASSED
    li.see(f"/my/tracking/{case.number}/").reads("已考核")
    assert "合格" not in li.page.words

    # Posted for everybody, then confirmed.
    assert visitor(world.li).see("/publicity/").reads("何新", "助理工程师")
    world.end_notice(fresh(case))
    decide(world.qian, case, **{"decision": "passed", "desk-approval": "清人社职〔2026〕30 号"})
    certificate = Certificate.objects.get(holder=hexin)
    render_certificate.call(certificate.pk, world.at.isoformat())  # the worker
    assert (certificate.title, certificate.obtained_by, certificate.issuer) == (
        "助理工程师",
        "recognition",
        "清远市人力资源和社会保障局",
    )
    assert li.see("/my/certificates/").reads("助理工程师", certificate.number)
    assert visitor(world.wu).see(f"/certificates/v/{certificate.token}/").reads("有效", "考核认定")

    # 入库: her rows are locked, and she cannot be recognised twice.
    assert Education.objects.get(owner=hexin).archived_at is not None
    assert HeldTitle.objects.get(owner=hexin).obtained_by == "recognition"
    assert li.see("/my/apply/initial/").reads("您现在不能办理初次职称考核认定", "您已取得助理工程师", "办理评审申请")


def test_who_is_found_wanting_learns_it_at_the_end_and_gets_no_certificate(world: World, hexin: User) -> None:
    case = world.at_stage("recognise", hexin, kind="initial")
    decide(world.qian, case, decision="not_passed")
    assert not Notice.objects.filter(stage__application=case, phase=Notice.Phase.AFTER).exists()
    li = visitor(hexin)
    assert li.see(f"/my/tracking/{case.number}/").reads("已考核")
    assert "不合格" not in li.page.words
    decide(world.qian, case, **{"decision": "passed", "desk-approval": "清人社职〔2026〕31 号"})
    assert fresh(case).status == Status.NOT_PASSED
    assert li.see(f"/my/tracking/{case.number}/").reads("已办结（未通过）")
    assert not Certificate.objects.exists()
    assert Education.objects.get(owner=hexin).archived_at is not None


def test_the_bureau_may_return_it_and_it_comes_back_to_the_bureau(world: World, hexin: User) -> None:
    case = world.at_stage("recognise", hexin, kind="initial")
    world.decide(case, Outcome.RETURNED)
    world.submit(fresh(case))
    assert visitor(world.qian).see("/desk/cases/").reads("何新", "初次职称考核认定")


def test_an_application_whose_findings_fail_can_be_submitted_and_keeps_them(world: World, hexin: User) -> None:
    case = world.filled(hexin, kind="initial")
    row = world.add(case, "training", answers.training("public", "数字经济概论", 2))
    world.choose(case, "training", row)
    world.submit(fresh(case))
    found = {one["rule"]: one["ok"] for one in fresh(case).content.findings or []}
    assert (found["first_title"], found["education"], found["training.public"]) == (True, True, False)


def test_a_unit_without_a_bureau_is_told_before_submission(world: World, hexin: User) -> None:
    world.unit.hrss = None
    world.unit.save()
    case = world.start(hexin, kind="initial")
    operations.choose_unit(person=hexin, unit=world.unit, at=world.at)
    page = visitor(hexin).client.post(
        f"/my/applications/{case.number}/request/", answers.flat(FILLING.request) | {"do": "next"}
    )
    assert (page.status_code, "不能确定由谁认定" in page.content.decode()) == (422, True)
