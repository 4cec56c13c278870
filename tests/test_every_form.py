"""Every form on paper, of a full case, an empty one and for a pen: what the archive and a screen reader want of it."""

import io

import pikepdf
import pytest

from tests.pdf import SOUND, claims, pages
from tests.world import World, fresh
from zhicheng.applications.kind import Kind
from zhicheng.applications.models import PrintedForm
from zhicheng.applications.operations import request_print
from zhicheng.applications.operations.printing import print_form
from zhicheng.applications.registry import get_kind
from zhicheng.core.typst import MissingGlyphs
from zhicheng.kinds import KINDS

PAPERS = [(get_kind(key), form) for key in KINDS for form in ("", *(e.key for e in get_kind(key).enclosures))]
PAPERS = [(kind, form) for kind, form in PAPERS if kind.has_paper(form)]
every_paper = pytest.mark.parametrize(("kind", "form"), PAPERS, ids=[f"{kind.key}-{form}" for kind, form in PAPERS])


def filled(world: World, kind: Kind, form: str) -> bytes:
    """The form of a full case of 李静怡."""
    _, prints = kind.paper(form)
    assert prints is not None
    return prints(fresh(world.filled(kind=kind.key)), world.at)


@every_paper
def test_it_is_what_the_archive_and_a_screen_reader_want(kind: Kind, form: str, world: World) -> None:
    pdf = filled(world, kind, form)
    assert claims(pdf) == SOUND
    text = "".join(pages(pdf))
    assert ("李静怡" in text, "□" in text.replace("□公示期满", "").replace("□有异议", "")) == (True, False)


@every_paper
def test_its_empty_form_is_so_too_and_holds_no_value(kind: Kind, form: str) -> None:
    draw = kind.enclosure(form).empty if form else kind.empty
    assert draw is not None
    pdf = draw(kind)
    assert claims(pdf) == SOUND
    text = "".join(pages(pdf))
    assert text.endswith("页")
    assert [word for word in ("编号：" + "GD", "内容校验码", "版本", "预览") if word in text] == []


@every_paper
@pytest.mark.parametrize(
    "name", ["李𬱖", "㛃静", "阿卜杜热依木·阿卜杜拉·买买提艾力·吐尔逊江·依明江"], ids=["ext-e", "ext-a", "long"]
)
def test_rare_characters_and_long_names_are_printed(kind: Kind, form: str, name: str, world: World) -> None:
    world.li.name = name
    world.li.save(update_fields=["name"])
    assert name in "".join(pages(filled(world, kind, form)))


@every_paper
def test_a_character_no_font_has_is_refused_by_name(kind: Kind, form: str, world: World) -> None:
    world.li.name = "李\U0010fffd"
    world.li.save(update_fields=["name"])
    with pytest.raises(MissingGlyphs, match="U\\+10FFFD"):
        filled(world, kind, form)


@every_paper
def test_the_worker_tells_the_refusal_to_the_applicant(kind: Kind, form: str, world: World) -> None:
    world.li.name = "李\U0010fffd"
    world.li.save(update_fields=["name"])
    printed = request_print(application=world.filled(kind=kind.key), at=world.at, form=form)
    print_form.func(printed.pk)
    kept = PrintedForm.objects.get(pk=printed.pk)
    assert ("U+10FFFD" in kept.problem, kept.file_id) == (True, None)


def test_the_register_sheet_is_one_landscape_a3_sheet_whatever_it_holds(world: World) -> None:
    pdf = filled(world, get_kind("evaluation"), "register")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        [page] = document.pages
        width, height = (float(page.mediabox[place]) for place in (2, 3))
    assert (round(width * 25.4 / 72), round(height * 25.4 / 72)) == (420, 297)
