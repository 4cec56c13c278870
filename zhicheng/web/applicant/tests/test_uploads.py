"""What upload.js says to the server, and the other ways to evidence."""

import re
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from tests import answers
from tests.world import World, picture_bytes
from zhicheng.applications.models import Application
from zhicheng.files.models import Album, HandOver, StoredFile, Upload
from zhicheng.files.operations import store
from zhicheng.web.applicant.tests.conftest import another, browser, errors, info, kept, proof, typed

LIST = "/my/uploads/"


def slot(draft: Application, key: str = "education") -> str:
    return f"{draft.number}/{key}"


def begin(li: Client, draft: Application, data: bytes, **changes: Any) -> Any:
    sent = {"slot": slot(draft), "name": "证书.pdf", "size": len(data), "sha256": sha256(data).hexdigest(), **changes}
    return li.post(LIST, sent)


def part(li: Client, url: str, offset: object, data: bytes) -> Any:
    return li.post(url, data, content_type="application/octet-stream", headers={"Upload-Offset": str(offset)})


def pictures(*sizes: int) -> list[SimpleUploadedFile]:
    made = []
    for size in sizes:
        out = BytesIO()
        Image.new("RGB", (size, 900), "white").save(out, "JPEG")
        made.append(SimpleUploadedFile(f"{size}.jpg", out.getvalue()))
    return made


def test_a_file_comes_in_and_its_row_goes_into_the_form(li: Client, draft: Application) -> None:
    data = another()
    begun = begin(li, draft, data)
    assert (begun.status_code, begun.json()["received"], begun.json()["row"]) == (201, 0, "")
    url = begun.json()["url"]
    assert part(li, url, 0, data).json()["received"] == len(data)
    assert part(li, url, 0, data).json()["received"] == len(data)
    row = li.post(f"{url}finish/").json()["row"]
    stored = StoredFile.objects.get()
    assert f'name="kept" value="{stored.pk}"' in row
    sent = typed(draft, "education", answers.RECORDS["education"][0], kept=[str(stored.pk)])
    assert li.post(info(draft, "education/"), sent).status_code == 303
    assert draft.applicant.education_set.get().evidence.get() == stored


def test_what_does_not_follow_says_where_to_go_on(li: Client, draft: Application) -> None:
    data = another()
    url = begin(li, draft, data).json()["url"]
    for offset in (5, "", "-1", "x" * 5000, "９"):
        response = part(li, url, offset, data)
        assert (response.status_code, response.json()) == (409, {"received": 0})
    assert li.post(f"{url}finish/").status_code == 409


def test_what_is_refused_says_why(li: Client, draft: Application) -> None:
    refused = begin(li, draft, b"x", name="证书.exe")
    assert (refused.status_code, refused.json()["error"][:10]) == (422, "“证书.exe”不是")
    assert begin(li, draft, b"x", size="\0").status_code == 422
    url = begin(li, draft, b"<html></html>").json()["url"]
    assert part(li, url, 0, b"<html></html>").status_code == 422
    assert part(li, url, 0, b"<html></html>").status_code == 410  # it is over
    assert Upload.objects.get().status == Upload.Status.CANCELLED


def test_what_one_has_is_used_at_once(li: Client, draft: Application, world: World) -> None:
    data = another()
    store(owner=world.li, name="旧.pdf", data=data, at=world.at)
    assert "已有同样的文件，直接使用" in begin(li, draft, data).json()["row"]


def test_what_is_on_its_way_is_offered_again_until_it_is_given_up(li: Client, draft: Application) -> None:
    url = begin(li, draft, another()).json()["url"]
    offered = li.get(LIST, {"slot": slot(draft)}).json()["uploads"]
    assert [(one["url"], one["name"], one["percent"]) for one in offered] == [(url, "证书.pdf", 0)]
    assert li.get(LIST, {"slot": slot(draft, "work")}).json()["uploads"] == []
    assert li.post(f"{url}cancel/").status_code == 200
    assert li.get(LIST, {"slot": slot(draft)}).json()["uploads"] == []


def test_uploads_are_ones_own(li: Client, wu: Client, draft: Application) -> None:
    url = begin(li, draft, another()).json()["url"]
    assert begin(wu, draft, another()).status_code == 404
    assert wu.get(LIST, {"slot": slot(draft)}).status_code == 404
    answers_ = [wu.get(url), part(wu, url, 0, b"%PDF-"), wu.post(f"{url}finish/"), wu.post(f"{url}cancel/")]
    assert [response.status_code for response in answers_] == [404] * 4
    for made_up in ("", "\0/education", f"{draft.number}/basic", f"{draft.number}/\0"):
        assert li.get(LIST, {"slot": made_up}).status_code == 404


