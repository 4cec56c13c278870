"""How a name sounds and the terms by which the search table finds it. Pure: no database.

A character stands for its readings ("长" → chang, zhang; a letter, a digit or a character nobody can read → itself).
Readings are written without tones, ü as v. The terms of a name are its syllables ("huan"), its pairs of neighbours
("huan jing"), the pairs of their first letters ("=hj"), and the same at the beginning of the name ("^huan").
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise, product

from zhicheng.core.text import has_unprintable, is_spoken

LONGEST = 100  # characters; no name is longer
PAIRINGS = 9  # of two characters with three readings each: rarer ones are not paired
Readings = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Name:
    """A name as it is searched: its characters without brackets and spaces, and the readings of each."""

    text: str
    readings: tuple[tuple[str, ...], ...]

    @property
    def pinyin(self) -> str:
        """The readings in one line: "chang/zhang sha"."""
        return " ".join("/".join(each) for each in self.readings)


def plain(text: str) -> str:
    """This function will return the text in one width and case, each run of other signs as one space.

    Invisible characters, which pasting brings along, are left out. Wildcards of SQL are signs like others.
    """
    seen = (c for c in unicodedata.normalize("NFKC", text).casefold() if not has_unprintable(c))
    return " ".join("".join(c if is_spoken(c) else " " for c in seen).split())


def name_of(text: str, readings: Readings) -> Name:
    """This function will return the name with the readings of its characters."""
    characters = plain(text).replace(" ", "")[:LONGEST]
    return Name(characters, tuple(readings.get(c, (c,)) for c in characters))


def stored_name(text: str, pinyin: str) -> Name:
    """This function will return the name that was stored as `Name.text` and `Name.pinyin`."""
    return Name(text, tuple(tuple(each.split("/")) for each in pinyin.split(" ")) if pinyin else ())


def terms_of(name: Name) -> set[str]:
    """This function will return every term by which the name is found."""
    if not name.readings:
        return set()
    head = set(name.readings[0])
    terms = {reading for each in name.readings for reading in each} | {f"^{reading}" for reading in head}
    for place, (left, right) in enumerate(pairwise(name.readings)):
        pairs = set(pairings(left, right))
        terms |= pairs
        if place == 0:
            terms |= {f"^{pair}" for pair in pairs}
    return terms


def pairings(left: Iterable[str], right: Iterable[str]) -> list[str]:
    """This function will return the terms of two neighbours: their syllables together, their first letters."""
    pairs = list(product(left, right))[:PAIRINGS]
    return [*(f"{a} {b}" for a, b in pairs), *dict.fromkeys(f"={a[0]}{b[0]}" for a, b in pairs)]
