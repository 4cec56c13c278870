"""更正申请 through the pages: an archived record, a name, the number of a document."""

import json
from typing import Any

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from tests import answers
from tests.factories import resident
from tests.journeys.people import decides, proof, signed_in, signs_in
from tests.journeys.visitor import Visitor
from tests.pdf import pages
from tests.world import World, fresh, stage_of
from zhicheng.accounts.models import User
from zhicheng.accounts.queries import identity_index
from zhicheng.applications.models import Application, Content, IdentityChange, StepVersion, Submission
from zhicheng.applications.operations import choose_unit
from zhicheng.applications.steps import answer
from zhicheng.audit.models import Event
from zhicheng.certificates.models import Certificate
from zhicheng.dossier.models import Education, HeldTitle, Profile
from zhicheng.kinds.evaluation.printing import print_form
from zhicheng.notifications.models import Message

WHY = "毕业时间填错一年，以毕业证书为准。"
NEW_NUMBER = resident(44, born="19940607")
ID_NUMBER: dict[str, Any] = {
    "subject": "id_number",
    "id_type": "resident",
    "sealed_id_number": NEW_NUMBER,
    "reason": "登记时把出生月份填错。",
}


@pytest.fixture
def closed(world: World) -> Application:
    """李工's 评审 is over; what it used is archived."""
    case = world.at_stage("")
    world.later(days=1)
    return case


def begins(li: Visitor, page: str) -> str:
    """Reads what it is about and begins; returns the number of the case."""
    li.see(page).reads("已入库的信息有误", "全年受理", "办结时生效")
    li.send("开始申请")
    return Application.objects.filter(kind="record_correction").latest("pk").number


def sends(li: Visitor, number: str, **typed: Any) -> None:
    li.send("下一步", proof=proof("依据.pdf"), **typed)
    li.send("提交审核", promise="on")
    li.reads("已提交", number)


def test_an_archived_record_is_put_right_and_old_forms_stay_as_they_were(world: World, closed: Application) -> None:
    wrong = Education.objects.get(owner=world.li)
    before = "".join(pages(print_form(fresh(closed), world.at)))
    next_year = world.start(kind="evaluation")
    world.choose(next_year, "education", wrong)

    li = signs_in("ligong").see("/my/profile/")
    link = next(href for words, href in li.page.links.items() if href.endswith(f"education:{wrong.pk}"))
    number = begins(li, f"/my/apply/record_correction/?subject=education:{wrong.pk}")
    assert link.endswith(f"/my/apply/record_correction/?subject=education:{wrong.pk}")
    assert li.reads("原为：2017.06", "广东工业大学"), "what was chosen by the link is asked, with what there is"
    sends(li, number, **{"education-ended_on_0": "2018", "reason": WHY})
    wang, qian = signed_in(world.wang), signed_in(world.qian)
    wang.see(f"/desk/cases/{number}/").reads("更正申请", "原为“2017.06”，更正为“2018.06”", WHY, "依据.pdf")
    assert "所学专业" not in wang.page.words.partition("审核清单")[0], "what stays the same is not listed"
    decides(wang, number)
    decides(qian, number).reads("同意更正并办结")

    wrong.refresh_from_db()
    right = Education._base_manager.get(owner=world.li, superseded_by=None)
    assert (wrong.superseded_by, wrong.ended_on.year, right.ended_on.year) == (right, 2017, 2018)
    assert (right.is_archived, right.archived_from, right.school) == (True, number, wrong.school)
    assert [file.name for file in right.evidence.order_by("created_at")] == ["证明.pdf", "依据.pdf"]
    assert answer(fresh(next_year), "education").ticked == (right.pk,), "his next application goes on with it"
    li.see("/my/profile/").reads("2018年6月毕业", f"更正，依据申请 {number}；原记录", closed.number)
    assert "".join(pages(print_form(fresh(closed), world.at))) == before
    event = Event.objects.get(verb="dossier.record_corrected")
    assert (event.actor_id, event.data) == (world.qian.pk, {"was": wrong.pk, "case": number})


def test_a_name_is_put_right_and_certificates_keep_their_face(world: World, closed: Application) -> None:
    li = signs_in("ligong").see("/my/profile/")
    number = begins(li, li.page.links["申请更正姓名"])
    sends(li, number, new_name=" 李静仪 ", reason="登记时写错一个字。")
    signed_in(world.wang).see(f"/desk/cases/{number}/").reads("原为“李静怡”，更正为“李静仪”")
    for officer in (world.wang, world.qian):
        decides(signed_in(officer), number)
    world.li.refresh_from_db()
    assert (world.li.name, Profile.objects.get(owner=world.li).former_name) == ("李静仪", "李静怡")
    assert Certificate.objects.get().holder_name == "李静怡"
    assert Message.objects.filter(recipient=world.li, body__contains="补换发类别选“信息更正”").count() == 1
    li.see("/my/profile/").reads("李静仪", "1 本证书仍是更正以前的信息")
    assert li.page.links["申请证书补发"] == "/my/apply/reissue/"
    assert signed_in(world.qian).see(f"/desk/cases/{closed.number}/").reads("李静怡")


