"""One 评审申请 through the pages, each person in a browser of his own: from registration to the verified certificate,
then 入库 and the next application. No JavaScript: every form works as it stands."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests import answers
from tests.factories import PASSWORD, START, call, resident
from tests.journeys.visitor import Visitor
from tests.pdf import pages
from tests.world import World, pdf_bytes, picture_bytes
from zhicheng.accounts.models import User
from zhicheng.applications import operations
from zhicheng.applications.models import Application, Notice, PrintedForm
from zhicheng.applications.operations import print_form
from zhicheng.certificates.models import Certificate
from zhicheng.certificates.operations import render_certificate
from zhicheng.notifications.models import Delivery
from zhicheng.review.models import Meeting

PHONE = "13800138000"


def proof() -> SimpleUploadedFile:
    return SimpleUploadedFile("证明材料.pdf", pdf_bytes())


def signed_in(user: User) -> Visitor:
    visitor = Visitor()
    visitor.client.force_login(user)
    return visitor


def last_code() -> str:
    found = re.search(r"验证码 (\d+)", Delivery.objects.latest("pk").body)
    assert found
    return found[1]


def solved(visitor: Visitor) -> str:
    """The answer to the sum on the first page of 注册."""
    asked = re.search(r"(\d) 加 (\d)", visitor.page.words)
    assert asked
    return str(int(asked[1]) + int(asked[2]))


def registers(name: str, number: str) -> Visitor:
    """账户信息 → 详细信息 → 账号安全信息 → 核对."""
    li = Visitor().see("/register/")
    password: dict[str, Any] = {"password": PASSWORD, "password_again": PASSWORD}
    li.send(username="lijingyi", **password, terms="on", sensitive="on", answer=solved(li))
    basics = {key: value for key, value in answers.flat(answers.BASIC).items() if key in li.page.form.names}
    details = {"name": name, "id_type": "resident", "id_number": number, "ethnicity": "01", "political_status": "01"}
    started = {"work_started_on_0": "2017", "work_started_on_1": "7"}
    where = {"region": "441802", "workplace": "清远市环境科学研究院", "workplace_nature": "institution"}
    li.send(**basics, **details, **started, **where)
    li.send("发送", phone=PHONE, email="")
    li.send(phone=PHONE, code=last_code())
    li.reads(name, number)
    li.send(to="/register/confirm/")
    return li.see("/accounts/login/").send(login="lijingyi", password=PASSWORD)


def fills_in(li: Visitor, world: World) -> str:
    """Everything up to 生成评审表; returns the number of the case."""
    li.see("/my/apply/evaluation/").send(year="2026", level="intermediate", mode="normal")
    number = Application.objects.get().number
    li.see("/my/unit/?q=环境科学").reads(world.unit.name)
    li.see(f"/my/unit/?unit={world.unit.pk}").reads(world.competent.name)
    li.send(unit=str(world.unit.pk))
    li.see("/my/photo/").send(photo=SimpleUploadedFile("照片.jpg", picture_bytes())).send("保存照片")
    info = f"/my/applications/{number}/info/"
    li.see(f"{info}basic/").send(**answers.flat(answers.BASIC))
    for key, rows in answers.RECORDS.items():
        for typed in rows:
            li.see(f"{info}{key}/")
            more: dict[str, Any] = {"proof": proof()} if key != "work" else {}
            li.send(**answers.flat(typed), **more)
    li.see(f"/my/applications/{number}/request/")
    li.send(series="05", specialty="ECO_ENG", level="intermediate", call=str(world.call.pk))
    return number


def prints_and_submits(li: Visitor, number: str) -> None:
    """Red boxes, PDF, 提交审核."""
    case = f"/my/applications/{number}/"
    li.see(f"{case}form/").reads("还有 4 处待补录")
    boxes = {"native_place": "籍贯", "duty": "行政职务", "witness": "证明人", "work_summary": "专业技术工作总结"}
    shown = {name.split("-")[0]: name for form in li.page.forms for name in form.names}
    li.send("下一步", **{shown[key]: answers.BOXES[label] for key, label in boxes.items()})
    li.see(f"{case}form/").send(to="form/pdf/")
    print_form.call(PrintedForm.objects.get().pk)  # the worker
    li.see(li.at).click("下载")
    assert "预览" in "".join(pages(li.file))
    li.see(f"{case}submit/").send("提交审核", promise="on")
    li.reads(number, "人事管理单位")


def decides(visitor: Visitor, address: str, **desk: str) -> None:
    """Everything is in order, the opinion, the decision, what else the desk must fill in."""
    visitor.see(address)
    checks = {name: "ok" for form in visitor.page.forms for name in form.names if name.startswith("check-")}
    visitor.send(
        decision="passed", opinion="材料齐全，同意。", **checks, **{f"desk-{name}": text for name, text in desk.items()}
    )


def notice_ends(world: World, number: str) -> None:
    """Five working days pass; the clock closes the notice."""
    notice = Notice.objects.get(stage__application__number=number, closed_at=None)
    world.at = notice.ends_at
    assert operations.close_notices(at=world.at) == 1


def committee_meets(world: World, number: str) -> None:
    """冯主任 plans the meeting, the experts sign in, 周评委 leaves the case, four vote, the chair counts."""
    feng = signed_in(world.feng).see("/office/meetings/new/")
    day = world.at.date()
    held_on = {"held_on_0": str(day.year), "held_on_1": str(day.month), "held_on_2": str(day.day)}
    feng.send(call=str(world.call.pk), name="2026 年度评审会", is_blind="on", **held_on)
    meeting = Meeting.objects.get()
    office, panel = f"/office/meetings/{meeting.number}/", f"/panel/meetings/{meeting.number}/"
    for place, expert in enumerate(world.experts, start=1):
        chair = {"is_chair": "on"} if place == 1 else {}
        feng.see(f"{office}seats/").send(expert=str(expert.pk), number=str(place), **chair)
    feng.see(f"{office}cases/").reads(number)
    feng.send(case=next(form.boxes["case"] for form in feng.page.forms if "case" in form.boxes))
    browsers = [signed_in(expert.user) for expert in world.experts]
    sun, zhou, *others = browsers
    for browser in browsers:
        browser.see(panel).send(to="sign-in/")
    zhou.see(f"{panel}items/1/recuse/").send(reason="与申报人在同一单位")
    sun.see(panel).send(to=f"{panel}open/")
    sun.see(panel).send(to="items/1/open/")
    for browser in (sun, *others):
        browser.see(f"{panel}items/1/")
        assert "李静怡" not in browser.page.words
        browser.send(to="ballot/", choice="yes").send(to="vote/")
        browser.reads("回执")
    sun.see(f"{panel}items/1/close/").send(to="close/")
    feng.see(f"{office}close/").send(to="close/")


def test_from_registration_to_the_verified_certificate(world: World) -> None:
    li = registers("李静怡", resident(40))
    number = fills_in(li, world)
    prints_and_submits(li, number)
    desk, office = f"/desk/cases/{number}/", f"/office/cases/{number}/"
    wang, zhao, qian = signed_in(world.wang), signed_in(world.zhao), signed_in(world.qian)
    feng = signed_in(world.feng)

    wang.see("/desk/cases/").reads("李静怡")
    decides(wang, desk, place="单位公告栏", phone="0763-3360001")
    notice_ends(world, number)
    decides(wang, desk, result="clear", officer="陈院长")
    decides(zhao, desk)
    decides(feng, office)
    committee_meets(world, number)
    li.see(f"/my/tracking/{number}/")
    assert "未通过" not in li.page.words
    Visitor().see("/publicity/").reads(world.committee.name)
    notice_ends(world, number)
    decides(qian, desk, approval="清人社职〔2026〕12 号")

    certificate = Certificate.objects.get()
    render_certificate.call(certificate.pk, world.at.isoformat())  # the worker
    li.see("/my/certificates/").reads("工程师", certificate.number)
    li.see(f"/my/certificates/{certificate.number}/pdf/")
    assert li.file.startswith(b"%PDF-")
    anybody = Visitor().see("/certificates/")
    anybody.send(name="李静怡", number=certificate.number, answer=solved(anybody)).reads("有效", "工程师")
    Visitor().see(f"/certificates/v/{certificate.token}/").reads("有效")

    world.at = START.replace(year=2027)
    call(world.committee, year=2027, actor=world.feng)
    li.see("/my/apply/evaluation/").send(year="2027", level="intermediate", mode="normal")
    following = Application.objects.get(year=2027)
    li.see(f"/my/applications/{following.number}/info/education/").reads("入库信息", "广东工业大学")
