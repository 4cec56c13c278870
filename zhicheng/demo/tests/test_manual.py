"""The booklets stand under 文件下载, with version and day, and lead to the pages of the same guide."""

import pytest

from tests.portal import portal
from tests.world import World
from zhicheng.content import manual as content
from zhicheng.content.models import Download
from zhicheng.demo import portal as demo
from zhicheng.demo.town import Town

pytestmark = pytest.mark.django_db


def test_every_booklet_is_published_with_its_version_and_day(world: World) -> None:
    portal()
    demo.load(Town(at=world.at, password="", calendar={}), only=[Download])
    said = content.manual()
    pages = [Download.objects.get(title=guide.title) for guide in said.guides]
    assert {(page.live, page.edition, page.issued_on, page.region_id) for page in pages} == {
        (True, said.version, said.dated, "440000")
    }
    for page, guide in zip(pages, said.guides, strict=True):
        assert guide.address in page.body
        with page.document.file.open() as file:
            assert file.read() == guide.pdf.read_bytes()
