"""What of a found text is shown, and what of it is marked."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from zhicheng.content.grams import plain

BEFORE, AFTER = 30, 110  # characters of an excerpt around the first word


class Bit(NamedTuple):
    """A stretch of a text, marked or not."""

    text: str
    is_hit: bool


def pattern_of(words: Iterable[str]) -> re.Pattern[str]:
    """This function will return what finds the words in a plain text, longer ones first; `_` is any one character."""
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(re.escape(word).replace("_", ".") for word in ordered) or r"(?!)")


def marked(text: str, pattern: re.Pattern[str]) -> list[Bit]:
    """This function will cut a text into stretches, so that what the pattern finds stands alone."""
    bits, place = [], 0
    for hit in pattern.finditer(plain(text)):
        bits += [Bit(text[place : hit.start()], False), Bit(text[hit.start() : hit.end()], True)]
        place = hit.end()
    return [bit for bit in (*bits, Bit(text[place:], False)) if bit.text]


def excerpt(text: str, pattern: re.Pattern[str]) -> list[Bit]:
    """This function will return the text around the first hit, or its beginning."""
    hit = pattern.search(plain(text))
    start = max(0, hit.start() - BEFORE) if hit else 0
    end = start + BEFORE + AFTER
    shown = text[start:end].strip()
    return marked(f"{'…' if start else ''}{shown}{'…' if end < len(text) else ''}", pattern)


def forms(texts: Iterable[str], pattern: re.Pattern[str], most: int = 3) -> list[str]:
    """This function will return how the words really stand in the texts, each form once."""
    found = (text[hit.start() : hit.end()] for text in texts for hit in pattern.finditer(plain(text)))
    return list(dict.fromkeys(found))[:most]
