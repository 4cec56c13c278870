"""Attachments and pictures: to visitors once an article with them is published, to its editors before."""

from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from wagtail.models import Collection

from zhicheng.content.models import Announcement, Article, Attachment, PublicFile
from zhicheng.content.tests import papers
from zhicheng.content.tests.people import Portal, found


@pytest.fixture
def portal(db: None) -> Portal:
    return found()


@pytest.fixture
def file(portal: Portal) -> PublicFile:
    made: PublicFile = PublicFile.objects.create(
        title="附件1：申报表",
        file=ContentFile(papers.docx(), name="form.docx"),
        scan=PublicFile._meta.get_field("scan").default,
    )
    PublicFile.objects.update(scan="clean")
    return made


@pytest.fixture
def article(portal: Portal, file: PublicFile) -> Article:
    written = portal.write()
    Attachment.objects.create(article=written, document=file)
    page: Article = Announcement.objects.get(pk=written.pk)
    page.save_revision(user=portal.people["高编辑"])
    return page


def fetch(client: Client, file: PublicFile, **headers: str) -> Any:
    answer: Any = client.get(file.url, headers=headers)
    answer.body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer


def test_a_visitor_downloads_what_a_published_article_has(
    portal: Portal, file: PublicFile, article: Article, client: Client
) -> None:
    assert fetch(client, file).status_code == 404
    portal.publish(article)
    answer = fetch(client, file)
    assert answer.body == papers.docx()
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('附件1：申报表.docx')}"
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert answer["Cache-Control"] == "no-cache"
    again = fetch(client, file, if_none_match=answer["ETag"])
    assert (again.status_code, again.body) == (304, b"")
    part = fetch(client, file, range="bytes=0-3")
    assert (part.status_code, part.body) == (206, b"PK\x03\x04")
    Article.objects.get(pk=article.pk).unpublish()
    assert fetch(client, file).status_code == 404


@pytest.mark.parametrize(("scan", "status"), [("infected", 404), ("pending", 409), ("not_scanned", 200)])
def test_the_scanners_word_decides(
    portal: Portal, file: PublicFile, article: Article, client: Client, scan: str, status: int
) -> None:
    portal.publish(article)
    PublicFile.objects.update(scan=scan)
    assert fetch(client, file).status_code == status
    offers = file.url.encode() in client.get(article.address).content
    assert offers == (scan != "infected")


@pytest.mark.parametrize(("name", "status"), [("高编辑", 404), ("方审核", 200), ("谢编辑", 404)])
def test_who_approves_reads_the_attachments_of_a_draft(
    portal: Portal, file: PublicFile, article: Article, name: str, status: int
) -> None:
    """The file lies in nobody's collection; 高编辑 sees what her own group uploaded."""
    assert fetch(portal.signed_in(name), file).status_code == status


def test_an_editor_reads_the_files_of_the_own_collection(portal: Portal, file: PublicFile) -> None:
    own = Collection.objects.get(name="编辑：清远市")
    PublicFile.objects.update(collection=own)
    assert fetch(portal.signed_in("高编辑"), file).status_code == 200
    assert fetch(portal.signed_in("谢编辑"), file).status_code == 404


def test_a_file_that_is_gone_does_not_exist(portal: Portal, file: PublicFile, article: Article, client: Client) -> None:
    portal.publish(article)
    file.file.storage.delete(file.file.name)
    assert fetch(client, file).status_code == 404


def test_pictures_of_pages_are_kept_by_browsers_for_good(client: Client) -> None:
    name = default_storage.save("images/a.width-400.png", ContentFile(b"png"))
    answer: Any = client.get(f"/media/{name}")
    assert (b"".join(answer.streaming_content), answer["Content-Type"]) == (b"png", "image/png")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    "name", ["documents/a.pdf", "original_images/a.jpg", "images/../documents/a.png", "images/a.html"]
)
def test_nothing_else_is_given_out_as_a_picture(client: Client, name: str) -> None:
    default_storage.save(name.replace("../", "x"), ContentFile(b"x"))
    assert client.get(f"/media/{name}").status_code == 404
