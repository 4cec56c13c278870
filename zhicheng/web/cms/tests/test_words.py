"""What Wagtail leaves in English, our catalogs say in Chinese."""

import ast
import json
import re
from gettext import GNUTranslations
from pathlib import Path
from typing import NamedTuple

import pytest
import wagtail
from django.conf import settings
from wagtail.models import Collection, Page

from zhicheng.content.models import Column
from zhicheng.content.tests.people import CITY, Portal, text_of

OURS = Path(settings.LOCALE_PATHS[0], "zh_Hans/LC_MESSAGES")
THEIRS = [
    Path(wagtail.__file__).parent / app / "locale" / "{}" / "LC_MESSAGES" / f"{domain}.po"
    for app, domain in (
        ("admin", "django"),
        ("admin", "djangojs"),
        ("images", "django"),
        ("documents", "django"),
        (".", "django"),
    )
]
PART = re.compile(r'^(msg\w+)(?:\[0\])? ((?:".*"\n?)+)', re.M)
PIECE = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w+\}|<[^>]+>")


class Entry(NamedTuple):
    """Of a catalog: what is said, in which context, for one thing and for many."""

    context: str
    one: str
    many: str
    said: str


def entries(path: str | Path) -> list[Entry]:
    """What is marked as uncertain is not said."""
    found = []
    for block in Path(path).read_text("utf-8").split("\n\n"):
        part = {key: "".join(map(ast.literal_eval, text.splitlines())) for key, text in PART.findall(block)}
        said = "" if re.search("^#,.*fuzzy", block, re.M) else part.get("msgstr", "")
        found += [Entry(part.get("msgctxt", ""), part["msgid"], part.get("msgid_plural", ""), said)] if part else []
    return found


def names(path: str | Path, *, said: bool = False) -> set[tuple[str, str]]:
    return {(entry.context, entry.one) for entry in entries(path) if entry.one and (entry.said or not said)}


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_the_compiled_catalog_says_what_the_written_one_says(domain: str) -> None:
    with (OURS / f"{domain}.mo").open("rb") as file:
        compiled = vars(GNUTranslations(file))["_catalog"]
    written = {}
    for entry in entries(OURS / f"{domain}.po"):
        name = f"{entry.context}\x04{entry.one}" if entry.context else entry.one
        written[(name, 0) if entry.many else name] = entry.said
    assert compiled == written, f"msgfmt -o {domain}.mo {domain}.po"


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_placeholder_and_tag_stands_in_the_translation(domain: str) -> None:
    found = [entry for entry in entries(OURS / f"{domain}.po") if entry.one]
    wrong = [
        entry.one
        for entry in found
        if sorted(PIECE.findall(entry.many or entry.one)) != sorted(PIECE.findall(entry.said))
    ]
    assert (bool(found), wrong) == (True, [])


@pytest.mark.parametrize("catalog", THEIRS, ids=lambda path: f"{path.parts[-5]}-{path.stem}")
def test_nothing_stays_in_english(catalog: Path) -> None:
    """A new Wagtail may bring new strings; those belong into our catalog."""
    said = names(str(catalog).format("zh_Hans"), said=True) | names(OURS / catalog.name, said=True)
    everything = names(str(catalog).format("en"))
    assert everything
    assert sorted(everything - said) == []


@pytest.mark.django_db
def test_an_editor_reads_chinese(portal: Portal) -> None:
    page = portal.write()
    portal.submit(page)
    client = portal.signed_in("高编辑")
    folder = portal.folder(Column.ANNOUNCEMENT, CITY).pk
    begin = f"/cms/pages/add/content/announcement/{folder}/"
    for address, english, chinese in (
        ("/cms/", "Privacy and access", "私有设置和访问权限"),
        ("/cms/", "Your pages and snippets in a workflow", "你在工作流中的页面和片段"),
        (f"/cms/pages/{folder}/", "Exploring", "正在浏览"),
        (f"/cms/pages/{folder}/", "Has child pages", "有子页面"),
        (f"/cms/pages/{folder}/", "Show keyboard shortcuts", "显示键盘快捷键"),
        (f"/cms/pages/{page.pk}/edit/", "now提交", "现在提交给初审"),
        (begin, "Autosave is paused", "自动保存已暂停"),
        (begin, "Content metrics", "内容统计"),
        (begin, "Choose when this page should go live", "选择此页面的上线时间和过期时间"),
    ):
        said = text_of(client.get(address))
        assert [words in said for words in (english, chinese)] == [False, True], (address, english)
    assert (Page.get_first_root_node().title, Collection.get_first_root_node().name) == ("全部", "全部")


@pytest.mark.django_db
def test_the_scripts_of_the_editor_read_chinese(portal: Portal) -> None:
    said = text_of(portal.signed_in("高编辑").get("/cms/jsi18n/"))
    assert [json.dumps(words) in said for words in ("更改已自动保存。", "%(num)s 个错误", "主菜单")] == [True] * 3