def test_a_number_is_put_right_and_stands_only_encrypted(world: World, closed: Application) -> None:
    old = world.li.id_number
    li = signs_in("ligong").see("/my/profile/")
    number = begins(li, li.page.links["申请更正证件号码"])
    sends(li, number, **{name: text for name, text in ID_NUMBER.items() if name != "subject"})
    masked = f"990002********{NEW_NUMBER[-4:]}"
    li.see(f"/my/tracking/{number}/materials/").reads(masked)
    wang, qian = signed_in(world.wang).see(f"/desk/cases/{number}/"), signed_in(world.qian)
    assert wang.reads(masked, "查看完整号码")
    assert (old in wang.page.words, NEW_NUMBER in wang.page.words) == (False, False)
    wang.send("查看完整号码").reads(old, NEW_NUMBER, "本次查看已记录")
    assert Event.objects.filter(verb="desk.id_number", actor_id=world.wang.pk).count() == 1
    for officer in (world.wang, world.qian):
        decides(signed_in(officer), number)

    world.li.refresh_from_db()
    assert (world.li.id_number, world.li.id_index) == (NEW_NUMBER, identity_index(NEW_NUMBER))
    assert Profile.objects.get(owner=world.li).born_on.month == 6, "what the number tells follows it"
    qian.see(f"/desk/cases/{number}/").send("查看完整号码").reads(old, NEW_NUMBER)
    certificate = Certificate.objects.get()
    assert certificate.id_index == identity_index(old)
    assert standing_in_clear(NEW_NUMBER, old) == []


def standing_in_clear(*numbers: str) -> list[str]:
    """The tables and columns in which one of the numbers can be read, or a part of it that tells the rest."""
    tables = [table for table in connection.introspection.table_names() if not table.startswith("sqlite")]
    found = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found += [f"{table}.{name}" for name, value in zip(names, row, strict=True) if tells(value, numbers)]
    return found


def tells(value: object, numbers: tuple[str, ...]) -> bool:
    text = value if isinstance(value, str) else json.dumps(value, default=repr, ensure_ascii=False)
    return any(number in text for number in numbers)


def test_no_draft_no_history_and_no_failed_page_keeps_the_number(world: World) -> None:
    case = world.start(kind="record_correction")
    li = signed_in(world.li).see(f"/my/applications/{case.number}/request/?subject=id_number")
    url, form = li.at.partition("?")[0], next(form for form in li.page.forms if "sealed_id_number" in form.names)
    typed = form.values | {**ID_NUMBER, "reason": "", "turn": "1"}
    assert li.client.post(f"{url}draft/", typed).status_code == 200
    page = li.client.post(url, typed | {"turn": "2", "proof": proof()})
    assert (page.status_code, "写明哪里有误" in page.content.decode()) == (422, True)
    assert f'value="{NEW_NUMBER}"' in page.content.decode(), "what was typed is not lost"
    assert standing_in_clear(NEW_NUMBER) == []
    assert IdentityChange.objects.count() == 0
    li.see(url).send("保存", **ID_NUMBER, proof=proof())
    assert standing_in_clear(NEW_NUMBER) == []
    assert IdentityChange.objects.get(application=case).id_number == NEW_NUMBER
    masked = f"990002********{NEW_NUMBER[-4:]}"
    assert li.see(url).reads(f"已填写 {masked}，不改就不用再填")
    li.send("保存", reason="出生月份填错。").see(f"/my/applications/{case.number}/info/request/history/")
    assert NEW_NUMBER not in li.page.words
    assert IdentityChange.objects.get(application=case).id_number == NEW_NUMBER
    kept = [*StepVersion.objects.values_list("said", flat=True), *Content.objects.values_list("answers", flat=True)]
    assert "sealed" not in json.dumps([*kept, *Submission.objects.values_list("snapshot", flat=True)])


def test_a_number_that_another_account_has_is_not_taken_and_the_officer_reads_what_to_do(world: World) -> None:
    case = world.start(kind="record_correction")
    assert world.save(case, "request", {**ID_NUMBER, "sealed_id_number": world.wu.id_number})
    world.submit(fresh(case))
    world.go(case, to="bureau")
    qian = signed_in(world.qian).see(f"/desk/cases/{case.number}/")
    sent = {name: "ok" for form in qian.page.forms for name in form.names if name.startswith("check-")}
    sent |= {"stage": str(stage_of(case).pk), "decision": "passed", "opinion": "同意。"}
    page = qian.client.post(f"/desk/cases/{case.number}/", sent)
    said = page.content.decode()
    assert (page.status_code, "已由另一个账号登记" in said, "同意。" in said) == (409, True, True)
    assert (User.objects.get(pk=world.li.pk).id_number, stage_of(case).key) == (world.li.id_number, "bureau")
    assert IdentityChange.objects.get().former_number == ""


