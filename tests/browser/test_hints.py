"""Each 提示 of the guide, 1 to 12: what it tells the applicant to do, done by clicking what he sees."""

import re

import pytest
from playwright.sync_api import expect

from tests import answers
from tests.browser import applying, typed
from tests.browser.applying import Papers, Worker
from tests.browser.conftest import Visitor
from tests.browser.hints import adds, appraisals, at_hub, done, is_red, lives_in_qingyuan
from tests.factories import START, call, organization
from tests.world import World, fresh
from zhicheng.applications.models import Submission
from zhicheng.reference.models import Specialty

pytestmark = pytest.mark.browser
# The guide's 8月31日 holds for titles of review years up to 2020; since 2021 it is the end of the year (粤人社发〔2024〕29号).
TITLE_OF_2018 = {**answers.RECORDS["current_title"][0], "obtained_on": (2018, 12, 20), "review_year": 2018}


def test_提示01_人事管理单位_主管单位自动带出_搜不到有咨询电话_非公有申报点(world: World, visitor: Visitor) -> None:
    window = organization(
        "市直非公人事管理单位（环保专业）",
        parent=world.competent,
        hrss=world.bureau,
        is_unit=True,
        is_nonpublic_agent=True,
    )
    window.serves_specialties.set(Specialty.objects.filter(code__in=("ECO_ENG", "ECO_MONITOR")))
    lives_in_qingyuan(world.li)
    li = visitor()
    li.signs_in(world.li)
    li.clicks("选择人事管理单位")
    li.sees("一般选本人工作单位，选定后主管单位由系统带出")

    li.page.get_by_label("单位名称").fill("清远市绿水环保科技有限公司")
    li.clicks("查找单位")
    li.sees(
        "没有找到“清远市绿水环保科技有限公司”", "该单位可能还没有在本系统注册", "清远市人社局人才开发科", "0763-3382510"
    )
    li.sees("非公单位、社会组织的人员")
    li.clicks("选市直非公人事管理单位（环保专业）")
    assert li.page.locator("dt", has_text="主管单位").locator("+ dd").inner_text() == "清远市生态环境局"

    li.clicks("重新查找")
    li.page.get_by_label("单位名称").fill("环境科学")
    li.clicks("查找单位")
    li.page.get_by_label("清远市环境科学研究院").check()
    li.clicks("下一步：核对主管单位")
    li.sees("主管单位由系统按单位的隶属关系带出，不用选择")
    li.clicks("选定这个单位")
    li.sees("清远市环境科学研究院 · 主管单位：清远市生态环境局")


def test_提示02_办结后入库_不论通过与否_优先选择入库信息_已入库不能改删(
    world: World, visitor: Visitor, papers: Papers
) -> None:
    before = world.go(world.submitted(), choices="no no no no")
    assert before.status == "not_passed"
    world.at = START.replace(year=2027)
    call(world.committee, year=2027, actor=world.feng)
    li = visitor()
    at_hub(world, li, world.start(year=2027))
    li.sees("优先选择入库信息", "先选用，没有再新增，避免重复。入库信息不能修改或删除。")

    li.clicks("学历学位")
    li.sees("选择入库信息", "已入库")
    offered = li.page.locator(".picker")
    assert offered.bounding_box()["y"] < li.page.get_by_role("heading", name="新增一条").bounding_box()["y"]  # type: ignore[index]
    expect(offered).to_contain_text("广东工业大学")
    assert offered.get_by_role("link").count() == offered.get_by_role("button").count() == 0

    with li.refused():  # what is typed although it is there would be there twice
        li.fills(typed.RECORDS["学历学位"][0])
        applying.uploads(li, papers["证明.pdf"])
        li.clicks("保存，填下一项")
    li.sees("选用已有的记录")
    li.clicks("选用已有记录")
    li.goes_to("/my/")
    li.clicks("继续填写个人信息")
    li.clicks("学历学位")
    assert offered.get_by_role("checkbox").is_checked()

    li.clicks("返回清单")
    li.clicks("工作经历")
    li.fills({**typed.RECORDS["工作经历"][0], "开始时间": (2024, 1)})
    li.clicks("保存并再加一条")
    own = li.page.locator("section[aria-labelledby=own] .record")
    li.clicks("修改", within="section[aria-labelledby=own]")
    li.fills({"工作单位及部门": "清远市环境科学研究院大气室"})
    li.clicks("保存")
    expect(own).to_contain_text("大气室")
    li.clicks("删除", within="section[aria-labelledby=own]")
    li.clicks("删除")
    expect(own).to_have_count(0)


