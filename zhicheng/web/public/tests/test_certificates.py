"""证书查询: what is found, what others see of it, and what nobody can read out."""

import re
import time
from datetime import date
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from tests.factories import resident
from tests.world import World
from zhicheng.audit.models import Event
from zhicheng.certificates import operations
from zhicheng.certificates.models import Certificate
from zhicheng.web.public.gates import seal
from zhicheng.web.public.tests.conftest import Browser, html_of, same, solved

BY_NUMBER, BY_IDENTITY = "/certificates/", "/certificates/?by=identity"
LI = resident(4)


def asked(client: Client, address: str = BY_NUMBER, **typed: str) -> Any:
    return client.post(address, {**typed, **solved(html_of(client.get(address)))} | typed)


def by_number(client: Client, certificate: Certificate, **changes: str) -> Any:
    return asked(client, **{"name": "李静怡", "number": certificate.number, **changes})


def by_identity(client: Client, **changes: str) -> Any:
    return asked(client, BY_IDENTITY, **{"name": "李静怡", "id_type": "resident", "id_number": LI, **changes})


def links(response: Any) -> list[str]:
    return re.findall(r'href="(/certificates/r/[^"]+)"', html_of(response))


def test_name_and_number_find_it(certificate: Certificate, client: Client) -> None:
    response = by_number(client, certificate)
    assert "查到 1 本证书" in html_of(response)
    html = html_of(client.get(links(response)[0]))
    assert ("证书有效" in html, certificate.number in html, "李静怡" in html) == (True, True, True)


def test_name_and_document_find_it(certificate: Certificate, client: Client) -> None:
    assert len(links(by_identity(client))) == 1


def test_numbers_are_forgiven_their_width_and_spaces(certificate: Certificate, client: Client) -> None:
    assert (
        len(links(by_number(client, certificate, number=f" {certificate.number[:5]} {certificate.number[5:]} "))) == 1
    )


def test_a_wrong_name_and_an_unknown_number_get_the_same_answer_at_the_same_cost(
    certificate: Certificate, client: Client
) -> None:
    unknown = "粤990000000000000X"
    answers = []
    for typed in ({"name": "吴某"}, {"number": unknown}):
        page = client.get(BY_NUMBER)
        sent = {"name": "李静怡", "number": certificate.number, **typed, **solved(html_of(page))}
        with CaptureQueriesContext(connection) as made:
            response = client.post(BY_NUMBER, sent)
        html = same(html_of(response))
        for echo in sent.values():
            html = html.replace(f'value="{echo}"', "")
        answers.append((response.status_code, html, [re.sub(r"\W.*", "", one["sql"]) for one in made]))
    assert answers[0] == answers[1]
    assert "没有查到证书" in answers[0][1]


def test_a_wrong_name_and_an_unknown_document_get_the_same_answer(certificate: Certificate, client: Client) -> None:
    answers = []
    for typed in ({"name": "吴某"}, {"id_number": resident(77)}, {"id_type": "passport"}):
        html = same(html_of(by_identity(client, **typed)))
        html = re.sub(r' value="[^"]*"( selected)?', "", html)
        answers.append(html)
    assert answers[0] == answers[1] == answers[2]


@pytest.mark.parametrize("way", ["token", "result"])
def test_others_see_a_masked_number_and_no_photo(certificate: Certificate, client: Client, way: str) -> None:
    address = {"token": f"v/{certificate.token}", "result": f"r/{seal(certificate)}"}[way]
    html = html_of(client.get(f"/certificates/{address}/"))
    assert certificate.id_masked in html
    assert LI not in html
    assert (LI[6:14] in html, "1994 年 5 月" in html, "<img" in html.split("<main")[1]) == (False, False, False)


def test_the_answer_and_its_pages_stay_out_of_caches(certificate: Certificate, client: Client) -> None:
    pages = [by_number(client, certificate), client.get(f"/certificates/v/{certificate.token}/")]
    assert ["no-store" in page.headers["Cache-Control"] for page in pages] == [True, True]


@pytest.mark.parametrize(
    ("verb", "heading", "words"),
    [("revoke", "证书已撤销", "这本证书不再有效"), ("supersede", "证书已换发", "以新证书为准")],
)
def test_what_became_of_it_is_said_with_its_day(
    certificate: Certificate, world: World, client: Client, verb: str, heading: str, words: str
) -> None:
    getattr(operations, verb)(certificate=certificate, reason="查实", actor=world.qian, at=world.at)
    html = html_of(client.get(f"/certificates/v/{certificate.token}/"))
    day = f"{world.at.year} 年 {world.at.month} 月 {world.at.day} 日已"
    assert [text in html for text in (heading, words, day, "查实")] == [True, True, True, False]
    assert heading[2:] in html_of(by_number(client, certificate))


def test_what_was_obtained_before_2016_is_not_found(certificate: Certificate, client: Client) -> None:
    links_before = links(by_number(client, certificate))
    Certificate.objects.update(obtained_on=date(2015, 12, 31))
    assert (len(links_before), links(by_number(client, certificate))) == (1, [])
    assert client.get(f"/certificates/v/{certificate.token}/").status_code == 404


