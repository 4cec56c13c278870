"""How a text is searched. Pure: no database.

`readable` is the text as an excerpt shows it, in one line; `plain` is the same text, character for character, in one
width and case, with a space for every sign: 粤人社规〔2020〕33号 → 粤人社规 2020 33号. A word is found where it
stands in the plain text. Its grams say which texts may have it: of ideographs each one, two and three that stand
together (监测站 → 监, 测, 站, 监测, 测站, 监测站), of letters and of digits how they begin (2020 → 2, 20, 202, 2020).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from zhicheng.core.text import has_unprintable, is_spoken

LONGEST = 12  # letters or digits of a gram
IN_TITLE, NARROWS = "¶", "§"  # before a gram: signs, which no plain text has
RUNS = re.compile("[a-z]+|[0-9]+|[^ a-z0-9]+")
NEEDLESS = re.compile(r"(?<![!-~]) | (?![!-~])")  # a space beside an ideograph: 2026 年, a line of a PDF


class _Seen(dict[int, int | None]):
    """Every character that can be seen, as it is."""

    def __missing__(self, code: int) -> int | None:
        self[code] = found = None if has_unprintable(chr(code)) else code
        return found


class _Plain(dict[int, str]):
    """Every character in one width and case, never more than one; a sign is a space."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = unicodedata.normalize("NFKC", character).casefold()
        one = folded if len(folded) == 1 else character
        self[code] = found = one if is_spoken(one) else " "
        return found


_seen, _plain = _Seen(), _Plain()


def readable(text: str) -> str:
    """This function will return a paragraph in one line, without what nobody sees."""
    return NEEDLESS.sub("", " ".join(text.split()).translate(_seen))


def plain(text: str) -> str:
    """This function will return a readable text as it is compared; no character changes its place."""
    return text.translate(_plain)


def words_of(typed: str) -> list[str]:
    """This function will return the words somebody typed, plain, each once; spaces part them."""
    words = (plain(readable(word)).strip() for word in typed.split())
    return list(dict.fromkeys(filter(None, words)))


def grams_of(text: str) -> set[str]:
    """This function will return all grams of a plain text."""
    found: set[str] = set()
    for run in RUNS.findall(text):
        if run.isascii():
            found.update(run[:length] for length in range(1, min(len(run), LONGEST) + 1))
        else:
            found.update(run, *(_together(run, many) for many in (2, 3)))
    return found


def needed(*words: str) -> set[str]:
    """This function will return the grams that a text must have to hold all of these plain words."""
    found: set[str] = set()
    for run in (run for word in words for run in RUNS.findall(word)):
        if run.isascii():
            found.add(run[:LONGEST])
        else:
            found.update(_together(run, min(len(run), 3)))
    return found


def _together(run: str, many: int) -> Iterator[str]:
    return (run[start : start + many] for start in range(len(run) - many + 1))


def in_title(grams: Iterable[str]) -> set[str]:
    """This function will return the grams of a title, told from those of a text."""
    return {f"{IN_TITLE}{gram}" for gram in grams}


def narrowing(**chosen: object) -> set[str]:
    """This function will return the grams that say of which column, region, year or series an article is."""
    return {f"{NARROWS}{name}{''.join(filter(str.isalnum, str(value)))}" for name, value in chosen.items() if value}