def test_提示03_继续教育_录入所申报年度的公需课_专业课_选修课(world: World, visitor: Visitor, papers: Papers) -> None:
    li = visitor()
    at_hub(world, li, world.start())
    li.clicks("继续教育")
    li.sees("录入已完成的所申报年度继续教育公需课、专业课、选修课的具体情况。")
    courses = typed.RECORDS["继续教育"]
    for row in courses:
        li.fills(row)
        applying.uploads(li, papers["证明.pdf"])
        li.clicks("保存，填下一项" if row is courses[-1] else "保存并再加一条")
    li.clicks("返回清单")
    done(li, "继续教育")
    li.clicks("继续教育")
    li.sees("公需课", "专业课", "选修课", "数字经济", "流域水生态修复", "环境影响评价导则解读")


def test_提示04_获现资格之前_到现职称申报年度8月31日_无职称可不填写(
    world: World, visitor: Visitor, papers: Papers
) -> None:
    application = world.start()
    li = visitor()
    at_hub(world, li, application)
    assert li.control("获现资格之前业绩").count() == 0  # 若无职称，可不填写

    world.add(application, "current_title", TITLE_OF_2018)
    li.page.reload()
    li.clicks("获现资格之前业绩")
    li.sees("若无职称，可不填写", "2018 年 8 月 31 日 及以前")
    earlier = typed.RECORDS["获现资格之前业绩"][0]
    with li.refused():
        li.fills({**earlier, "开始时间": (2018, 9), "完成时间": (2019, 3)})
        applying.uploads(li, papers["证明.pdf"])
        li.clicks("保存，填下一项")
    li.fills({"开始时间": earlier["开始时间"], "完成时间": (2018, 8)})
    li.clicks("保存，填下一项")
    assert li.heading() == "获现资格以来业绩"
    li.clicks("返回清单")
    done(li, "获现资格之前业绩")


def test_提示05_获现资格以来_从现职称申报年度到所申报年度12月31日_无职称从参加工作起(
    world: World, visitor: Visitor, papers: Papers
) -> None:
    application = world.start()
    world.save(application, "basic", answers.BASIC)
    li = visitor()
    at_hub(world, li, application)
    li.clicks("获现资格以来业绩")
    li.sees("若无职称，则为参加工作至所申报年度 12 月 31 日的业绩", "2017 年 7 月 1 日 至 2026 年 12 月 31 日")

    world.add(application, "current_title", TITLE_OF_2018)
    li.page.reload()
    li.sees("2018 年 9 月 1 日 至 2026 年 12 月 31 日")
    li.fills(typed.RECORDS["获现资格以来业绩"][0])
    applying.uploads(li, papers["证明.pdf"])
    li.clicks("保存，填下一项")
    li.clicks("返回清单")
    done(li, "获现资格以来业绩")


def test_提示06_考核信息_1年1份_不少于资历年限_由当年所在单位出具(
    world: World, visitor: Visitor, papers: Papers
) -> None:
    application = world.fill(world.start(), skip=["appraisal", "boxes"])
    li = visitor()
    at_hub(world, li, application)
    li.clicks("考核信息")
    li.sees("年度考核表 1 年 1 份，不少于申报级别要求的资历年限，由对应当年所工作的单位出具。")
    years = typed.RECORDS["考核信息"]
    adds(li, years[0], papers, "保存并再加一条")
    with li.refused():  # a second form of the same year
        adds(li, years[0], papers, "保存并再加一条")
    li.goes_to(f"/my/applications/{application.number}/submit/")
    expect(appraisals(li)).to_contain_text("考核称职（合格）以上 1 年")
    expect(appraisals(li)).to_contain_text("未达到")

    li.goes_to(f"/my/applications/{application.number}/info/appraisal/")
    for row in years[1:]:
        adds(li, row, papers, "保存并再加一条")
    li.goes_to(f"/my/applications/{application.number}/submit/")
    expect(appraisals(li)).to_contain_text("考核称职（合格）以上 4 年")
    expect(appraisals(li)).not_to_contain_text("未达到")


def test_提示07_无法填写的直接跳过_点下一步进入填写申请信息(world: World, visitor: Visitor) -> None:
    application = world.fill(world.start(), skip=["before", "paper", "request", "boxes"])
    li = visitor()
    at_hub(world, li, application)
    li.clicks("学术团体和兼职")
    li.sees("按个人实际情况填写，无法填写的项目直接跳过，点“下一步”。")
    li.clicks("返回清单")
    li.clicks("下一步：填写申请信息")
    assert li.heading() == "填写申请信息"


def test_提示07_必填的没有填时_下一步说明缺什么(world: World, visitor: Visitor) -> None:
    application = world.fill(world.start(), skip=["training", "request", "boxes"])
    li = visitor()
    at_hub(world, li, application)
    li.clicks("下一步：填写申请信息")
    li.sees("还有 1 项必填内容没有完成", "继续教育还没有填完")