def test_nothing_comes_into_a_case_that_is_being_decided(world: World) -> None:
    application = world.submitted()
    response = begin(browser(world.li), application, another())
    assert (response.status_code, response.json()["error"][:12]) == (422, "这份申请现在不能修改，文")


def test_uploads_want_the_token_of_the_form(draft: Application) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(draft.applicant)
    assert begin(strict, draft, another()).status_code == 403


# ── the other ways ──


@pytest.mark.parametrize("way", ["files/", "files/photos/", "files/phone/"])
def test_what_is_typed_waits_while_another_way_is_taken(li: Client, wu: Client, draft: Application, way: str) -> None:
    go = way.removeprefix("files/").strip("/") or "files"
    page = info(draft, "education/")
    sent = li.post(page, typed(draft, "education", {"school": "广东工业大学"}, go=go, proof=[proof()]))
    assert (sent.status_code, sent["Location"]) == (303, f"{page}{way}")
    assert kept(draft, "education").raw["school"] == ["广东工业大学"]
    assert len(kept(draft, "education").raw["kept"]) == 1
    assert li.get(sent["Location"]).status_code == 200
    assert (wu.get(sent["Location"]).status_code, wu.post(sent["Location"]).status_code) == (404, 404)
    assert li.get(info(draft, f"basic/{way}")).status_code == 404


def test_an_edited_row_waits_too(li: Client, draft: Application, world: World) -> None:
    row = world.add(draft, "education", answers.RECORDS["education"][0])
    page = info(draft, f"education/{row.pk}/")
    old = [str(file.pk) for file in row.evidence.all()]
    more = store(owner=world.li, name="新.pdf", data=another(), at=world.at)
    sent = li.post(page, typed(draft, f"education/{row.pk}", {"major": "改了一半"}, go="files", kept=old))
    assert sent["Location"] == f"{info(draft, 'education/files/')}?row={row.pk}"
    back = li.post(sent["Location"], {"file": [str(more.pk)]})
    assert back["Location"] == f"{page}?kept={more.pk}"
    html = li.get(back["Location"]).content.decode()
    assert "改了一半" in html
    assert re.findall(r'name="kept" value="([^"]+)"', html) == [*old, str(more.pk)]


