"""The other businesses, each from its start page to its end, by clicking what people read."""

import re

import pytest

from tests import factories
from tests.browser import applying, deciding, typed
from tests.browser.applying import Papers, Worker
from tests.browser.conftest import Visitor
from tests.browser.people import Typed
from tests.world import World, fresh
from zhicheng.applications import operations
from zhicheng.applications.models import Application, StageRecord, Status
from zhicheng.certificates.models import Certificate
from zhicheng.kinds.unit_change.guide import SETTLED
from zhicheng.letters.models import Letter

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
ELSEWHERE = "江苏省生态环境工程高级职称评审委员会"


def newest(kind: str) -> Application:
    return Application.objects.filter(kind=kind).latest("pk")


def ends(case: Application) -> None:
    """It passed, and every desk decided once however often the button was pressed."""
    assert fresh(case).status == Status.PASSED
    assert StageRecord.objects.filter(application=case, round=1, decided_at=None).count() == 0
    assert case.submissions.count() == 1


def test_a_first_title_on_a_phone_from_the_start_page_to_the_certificate(
    world: World, visitor: Visitor, worker: Worker, papers: Papers
) -> None:
    person = factories.person("hexin", typed.NAME, 40)
    he = visitor(**PHONE).signs_in(person)
    applying.starts(he, "初次职称考核认定", level="助理级")
    case = newest("initial")
    applying.fills_info(he, papers, typed.WHOLE_BASIC, typed.FIRST)
    applying.chooses(he, {**typed.REQUEST, "申报级别": "助理级"})
    he.fills({"现工作岗位": "水环境监测分析", "从事本专业技术工作开始时间": (2017, 7)})
    he.clicks("下一步：生成申报表")
    applying.fills_boxes(he, typed.FIRST_BOXES)
    assert applying.downloads_form(he, worker, "广东省初次职称考核认定申报表")[:4] == b"%PDF"
    applying.submits(he)

    appraisal = {"单位考核意见": "爱岗敬业，能独立工作，出勤正常。", "考核等次": "称职（合格）"}
    wang, qian = visitor().signs_in(world.wang), visitor().signs_in(world.qian)
    deciding.recommends(world, wang, case, typed.NAME, "考核合格，进入单位公示", appraisal)
    deciding.decides(visitor().signs_in(world.zhao), typed.NAME, "通过，报送人社部门")
    deciding.decides(qian, typed.NAME, "考核认定合格")
    he.clicks("查看办理进度")
    he.sees("已考核")
    assert "合格" not in he.page.locator(".tag").first.inner_text()
    world.end_notice(case)
    deciding.decides(qian, typed.NAME, "核准并办结", {"批准文号": "清人社职〔2026〕30 号"})
    ends(case)
    worker()
    applying.gets_certificate(he, visitor(), title="助理工程师")


def test_a_lost_certificate_on_a_phone_is_issued_anew(
    world: World, visitor: Visitor, worker: Worker, papers: Papers
) -> None:
    world.at_stage("")
    worker()
    li, name = visitor(**PHONE).signs_in(world.li), world.li.name
    li.goes_to("/my/certificates/")
    li.clicks("申请补发、换发")
    li.sees("谁发证谁受理", "不用公示")
    li.clicks("开始申请")
    case = newest("reissue")
    li.clicks("基本信息")
    li.clicks("保存，填下一项")
    assert li.heading() == "填写个人信息"
    li.clicks("下一步：填写申请信息")
    li.field("原证书").locator("select").select_option(index=1)
    li.page.wait_for_load_state("networkidle")
    li.fills({"补换发类别": "遗失", "原因": "出差途中遗失，已登报声明。"})
    li.page.get_by_role("checkbox", name=re.compile("^本人承诺")).check()
    applying.uploads(li, papers["证明.pdf"])
    li.clicks("下一步：生成申请表")
    li.clicks("下一步：提交审核")
    assert applying.downloads_form(li, worker, "广东省补换发职称电子证书申请表")[:4] == b"%PDF"
    applying.submits(li)
    deciding.decides(visitor().signs_in(world.wang), name, "属实，报人社部门")
    deciding.decides(visitor().signs_in(world.qian), name, "核发新证书并办结")
    ends(case)
    worker()
    anybody = visitor()
    applying.gets_certificate(li, anybody, title="工程师", name=name)
    li.sees("已换发", "原证书编号")
    anybody.goes_to(f"/certificates/v/{Certificate.objects.order_by('pk')[0].token}/")
    anybody.sees("证书已换发")


