"""The files that browsers get: tokens only, nothing inline, vendored code unchanged."""

import hashlib
import re
from pathlib import Path

import pytest

WEB = Path(__file__).parent.parent
STATIC = WEB / "static"
TEMPLATES = sorted(WEB.parent.rglob("jinja2/**/*.html"))
ICONS = set(re.findall(r'id="i-([a-z]+)"', (STATIC / "img/icons.svg").read_text()))


@pytest.mark.parametrize("name", ["base", "components", "print"])
def test_colours_stand_only_in_the_tokens(name: str) -> None:
    css = (STATIC / f"css/{name}.css").read_text()
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", css) == []


@pytest.mark.parametrize("name", ["base", "components", "print"])
def test_every_token_in_use_is_defined(name: str) -> None:
    defined = set(re.findall(r"(--[\w-]+):", (STATIC / "css/tokens.css").read_text()))
    assert set(re.findall(r"var\((--[\w-]+)", (STATIC / f"css/{name}.css").read_text())) - defined == set()


def test_no_template_has_inline_code_or_style() -> None:
    inline = re.compile(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)|javascript:|hx-on|hx-boost|hx-confirm|js:")
    found = [(str(path.relative_to(WEB.parent)), hit) for path in TEMPLATES for hit in inline.findall(path.read_text())]
    assert found == []


def test_every_icon_that_a_template_names_is_drawn() -> None:
    named = re.compile(r'\bicon\("([a-z]+)"\)|icon_name="([a-z]+)"')
    used = {one for path in TEMPLATES for pair in named.findall(path.read_text()) for one in pair if one}
    assert used - ICONS == set()


def test_vendored_files_are_those_of_their_packages() -> None:
    rows = re.findall(
        r"^\| (\S+) \| \S+ \| \S+ \| \S+ \| ([0-9a-f]{64}) \|$", (STATIC / "vendor/VENDOR.md").read_text(), re.M
    )
    present = {str(path.relative_to(STATIC / "vendor")) for path in (STATIC / "vendor").rglob("*") if path.is_file()}
    assert {name for name, _ in rows} == present - {"VENDOR.md"}
    assert {name: hashlib.sha256((STATIC / "vendor" / name).read_bytes()).hexdigest() for name, _ in rows} == dict(rows)


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("app.js", 8 * 1024),
        ("autosave.js", 12 * 1024),
        ("countdown.js", 2 * 1024),
        ("crop.js", 8 * 1024),
        ("desk.js", 3 * 1024),
        ("stash.js", 3 * 1024),
        ("upload.js", 10 * 1024),
    ],
)
def test_our_own_scripts_stay_small(name: str, limit: int) -> None:
    assert (STATIC / "js" / name).stat().st_size <= limit
