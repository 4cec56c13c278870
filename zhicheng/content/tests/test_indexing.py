"""The search table follows what is public."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection

from tests.portal import REGIONS, folder_of
from zhicheng.content.models import (
    Announcement,
    Article,
    Attachment,
    Column,
    Criteria,
    Download,
    Policy,
    PublicFile,
    ReviewNotice,
    SearchText,
)
from zhicheng.content.operations import index, index_all
from zhicheng.content.search import Narrowed, find
from zhicheng.core import clock
from zhicheng.reference.models import Series

Write = Callable[..., Article]
Rows = set[tuple[object, ...]]


def rows() -> Rows:
    return set(SearchText.objects.values_list("newness", "article", "column", "title", "said", "text", "grams"))


def titles(typed: str, **among: str) -> list[str]:
    keys = find(typed, among=Narrowed(**among)).keys
    said = dict(SearchText.objects.values_list("newness", "article__title"))
    return [said[key] for key in keys]


def index_is_sound() -> None:
    """SQLite compares the index with the table; PostgreSQL's follows by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO content_grams(content_grams, rank) VALUES ('integrity-check', 1)")


def test_only_what_is_public_is_found(write: Write) -> None:
    article = write("生态环境监测")
    assert titles("监测") == ["生态环境监测"]
    article.unpublish()
    assert titles("监测") == []
    article.save_revision().publish()
    assert titles("监测") == ["生态环境监测"]
    article.delete()
    assert titles("监测") == []
    index_is_sound()


def test_what_expires_is_found_no_more(write: Write) -> None:
    article = write("生态环境监测")
    Article.objects.filter(pk=article.pk).update(expire_at=clock.now() - timedelta(hours=1))
    call_command("publish_scheduled", stdout=StringIO())
    assert titles("监测") == []


def test_a_draft_changes_nothing_until_it_is_published(write: Write) -> None:
    article = write("生态环境监测")
    article.title = "农业技术"
    revision = article.save_revision()
    assert titles("农业") == []
    assert titles("监测") == ["生态环境监测"]
    revision.publish()
    assert titles("农业") == ["农业技术"]
    assert titles("监测") == []


def test_what_is_moved_is_found_in_its_new_region(write: Write) -> None:
    article = write("生态环境监测", region="440000")
    assert titles("监测", region="441800") == []
    article.move(folder_of(Column.ANNOUNCEMENT, "441800"), pos="last-child")
    assert titles("监测", region="441800") == ["生态环境监测"]
    assert titles("监测", region="440000") == []


@pytest.fixture
def files(settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.core.files.storage.FileSystemStorage.base_location", str(tmp_path))
    monkeypatch.setattr("django.core.files.storage.FileSystemStorage.location", str(tmp_path))


def paper(title: str, text: str = "") -> PublicFile:
    made: PublicFile = PublicFile.objects.create(title=title, text=text, file=ContentFile(b"%PDF", name="a.pdf"))
    return made


@pytest.mark.usefixtures("files")
def test_attachments_are_found_by_title_and_text(write: Write) -> None:
    article = write("申报通知")
    document = paper("推荐表")
    Attachment.objects.create(article=article, document=document)
    article.save_revision().publish()
    assert titles("推荐表") == ["申报通知"]
    PublicFile.objects.filter(pk=document.pk).update(text="第一章\n生态环\n境监测")
    index(article=article)
    assert titles("环境监测") == ["申报通知"]


@pytest.mark.usefixtures("files")
def test_downloads_are_found_by_their_file(write: Write) -> None:
    write("表格", sort=Download, document=paper("评前公示情况表", "公示地点"), edition="2026")
    assert titles("公示地点") == ["表格"]


def test_facts_are_found(write: Write) -> None:
    series = Series.objects.create(code="91", name="工程", valid_from=date(2020, 1, 1), source="x")
    facts = {"document_number": "粤人社规〔2020〕33号"}
    policy = write("办法", sort=Policy, rank=Policy.Rank.PROVINCE, **facts)
    policy.series.set([series])
    policy.save_revision().publish()
    levels = {"lowest": "intermediate", "highest": "senior", "valid_from": date(2020, 1, 1)}
    write("条件", sort=Criteria, series=series, **facts, **levels)
    write("通知", sort=ReviewNotice, series=series, year=2026, committee="清远市生态环境评委会", **facts)
    write("公告", body="<p>粤人社规〔2020〕34号</p>")
    assert sorted(titles("粤人社规[2020]33号")) == ["办法", "条件", "通知"]
    assert sorted(titles("粤人社规 33号", series="91")) == ["办法", "条件", "通知"]
    assert titles("粤人社规", series="92") == []
    assert titles("33号", column=Column.POLICY) == ["办法"]
    assert titles("清远市生态环境评委会") == ["通知"]


def test_paragraphs_do_not_run_together(write: Write) -> None:
    write("公告", body="<p>生态<b>环境</b></p><p>监测</p>")
    assert titles("生态环境") == ["公告"]
    assert find("环境监测").slips


def test_a_rebuild_says_the_same(write: Write) -> None:
    dice = random.Random(20261127)
    articles = [write(f"通知{number}", body=f"<p>监测{number}</p>") for number in range(6)]
    for _ in range(40):
        article = Announcement.objects.get(pk=dice.choice(articles).pk)
        match dice.choice(["publish", "unpublish", "move", "edit"]):
            case "publish":
                article.save_revision().publish()
            case "unpublish":
                article.unpublish()
            case "move":
                article.move(folder_of(Column.ANNOUNCEMENT, dice.choice(list(REGIONS))), pos="last-child")
            case "edit":
                article.issued_on = date(2020, 1, dice.randint(1, 28))
                article.body = f"<p>{'环境监测评审'[dice.randrange(5) :]}</p>"
                article.save_revision().publish()
    kept = rows()
    index_is_sound()
    assert index_all() == 0
    SearchText.objects.all().delete()
    assert index_all() == len(kept)
    assert rows() == kept
    index_is_sound()


def test_the_command_makes_up_for_what_is_missing(write: Write) -> None:
    write("生态环境监测")
    SearchText.objects.all().delete()
    for written in ("1", "0"):
        said = StringIO()
        call_command("index_articles", stdout=said)
        assert said.getvalue() == f"更新了 {written} 篇文章的检索表\n"
    assert titles("监测") == ["生态环境监测"]
