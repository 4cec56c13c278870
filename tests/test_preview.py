"""The form on screen and the form on paper say the same, word for word, in one order: parts, columns, rows, cells."""

import html
import re

import pytest
from django.test import Client

from tests import answers
from tests.answers import BASIC, RECORDS
from tests.journeys.test_modes import WAYS
from tests.pdf import SPACES, pages
from tests.world import World, fresh
from zhicheng.applications import operations
from zhicheng.applications.models import Application, Mode
from zhicheng.applications.operations import supplement
from zhicheng.applications.printed import ENDS, JOINED, STARTS
from zhicheng.applications.registry import all_kinds, kind_of
from zhicheng.kinds.evaluation.tests.sample import SECTIONS

KINDS = [kind.key for kind in all_kinds() if kind.printed]
FILLED_IN = [kind.key for kind in all_kinds() if kind.completes_form]
BOX = re.compile(r"<textarea[^>]*>(.*?)</textarea>|<input class=\"input\"[^>]* value=\"([^\"]*)\"[^>]*>", re.DOTALL)
HEADS = re.compile(r"<thead>(.*?)</thead>", re.DOTALL)
# On screen alone: the way to where a part is filled in, what is wrong with a box, the files behind a row.
SCREEN = re.compile(
    r"<a [^>]*>修改.*?</a>|<p class=\"err\".*?</p>|<p class=\"hint.*|<tr><td class=\"l below\"[^>]*><b>证明材料：.*?</tr>"
    r"|<p class=\"mt-2\">证明材料：.*?</p>",
    re.DOTALL,
)
# On paper alone: the place for a photo, the line for a signature.
PAPER = re.compile(r"照片（大一寸）|(?<=后果。)申[报请]人（签名）：年月日")
FOOT = re.compile(r"编号[A-Z0-9-]+·第\d+页共\d+页·版本\d+·内容校验码[0-9a-f]{16}$")
LONG = "".join(f"第{number}项工作，" for number in range(420))[:3000]


@pytest.fixture
def li(client: Client, world: World) -> Client:
    """李静怡's browser."""
    client.force_login(world.li)
    return client


def plain(text: str) -> str:
    """Without the marks of the page and without spaces: where a line breaks differs."""
    return "".join(html.unescape(re.sub(r"<[^>]+>", "", text)).translate(SPACES).split())


def on_screen(page: str) -> tuple[str, list[str]]:
    """What the sheet of a page says, from its first heading on, and the heads of its tables."""
    sheet = page[page.index('<article class="sheet"') : page.index("</article>")]
    sheet = SCREEN.sub("", sheet[sheet.index("<h3") :])
    return plain(BOX.sub(lambda box: "".join(filter(None, box.groups())).strip() or "无", sheet)), [
        plain(head) for head in HEADS.findall(sheet)
    ]


def on_paper(pdf: bytes, *, begins: str, ends: str, heads: list[str]) -> str:
    """What the applicant states on the form, without what a page begins and ends with."""
    found = []
    for text in pages(pdf):
        body = FOOT.sub("", text.replace("预览", ""))
        repeated = max((head for head in heads if body.startswith(head)), key=len, default="")
        found.append(body.removeprefix(repeated))
    said = "".join(found)
    return PAPER.sub("", said[said.index(begins) : said.index(ends)])


def compare(client: Client, application: Application, world: World, *, page: str = "/my/applications/{}/form/") -> str:
    case = fresh(application)
    screen, heads = on_screen(client.get(page.format(case.number)).content.decode())
    kind, prints = kind_of(case), kind_of(case).prints
    assert prints is not None
    after = kind.parts[-1].says[-12:]
    paper = on_paper(prints(case, world.at), begins=kind.parts[0].heading, ends=after, heads=heads)
    assert screen.removesuffix(after) == paper
    return screen


@pytest.mark.parametrize("kind", FILLED_IN)
def test_a_full_case(li: Client, world: World, kind: str) -> None:
    compare(li, world.filled(kind=kind), world)


@pytest.mark.parametrize("kind", KINDS)
def test_a_submitted_case(li: Client, world: World, kind: str) -> None:
    compare(li, world.submitted(kind=kind), world, page="/my/tracking/{}/materials/")


@pytest.mark.parametrize("kind", FILLED_IN)
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


@pytest.mark.parametrize("mode", WAYS, ids=list(WAYS))
def test_every_way_of_applying(li: Client, world: World, mode: Mode) -> None:
    application = world.filled()
    operations.save_step(
        application=application,
        step=kind_of(application).request,
        raw=answers.raw(world.request(mode=mode.value)),
        actor=world.li,
        at=world.at,
    )
    world.save(fresh(application), mode.value, WAYS[mode].typed)
    screen = compare(li, application, world)
    said = [answer.partition("：")[2] for answer in WAYS[mode].printed]
    assert [words for words in said if plain(words) not in screen] == []


def test_every_list_of_a_rich_case(li: Client, world: World) -> None:
    application = world.submitted()
    content = application.content
    assert content.snapshot is not None
    content.snapshot = {**content.snapshot, "sections": SECTIONS}
    content.save(update_fields=["snapshot"])
    compare(li, application, world, page="/my/tracking/{}/materials/")


def test_numbers_and_pages_of_evidence_and_the_hours_that_are_asked(li: Client, world: World) -> None:
    application = world.submitted()
    page = li.get(f"/my/tracking/{application.number}/materials/").content.decode()
    screen, _ = on_screen(page)
    assert "年度公需课学时（要求30）专业课学时（要求42）选修课学时（要求18）合计（要求90）2026304218" in screen
    assert "角色、排名证明材料编号2022.03—2023.06北江清远段水生态调查主持，11主要内容" in screen
    assert "证明材料：1.证明.pdf（1页）" in plain(page)


def test_no_place_that_may_be_filled_in_is_part_of_another_column() -> None:
    joined = {name for _, names, _ in JOINED for name in names} | {*STARTS, *ENDS}
    assert joined & {blank.label for kind in all_kinds() for blank in kind.blanks} == set()
