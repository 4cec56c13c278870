from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from zhicheng.accounts.models import User
from zhicheng.accounts.queries import identity_index
from zhicheng.applications.models import IdentityChange
from zhicheng.certificates import queries, rules
from zhicheng.certificates.models import Certificate

from .conftest import ID_NUMBER


def test_name_and_number_find_the_certificate_however_they_are_typed(certificate: Certificate) -> None:
    wide = certificate.number.translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789"})
    for name, number in [
        ("李工", certificate.number),
        (" 李工 ", certificate.number.lower()),
        ("李 工", wide),
        ("李工", f"{certificate.number[:5]} {certificate.number[5:]}"),
    ]:
        assert queries.find(name=name, number=number) == certificate


@pytest.mark.parametrize("dot", ["·", "・", "•", "‧", "．"])
def test_any_middle_dot_finds_a_name_with_one(certificate: Certificate, dot: str) -> None:
    Certificate.objects.update(holder_name="阿依·古丽")
    assert queries.find(name=f"阿依{dot}古丽", number=certificate.number) == certificate


@pytest.mark.parametrize("name", ["李", "王工", "", "\0", "李工\0", "a" * 200])
def test_another_name_finds_nothing(certificate: Certificate, name: str) -> None:
    assert queries.find(name=name, number=certificate.number) is None
    assert queries.find_by_identity(name=name, id_type="resident", id_number=ID_NUMBER) == []


def test_another_number_finds_nothing(certificate: Certificate) -> None:
    for number in ("", "\0", certificate.number[:-1], "粤" + "0" * 15):
        assert queries.find(name="李工", number=number) is None


def test_name_and_document_find_the_certificates(certificate: Certificate) -> None:
    typed = ID_NUMBER.lower()
    assert queries.find_by_identity(name="李工", id_type="resident", id_number=typed) == [certificate]
    assert queries.find_by_identity(name="李工", id_type="passport", id_number=typed) == []


def test_the_token_of_the_qr_code_finds_the_certificate(certificate: Certificate) -> None:
    assert queries.by_token(certificate.token) == certificate
    assert queries.by_token("0" * 32) is None
    assert queries.by_token("\0") is None


def test_certificates_from_before_2016_are_not_on_the_portal(certificate: Certificate) -> None:
    Certificate.objects.update(obtained_on=date(2015, 12, 31))
    assert queries.find(name="李工", number=certificate.number) is None
    assert queries.find_by_identity(name="李工", id_type="resident", id_number=ID_NUMBER) == []
    assert queries.by_token(certificate.token) is None
    assert list(queries.of_holder(certificate.holder)) == [certificate]


def test_each_look_up_takes_one_statement(
    certificate: Certificate, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    holder = certificate.holder
    with django_assert_num_queries(1):
        queries.find(name="李工", number=certificate.number)
    with django_assert_num_queries(1):
        queries.find_by_identity(name="李工", id_type="resident", id_number=ID_NUMBER)
    with django_assert_num_queries(1):
        queries.by_token(certificate.token)
    with django_assert_num_queries(1):
        assert [found.pdf for found in queries.of_holder(holder)] == [None]


def test_only_the_holder_downloads_and_only_the_issuer_ends(certificate: Certificate, qian: User) -> None:
    assert rules.can_download(certificate.holder, certificate)
    assert not rules.can_download(qian, certificate)
    assert rules.can_end(qian, certificate)
    assert not rules.can_end(certificate.holder, certificate)


def test_the_document_printed_on_it_finds_a_certificate_after_the_holders_was_put_right(
    certificate: Certificate,
) -> None:
    holder, case = certificate.holder, certificate.application
    assert case is not None
    IdentityChange.objects.create(
        application=case, id_type="passport", id_number="E12345678", former_type="resident", former_number=ID_NUMBER
    )
    holder.id_type, holder.id_index = "passport", identity_index("E12345678")
    holder.save()

    assert queries.find_by_identity(name="李工", id_type="resident", id_number=ID_NUMBER) == [certificate]
    assert queries.find_by_identity(name="李工", id_type="taiwan_permit", id_number=ID_NUMBER) == []
    assert queries.find_by_identity(name="王工", id_type="resident", id_number=ID_NUMBER) == []