def test_提示08_系列选工程技术人员_专业三选一_评委会选对应级别的(world: World, visitor: Visitor) -> None:
    application = world.fill(world.start(), skip=["request", "boxes"])
    li = visitor()
    at_hub(world, li, application)
    li.clicks("下一步：填写申请信息")
    li.sees("申报专业系列选“工程技术人员”", "生态环境工程、生态环境管理与咨询、生态环境监测中三选一")
    li.fills({"申报专业系列": "工程技术人员"})
    li.page.wait_for_load_state("networkidle")
    for name in ("生态环境工程", "生态环境管理与咨询", "生态环境监测"):
        li.fills({"申报专业名称": name})
        li.page.wait_for_load_state("networkidle")
        li.fills({"申报级别": "中级"})
        li.page.wait_for_load_state("networkidle")
        li.fills({"评审委员会": "清远市工程系列生态环境专业中级职称评审委员会"})
    li.clicks("下一步：生成评审表")
    chosen = fresh(application)
    assert (chosen.specialty.name, chosen.call) == ("生态环境监测", world.call)  # type: ignore[union-attr]


def test_提示09_先保存再点下一步_进入生成评审表(world: World, visitor: Visitor) -> None:
    application = world.fill(world.start(), skip=["request", "boxes"])
    li = visitor()
    at_hub(world, li, application)
    li.clicks("下一步：填写申请信息")
    li.sees("填写完成后先“保存”，再点“下一步”。")
    applying.chooses_committee(li)
    li.clicks("保存")
    saved = fresh(application)
    assert (li.heading(), saved.call) == ("填写申请信息", world.call)
    li.clicks("下一步：生成评审表")
    assert li.heading() == "核对并生成评审表"


def test_提示10_红色框是系统取不到值的信息_可以补录(world: World, visitor: Visitor) -> None:
    application = world.fill(world.start(), skip=["boxes"])
    li = visitor()
    at_hub(world, li, application)
    li.clicks("下一步：填写申请信息")
    li.clicks("下一步：生成评审表")
    li.sees("红框是系统取不到值的内容，直接在框内补录。", "待补录")
    boxes = li.page.locator(".fill")
    assert boxes.count() == len(typed.BOXES)
    for label, text in typed.BOXES.items():
        box = boxes.filter(has=li.page.get_by_label(re.compile(label)))
        control = box.locator("input:not([type=hidden]), textarea")
        assert is_red(control)
        control.fill(text)
        control.blur()
        expect(box).to_have_class(re.compile("filled"))
        assert not is_red(control)
    li.clicks("下一步：提交审核")
    assert li.heading() == "核对并提交审核"


def test_提示11_不能编辑的点完善个人信息_返回补录后再到提交审核(world: World, visitor: Visitor) -> None:
    application = world.filled()
    li = visitor()
    li.signs_in(world.li)
    li.goes_to(f"/my/applications/{application.number}/form/")
    assert li.page.locator(".sheet").get_by_text("北江清远段水生态调查").locator("input, textarea").count() == 0
    li.sees("白底内容不能在这里改")
    li.clicks("完善个人信息")
    assert li.heading() == "填写个人信息"
    li.clicks("工作经历")
    li.clicks("修改")
    li.fills({"从事何种专业技术工作": "水生态修复与评估"})
    li.clicks("保存")
    li.clicks("返回清单")
    li.clicks("下一步：填写申请信息")
    li.clicks("下一步：生成评审表")
    li.sees("水生态修复与评估")
    li.clicks("下一步：提交审核")
    assert li.heading() == "核对并提交审核"


@pytest.mark.both
def test_提示12_先下载评审表再提交(world: World, visitor: Visitor, worker: Worker) -> None:
    application = world.filled()
    li = visitor()
    li.signs_in(world.li)
    li.goes_to(f"/my/applications/{application.number}/submit/")
    li.sees("第一步：下载广东省职称评审表", "这份内容还没有下载", "先下载并核对评审表，再提交。")
    with li.refused():
        li.page.locator("#f-promise").check()
        li.clicks("提交审核")
    li.sees("先下载现在这份内容的评审表，再提交")
    assert Submission.objects.count() == 0

    assert applying.downloads_form(li, worker)[:4] == b"%PDF"
    li.sees("已下载这份内容", "第二步：承诺并提交")

    li.sees("其他表格提供空白模板下载，个人下载后填写并打印")
    for title in ("送评材料目录单", "评前公示情况表", "基本情况及评审登记表"):
        assert li.downloads("空白模板", within=f"li:has-text('{title}')")[:5] == b"%PDF-"
    li.clicks("下载填好的", within="li:has-text('评前公示情况表')")
    li.sees("下载评前公示情况表")
    worker()
    assert li.downloads("下载")[:5] == b"%PDF-"
    li.clicks("下一步：提交审核")
    li.sees("已下载这份内容")
    applying.submits(li)
    assert Submission.objects.count() == 1
