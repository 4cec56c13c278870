"""The booklets are under 文件下载, each once, in their newest edition."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import LazySettings

from tests.world import World
from zhicheng.content import manual as content
from zhicheng.content.models import ColumnPage, Download, RegionPage
from zhicheng.content.operations import found_portal
from zhicheng.demo import manual as demo
from zhicheng.reference.models import Region


@pytest.fixture
def folder(world: World, settings: LazySettings, tmp_path: Path) -> RegionPage:
    settings.MEDIA_ROOT = tmp_path
    found_portal(title="门户", regions=Region.objects.filter(code="440000"))
    found: RegionPage = RegionPage.objects.child_of(ColumnPage.objects.get(key="downloads")).get()
    return found


def test_every_booklet_is_published_with_its_edition_and_day(folder: RegionPage) -> None:
    said = content.manual()
    published = demo.publish(folder=folder)
    assert [page.title for page in published] == [f"《{guide.title}》" for guide in said.guides]
    assert {(page.live, page.edition, page.issued_on, page.region_id) for page in published} == {
        (True, said.edition, said.dated, "440000")
    }
    assert [page.document.file.read() for page in published] == [guide.pdf.read_bytes() for guide in said.guides]


def test_once_published_nothing_is_done(folder: RegionPage) -> None:
    first = demo.publish(folder=folder)
    again = demo.publish(folder=folder)
    assert [(page.pk, page.document_id) for page in first] == [(page.pk, page.document_id) for page in again]
    assert Download.objects.count() == len(first)


def test_a_new_edition_takes_the_place_of_the_old_one(folder: RegionPage, monkeypatch: pytest.MonkeyPatch) -> None:
    before = demo.publish(folder=folder)
    newer = replace(content.manual(), version="9.0")
    monkeypatch.setattr(demo, "manual", lambda: newer)
    after = demo.publish(folder=folder)
    assert [page.pk for page in before] == [page.pk for page in after]
    assert {page.edition for page in after} == {newer.edition}
    assert not {page.document_id for page in before} & {page.document_id for page in after}
