"""我的职称证书, 个人信息查看, 消息."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.answers import RECORDS, Typed
from tests.world import World, fresh
from zhicheng.applications.steps import answer
from zhicheng.certificates.models import Certificate
from zhicheng.certificates.operations import render, revoke
from zhicheng.dossier.models import HeldTitle
from zhicheng.dossier.operations import Revoked
from zhicheng.notifications.models import Message
from zhicheng.notifications.operations import notify
from zhicheng.notifications.queries import unread_count


@pytest.fixture
def certificate(world: World) -> Certificate:
    world.at_stage("")
    return Certificate.objects.get(holder=world.li)


def test_without_a_certificate_the_page_says_what_belongs_there(wu: Client) -> None:
    assert "系统显示 2016 年以后取得的证书" in wu.get("/my/certificates/").content.decode()


def test_a_certificate_is_listed_with_download_and_verification(li: Client, certificate: Certificate) -> None:
    page = li.get("/my/certificates/").content.decode()
    links = (f"/my/certificates/{certificate.number}/pdf/", f"/certificates/v/{certificate.token}/")
    assert [certificate.number in page, *(f'href="{link}"' in page for link in links)] == [True] * 3


def test_what_was_obtained_before_2016_is_not_shown(li: Client, certificate: Certificate) -> None:
    Certificate.objects.update(obtained_on="2015-12-31")
    assert "还没有职称证书" in li.get("/my/certificates/").content.decode()


def test_a_revoked_one_says_so_and_offers_no_download(li: Client, certificate: Certificate) -> None:
    Certificate.objects.update(status=Certificate.Status.REVOKED)
    page = li.get("/my/certificates/").content.decode()
    assert ("已撤销" in page, "下载证书" in page) == (True, False)


def test_the_pdf_is_waited_for_and_then_downloaded_by_its_holder(
    li: Client, wu: Client, world: World, certificate: Certificate
) -> None:
    address = f"/my/certificates/{certificate.number}/pdf/"
    assert 'hx-trigger="every 1s"' in li.get(address).content.decode()
    render(certificate=certificate, at=world.at)
    part = li.get(address, headers={"HX-Request": "true"}).content.decode()
    assert (f'href="{address}"' in part, "hx-trigger" in part) == (True, False)
    response = li.get(address)
    assert b"".join(response.streaming_content)[:5] == b"%PDF-"  # type: ignore[attr-defined]
    assert response["Content-Disposition"].startswith("attachment")
    assert wu.get(address).status_code == 404


def test_a_pdf_that_cannot_be_made_says_why_whom_to_ask_and_is_tried_again(
    li: Client, wu: Client, certificate: Certificate
) -> None:
    Certificate.objects.update(problem="“𲎯”（U+323AF）不在本系统的字库里。")
    address = f"/my/certificates/{certificate.number}/pdf/"
    for path in ("/my/certificates/", address):
        page = li.get(path).content.decode()
        assert all(words in page for words in ("U+323AF", certificate.issuer, "再试一次"))
    assert "hx-trigger" not in li.get(address).content.decode()
    assert wu.post(address).status_code == 404
    assert (li.post(address).status_code, Certificate.objects.get().problem) == (303, "")
    assert 'hx-trigger="every 1s"' in li.get(address).content.decode()


def test_a_revoked_title_stands_in_the_profile_and_cannot_be_used_again(
    li: Client, world: World, certificate: Certificate
) -> None:
    draft = world.start(year=2027)
    held = HeldTitle.objects.get(certificate_number=certificate.number)
    world.choose(draft, "current_title", held)
    revoke(certificate=certificate, reason="材料不实", actor=world.qian, at=world.later())
    assert answer(fresh(draft), "current_title").ticked == ()
    world.choose(draft, "current_title", held)
    assert answer(fresh(draft), "current_title").ticked == ()
    profile = li.get("/my/profile/").content.decode()
    assert all(words in profile for words in ("已撤销", "不再作为现职称"))
    page = li.get(f"/my/applications/{draft.number}/info/current_title/").content.decode()
    assert f'value="{held.pk}" id="p-ticked-{held.pk}" disabled' in page
    assert "不能用于申报。有异议的，联系发证机关" in page
    with pytest.raises(Revoked):
        world.add(draft, "current_title", answers_of(held))


def answers_of(held: HeldTitle) -> Typed:
    """The same title, typed once more."""
    day = held.obtained_on
    same = {name: getattr(held, name) for name in ("name", "level", "series", "specialty", "obtained_by", "issuer")}
    return {**same, "obtained_on": (day.year, day.month, day.day), "review_year": str(held.review_year)}


def test_the_profile_masks_numbers_and_tells_where_each_record_comes_from(li: Client, world: World) -> None:
    application = world.submitted()
    page = li.get("/my/profile/").content.decode()
    assert (world.li.id_number in page, world.li.phone in page) == (False, False)
    assert f"本人填写，申请 {application.number} 正在使用" in page


def test_archived_records_say_when_and_by_which_case(li: Client, world: World) -> None:
    application = world.at_stage("")
    shelves = li.get("/my/profile/").context["shelves"]
    sources = {line.source.split("入库，")[-1] for shelf in shelves for line in shelf.lines}
    assert sources == {f"来自申请 {application.number}"}


def test_a_new_person_has_a_profile_page_too(wu: Client, world: World) -> None:
    page = wu.get("/my/profile/").content.decode()
    assert ("吴某" in page, world.wu.id_number in page) == (True, False)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_profile_costs_the_same_with_more_rows(
    li: Client, world: World, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    application = world.filled()
    for year in range(2015, 2014 + rows):
        typed = {**RECORDS["education"][0], "started_on": (year - 4, 9), "ended_on": (year, 6)}
        world.add(application, "education", typed)
    with django_assert_num_queries(7):
        li.get("/my/profile/")


def test_opening_a_message_marks_it_read(li: Client, world: World) -> None:
    application = world.submitted()
    message = Message.objects.get(recipient=world.li)
    assert "待办 </span>1</span>" in li.get("/my/messages/").content.decode()
    page = li.get(f"/my/messages/{message.pk}/").content.decode()
    assert (f'href="/my/tracking/{application.number}/"' in page, unread_count(world.li)) == (True, 0)
    assert "待办 </span>" not in li.get("/my/messages/").content.decode()


def test_a_message_exists_for_its_recipient_only(wu: Client, world: World) -> None:
    world.submitted()
    message = Message.objects.get(recipient=world.li)
    assert wu.get(f"/my/messages/{message.pk}/").status_code == 404
    assert Message.objects.get(pk=message.pk).read_at is None


@pytest.mark.parametrize("rows", [1, 3])
def test_the_messages_cost_the_same_with_more_rows(
    li: Client, world: World, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        notify(recipients=[world.li], title=f"通知 {number}", body="正文", at=world.at)
    with django_assert_num_queries(4):
        li.get("/my/messages/")


@pytest.mark.parametrize("page", ["/my/tracking/", "/my/certificates/", "/my/profile/", "/my/messages/"])
def test_nobody_is_sent_to_sign_in_and_back(client: Client, world: World, page: str) -> None:
    assert client.get(page)["Location"] == f"/accounts/login/?next={page}"