def test_an_old_link_to_a_result_asks_for_a_new_look_up(
    certificate: Certificate, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        an_hour_ago = time.time() - 3600
        patch.setattr(time, "time", lambda: an_hour_ago)
        old = seal(certificate)
    for address in (f"/certificates/r/{old}/", f"/certificates/r/{old}/extract/"):
        response = client.get(address)
        assert response.status_code == 404
        assert "查询结果已过 30 分钟" in html_of(response)


@pytest.mark.parametrize("key", ["v/x", "v/" + "0" * 32, "r/x", "r/a:b:c", "r/%F0%9F", "v/" + "a" * 5000])
def test_a_key_that_opens_nothing_is_a_page_that_says_what_to_do(db: None, client: Client, key: str) -> None:
    for address in (f"/certificates/{key}/", f"/certificates/{key}/extract/"):
        response = client.get(address)
        assert response.status_code == 404
        assert "重新查询" in html_of(response)


def test_an_extract_that_cannot_be_drawn_says_so_on_the_page_that_verifies(
    certificate: Certificate, client: Client
) -> None:
    Certificate.objects.update(holder_name="李\U000323af")
    there = f"/certificates/v/{certificate.token}/"
    page = client.get(f"{there}extract/", follow=True)
    assert page.redirect_chain == [(there, 303)]
    assert "核验件还不能生成" in page.content.decode()


def test_others_download_the_extract(certificate: Certificate, client: Client) -> None:
    response: Any = client.get(f"/certificates/v/{certificate.token}/extract/")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(response.streaming_content).startswith(b"%PDF")


def test_the_holder_is_told_where_the_certificate_itself_is(
    certificate: Certificate, world: World, browser: Browser
) -> None:
    told = []
    for client in (browser(world.li), browser(world.wu), Client()):
        listed, shown = by_number(client, certificate), client.get(f"/certificates/v/{certificate.token}/")
        told.append(("这里有您本人的证书" in html_of(listed), "这是您本人的证书" in html_of(shown)))
    assert told == [(True, True), (False, False), (False, False)]


def test_each_look_up_is_recorded_without_what_was_typed(
    certificate: Certificate, world: World, client: Client, browser: Browser
) -> None:
    by_identity(browser(world.wu))
    by_number(client, certificate, name="吴某")
    client.get(f"/certificates/v/{certificate.token}/")
    events = Event.objects.filter(verb="certificates.looked_up").order_by("pk")
    subject = f"certificates.certificate:{certificate.number}"
    assert [(one.actor_id, one.subject, one.data["by"], one.data["found"]) for one in events] == [
        (world.wu.pk, subject, "identity", 1),
        (None, "certificates.certificate", "number", 0),
        (None, subject, "token", 1),
    ]
    assert [set(one.data) for one in events] == [{"address", "by", "found"}] * 3


def test_a_sum_is_answered_once(certificate: Certificate, client: Client) -> None:
    typed = {"name": "李静怡", "number": certificate.number, **solved(html_of(client.get(BY_NUMBER)))}
    first, second = client.post(BY_NUMBER, typed), client.post(BY_NUMBER, typed)
    assert (first.status_code, second.status_code) == (200, 422)
    assert "答案不对，这是一道新题" in html_of(second)


def test_a_visitor_leaves_no_session(certificate: Certificate, client: Client) -> None:
    by_number(client, certificate)
    assert not Session.objects.exists()
    assert set(client.cookies) == {"csrftoken"}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "填写姓名"),
        ({"number": ""}, "填写证书编号"),
        ({"number": "粤\0"}, "证书编号含有看不见的控制字符"),
        ({"number": "9" * 200_000}, "证书编号不超过 60 字，现有 200000 字"),
        ({"name": "李\u202e"}, "姓名含有看不见的控制字符"),
        ({"answer": "一"}, "答案不对"),
    ],
)
def test_bad_input_is_told_at_its_field(db: None, client: Client, typed: dict[str, str], words: str) -> None:
    response = asked(client, **{"name": "李静怡", "number": "粤1", **typed})
    assert response.status_code == 422
    assert words in html_of(response)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"id_number": "123"}, "身份证号应为 18 位，最后一位可以是 X"),
        ({"id_number": LI[:-1] + "?"}, "身份证号应为 18 位，最后一位可以是 X"),
        ({"id_type": "x"}, "从列表中选择证件类型"),
        ({"id_type": ""}, "选择证件类型"),
        ({"id_number": "\0"}, "证件号码含有看不见的控制字符"),
    ],
)
def test_a_bad_document_is_told_at_its_field(db: None, client: Client, typed: dict[str, str], words: str) -> None:
    response = by_identity(client, **typed)
    assert response.status_code == 422
    assert words in html_of(response)


def test_the_register_cannot_be_read_out(db: None, client: Client) -> None:
    answers = [client.post(BY_NUMBER, {}).status_code for _ in range(121)]
    assert answers == [422] * 120 + [429]
    assert client.get("/certificates/v/x/").status_code == 429


def test_one_account_asks_less_than_an_address(world: World, browser: Browser) -> None:
    client = browser(world.wu)
    answers = [client.post(BY_NUMBER, {}).status_code for _ in range(61)]
    assert answers == [422] * 60 + [429]


def test_a_practice_system_verifies_nothing(certificate: Certificate, client: Client, settings: Settings) -> None:
    there = f"/certificates/v/{certificate.token}/"
    earnest = html_of(client.get(there))
    settings.PRACTICE = True
    practised = html_of(client.get(there))
    assert ("练习，无效" in earnest, 'class="verify missing"' in earnest) == (False, False)
    assert ("<h2>练习，无效（" in practised, 'class="verify missing"' in practised) == (True, True)
