"""证书补发申请 through the pages: a lost certificate on file, and a paper one of before this system."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from tests import answers
from tests.journeys.people import decides, prints, proof, signed_in, signs_in
from tests.journeys.visitor import Visitor
from tests.pdf import pages
from tests.world import World, fresh, picture_bytes, stage_of
from zhicheng.applications.models import Application, Status
from zhicheng.applications.operations import Incomplete, choose_unit
from zhicheng.certificates.models import Certificate, StatusChange
from zhicheng.certificates.operations import render, revoke
from zhicheng.dossier.models import HeldTitle
from zhicheng.kinds.reissue.printing import print_form
from zhicheng.notifications.models import Message

WHY: dict[str, Any] = {"way": "lost", "reason": "出差途中遗失，已登报声明。", "promise": "on"}


@pytest.fixture
def certificate(world: World) -> Certificate:
    """李工 passed a 评审 and was given a certificate."""
    world.at_stage("")
    world.later(days=1)
    return Certificate.objects.get(holder=world.li)


def asks(li: Visitor, page: str = "/my/apply/reissue/") -> str:
    """Reads what it is about, begins, confirms 基本信息; returns the number of the case."""
    li.see(page).reads("谁发证谁受理", "全年受理", "不用公示", "新证书")
    li.send("开始申请")
    number = Application.objects.filter(kind="reissue").latest("pk").number
    li.see(f"/my/applications/{number}/info/basic/").send(**answers.flat(answers.BASIC))
    return number


def hands_in(li: Visitor, number: str) -> str:
    """下载申请表, 提交审核; returns what the form says."""
    text = "".join(pages(prints(li, number)))
    li.see(f"/my/applications/{number}/submit/").send("提交审核", promise="on")
    li.reads("已提交", number, "人事管理单位审核")
    return text


def test_a_lost_certificate_is_issued_anew_and_the_old_one_says_so(world: World, certificate: Certificate) -> None:
    li = signs_in("ligong").see("/my/certificates/")
    number = asks(li, li.page.links["申请补发、换发"])
    li.see(f"/my/applications/{number}/request/?certificate={certificate.pk}").reads(certificate.number)
    assert "职称名称" not in li.page.words, "what is on file is not asked"
    li.send("下一步", proof=proof("评审表.pdf"), **{"certificate": str(certificate.pk), **WHY})
    form = hands_in(li, number)
    wanted = (
        "广东省补换发职称电子证书申请表",
        certificate.number,
        "李静怡",
        "遗失",
        "一式两份",
        "生态环境工程",
        "预览",
    )
    assert [words in form for words in wanted] == [True] * 7
    assert world.li.id_number not in form

    wang, qian = signed_in(world.wang), signed_in(world.qian)
    wang.see(f"/desk/cases/{number}/").reads("证书补发申请", certificate.number, "出差途中遗失")
    decides(wang, number).reads("属实，报人社部门")
    qian.see("/desk/cases/").reads("李静怡")
    decides(qian, number).reads("核发新证书并办结")

    old, new = Certificate.objects.order_by("pk")
    assert (old.status, new.status, new.reissued_from) == ("superseded", "valid", old)
    same = ("title", "level", "series", "specialty", "obtained_on", "obtained_by", "committee", "approval", "issuer")
    assert [getattr(new, name) for name in same] == [getattr(old, name) for name in same]
    assert (new.number != old.number, new.original_number, new.issued_on) == (True, old.number, world.at.date())
    changes = StatusChange.objects.order_by("pk").values_list("certificate", "status", "by")
    assert [*changes] == [
        (old.pk, "valid", None),
        (new.pk, "valid", world.qian.pk),
        (old.pk, "superseded", world.qian.pk),
    ]
    assert HeldTitle.objects.filter(owner=world.li, name="工程师").count() == 1, "no second title"

    render(certificate=new, at=world.at)  # the worker
    li.see("/my/certificates/").reads("已换发", "换发的新证书", new.number, "原证书编号", old.number)
    li.see(f"/my/certificates/{new.number}/pdf/")
    assert li.file.startswith(b"%PDF-")
    final = "".join(pages(print_form(Application.objects.get(number=number), world.at)))
    assert [words in final for words in (new.number, "情况属实，同意。", "预览")] == [True, True, False]
    anybody = Visitor().see(f"/certificates/v/{old.token}/")
    assert anybody.reads("证书已换发", "2026 年 9 月", "新证书向持证人索取")
    assert new.number not in anybody.page.words
    Visitor().see(f"/certificates/v/{new.token}/").reads("证书有效")


def test_a_paper_certificate_is_described_by_its_holder(world: World) -> None:
    choose_unit(person=world.li, unit=world.unit, at=world.at)
    li = signs_in("ligong")
    number = asks(li)
    li.see("/my/photo/").send(photo=SimpleUploadedFile("照片.jpg", picture_bytes())).send("保存照片")
    li.see(f"/my/applications/{number}/request/?certificate=other").reads("职称名称", "发证机关")
    typed: dict[str, Any] = answers.flat(answers.REISSUE)
    li.send("下一步", proof=proof("评审表复印件.pdf"), **typed)
    form = hands_in(li, number)
    assert [words in form for words in ("粤初职证字第1300102000123号", "2013.11.20", "评审")] == [True] * 3
    decides(signed_in(world.wang), number)
    decides(signed_in(world.qian), number)

    made = Certificate.objects.get()
    assert (made.title, made.level, made.obtained_on.year, made.status) == ("助理工程师", "assistant", 2013, "valid")
    assert (made.original_number, made.reissued_from, made.committee) == (answers.REISSUE["number"], None, "")
    assert fresh(Application.objects.get(number=number)).status == Status.PASSED
    li.see("/my/certificates/").reads("助理工程师", made.number, "原证书没有写明")
    Visitor().see(f"/certificates/v/{made.token}/").reads("证书有效", "原证书没有写明")
    assert Message.objects.filter(recipient=world.li, body__contains="证书在“我的职称证书”里下载").exists()


def test_after_a_correction_the_new_certificate_bears_the_new_name(world: World, certificate: Certificate) -> None:
    world.li.name = "李静仪"
    world.li.save(update_fields=["name"])
    li = signs_in("ligong").see("/my/profile/")
    assert li.reads("1 本证书仍是更正以前的信息")
    case = world.start(kind="reissue")
    typed = {"certificate": str(certificate.pk), **WHY, "way": "changed"}
    world.save(case, "basic", answers.BASIC)
    world.save(fresh(case), "request", typed)
    world.submit(fresh(case))
    world.go(case)
    old, new = Certificate.objects.order_by("pk")
    assert (old.holder_name, new.holder_name, old.status) == ("李静怡", "李静仪", "superseded")
    assert "仍是更正以前的信息" not in li.see("/my/profile/").page.words


def test_nobody_has_a_certificate_replaced_twice_at_once_or_somebody_elses(
    world: World, certificate: Certificate
) -> None:
    first, wu = world.start(kind="reissue"), world.start(world.wu, kind="reissue")
    typed = {"certificate": str(certificate.pk), **WHY}
    assert world.save(first, "request", typed)
    assert not world.save(wu, "request", typed), "it is not on his list"
    second = world.start(kind="reissue")
    assert not world.save(second, "request", typed)
    assert f"另一份正在办理的申请（{first.number}）" in refused(second, typed)
    assert [fresh(case).subject for case in (first, second, wu)] == [f"certificate:{certificate.pk}", "", ""]
    with pytest.raises(IntegrityError, match="subject"), transaction.atomic():
        Application.objects.filter(pk=second.pk).update(subject=fresh(first).subject)
    paper = {**answers.flat(answers.REISSUE), "number": certificate.number}
    assert "这本证书在本系统里" in refused(second, paper)
    assert "对不上" in refused(wu, paper), "and whose it is, he does not learn"


def test_nothing_is_put_right_where_nothing_changed(world: World, certificate: Certificate) -> None:
    case = world.start(kind="reissue")
    said = refused(case, {"certificate": str(certificate.pk), **WHY, "way": "changed"})
    assert "先办理更正申请" in said


def refused(case: Application, typed: dict[str, Any]) -> str:
    """What the page says that does not take it."""
    url = f"/my/applications/{case.number}/request/"
    visitor = signed_in(case.applicant).see(url)
    form = next(form for form in visitor.page.forms if "version" in form.names)
    page = visitor.client.post(url, form.values | typed | {"do": "next", "proof": proof()})
    assert page.status_code == 422
    return page.content.decode()


def test_what_only_autosave_kept_is_not_submitted(world: World, certificate: Certificate) -> None:
    """Only 保存 makes the certificate the case's: two windows could else file it twice."""
    case = world.start(kind="reissue")
    world.save(case, "basic", answers.BASIC)
    world.save(fresh(case), "request", {**answers.REISSUE})
    draft = signed_in(world.li).client
    sent = {"certificate": str(certificate.pk), **WHY, "version": fresh(case).content.answers["request"]["v"]}
    assert draft.post(f"/my/applications/{case.number}/request/draft/", sent).status_code == 200
    with pytest.raises(Incomplete):
        world.submit(fresh(case))


