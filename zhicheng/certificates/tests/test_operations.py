import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pikepdf
import pytest
from django.core.management import call_command
from django.db import connection
from django_tasks_db.models import DBTaskResult
from pypdf import PdfReader
from pytest_django.fixtures import Settings

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application
from zhicheng.audit.models import Event
from zhicheng.certificates import numbers, operations
from zhicheng.certificates.models import Certificate, Serial, StatusChange
from zhicheng.core.typst import MissingGlyphs
from zhicheng.dossier.models import HeldTitle
from zhicheng.dossier.queries import current_title
from zhicheng.eligibility.queries import facts_of
from zhicheng.files.models import StoredFile
from zhicheng.files.queries import open_file
from zhicheng.reference.models import ObtainedBy, Series

from .conftest import AT, ID_NUMBER, ISSUER, issue

Cases = Callable[[str], Application]


def pages(pdf: bytes) -> int:
    assert pdf.startswith(b"%PDF")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def images(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return sum(
            1
            for thing in document.objects
            if isinstance(thing, pikepdf.Stream) and thing.get("/Filter") == "/DCTDecode"
        )


def test_a_certificate_freezes_the_person_and_the_case(certificate: Certificate) -> None:
    snapshot = Application.objects.get().content.snapshot or {}
    assert certificate.number == numbers.compose("粤26180731", 1)
    assert (certificate.holder_name, certificate.sex, certificate.born_on) == ("李工", "女", date(1990, 3, 7))
    assert (certificate.title, certificate.level, certificate.series) == ("工程师", "intermediate", "工程技术人员")
    assert (certificate.obtained_on, certificate.issued_on) == (date(2026, 11, 24), AT.date())
    assert certificate.id_masked == "001802********004X"
    assert str(certificate.photo_id) == snapshot["photo"]
    assert len(certificate.token) == 32
    assert certificate.status == Certificate.Status.VALID


def test_issuing_writes_the_title_into_the_record_of_the_person(certificate: Certificate) -> None:
    title = HeldTitle.objects.get()
    assert (title.owner, title.name, title.certificate_number) == (
        certificate.holder,
        "工程师",
        certificate.number,
    )
    assert (title.issuer, title.review_year, title.is_archived) == (ISSUER, 2026, True)


def test_a_second_issue_returns_the_first_certificate(certificate: Certificate) -> None:
    assert issue(Application.objects.get()) == certificate
    assert Serial.objects.get().last == 1
    assert (HeldTitle.objects.count(), StatusChange.objects.count()) == (1, 1)


def test_serials_follow_one_another_within_a_prefix(certificate: Certificate, passed: Cases) -> None:
    assert [issue(passed(name)).number for name in ("郑工", "王工")] == [
        numbers.compose("粤26180731", 2),
        numbers.compose("粤26180731", 3),
    ]


@pytest.mark.parametrize("change", [{"outcome": "not_passed"}, {"outcome": ""}, {"decided_on": None}, {"title": None}])
def test_a_case_that_did_not_pass_or_lacks_a_part_gets_none(passed: Cases, change: dict[str, object]) -> None:
    case = passed("李工")
    Application.objects.update(**change)
    with pytest.raises(operations.NotIssuable):
        issue(case)
    assert not Serial.objects.exists()


def test_the_audit_names_the_number_and_no_person(certificate: Certificate) -> None:
    event = Event.objects.get(verb="certificates.status")
    assert (event.subject, event.data) == (
        f"certificates.certificate:{certificate.number}",
        {"status": "valid"},
    )


def test_the_pdf_is_made_by_a_task_of_the_same_transaction(passed: Cases) -> None:
    certificate = issue(passed("李工"))
    row = DBTaskResult.objects.get()
    assert row.args_kwargs["args"] == [certificate.pk, AT.isoformat()]
    operations.render_certificate.call(*row.args_kwargs["args"])
    certificate.refresh_from_db()
    assert certificate.pdf is not None
    assert certificate.pdf.owner == certificate.holder


def test_a_certificate_is_one_page_with_the_photo_and_is_made_once(certificate: Certificate) -> None:
    made = operations.render(certificate=certificate, at=AT)
    assert operations.render(certificate=certificate, at=AT) == made
    assert StoredFile.objects.filter(content_type="application/pdf").count() == 1
    with open_file(made) as stream:
        pdf = stream.read()
    assert (pages(pdf), images(pdf)) == (1, 1)


def test_a_certificate_of_a_person_without_photo_is_printed_too(passed: Cases) -> None:
    case = passed("李工")
    case.content.snapshot = {"sections": [], "photo": None}
    case.content.save()
    with open_file(operations.render(certificate=issue(case), at=AT)) as stream:
        pdf = stream.read()
    assert (pages(pdf), images(pdf)) == (1, 0)


def test_rare_characters_of_a_name_are_printed(passed: Cases) -> None:
    with open_file(operations.render(certificate=issue(passed("阿依·古丽𬱖")), at=AT)) as stream:
        assert pages(stream.read()) == 1


def test_a_character_without_a_glyph_is_told(passed: Cases) -> None:
    certificate = issue(passed("李\U000323af"))
    with pytest.raises(MissingGlyphs):
        operations.render(certificate=certificate, at=AT)
    operations.render_certificate.func(certificate.pk, AT.isoformat())
    certificate.refresh_from_db()
    assert certificate.pdf is None
    assert "U+323AF" in certificate.problem


def test_once_fonts_came_it_is_tried_again_and_the_problem_is_gone(passed: Cases) -> None:
    certificate, sound = issue(passed("李\U000323af")), issue(passed("郑工"))
    for one in (certificate, sound):
        operations.render_certificate.func(one.pk, AT.isoformat())
    DBTaskResult.objects.all().delete()
    Certificate.objects.filter(pk=certificate.pk).update(holder_name="李工")  # as if a font had it now
    asked = [operations.request_pdf(certificate=certificate, at=AT).problem for _ in range(3)]
    assert (asked, DBTaskResult.objects.count()) == ([""] * 3, 1)
    operations.render_certificate.func(certificate.pk, AT.isoformat())
    certificate.refresh_from_db()
    assert (certificate.pdf is None, certificate.problem) == (False, "")


def test_the_command_tries_every_certificate_without_a_pdf(passed: Cases, capsys: pytest.CaptureFixture[str]) -> None:
    bare, sound = issue(passed("李\U000323af")), issue(passed("郑工"))
    for one in (bare, sound):
        operations.render_certificate.func(one.pk, AT.isoformat())
    DBTaskResult.objects.all().delete()
    call_command("render_certificates")
    assert capsys.readouterr().out == "重新生成 1 份证书\n"
    [task] = DBTaskResult.objects.all()
    assert task.args_kwargs["args"][0] == bare.pk
    assert Certificate.objects.get(pk=bare.pk).problem == ""


def test_an_extract_is_one_page_without_photo(certificate: Certificate) -> None:
    pdf = operations.render_extract(certificate=certificate, at=AT)
    assert (pages(pdf), images(pdf)) == (1, 0)
    assert ID_NUMBER.encode() not in pdf


def test_the_issuing_authority_revokes_and_supersedes_with_a_reason(
    certificate: Certificate, qian: User, passed: Cases
) -> None:
    other = issue(passed("郑工"))
    later = AT + timedelta(days=1)
    operations.revoke(certificate=certificate, reason="弄虚作假", actor=qian, at=later)
    operations.supersede(certificate=other, reason="姓名更正", actor=qian, at=later)
    assert list(StatusChange.objects.order_by("pk").values_list("status", "reason")) == [
        ("valid", "发证"),
        ("valid", "发证"),
        ("revoked", "弄虚作假"),
        ("superseded", "姓名更正"),
    ]
    assert Certificate.objects.get(pk=certificate.pk).status == "revoked"


def test_a_revoked_title_counts_no_more_and_a_superseded_one_does(
    certificate: Certificate, qian: User, passed: Cases
) -> None:
    other = issue(passed("郑工"))
    later = AT + timedelta(days=1)
    operations.revoke(certificate=certificate, reason="弄虚作假", actor=qian, at=later)
    operations.supersede(certificate=other, reason="姓名更正", actor=qian, at=later)
    titles = dict(HeldTitle.objects.values_list("certificate_number", "revoked_at"))
    assert titles == {certificate.number: later, other.number: None}
    assert (current_title(certificate.holder), facts_of(certificate.holder).held) == (None, None)
    held = current_title(other.holder)
    assert held is not None
    assert held.certificate_number == other.number


def test_what_has_ended_is_not_ended_again(certificate: Certificate, qian: User) -> None:
    operations.revoke(certificate=certificate, reason="弄虚作假", actor=qian, at=AT)
    with pytest.raises(operations.NotValid):
        operations.supersede(certificate=certificate, reason="换发", actor=qian, at=AT)


def test_nobody_else_ends_a_certificate(certificate: Certificate) -> None:
    with pytest.raises(operations.NotAllowed):
        operations.revoke(certificate=certificate, reason="无", actor=certificate.holder, at=AT)
    assert Certificate.objects.get().status == "valid"


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_ten_issues_at_once_give_each_case_one_number_and_no_number_twice(passed: Cases) -> None:
    cases = [passed(f"{number}工") for number in range(5)]

    def once(place: int) -> str:
        try:
            return issue(cases[place % 5]).number
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        made = list(pool.map(once, range(10)))
    assert made[:5] == made[5:]
    assert sorted(made[:5]) == sorted(numbers.compose("粤26180731", serial) for serial in range(1, 6))


def test_what_was_obtained_earlier_is_printed_anew_and_the_old_certificate_is_superseded(
    certificate: Certificate, passed: Cases
) -> None:
    case = passed("补工")
    case.title = case.specialty = case.decided_on = None
    case.outcome = ""
    case.save()
    series = Series.objects.get(name=certificate.series)
    award = operations.Award(
        title=certificate.title,
        level=certificate.level,
        series=series,
        specialty=certificate.specialty,
        obtained_on=certificate.obtained_on,
        obtained_by=certificate.obtained_by,
        committee=certificate.committee,
        approval=certificate.approval,
    )
    again = operations.issue(application=case, at=AT, committee="", issuer=ISSUER, award=award, replaces=certificate)
    certificate.refresh_from_db()
    assert (certificate.status, again.status) == ("superseded", "valid")
    assert (again.title, again.obtained_on) == (certificate.title, certificate.obtained_on)
    assert again.number != certificate.number
    assert again.number in certificate.changes.latest("pk").reason
    assert not HeldTitle.objects.filter(owner=case.applicant).exists()


def test_recognition_without_a_call_is_numbered_by_the_units_region(passed: Cases) -> None:
    case = passed("初工")
    case.call = None
    case.save()
    made = operations.issue(
        application=case, at=AT, committee=ISSUER, issuer=ISSUER, obtained_by=ObtainedBy.RECOGNITION
    )
    assert (made.number[3:5], made.number[8], numbers.is_sound(made.number)) == ("18", "2", True)


@pytest.mark.parametrize(("practice", "words"), [(True, 3), (False, 0)])
def test_what_a_practice_system_issues_says_that_it_is_not_valid(
    certificate: Certificate, settings: Settings, practice: bool, words: int
) -> None:
    settings.PRACTICE = practice
    with open_file(operations.render(certificate=certificate, at=AT)) as stream:
        pdf = stream.read()
    extract = operations.render_extract(certificate=certificate, at=AT)
    for shown in map(read, (pdf, extract)):
        assert certificate.number in shown
        assert shown.count("练习，无效") == words
    assert ("练习系统生成，无效。核验件" in read(extract)) is practice


def read(pdf: bytes) -> str:
    """What somebody copies from the page, without spaces."""
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
