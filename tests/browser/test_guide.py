"""The 《操作指引》 is true: every step of every guide is on the screen, and does what it says. `make manual` takes the pictures."""

from random import Random

import pytest

from tests.browser.applying import Papers, Worker
from tests.browser.conftest import Visitor
from tests.browser.guide.acts import ACTS
from tests.browser.guide.tour import Tour
from tests.world import World
from zhicheng.content.manual import Chapter, manual

pytestmark = pytest.mark.browser
CHAPTERS = [
    pytest.param(chapter, id=f"{guide.key}-{chapter.slug}") for guide in manual().guides for chapter in guide.chapters
]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_guide_is_true(
    chapter: Chapter,
    world: World,
    visitor: Visitor,
    worker: Worker,
    papers: Papers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("secrets.randbelow", Random(2026).randrange)  # numbers in the pictures are the same each time
    monkeypatch.setattr("tests.world.picture_bytes", papers["照片.jpg"].read_bytes)  # whose photograph is on the form
    Tour(world, visitor, worker, papers, ACTS).walk(chapter)
