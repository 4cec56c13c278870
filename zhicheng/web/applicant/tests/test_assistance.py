"""协助填报 through HTTP: who is let in, what he sees, and what happens to what was typed when it ended meanwhile."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests import answers
from tests.factories import PASSWORD
from tests.world import World, fresh, pdf_bytes, picture_bytes
from zhicheng.applications import operations
from zhicheng.applications.models import Application, Assistance, Help
from zhicheng.audit.models import Event
from zhicheng.files import operations as files
from zhicheng.files.models import StoredFile
from zhicheng.notifications.models import Delivery
from zhicheng.web.applicant.tests.conftest import browser, info, kept, proof, typed


@pytest.fixture
def draft(world: World) -> Application:
    operations.choose_unit(person=world.li, unit=world.unit, at=world.at)
    made = world.start()
    world.later()
    return made


@pytest.fixture
def given(world: World, draft: Application) -> Assistance:
    return operations.allow_assistance(
        applicant=world.li, helper=world.wang, unit=world.unit, application=draft, at=world.at
    )


@pytest.fixture
def wang(world: World) -> Client:
    return browser(world.wang)


def case(draft: Application, rest: str = "") -> str:
    return f"/my/applications/{draft.number}/{rest}"


def text(response: Any) -> str:
    return str(response.content.decode())


# ── the applicant ──


def test_she_lets_an_officer_of_her_unit_and_ends_it(li: Client, world: World, draft: Application) -> None:
    page = text(li.get("/my/assistance/"))
    assert "王经办" in page
    assert "罗经办" not in page
    sent = li.post("/my/assistance/", {"helper": world.wang.pk, "scope": f"case:{draft.number}"}, follow=True)
    assert "协助中" in text(sent)
    given = Assistance.objects.get()
    assert (given.application, given.helper, given.until) == (draft, world.wang, None)
    ended = li.post(f"/my/assistance/{given.pk}/end/", follow=True)
    assert "申报人结束" in text(ended)
    assert "这项协助已经结束" in text(li.post(f"/my/assistance/{given.pk}/end/", follow=True))


def test_she_lets_him_for_some_days(li: Client, world: World, draft: Application) -> None:
    li.post("/my/assistance/", {"helper": world.wang.pk, "scope": "days:30"})
    given = Assistance.objects.get()
    assert given.application is None
    assert given.until is not None


@pytest.mark.parametrize(
    ("sent", "word"),
    [
        ({}, "请哪位经办人协助"),
        ({"helper": "x", "scope": "days:7"}, "请哪位经办人协助"),
        ({"scope": "days:9999"}, "选择协助哪些申请"),
        ({"scope": "case:nothing"}, "选择协助哪些申请"),
    ],
)
def test_what_is_wrong_is_said(li: Client, world: World, draft: Application, sent: dict[str, str], word: str) -> None:
    response = li.post("/my/assistance/", {"helper": str(world.wang.pk), **sent} if sent else {})
    assert (response.status_code, word in text(response)) == (422, True)
    assert not Assistance.objects.exists()


def test_a_second_one_between_the_two_is_refused(li: Client, world: World, given: Assistance) -> None:
    response = li.post("/my/assistance/", {"helper": world.wang.pk, "scope": "days:7"})
    assert (response.status_code, "结束后才能另设" in text(response)) == (422, True)


def test_without_a_unit_she_is_told_to_choose_one(wu: Client) -> None:
    assert "先选定人事管理单位" in text(wu.get("/my/assistance/"))
    assert wu.post("/my/assistance/", {}).status_code == 422


@pytest.fixture
def asked(world: World, draft: Application) -> Assistance:
    return operations.ask_assistance(
        applicant=world.li, helper=world.wang, unit=world.unit, application=draft, at=world.at
    )


def test_she_agrees_by_her_password(li: Client, asked: Assistance) -> None:
    cache.clear()
    url = f"/my/assistance/{asked.pk}/"
    for wrong in ({}, {"password": "not it"}, {"code": "123456"}):
        assert li.post(url, wrong).status_code == 422
    assert "协助中" in text(li.post(url, {"password": PASSWORD}, follow=True))
    asked.refresh_from_db()
    assert asked.began_at is not None
    assert li.get(url).status_code == 303


def test_she_agrees_by_a_code(li: Client, world: World, asked: Assistance) -> None:
    cache.clear()
    url = f"/my/assistance/{asked.pk}/"
    assert "验证码已发到" in text(li.post(url, {"send": "1"}))
    code = re.findall(r"\d{6}", Delivery.objects.filter(recipient=world.li).latest("pk").body)[0]
    li.post(url, {"code": code})
    asked.refresh_from_db()
    assert asked.began_at is not None


def test_nobody_else_agrees_or_ends(wu: Client, wang: Client, asked: Assistance) -> None:
    for person in (wu, wang):
        assert person.get(f"/my/assistance/{asked.pk}/").status_code == 404
        assert person.post(f"/my/assistance/{asked.pk}/", {"password": PASSWORD}).status_code == 404
        assert person.post(f"/my/assistance/{asked.pk}/end/").status_code == 404


# ── the helper, on the same pages ──


def test_the_helper_has_the_same_pages_under_a_banner(wang: Client, world: World, given: Assistance) -> None:
    draft = given.application
    assert draft is not None
    for rest in ("info/", "info/basic/", "info/education/", "info/since/", "request/", "form/"):
        page = wang.get(case(draft, rest))
        assert page.status_code == 200, rest
        assert f"正在协助 {world.li.name} 填写" in text(page)
        assert world.li.id_number not in text(page)
        assert world.li.phone not in text(page)
        assert 'href="/my/"' not in text(page), rest
    assert Event.objects.filter(actor=world.wang, verb="audit.viewed", subject__endswith=draft.number).count() == 1


def test_what_he_saves_is_hers_and_is_told(wang: Client, li: Client, world: World, given: Assistance) -> None:
    draft = given.application
    assert draft is not None
    wang.post(info(draft, "basic/"), typed(draft, "basic", answers.BASIC))
    row = typed(draft, "education", answers.RECORDS["education"][0], proof=proof())
    assert wang.post(info(draft, "education/"), row).status_code == 303
    drafted = wang.post(info(draft, "work/draft/"), typed(draft, "work", {"unit": "研究院"}))
    assert drafted.status_code == 200
    record = world.li.education_set.get()
    assert record.evidence.get().owner == world.li
    assert Event.objects.get(verb="files.store", subject__endswith=str(record.evidence.get().pk)).actor == world.wang
    assert {*Help.objects.values_list("part", flat=True)} == {"basic", "education", "work"}
    assert "由 王经办 协助填写" in text(li.get(info(draft, "basic/history/")))
    assert "由 王经办 协助填写" in text(li.get("/my/assistance/"))


def test_he_opens_her_files_as_far_as_they_belong_to_it(wang: Client, world: World, given: Assistance) -> None:
    draft = given.application
    assert draft is not None
    private = files.store(owner=world.li, name="别的.pdf", data=pdf_bytes(3), at=world.later(days=-30))
    world.later(days=30)
    row = world.add(draft, "education", answers.RECORDS["education"][0])
    assert wang.get(f"/my/files/{private.pk}/").status_code == 404
    opened: Any = wang.get(f"/my/files/{row.evidence.get().pk}/")
    assert b"".join(opened.streaming_content).startswith(b"%PDF")
    listed = text(wang.get(info(draft, "education/files/")))
    assert "别的.pdf" not in listed
    assert "证明.pdf" in listed
    wang.post(info(draft, "education/files/"), {"do": f"discard:{row.evidence.get().pk}"})
    row.evidence.get().refresh_from_db()
    assert row.evidence.get().discarded_at is None
    operations.end_assistance(assistance=given, actor=world.li, at=world.at)
    assert wang.get(f"/my/files/{row.evidence.get().pk}/").status_code == 404


def test_he_uploads_in_parts_for_her(wang: Client, wu: Client, world: World, given: Assistance) -> None:
    draft, data = given.application, pdf_bytes(2)
    assert draft is not None
    slot = f"{draft.number}/education"
    begun = wang.post("/my/uploads/", {"slot": slot, "name": "a.pdf", "size": len(data), "sha256": ""})
    assert begun.status_code == 201
    url = begun.json()["url"]
    assert wu.get(url).status_code == 404
    sent = wang.post(url, data, content_type="application/octet-stream", headers={"Upload-Offset": "0"})
    assert sent.status_code == 200
    assert wang.post(f"{url}finish/").status_code == 200
    assert StoredFile.objects.get(name="a.pdf").owner == world.li


def test_he_sets_her_photo(wang: Client, world: World, given: Assistance) -> None:
    draft = given.application
    assert draft is not None
    photo = f"/my/photo/?next={info(draft)}&case={draft.number}"
    assert f"/my/photo/?next={info(draft)}&amp;case={draft.number}" in text(wang.get(info(draft)))
    assert wang.get(photo).status_code == 200
    sent = wang.post(photo, {"photo": proof("照片.jpg", picture_bytes())})
    assert sent.status_code == 303
    crop = sent["Location"]
    assert wang.get(crop).status_code == 200
    assert wang.post(crop, {}).status_code == 303
    made = world.li.photos.get()
    assert not world.wang.photos.exists()
    seen: Any = wang.get(f"/my/photo/{made.file_id}.jpg?case={draft.number}")
    assert b"".join(seen.streaming_content)
    assert wang.get(f"/my/photo/{made.file_id}.jpg").status_code == 404
    assert "photo" in Help.objects.values_list("part", flat=True)


@pytest.mark.parametrize(
    "rest",
    [
        "submit/",
        "submit/order/",
        "submit/order/cancel/",
        "carry-over/",
        "info/work/files/phone/",
        "info/work/1/delete/",
    ],
)
def test_what_only_she_may_do_says_so(wang: Client, given: Assistance, rest: str) -> None:
    draft = given.application
    assert draft is not None
    response = wang.post(case(draft, rest), {"x": "1"})
    assert (response.status_code, "本人办理" in text(response)) == (403, True)
    assert fresh(draft).status == "draft"


@pytest.mark.parametrize("rest", ["", "withdraw/", "abandon/", "record/", "materials/"])
def test_he_does_not_follow_her_cases(wang: Client, given: Assistance, rest: str) -> None:
    draft = given.application
    assert draft is not None
    page = wang.get(f"/my/tracking/{draft.number}/{rest}")
    assert "本人办理" in text(page)
    assert draft.number not in text(wang.get("/my/tracking/"))


def test_another_case_of_hers_stays_closed(wang: Client, world: World, given: Assistance) -> None:
    other = operations.start(kind="initial", applicant=world.li, year=2026, level="assistant", at=world.at)
    assert wang.get(case(other, "info/")).status_code == 404
    assert wang.get(f"/my/photo/?case={other.number}").status_code == 404


# ── it ends ──


def test_what_was_typed_when_it_ended_is_shown_and_not_kept(wang: Client, world: World, given: Assistance) -> None:
    draft = given.application
    assert draft is not None
    page = typed(draft, "basic", {**answers.BASIC, "address": "清城区人民二路 99 号"})
    operations.end_assistance(assistance=given, actor=world.li, at=world.at)
    drafted = wang.post(info(draft, "basic/draft/"), page)
    assert (drafted.status_code, "协助填报已经结束" in text(drafted)) == (409, True)
    saved = wang.post(info(draft, "basic/"), page)
    assert saved.status_code == 409
    assert "清城区人民二路 99 号" in text(saved)
    assert "协助填报已经结束" in text(wang.get(info(draft)))
    assert kept(draft, "basic").raw == {}


def test_boxes_typed_when_it_ended_are_shown_too(wang: Client, world: World, given: Assistance) -> None:
    draft = given.application
    assert draft is not None
    operations.end_assistance(assistance=given, actor=world.wang, at=world.at)
    saved = wang.post(case(draft, "form/fill/"), {"work_summary": "主持了三个项目"})
    assert (saved.status_code, "主持了三个项目" in text(saved)) == (409, True)


# ── she submits ──


def test_she_confirms_his_parts_with_the_promise(li: Client, world: World, given: Assistance) -> None:
    assert given.application is not None
    draft = world.fill(given.application)
    world.save(draft, "basic", answers.BASIC)
    operations.supplement(application=draft, values={"native_place": "清远"}, actor=world.wang, at=world.at)
    world.fill_boxes(draft)
    world.download(draft)
    page = text(li.get(case(draft, "submit/")))
    assert "王经办协助填写了补录内容，本人已逐项核对" in page
    fields = dict(re.findall(r'name="(request_key|content_hash|begun)" value="([^"]*)"', page))
    refused = li.post(case(draft, "submit/"), {**fields, "promise": "on"})
    assert (refused.status_code, "勾选确认" in text(refused)) == (422, True)
    assert li.post(case(draft, "submit/"), {**fields, "promise": "on", "confirms_help": "on"}).status_code == 303
    snapshot: Any = fresh(draft).content.snapshot
    assert snapshot["helped"] == [["补录内容", "王经办"]]


def test_the_unit_of_the_page_is_hers(wang: Client, wu: Client, world: World, given: Assistance) -> None:
    draft = given.application
    assert draft is not None
    address = f"/my/unit/?next={info(draft)}&case={draft.number}"
    page = text(wang.get(address))
    assert world.unit.name in page
    assert "正在协助 李静怡 填写" in page
    assert "申请变更单位" not in page
    assert wang.post(address, {"unit": world.other_unit.pk}).status_code == 200
    assert wu.get(address).status_code == 404
