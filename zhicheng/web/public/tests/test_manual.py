"""The 操作指引 as pages."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.world import World
from zhicheng.content.manual import manual
from zhicheng.web.public.tests.conftest import html_of

CHAPTERS = [chapter for guide in manual().guides for chapter in guide.chapters]


@pytest.mark.parametrize("page", ["/", "/help/", "/downloads/"])
def test_the_guide_is_found(world: World, client: Client, page: str) -> None:
    main, foot = html_of(client.get(page)).split("<footer")
    assert 'href="/help/guide/"' in (foot if page == "/" else main)


def test_every_chapter_of_every_guide_is_listed(world: World, client: Client) -> None:
    html = html_of(client.get("/help/guide/"))
    assert re.findall(r'href="/help/guide/([^"]+)/"', html) == [chapter.slug for chapter in CHAPTERS]
    assert [guide.title in html for guide in manual().guides] == [True] * len(manual().guides)
    assert manual().edition in html


def test_a_chapter_shows_its_steps_and_their_pictures_in_words(world: World, client: Client) -> None:
    for chapter in CHAPTERS:
        html = html_of(client.get(f"/help/guide/{chapter.slug}/"))
        assert re.findall(r'src="/static/manual/([^"]+)"', html) == [
            step.picture for step in chapter.steps if step.picture
        ]
        assert [words for step in chapter.steps for words in step.marks if f"<b>【{words}】</b>" not in html] == []
        assert [step.alt for step in chapter.steps if step.picture and f'alt="{step.alt}"' not in html] == []


def test_every_picture_is_served() -> None:
    assert [name for name in manual().pictures if finders.find(f"manual/{name}") is None] == []


def test_there_is_no_other_chapter(world: World, client: Client) -> None:
    assert client.get("/help/guide/nothing/").status_code == 404
