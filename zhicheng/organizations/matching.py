"""What somebody typed, in every way it may be meant, and how well a name answers it. Pure: no database."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice, pairwise, product
from typing import TypeVar

from zhicheng.organizations.names import Name, Readings, name_of, pairings, plain

INITIALS = ("zh", "ch", "sh")  # as people write a first letter
WAYS = 12  # in which letters are read: xian is 先 and 西安
HEARD, SKIPPED, WRONG = 0.3, 0.7, 1.0  # cost of a homophone, of a character left out, of a wrong one
Costs = list[float]
Groups = list[list[str]]  # of each inner list, one term
T = TypeVar("T")


class Fit(IntEnum):
    """How a name was found, the best first."""

    EXACT = 0
    PREFIX = 1
    SUBSTRING = 2
    FORMER = 3
    CODE = 4
    PINYIN = 5
    INITIALS = 6
    SUBSEQUENCE = 7
    FUZZY = 8


@dataclass(frozen=True)
class Slot:
    """One character of the name sought: typed itself, by a syllable, or (not `is_whole`) by how that begins."""

    readings: tuple[str, ...]
    character: str = ""
    is_whole: bool = True

    def fits(self, readings: tuple[str, ...]) -> bool:
        if self.is_whole:
            return any(reading in readings for reading in self.readings)
        return any(reading.startswith(self.readings) for reading in readings)


Word = tuple[Slot, ...]


@dataclass(frozen=True)
class Asked:
    """A text that was typed; `ways` are its words, read in each way."""

    name: Name
    ways: tuple[tuple[Word, ...], ...]

    @property
    def has_characters(self) -> bool:
        """Whether it is more than Latin letters."""
        return any(slot.character for words in self.ways[:1] for word in words for slot in word)

    @property
    def hints(self) -> list[Groups]:
        """Of what an answering name has, in one list for each way or several ways together."""
        each = [required(words) for words in self.ways if all(map(possible, words))]
        if len(each) < 3:
            return each
        first, *middle, last = each
        common = [group for group in first if all(group in other for other in middle)]
        return [first, common or middle[0], last]


def ask(text: str, readings: Readings, syllables: Collection[str]) -> Asked:
    """This function will read what was typed; `syllables` are all there are, for texts with Latin letters."""
    words = [_word_ways(word, readings, syllables) for word in plain(text).split()]
    return Asked(name_of(text, readings), tuple(_several(words)))


def _word_ways(word: str, readings: Readings, syllables: Collection[str]) -> list[Word]:
    runs: list[list[Word]] = []
    for run in re.findall(r"[a-z]+|[^a-z]+", word):
        if run[0].isascii() and run[0].isalpha():
            runs.append(spellings(run, syllables))
        else:
            runs.append([tuple(Slot(readings.get(c, (c,)), c) for c in run)])
    return [tuple(slot for part in parts for slot in part) for parts in _several(runs)]


def _several(choices: list[list[T]]) -> list[tuple[T, ...]]:
    """The first ways to take one of each, and the last."""
    ways = list(islice(product(*choices), WAYS))
    last = tuple(each[-1] for each in choices)
    return [*(way for way in ways if way != last), last] if choices else []


def spellings(letters: str, syllables: Collection[str]) -> list[Word]:
    """This function will read letters as syllables and first letters, the fewest first; at last as first letters alone.

    The last syllable may be unfinished: "huanj", "huanjin".
    """
    ways: list[list[tuple[str, ...]]] = [[] for _ in letters] + [[()]]
    for start in range(len(letters) - 1, -1, -1):
        parts = dict.fromkeys(letters[start : start + n] for n in range(1, 7))
        known = [part for part in parts if len(part) == 1 or part in syllables or part in INITIALS]
        found = [(part, *rest) for part in known for rest in ways[start + len(part)]]
        ways[start] = sorted(dict.fromkeys(found), key=_awkwardness)[: WAYS - 1]
    alone = tuple(letters)
    likely = [way for way in ways[0] if way != alone and _awkwardness(way)[0] == _awkwardness(ways[0][0])[0]]
    return [_slots(way, syllables) for way in [*likely, alone]]


def _awkwardness(way: tuple[str, ...]) -> tuple[int, int]:
    """How many first letters, then how many parts."""
    return sum(len(part) == 1 for part in way), len(way)


def _slots(parts: tuple[str, ...], syllables: Collection[str]) -> Word:
    last = len(parts) - 1
    is_unfinished = last > 0 and any(other != parts[last] and other.startswith(parts[last]) for other in syllables)
    return tuple(
        Slot((part,), is_whole=len(part) > 1 and part in syllables and not (place == last and is_unfinished))
        for place, part in enumerate(parts)
    )


def syllables_of(words: tuple[Word, ...]) -> Groups:
    """This function will return the syllables of an answering name: of each group one."""
    return [list(slot.readings) for word in words for slot in word if slot.is_whole]


def required(words: tuple[Word, ...]) -> Groups:
    """This function will return the terms of a name in which each word stands unbroken: of each group one."""
    groups = syllables_of(words)
    for word in words:
        for left, right in pairwise(word):
            terms = pairings(left.readings, right.readings)
            whole = left.is_whole and right.is_whole
            groups.append([term for term in terms if term.startswith("=") != whole])
    return groups


def heads(words: tuple[Word, ...]) -> list[str]:
    """This function will return the terms, one of which a name has that begins with the first word."""
    first, *rest = words[0]
    if rest:
        terms = pairings(first.readings, rest[0].readings)
        whole = first.is_whole and rest[0].is_whole
        return [f"^{term}" for term in terms if term.startswith("=") != whole]
    return [f"^{reading}" for reading in first.readings] if first.is_whole else []


# ── how well a name answers ──

Score = tuple[int, bool, float, int, int]  # what sorts the answers: Fit, 曾用名, cost, where it begins, length


def score(asked: Asked, name: Name, *, is_former: bool) -> Score | None:
    """This function will say how well the name answers, or None when it does not; a smaller score is better."""
    fit, cost, start = _as_written(asked.name.text, name.text)
    if fit is None:
        found = [each for words in asked.ways if (each := _as_read(words, name))]
        if not found and asked.ways:
            found = [each for each in [_scattered(asked.ways[0], name)] if each]
        if not found:
            return None
        fit, cost, start = min(found)
    if is_former and fit < Fit.FORMER:
        fit, cost = Fit.FORMER, float(fit)
    return fit, is_former, cost, start, len(name.text)


def _as_written(text: str, name: str) -> tuple[Fit | None, float, int]:
    start = name.find(text)
    if start < 0:
        return None, 0, 0
    return (Fit.EXACT if text == name else Fit.SUBSTRING if start else Fit.PREFIX), 0, start


def _as_read(words: tuple[Word, ...], name: Name) -> tuple[Fit, float, int] | None:
    places = _places(words, name)
    slots = [slot for word in words for slot in word]
    if places is None:
        return None
    heard = sum(bool(slot.character) and slot.character != name.text[i] for slot, i in zip(slots, places, strict=True))
    if heard:
        return (Fit.FUZZY, heard * HEARD, places[0]) if heard <= max(1, len(slots) // 3) else None
    if all(slot.character for slot in slots):
        return Fit.SUBSEQUENCE, places[-1] - places[0] - len(slots) + 1, places[0]
    is_spelt = len(slots[0].readings[0]) > 1 and all(slot.is_whole for slot in slots[:-1])
    return Fit.PINYIN if is_spelt else Fit.INITIALS, 0, places[0]


def _places(words: tuple[Word, ...], name: Name) -> list[int] | None:
    """Where the slots stand when the characters of each word are neighbours and the words follow each other."""
    places: list[int] = []
    start = 0
    for word in words:
        for begin in range(start, len(name.readings) - len(word) + 1):
            if word[0].fits(name.readings[begin]) and all(map(Slot.fits, word, name.readings[begin:])):
                break
        else:
            return None
        start = begin + len(word)
        places.extend(range(begin, start))
    return places


def _scattered(words: tuple[Word, ...], name: Name) -> tuple[Fit, float, int] | None:
    """All slots in their order with others between: 环科院. First letters alone would fit nearly everything."""
    slots = [slot for word in words for slot in word]
    if not all(slot.is_whole for slot in slots):
        return None
    places: list[int] = []
    following = 0
    for slot in slots:
        for place in range(following, len(name.readings)):
            if slot.character == name.text[place] if slot.character else slot.fits(name.readings[place]):
                break
        else:
            return None
        places.append(place)
        following = place + 1
    return Fit.SUBSEQUENCE, places[-1] - places[0] - len(slots) + 1, places[0]


def resembles(asked: Asked, name: Name, *, is_former: bool) -> Score | None:
    """This function will say how nearly the name is what was typed with slips, or None when it is not near."""
    allowed = slips(len(asked.name.text))
    here = {reading for each in name.readings for reading in each}
    missing = sum(not here.intersection(readings) for readings in asked.name.readings)
    if missing > allowed:
        return None
    cost = distance(asked.name, name)
    return (Fit.FUZZY, is_former, cost, 0, len(name.text)) if cost <= allowed else None


def slips(length: int) -> float:
    """This function will return what mistakes may cost in a text of so many characters."""
    return 2 * HEARD if length < 4 else length / 4


def distance(asked: Name, name: Name) -> float:
    """This function will return the cost of the slips by which `asked` differs from the nearest part of the name."""
    before: Costs = []
    row: Costs = [0.0] * (len(name.text) + 1)  # it may begin anywhere
    for i, character in enumerate(asked.text):
        older, before, row = before, row, [row[0] + SKIPPED]
        for j, other in enumerate(name.text):
            cost = min(before[j] + _wrong(asked, i, name, j), before[j + 1] + SKIPPED, row[j] + SKIPPED)
            if i and j and character == name.text[j - 1] and asked.text[i - 1] == other:
                cost = min(cost, older[j - 1] + WRONG)
            row.append(cost)
    return min(row)  # and end anywhere


def _wrong(asked: Name, i: int, name: Name, j: int) -> float:
    if asked.text[i] == name.text[j]:
        return 0
    return HEARD if not set(asked.readings[i]).isdisjoint(name.readings[j]) else WRONG


def possible(word: Word) -> bool:
    """This function will say whether the word is more than one first letter."""
    return len(word) > 1 or word[0].is_whole
