"""Which texts surely print on one line: their rows get that line's height without being measured (docs/adr/0014)."""

import re
import string
from pathlib import Path

import pylopdf_fonts_zh_cn
import pytest
from fontTools.ttLib import TTFont

from zhicheng.applications.printed import Block, Line
from zhicheng.applications.sections import Row
from zhicheng.kinds.common.printing import sheet
from zhicheng.kinds.common.printing.paper import drawn
from zhicheng.kinds.common.printing.parts import AIR, PLAIN, fits_a_line

FONT = TTFont(Path(pylopdf_fonts_zh_cn.__file__).with_name("NotoSerifSC-Regular.otf"), lazy=True)


def test_no_character_is_wider_than_it_is_counted() -> None:
    em, widths = FONT["head"].unitsPerEm, FONT["hmtx"]
    plain = {chr(code): widths[name][0] / em for code, name in FONT.getBestCmap().items() if PLAIN.fullmatch(chr(code))}
    assert max(plain[figure] for figure in string.digits) <= 0.57
    assert {character for character, width in plain.items() if width > 1} == {"W"}
    assert plain["W"] - 1 < AIR / 13  # a column of 13 of them


def test_the_line_of_the_template_is_as_high_as_the_fonts() -> None:
    [line] = re.findall(r"#let cap = ([0-9.]+)em", sheet.TEMPLATE.read_text("utf-8"))
    assert float(line) * FONT["head"].unitsPerEm == FONT["OS/2"].sCapHeight


@pytest.mark.parametrize(
    ("text", "most", "fits"),
    [
        ("环境工程", 4, True),
        ("环境工程学", 4, False),
        ("2024.06", 5, True),
        ("2103003000123", 8, True),
        ("2103003000123", 7, False),
        ("第 3 期", 4, False),  # between figures and characters stands a quarter more
        ("VOCs 清单", 8, True),
        ("上行\n下行", 20, False),
        ("李𬱖", 20, False),  # of another font
        ("ئۇيغۇر", 20, False),
        ("", 20, False),  # room for a hand
    ],
)
def test_a_text_fits_a_line_if_it_surely_does(text: str, most: float, fits: bool) -> None:
    assert fits_a_line(text, most) is fits


def told(label: str, value: str) -> Row:
    return {"label": label, "value": value, "identity": True, "fill": "", "required": False}


def test_a_list_says_of_each_cell_whether_it_fits() -> None:
    said = [("2024", "课" * 60), ("2025", "课程")]
    lines = tuple(Line(0, (told("年度", year), told("内容", words)), (), ()) for year, words in said)
    made = drawn(Block("training", "继续教育", columns=("年度", "内容"), lines=lines))
    assert [row["fits"] for row in made["rows"]] == [[True, False], [True, True]]