def test_a_certificate_revoked_on_the_way_is_not_issued_anew_and_the_officer_reads_why(
    world: World, certificate: Certificate
) -> None:
    case = world.start(kind="reissue")
    world.save(case, "basic", answers.BASIC)
    world.save(fresh(case), "request", {"certificate": str(certificate.pk), **WHY})
    world.submit(fresh(case))
    world.go(case, to="bureau")
    revoke(certificate=certificate, reason="材料不实", actor=world.qian, at=world.later())
    qian = signed_in(world.qian).see(f"/desk/cases/{case.number}/")
    sent = {**qian.page.forms[-2].values, "decision": "passed", "opinion": "同意。"}
    sent |= {name: "ok" for form in qian.page.forms for name in form.names if name.startswith("check-")}
    page = qian.client.post(f"/desk/cases/{case.number}/", sent | {"stage": str(stage_of(case).pk)})
    assert (page.status_code, "原证书的情况在提交以后有变化" in page.content.decode()) == (409, True)
    assert (Certificate.objects.count(), stage_of(case).key) == (1, "bureau")


def test_revoking_the_new_certificate_ends_the_title_that_came_with_the_old_one(
    world: World, certificate: Certificate
) -> None:
    case = world.start(kind="reissue")
    world.save(case, "basic", answers.BASIC)
    world.save(fresh(case), "request", {"certificate": str(certificate.pk), **WHY})
    world.submit(fresh(case))
    world.go(case)
    new = Certificate.objects.get(reissued_from=certificate)
    revoke(certificate=new, reason="材料不实", actor=world.qian, at=world.later())
    assert HeldTitle.objects.get(owner=world.li, name="工程师").revoked_at is not None


def test_the_wrong_people_find_nothing(world: World, certificate: Certificate) -> None:
    case = world.at_stage("bureau", kind="reissue")
    for person in (world.wu, world.zhao, world.feng):
        assert signed_in(person).client.get(f"/desk/cases/{case.number}/").status_code == 404
    assert signed_in(world.wu).client.get(f"/my/tracking/{case.number}/").status_code == 404


def test_another_choice_keeps_what_was_typed_beside_it(world: World, certificate: Certificate) -> None:
    case = world.start(kind="reissue")
    li = signed_in(world.li)
    narrow = f"/my/applications/{case.number}/request/narrow/"
    typed = {**answers.flat(answers.REISSUE), "certificate": "other"}
    page = li.client.post(narrow, typed).content.decode()
    assert [f'value="{text}"' in page for text in ("助理工程师", "2013", "11", "20")] == [True] * 4
    assert "搬家时遗失" in page
    page = li.client.post(narrow, typed | {"certificate": str(certificate.pk)}).content.decode()
    assert ("职称名称" in page, "搬家时遗失" in page) == (False, True)