def test_an_archived_record_is_put_right(world: World, visitor: Visitor, papers: Papers) -> None:
    world.at_stage("")
    li, name = visitor().signs_in(world.li), world.li.name
    li.goes_to("/my/profile/")
    li.clicks("申请更正", within="section[aria-labelledby=shelf-education]")
    li.sees("办结时生效")
    li.clicks("开始申请")
    case = newest("record_correction")
    li.sees("原为：2017.06")
    li.fills({"毕业时间": (2018, 6), "更正原因": "毕业时间填错一年，以毕业证书为准。"})
    applying.uploads(li, papers["证明.pdf"])
    li.clicks("下一步：提交审核")
    applying.submits(li)
    qian = visitor().signs_in(world.qian)
    deciding.decides(visitor().signs_in(world.wang), name, "属实，报人社部门")
    deciding.decides(qian, name, "同意更正并办结")
    ends(case)
    li.goes_to("/my/profile/")
    shelf = li.page.locator("section[aria-labelledby=shelf-education]").inner_text()
    assert "2018年6月毕业" in re.sub(r"\s", "", shelf)
    assert case.number in shelf


def test_who_moves_belongs_to_the_new_unit_once_both_agreed(
    world: World, visitor: Visitor, worker: Worker, papers: Papers
) -> None:
    operations.choose_unit(person=world.li, unit=world.unit, at=world.at)
    li, name = visitor(**PHONE).signs_in(world.li), world.li.name
    li.goes_to("/my/unit/")
    li.clicks("申请变更单位")
    li.sees("新单位接收，原单位同意调出")
    li.clicks("开始申请")
    case = newest("unit_change")
    li.fills({"变更原因": "换了工作单位", "情况说明": "2026 年 9 月调入，从事水环境监测。"})
    li.clicks("查找单位")
    li.page.get_by_label("单位名称").fill("环境监测站")
    li.clicks("查找单位")
    li.page.get_by_label("清远市环境监测站").check()
    li.clicks("选用这个单位")
    assert li.field("情况说明").locator("textarea").input_value() == "2026 年 9 月调入，从事水环境监测。"
    applying.uploads(li, papers["证明.pdf"])
    li.clicks("下一步：提交审核")
    assert applying.downloads_form(li, worker, "人事管理单位变更申请表")[:4] == b"%PDF"
    applying.submits(li)
    deciding.decides(visitor().signs_in(world.luo), name, "同意接收")
    deciding.decides(visitor().signs_in(world.wang), name, "同意调出", {SETTLED: True})
    ends(case)
    li.goes_to("/my/profile/")
    li.sees("历年人事管理单位", "清远市环境监测站")
    li.goes_to("/my/messages/")
    li.clicks("人事管理单位已变更")
    li.sees("从今天起为清远市环境监测站")


def test_a_review_elsewhere_over_the_letter_to_the_certificate(
    world: World, visitor: Visitor, worker: Worker, papers: Papers
) -> None:
    person, name = factories.person("hexin", typed.NAME, 40), typed.NAME
    li = visitor().signs_in(person)
    applying.starts(li, "省外委托评审申请", level="副高级")
    case = newest("entrustment")
    applying.fills_info(li, papers, typed.WHOLE_BASIC)
    applying.chooses(li, {**typed.REQUEST, "申报级别": "副高级"})
    li.fills({"受委托省份": "江苏省", "受委托评审委员会": ELSEWHERE, "委托理由": "广东没有评审委员会受理。"})
    li.clicks("下一步：生成评审表")
    applying.fills_boxes(li)
    assert applying.downloads_form(li, worker)[:4] == b"%PDF"
    applying.submits(li)

    deciding.recommends(world, visitor().signs_in(world.wang), case, name)
    deciding.decides(visitor().signs_in(world.zhao), name, "通过，报送人社部门")
    deciding.decides(visitor().signs_in(world.qian), name, "通过，报送省人社厅")
    province = visitor().signs_in(world.he)
    deciding.decides(province, name, "同意委托，出具委托评审函", {"签发人": "张厅长"})
    worker()
    li.clicks("查看办理进度")
    assert li.downloads("下载委托评审函")[:4] == b"%PDF"
    anybody = visitor()
    anybody.goes_to(f"/letters/v/{Letter.objects.get().token}/")
    anybody.sees("委托评审函有效", ELSEWHERE)

    world.later(days=60)
    li.clicks("提交评审结果")
    said: Typed = {"评审结果": "通过", "评审时间": (2026, 10, 20), "评审委员会": ELSEWHERE}
    li.fills({**said, "批准或公布文号": "苏职称〔2026〕88 号"})
    with li.refused():
        li.clicks("提交")
    li.sees("上传评审表、公示证明和通过文件")
    applying.uploads(li, papers["证明.pdf"])
    li.clicks("提交", twice=True)
    li.sees("提交评审结果已提交")
    deciding.decides(province, name, "确认合格，发证并办结", {"批准文号": "粤人社职〔2026〕7 号"})
    ends(case)
    worker()
    applying.gets_certificate(li, visitor(), title="高级工程师", name=name)
