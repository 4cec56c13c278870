"""The form on screen and the form on paper say the same: the same headings in one order, below each the same."""

import html
import re

import pytest
from django.test import Client

from tests.answers import BASIC, RECORDS
from tests.pdf import SPACES, pages
from tests.world import World, fresh
from zhicheng.applications.models import Application
from zhicheng.applications.operations import supplement
from zhicheng.applications.registry import kind_of
from zhicheng.applications.sections import is_reason
from zhicheng.kinds.common.printing.parts import ENDS, JOINED, STARTS

HEADING = re.compile(r"<h3 id=\"s-[^\"]+\">([^<]+)")
CELL = re.compile(r"<t([hd])(?: [^>]*)?>(.*?)</t[hd]>", re.DOTALL)
BOX = re.compile(r"<textarea[^>]*>(.*?)</textarea>|<input class=\"input\"[^>]* value=\"([^\"]*)\"", re.DOTALL)
FOOT = re.compile(r"编号[A-Z0-9-]+·第\d+页共\d+页·版本\d+·内容校验码[0-9a-f]{16}")
# On paper these columns are one with their neighbour.
JOINS = {name.replace(" ", "") for name in (*STARTS, *ENDS, *(name for _, names, _ in JOINED for name in names))}
RUN = 12  # characters of a text that a page may cut in two
LONG = "".join(f"第{number}项工作，" for number in range(420))[:3000]


@pytest.fixture
def li(client: Client, world: World) -> Client:
    """李静怡's browser."""
    client.force_login(world.li)
    return client


def plain(text: str) -> str:
    """Without the marks of the page and without spaces: where a line breaks differs."""
    return "".join(html.unescape(re.sub(r"<[^>]+>", "", text)).translate(SPACES).split())


def on_screen(page: str) -> list[tuple[str, list[str], list[str]]]:
    """Heading, labels and values of each numbered part, in the order of the page."""
    sheet = page[page.index('<article class="sheet"') : page.index("</article>")]
    _, *texts = HEADING.split(sheet)
    found = []
    for heading, body in zip(texts[::2], texts[1::2], strict=True):
        cells: dict[str, list[str]] = {"h": [], "d": []}
        for sort, inner in CELL.findall(body):
            boxes = ["".join(both) for both in BOX.findall(inner)]
            cells[sort].append(plain(boxes[0] if boxes else inner))
        found.append((plain(heading), cells["h"], cells["d"]))
    return found


def is_said(text: str, body: str) -> bool:
    """Whether a text stands in a part of the paper, perhaps with the end of a page in its midst."""
    pieces = [text[place : place + RUN] for place in range(0, len(text), RUN)]
    return text in body or (len(pieces) > 20 and sum(piece not in body for piece in pieces) <= len(pieces) // 20)


def compare(client: Client, application: Application, world: World) -> None:
    case = fresh(application)
    page = client.get(f"/my/applications/{case.number}/form/").content.decode()
    prints = kind_of(case).prints
    assert prints is not None
    paper = "".join(FOOT.sub("", text).replace("预览", "") for text in pages(prints(case, world.at))[2:])
    screen = on_screen(page)
    places = [paper.find(heading) for heading, _, _ in screen]
    assert -1 not in places
    assert places == sorted(places)
    ends = [*places[1:], paper.index("个人承诺")]
    for (heading, labels, values), start, end in zip(screen, places, ends, strict=True):
        body = paper[start:end]
        asked = [label for label in labels if label not in JOINS and not is_reason(label)]  # 十一 is its own question
        assert [label for label in asked if label not in body] == [], heading
        assert [value for value in values if not is_said(value, body)] == [], heading


@pytest.mark.parametrize("kind", ["evaluation", "entrustment", "initial"])
def test_a_full_case(li: Client, world: World, kind: str) -> None:
    compare(li, world.filled(kind=kind), world)


@pytest.mark.parametrize("kind", ["evaluation", "entrustment", "initial"])
def test_a_case_that_says_nothing(li: Client, world: World, kind: str) -> None:
    compare(li, world.start(kind=kind), world)


@pytest.mark.parametrize("name", ["李𬱖㛃", "阿卜杜热依木·阿卜杜拉·买买提艾力·吐尔逊江·依明江·玉素甫"])
def test_rare_characters_and_a_long_name(li: Client, world: World, name: str) -> None:
    world.li.name = name
    world.li.save(update_fields=["name"])
    application = world.filled()
    world.save(application, "basic", {**BASIC, "former_name": name})
    compare(li, application, world)


def test_twenty_thousand_characters(li: Client, world: World) -> None:
    application = world.fill(world.start(), skip=("since",))
    row = {**RECORDS["since"][0], "content": LONG[:1500], "effect": LONG[-800:]}
    for number in range(8):
        world.add(application, "since", {**row, "name": f"第 {number} 个课题"})
    supplement(application=application, values={"work_summary": LONG}, actor=world.li, at=world.at)
    compare(li, application, world)
