"""Every form on paper, of a full case, an empty one and for a pen: what the archive and a screen reader want of it."""

import io
from datetime import UTC, datetime

import pikepdf
import pytest

from tests.pdf import SOUND, claims, pages
from tests.world import World, fresh
from zhicheng.applications.models import PrintedForm
from zhicheng.applications.operations import request_print
from zhicheng.applications.operations.printing import print_form
from zhicheng.applications.registry import get_kind
from zhicheng.kinds import KINDS
from zhicheng.kinds.common.printing.enclosures import REGISTER
from zhicheng.kinds.evaluation.tests.sample import OPINIONS, SECTIONS, SNAPSHOT, portrait

PAPERS = {key: ["", *(one.key for one in get_kind(key).enclosures)] for key in KINDS}
PAPERS = {key: forms for key, forms in PAPERS.items() if get_kind(key).printed}
every_kind = pytest.mark.parametrize("key", PAPERS)
NAME = "李𬱖㛃·阿卜杜热依木·买买提艾力·吐尔逊江·依明江·玉素甫江"  # 30 characters, two of them rare


def named(world: World, name: str) -> World:
    """The world in which 李静怡 is called otherwise."""
    world.li.name = name
    world.li.save(update_fields=["name"])
    return world


@every_kind
def test_each_is_what_the_archive_and_a_screen_reader_want(key: str, world: World) -> None:
    application = fresh(named(world, NAME).filled(kind=key))
    for form in PAPERS[key]:
        _, prints = get_kind(key).paper(form)
        assert prints is not None
        pdf = prints(application, world.at)
        assert claims(pdf) == SOUND, form
        text = "".join(pages(pdf))
        assert (NAME in text, "\ufffd" in text) == (True, False), form


@pytest.mark.parametrize(("key", "form"), [(key, form) for key, forms in PAPERS.items() for form in forms])
def test_the_empty_form_is_so_too_and_holds_no_value(key: str, form: str) -> None:
    kind = get_kind(key)
    draw = kind.enclosure(form).empty if form else kind.empty
    assert draw is not None
    pdf = draw(kind)
    assert claims(pdf) == SOUND
    text = "".join(pages(pdf))
    assert "空白表·第1页" in text
    assert [word for word in ("内容校验码", "版本", "预览", "无无") if word in text] == []


@every_kind
def test_a_character_no_font_has_is_refused_by_name_and_told_to_the_applicant(key: str, world: World) -> None:
    application = named(world, "李\U0010fffd").filled(kind=key)
    for form in PAPERS[key]:
        printed = request_print(application=application, at=world.at, form=form)
        print_form.func(printed.pk)
        kept = PrintedForm.objects.get(pk=printed.pk)
        assert ("“\U0010fffd”（U+10FFFD）不在本系统的字库里" in kept.problem, kept.file_id) == (True, None), form


def test_the_register_sheet_is_one_landscape_a3_sheet_whatever_it_holds() -> None:
    long = {"value": "生态环境监测与规划" * 22}
    grown = [
        {**section, "table": [{**row, "cells": [{**c, **long} for c in row["cells"]]} for row in section["table"]] * 9}
        for section in SECTIONS
    ]
    pdf = REGISTER.draw(
        snapshot={**SNAPSHOT, "sections": grown},
        number="PS202600000001",
        year=2026,
        version=1,
        content_hash="0" * 64,
        draft=False,
        opinions=OPINIONS,
        photo=portrait(),
        at=datetime(2026, 3, 1, tzinfo=UTC),
    )
    with pikepdf.open(io.BytesIO(pdf)) as document:
        [page] = document.pages
        width, height = (float(page.mediabox[place]) for place in (2, 3))
    assert (round(width * 25.4 / 72), round(height * 25.4 / 72)) == (420, 297)