def test_files_are_found_by_name_and_put_away_when_nothing_uses_them(
    li: Client, draft: Application, world: World
) -> None:
    row = world.add(draft, "education", answers.RECORDS["education"][0])
    spare = store(owner=world.li, name="多余.pdf", data=another(), at=world.at)
    page = info(draft, "education/files/")
    assert "多余.pdf" in li.get(page, {"q": "多余"}).content.decode()
    assert "没有名称含“没有”的文件" in li.get(page, {"q": "没有"}).content.decode()
    used = row.evidence.get()
    for stored in (spare, used):
        li.post(page, {"do": f"discard:{stored.pk}"})
    found = li.get(page).content.decode()
    assert ("“多余.pdf”已删除" in found, f'value="{spare.pk}"' in found) == (True, False)
    assert ("正在作为证明材料使用，不能删除" in found, f'value="{used.pk}"' in found) == (True, True)
    assert errors(li.post(page, {})) == ["勾选要用的文件"]
    assert errors(li.post(page, {"file": ["\0", "x"]})) == ["勾选要用的文件"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_files_costs_the_same(
    li: Client, draft: Application, world: World, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        store(owner=world.li, name=f"{number}.pdf", data=another(), at=world.at)
    li.get(info(draft, "education/files/"))
    with django_assert_num_queries(4):
        li.get(info(draft, "education/files/"))


def test_photos_become_one_file_of_the_row(li: Client, wu: Client, draft: Application) -> None:
    page = info(draft, "education/files/photos/")
    li.post(page, {"do": "add", "shots": pictures(700, 600)})
    album = Album.objects.get()
    first, second = album.shots.all()
    assert [first.name, second.name] == ["600.jpg", "700.jpg"]
    picture = f"/my/shots/{first.key}.jpg"
    assert (li.get(picture)["Content-Type"], wu.get(picture).status_code) == ("image/jpeg", 404)
    for do in (f"down:{first.key}", f"turn:{first.key}", "up:x", "remove:", "\0"):
        assert li.post(page, {"do": do}).status_code == 200
    bound = li.post(page, {"do": "bind", "name": "毕业证书"})
    stored = StoredFile.objects.get()
    assert (stored.name, stored.pages) == ("毕业证书.pdf", 2)
    assert bound["Location"] == f"{info(draft, 'education/')}?kept={stored.pk}"
    html = li.get(bound["Location"]).content.decode()
    assert "“毕业证书.pdf”已放进这一条的证明材料，保存后生效" in html


def test_a_photo_that_cannot_be_taken_is_told_and_the_others_stay(li: Client, draft: Application) -> None:
    page = info(draft, "education/files/photos/")
    heic = SimpleUploadedFile("IMG.HEIC", b"\0\0\0\x18ftypheic")
    response = li.post(page, {"do": "add", "shots": [*pictures(700), heic]})
    assert response.status_code == 422
    assert "“IMG.HEIC”是 HEIC 格式" in response.content.decode()
    assert Album.objects.get().shots.count() == 1
    assert errors(li.post(page, {"do": "bind", "name": ""})) == ["填写 PDF 的名称"]


# ── the telephone ──


@pytest.fixture
def code(li: Client, draft: Application) -> str:
    """The address that the code on the page says."""
    li.post(info(draft, "education/"), typed(draft, "education", {}, go="phone"))
    page = li.get(info(draft, "education/files/phone/")).content.decode()
    return str(re.findall(r"http://testserver(/h/[\w-]{22}/)", page)[0])


def test_a_telephone_needs_no_account_and_learns_no_name(code: str, draft: Application, world: World) -> None:
    page = Client().get(code)
    html = page.content.decode()
    assert (page.status_code, "no-store" in page["Cache-Control"]) == (200, True)
    assert ("学历学位 证明材料" in html, world.li.name in html, draft.number in html) == (True, False, False)
    assert StoredFile.objects.count() == 0


def test_a_telephone_sends_its_photos_into_the_row(li: Client, draft: Application, code: str) -> None:
    phone, other = Client(), Client()
    sent = phone.post(code, {"do": "add", "shots": pictures(700, 600)})
    pictures_ = re.findall(rf'src="({code}[^"]+\.jpg)"', sent.content.decode())
    assert [phone.get(picture)["Content-Type"] for picture in pictures_] == ["image/jpeg"] * 2
    assert [one.get(pictures_[0]).status_code for one in (other, li)] == [404, 404]
    assert [one.status_code for one in (other.get(code), other.post(code, {"shots": pictures(800)}))] == [404, 404]
    polled = li.get(info(draft, "education/files/phone/"), headers={"HX-Request": "true"})
    assert "已收到 2 张照片" in polled.content.decode()
    assert "照片已合成一份 PDF" in phone.post(code, {"do": "bind", "name": "证书"}).content.decode()
    stored = StoredFile.objects.get()
    assert (stored.owner, stored.name, stored.pages) == (draft.applicant, "证书.pdf", 2)
    arrived = li.get(info(draft, "education/files/phone/"), headers={"HX-Request": "true"})
    assert arrived["HX-Redirect"] == f"{info(draft, 'education/')}?kept={stored.pk}"
    assert [phone.get(code).status_code, phone.post(code, {}).status_code] == [404, 404]


def test_a_telephone_touches_only_what_it_sent(li: Client, draft: Application, code: str) -> None:
    li.post(info(draft, "education/files/photos/"), {"do": "add", "shots": pictures(500)})
    mine = Album.objects.get().shots.get()
    phone = Client()
    sent = phone.post(code, {"do": "add", "shots": pictures(700)}).content.decode()
    assert (str(mine.key) in sent, "电脑上另有 1 张" in sent) == (False, True)
    for do in (f"remove:{mine.key}", f"turn:{mine.key}"):
        phone.post(code, {"do": do})
    assert Album.objects.get().shots.count() == 2


@pytest.mark.parametrize("how", ["sign out", "end", "new code"])
def test_a_code_ends_with_its_owner(li: Client, draft: Application, code: str, how: str) -> None:
    if how == "sign out":
        li.post("/accounts/logout/")
    else:
        li.post(info(draft, "education/files/phone/"), {"do": "end" if how == "end" else "new"})
    assert Client().get(code).status_code == 404
    assert HandOver.objects.order_by("pk").first().ended_at is not None  # type: ignore[union-attr]  # `code` made it


def test_bad_requests_of_a_telephone_are_answered(code: str) -> None:
    for sent in ({"do": "bind"}, {"do": "bind", "name": "\0"}, {"shots": [SimpleUploadedFile("a.jpg", b"<svg>")]}):
        assert Client().post(code, sent).status_code in (404, 422)
    assert [Client().get(path).status_code for path in ("/h/x/", f"/h/{'x' * 3000}/", "/h/%00/")] == [404] * 3


def test_a_file_that_waits_for_the_scanner_is_not_given_out_yet(li: Client, world: World) -> None:
    stored = store(owner=world.li, name="a.jpg", data=picture_bytes(), at=world.at)
    url = f"/my/files/{stored.pk}/"
    given = li.get(url)
    assert given["Content-Disposition"].startswith("attachment")
    assert b"".join(given.streaming_content)[:3] == b"\xff\xd8\xff"  # type: ignore[attr-defined]
    for scan, status in (("pending", 409), ("infected", 404)):
        StoredFile.objects.update(scan=scan)
        assert li.get(url).status_code == status
