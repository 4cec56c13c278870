"""The applicant's part, as the guide walks it: from 个人注册 to 提交审核."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import expect

from tests.browser import typed
from tests.browser.people import Person, Typed, answers_sum
from tests.factories import PASSWORD, resident
from zhicheng.notifications.models import Delivery

NUMBER = 32  # a woman's
Worker = Callable[[], None]
Papers = dict[str, Path]


def registers(someone: Person) -> None:
    """账户信息 → 详细信息 → 账号安全信息, the page to check, and signing in."""
    someone.goes_to("/")
    someone.poses("home")
    someone.clicks("个人登录")
    someone.clicks("个人注册")
    someone.fills({"用户名": typed.USERNAME, "密码": PASSWORD, "确认密码": PASSWORD})
    for label in ("同意服务协议和个人信息处理规则", "同意处理敏感个人信息：证件号码、证件照片"):
        someone.page.get_by_label(label).check()
    answers_sum(someone)
    someone.clicks("下一步：详细信息")
    someone.fills({**typed.DETAILS, "证件号码": resident(NUMBER)})
    someone.clicks("下一步：账号安全信息")
    someone.fills({"手机号": typed.PHONE})
    someone.clicks("发送验证码")
    code = re.search(r"\d{6}", Delivery.objects.latest("pk").body)
    assert code is not None
    someone.fills({"短信验证码": code[0]})
    someone.clicks("下一步：核对")
    someone.sees(typed.NAME, resident(NUMBER))
    someone.clicks("核对无误，完成注册")
    someone.clicks("登录")
    someone.fills({"用户名或手机号": typed.PHONE, "密码": PASSWORD})
    someone.clicks("登录")
    assert someone.heading() == f"{typed.NAME}，您好"


def starts(someone: Person, business: str = "评审申请", *, year: str = "2026 年度", level: str = "中级") -> None:
    someone.goes_to("/my/")
    someone.clicks(business)
    someone.fills({"申报年度": year, "申报级别": level})
    someone.clicks("开始申请")
    assert someone.heading() == "填写个人信息"


def chooses_unit(someone: Person) -> None:
    """By a few characters of its name; 主管单位 comes by itself."""
    someone.clicks("人事管理单位")
    someone.page.get_by_label("单位名称").fill("环境科学")
    someone.clicks("查找单位")
    someone.page.get_by_label("清远市环境科学研究院").check()
    someone.clicks("下一步：核对主管单位")
    someone.sees("清远市生态环境局")
    someone.clicks("选定这个单位")


def fills_info(
    someone: Person,
    papers: Papers,
    basic: Typed = typed.BASIC,
    records: Mapping[str, tuple[Typed, ...]] = typed.RECORDS,
) -> None:
    """Every part of 填写个人信息, in the order of the list."""
    chooses_unit(someone)
    someone.clicks("基本信息")
    someone.fills(basic)
    someone.clicks("保存，填下一项")
    someone.fill(someone.field("证件照片"), papers["照片.jpg"])
    someone.clicks("上传并裁剪")
    someone.clicks("保存照片")
    someone.clicks("返回")
    someone.poses("info")
    someone.clicks("学历学位")
    for title, rows in records.items():
        has_none_until(someone, title)
        for row in rows:
            someone.fills(row)
            if someone.page.locator("input[name=proof]").count():
                uploads(someone, papers["证明.pdf"])
            someone.clicks("保存，填下一项" if row is rows[-1] else "保存并再加一条")
    has_none_until(someone, "填写个人信息")
    someone.clicks("下一步：填写申请信息")


def uploads(someone: Person, paper: Path) -> None:
    """Into the file control; beside a record it is in before the form is sent, where there are scripts."""
    someone.page.locator("input[name=proof]").set_input_files(paper)
    if someone.has_scripts and someone.page.locator("[data-upload]").count():
        expect(someone.page.locator("[data-ready]")).to_have_count(1)


def has_none_until(someone: Person, title: str) -> None:
    """Passes the optional parts in between, each marked as not having any."""
    for _ in range(10):
        if someone.heading() == title:
            return
        someone.page.get_by_label("本人无此项").check()
        someone.clicks("保存，填下一项")
    assert someone.heading() == title


def fills_request(someone: Person) -> None:
    chooses_committee(someone)
    someone.clicks("下一步：生成评审表")


def chooses_committee(someone: Person) -> None:
    """系列 → 专业 → 级别 → 评审委员会."""
    chooses(someone, typed.REQUEST)
    someone.fills({"评审委员会": "清远市工程系列生态环境专业中级职称评审委员会"})


def chooses(someone: Person, choices: Typed) -> None:
    """One after the other, each narrowing the next."""
    for label, value in choices.items():
        if someone.has_scripts:
            with someone.page.expect_response("**/narrow/"):
                someone.fills({label: value})
        else:
            someone.fills({label: value})
            someone.clicks("更新选项")


def fills_boxes(someone: Person, boxes: Mapping[str, str] = typed.BOXES) -> None:
    """The red boxes of the form, in place."""
    someone.poses("form")
    for label, text in boxes.items():
        box = (
            someone.page.locator(".fill")
            .filter(has=someone.page.get_by_label(re.compile(label)))
            .locator("input:not([type=hidden]), textarea")
        )
        box.fill(text)
        box.blur()
        someone.page.wait_for_load_state("networkidle")
    someone.clicks("下一步：提交审核")


def downloads_form(someone: Person, worker: Worker, form: str = "广东省职称评审表") -> bytes:
    """The PDF is made in the background and waited for on its page, which looks again by itself."""
    someone.clicks(f"下载{form}")
    worker()
    data = someone.downloads("下载")
    someone.clicks("下一步：提交审核")
    return data


def submits(someone: Person) -> None:
    """With an impatient double click."""
    someone.page.locator("#f-promise").check()
    someone.clicks("提交审核", twice=True)
    someone.sees("提交回执")


def gets_certificate(someone: Person, anybody: Person, *, title: str, name: str = typed.NAME) -> None:
    """The holder downloads it; anybody verifies it by its number and by what its QR says."""
    someone.goes_to("/my/certificates/")
    assert someone.downloads("下载证书")[:4] == b"%PDF"
    number = someone.page.locator("dt", has_text="证书编号").first.locator("+ dd").inner_text()
    token = someone.control("查看核验页").get_attribute("href")
    assert token is not None
    anybody.goes_to("/certificates/")
    anybody.fills({"姓名": name, "证书编号": number})
    answers_sum(anybody)
    anybody.clicks("查询证书")
    anybody.clicks(title)
    anybody.sees(number)
    anybody.goes_to(token)
    anybody.sees(number)
    assert anybody.downloads("下载核验件 PDF")[:4] == b"%PDF"
