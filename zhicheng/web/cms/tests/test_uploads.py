"""What editors upload: kinds by content, the scanner, pictures made anew, and what is published stays."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.images import get_image_model

from zhicheng.audit.models import Event
from zhicheng.content.models import Attachment, PublicFile
from zhicheng.content.operations import read_text, scan_waiting
from zhicheng.content.search import find
from zhicheng.content.tests import papers
from zhicheng.content.tests.people import Portal, fields, text_of
from zhicheng.core import clock
from zhicheng.files import scanning

ADD = "wagtaildocs:add"


def upload(client: Client, name: str, data: bytes, *, address: str = "", **more: str) -> Any:
    said = {"title": name.rpartition(".")[0], **more}
    return client.post(address or reverse(ADD), {**said, "file": SimpleUploadedFile(name, data)})


@pytest.mark.parametrize("name", papers.GOOD)
def test_each_allowed_kind_comes_in_and_is_read_by_the_worker(portal: Portal, name: str) -> None:
    assert upload(portal.signed_in("高编辑"), name, papers.GOOD[name]).status_code == 302
    file = PublicFile.objects.get()
    assert (file.scan, file.uploaded_by_user) == ("not_scanned", portal.people["高编辑"])
    read_text.call(file.pk)
    file.refresh_from_db()
    assert bool(file.text.strip()) is (file.kind in ("pdf", "docx", "xlsx"))


@pytest.mark.parametrize("name", papers.BAD)
def test_a_hostile_file_is_refused_and_says_why(portal: Portal, name: str) -> None:
    data, why = papers.BAD[name]
    answer = upload(portal.signed_in("高编辑"), name, data)
    assert (answer.status_code, why in answer.content.decode()) == (200, True), answer.context["form"].errors
    assert not PublicFile.objects.exists()


def test_too_large_a_file_is_refused(portal: Portal) -> None:
    answer = upload(portal.signed_in("高编辑"), "大.pdf", papers.pdf() + b"\0" * 21 * 1024 * 1024)
    assert "不能超过 20 MB" in answer.content.decode()


def test_the_scanner_is_asked_and_asked_again(portal: Portal, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CLAMAV = "tcp://clamav:3310"
    verdicts = {"value": "stream: Eicar FOUND"}
    monkeypatch.setattr(scanning, "_ask", lambda path: verdicts["value"])
    client = portal.signed_in("高编辑")
    assert "未通过安全扫描" in upload(client, "毒.pdf", papers.pdf()).content.decode()
    assert Event.objects.filter(verb="files.infected", actor=portal.people["高编辑"]).exists()
    verdicts["value"] = "stream: size limit ERROR"
    upload(client, "等.pdf", papers.pdf())
    assert (PublicFile.objects.get().scan, scan_waiting(at=clock.wall())) == ("pending", 0)
    verdicts["value"] = "stream: OK"
    assert (scan_waiting(at=clock.wall()), PublicFile.objects.get().scan) == (1, "clean")
    assert Event.objects.filter(verb="content.scanned").count() == 1


def test_what_is_found_infected_after_publication_is_offered_and_found_no_more(
    portal: Portal, settings: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    settings.CLAMAV = "tcp://clamav:3310"
    monkeypatch.setattr(scanning, "_ask", lambda path: "stream: size limit ERROR")
    upload(portal.signed_in("高编辑"), "表.docx", papers.docx("鸬鹚监测登记"))
    page, file = portal.write(), PublicFile.objects.get()
    Attachment.objects.create(article=page, document=file)
    page = page.__class__.objects.get(pk=page.pk)
    page.save_revision(user=portal.people["高编辑"])
    portal.publish(page)
    read_text.call(file.pk)
    visitor, answers = Client(), []
    for verdict in ("stream: size limit ERROR", "stream: Eicar FOUND"):
        monkeypatch.setattr(scanning, "_ask", lambda path, said=verdict: said)
        with django_capture_on_commit_callbacks(execute=True):
            scan_waiting(at=clock.wall())
        html = visitor.get(page.address).content.decode()
        answers.append((find("鸬鹚").keys != [], file.url in html))
    assert answers == [(True, True), (False, False)]


def test_a_published_file_is_not_changed_behind_its_article(portal: Portal) -> None:
    client = portal.signed_in("高编辑")
    upload(client, "表.docx", papers.docx())
    file = PublicFile.objects.get()
    page = portal.write()
    Attachment.objects.create(article=page, document=file)
    page = page.__class__.objects.get(pk=page.pk)
    page.save_revision(user=portal.people["高编辑"])
    address = reverse("wagtaildocs:edit", args=[file.pk])
    assert upload(client, "草稿.docx", papers.docx("草稿"), address=address).status_code == 302
    portal.publish(page)
    answer = upload(client, "换了.docx", papers.docx("换了"), address=address)
    assert "另传一份" in answer.content.decode()
    refused = client.post(reverse("wagtaildocs:delete", args=[file.pk]), follow=True)
    assert "还有文章在用" in refused.content.decode()
    assert PublicFile.objects.get().title == "草稿"


def test_the_same_attachment_twice_is_refused_and_says_so(portal: Portal) -> None:
    client, page = portal.signed_in("高编辑"), portal.write()
    upload(client, "表.docx", papers.docx())
    file = PublicFile.objects.get().pk
    rows = {f"attachments-{row}-{key}": value for row in (0, 1) for key, value in (("document", file), ("ORDER", row))}
    said = fields(page, **{"attachments-TOTAL_FORMS": "2", **{name: str(value) for name, value in rows.items()}})
    answer = client.post(f"/cms/pages/{page.pk}/edit/", said)
    assert (answer.status_code, "必须唯一" in answer.content.decode()) == (200, True)
    once = {**said, "attachments-1-DELETE": "1"}
    assert client.post(f"/cms/pages/{page.pk}/edit/", once).status_code == 302
    assert [row.document_id for row in Attachment.objects.all()] == [file]


@pytest.mark.parametrize(("name", "sees"), [("高编辑", True), ("谢编辑", False), ("省编辑", False)])
def test_files_belong_to_the_group(portal: Portal, name: str, sees: bool) -> None:
    upload(portal.signed_in("高编辑"), "本市的表.docx", papers.docx())
    client = portal.signed_in(name)
    for view in ("wagtaildocs:index", "wagtaildocs_chooser:choose"):
        assert ("本市的表" in text_of(client.get(reverse(view)))) is sees, view
    edit = reverse("wagtaildocs:edit", args=[PublicFile.objects.get().pk])
    assert (client.get(edit).status_code == 200) is sees


@pytest.mark.parametrize("name", ["谢编辑", "省编辑"])
def test_pictures_belong_to_the_group(portal: Portal, name: str) -> None:
    upload(portal.signed_in("高编辑"), "本市的图.jpg", picture(), address=reverse("wagtailimages:add"))
    client = portal.signed_in(name)
    for view in ("wagtailimages:index", "wagtailimages_chooser:choose"):
        assert "本市的图" not in text_of(client.get(reverse(view))), view
    edit = reverse("wagtailimages:edit", args=[get_image_model().objects.get().pk])
    assert client.get(edit).status_code == 302


def picture(kind: str = "JPEG") -> bytes:
    out = BytesIO()
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "某相机"
    Image.new("RGB", (40, 20), "navy").save(out, kind, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize(("name", "kind"), [("图.jpg", "JPEG"), ("图.png", "PNG")])
def test_a_picture_is_made_anew_without_what_the_camera_noted(portal: Portal, name: str, kind: str) -> None:
    data = picture(kind) + b"<script>"
    assert upload(portal.signed_in("高编辑"), name, data, address=reverse("wagtailimages:add")).status_code == 302
    image = get_image_model().objects.get()
    with image.file.open() as content:
        kept = content.read()
    with Image.open(BytesIO(kept)) as made:
        assert (made.size, dict(made.getexif()), image.width, image.height) == ((20, 40), {}, 20, 40)
    assert b"<script>" not in kept
    assert re.fullmatch(r"original_images/[0-9a-f]{24}\.(jpg|png)", image.file.name)  # nobody guesses it


def test_what_is_no_picture_is_refused(portal: Portal) -> None:
    answer = upload(portal.signed_in("高编辑"), "图.jpg", b"GIF89a" + b"\0" * 30, address=reverse("wagtailimages:add"))
    assert answer.status_code == 200
    assert not get_image_model().objects.exists()