def test_what_is_wrong_is_said_beside_it(world: World, closed: Application) -> None:
    case, row = world.start(kind="record_correction"), Education.objects.get(owner=world.li)
    same = {f"education-{name}": text for name, text in answers.flat(answers.RECORDS["education"][0]).items()}
    subject = {"subject": f"education:{row.pk}", "reason": WHY}
    assert "完全相同" in refused(case, {**same, **subject})
    assert "应晚于入学时间" in refused(case, {**same, **subject, "education-ended_on_0": "2012"})
    assert "不能晚于今天" in refused(case, {**same, **subject, "education-ended_on_0": "2031"})
    assert "完全相同" in refused(case, {"subject": "name", "new_name": "李静怡", "reason": WHY})
    assert "身份证号应为 18 位" in refused(case, {**ID_NUMBER, "sealed_id_number": "12345"})
    assert "完全相同" in refused(case, {**ID_NUMBER, "sealed_id_number": world.li.id_number})
    assert "字母和数字" in refused(case, {**ID_NUMBER, "id_type": "passport", "sealed_id_number": "E-一二"})


@pytest.mark.parametrize("id_type", ["resident", "passport"])
def test_where_people_practise_a_real_number_is_not_taken(world: World, settings: Settings, id_type: str) -> None:
    settings.PRACTICE = True
    case = world.start(kind="record_correction")
    typed = {**ID_NUMBER, "id_type": id_type, "sealed_id_number": "11010519491231002X"}
    assert "练习系统不收真实的证件号码" in refused(case, typed)


def refused(case: Application, typed: dict[str, Any]) -> str:
    """What the page says that does not take it."""
    url = f"/my/applications/{case.number}/request/"
    visitor = signed_in(case.applicant).see(url)
    form = next(form for form in visitor.page.forms if "version" in form.names)
    page = visitor.client.post(url, form.values | typed | {"do": "next", "proof": proof()})
    assert page.status_code == 422, page.status_code
    return page.content.decode()


def test_several_records_are_put_right_at_once_but_none_twice(world: World, closed: Application) -> None:
    first, rows = world.start(kind="record_correction"), (Education.objects.get(), HeldTitle.objects.order_by("pk")[0])
    school = {f"education-{name}": text for name, text in answers.flat(answers.RECORDS["education"][0]).items()}
    assert world.save(
        first,
        "request",
        {**school, "education-school": "广东工大", "subject": f"education:{rows[0].pk}", "reason": WHY},
    )
    start = signed_in(world.li).see("/my/apply/record_correction/")
    start.reads("另一件事在下面开始")
    second = world.start(kind="record_correction")
    assert second.pk != first.pk
    assert f"（{first.number}）" in refused(second, {**school, "subject": f"education:{rows[0].pk}", "reason": WHY})
    assert world.save(second, "request", {"subject": "name", "new_name": "李静仪", "reason": WHY})
    assert [fresh(case).subject for case in (first, second)] == [f"education:{rows[0].pk}", "name"]


def test_what_is_not_archived_or_not_his_is_not_on_the_list(world: World, closed: Application) -> None:
    choose_unit(person=world.wu, unit=world.unit, at=world.at)
    case, row = world.start(world.wu, kind="record_correction"), Education.objects.get()
    assert not world.save(case, "request", {"subject": f"education:{row.pk}", "reason": WHY})
    page = signed_in(world.wu).see(f"/my/applications/{case.number}/request/?subject=education:{row.pk}")
    assert "广东工业大学" not in page.page.words
    draft = world.start()
    world.add(draft, "paper", {**answers.RECORDS["paper"][0], "title": "还没有入库的论文"})
    own = signed_in(world.li).see("/my/profile/").page.links
    assert not any("还没有入库" in words for words in own)


def test_the_wrong_people_find_nothing(world: World) -> None:
    case = world.at_stage("bureau", kind="record_correction")
    for person in (world.wu, world.zhao, world.feng):
        assert signed_in(person).client.get(f"/desk/cases/{case.number}/").status_code == 404
        assert signed_in(person).client.post(f"/desk/cases/{case.number}/id-number/").status_code == 404
    for page in (f"/my/tracking/{case.number}/", f"/my/applications/{case.number}/request/?subject=name"):
        assert signed_in(world.wu).client.get(page).status_code == 404


def test_the_number_of_an_issued_certificate_is_not_put_right_in_the_record(world: World, closed: Application) -> None:
    """By its number a revoked certificate ends the title."""
    held = HeldTitle.objects.get(name="工程师")
    case = world.start(kind="record_correction")
    typed = {f"heldtitle-{field.name}": str(getattr(held, field.name)) for field in HeldTitle._meta.concrete_fields}
    typed |= {
        f"heldtitle-obtained_on_{place}": str(part) for place, part in enumerate(held.obtained_on.timetuple()[:3])
    }
    typed |= {"heldtitle-specialty": "生态环境监测", "heldtitle-certificate_number": "编造的编号"}
    assert world.save(case, "request", {**typed, "subject": f"heldtitle:{held.pk}", "reason": WHY})
    world.submit(fresh(case))
    world.go(case)
    right = HeldTitle._base_manager.get(owner=world.li, name="工程师", superseded_by=None)
    assert (right.specialty, right.certificate_number) == ("生态环境监测", held.certificate_number)
