"""Finding public articles by what they say, on either database.

The index names the articles that have all grams of the words; those are read newest first until enough of them hold the
words themselves. Where nothing does, something near is looked for, and `Found` says what it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any

from django.db import connection

from zhicheng.content.grams import in_title, narrowing, needed, words_of
from zhicheng.content.models import SearchText, indexed

MOST = 1000  # articles found at once: shown as 999+
WORDS, LONGEST = 6, 100  # words and characters of a question: who asks for more is told before
NEAR = 16  # characters of a word to which something near is looked for
READ = 300  # texts read for that
EVER = 10**9
Params = tuple[Any, ...]


@dataclass(frozen=True)
class Way:
    """One way to answer: texts that hold all of these. `_` stands for any one character."""

    words: tuple[str, ...]

    @property
    def grams(self) -> set[str]:
        return needed(*chain.from_iterable(word.split("_") for word in self.words))


@dataclass(frozen=True)
class Found:
    """What answers: keys of SearchText, best first. Nothing but the words themselves, or what `near` says."""

    keys: list[int]
    words: tuple[str, ...]  # what of them is marked in the texts
    dropped: tuple[str, ...] = ()  # words without which these answer
    slips: bool = False  # a character or a sign is another, one too few or one too many
    apart: bool = False  # parts of a word stand there, but not together


@dataclass(frozen=True)
class Narrowed:
    """Of which column, region, year and series; "" is any."""

    column: str = ""
    region: str = ""
    year: str = ""
    series: str = ""

    @property
    def grams(self) -> set[str]:
        return narrowing(column=self.column, region=self.region, year=self.year, series=self.series)


def find(typed: str, *, among: Narrowed = Narrowed()) -> Found:
    """This function will find the articles that hold every word of `typed`, those with all in the title first.

    In at most four statements, however much there is. More than WORDS words, or LONGEST characters, find nothing.
    """
    words = tuple(words_of(typed))
    if not words or len(words) > WORDS or len(typed) > LONGEST:
        return Found([], ())
    if keys := _best([Way(words)], among):
        return Found(keys, words)
    return _without(words, among) if len(words) > 1 else _nearly(words[0], among)


def _without(words: tuple[str, ...], among: Narrowed) -> Found:
    """Without one of the words, the last one first; or one word alone, the longest one first."""
    all_but_one = [tuple(w for w in words if w != left) for left in reversed(words)]
    alone = [(word,) for word in sorted(words, key=len, reverse=True)]
    ways = list(dict.fromkeys([*all_but_one, *alone]))
    kept = next((way for way, there in zip(ways, _exist(ways, among), strict=True) if there), ())
    dropped = tuple(word for word in words if word not in kept)
    return Found(_best([Way(kept)], among) if kept else [], kept, dropped if kept else ())


def _nearly(word: str, among: Narrowed) -> Found:
    """With a slip where two neighbours stand together nowhere; else in the parts between such places."""
    pairs = [word[place : place + 2] for place in range(len(word) - 1)]
    if not 3 <= len(word) <= NEAR:
        return Found([], (word,))
    strange = [place for place, there in enumerate(_exist([(pair,) for pair in pairs], among)) if not there]
    slips = _slips(word, strange)
    if slips and (keys := _best([Way((slip,)) for slip in slips], among, read=READ)):
        return Found(keys, tuple(slips), slips=True)
    cuts = [[place + 1 for place in strange]] if strange else [[place] for place in range(2, len(word) - 1)]
    apart = [parts for cut in cuts if (parts := _parts(word, cut))]
    if apart and (keys := _best([Way(parts) for parts in apart], among, read=READ)):
        return Found(keys, tuple(dict.fromkeys(chain.from_iterable(apart))), apart=True)
    return Found([], (word,))


def _slips(word: str, strange: Sequence[int]) -> list[str]:
    """The word with another character, one more or one less, so that none of the strange pairs is left."""
    if not strange or strange[-1] - strange[0] > 1:
        return []
    either = [place for place in (strange[0], strange[0] + 1) if {place - 1, place}.issuperset(strange)]
    found = [f"{word[:place]}{other}{word[place + 1 :]}" for place in either for other in ("_", "")]
    if len(strange) == 1:
        found.append(f"{word[: strange[0] + 1]}_{word[strange[0] + 1 :]}")
    found = [slip.strip("_ ") for slip in found]
    return [slip for slip in dict.fromkeys(found) if len(slip.replace("_", "")) > 1]


def _parts(word: str, cuts: Sequence[int]) -> tuple[str, ...]:
    """What stands between the cuts, two characters or more each."""
    parts = (word[start:end].strip() for start, end in pairwise([0, *cuts, len(word)]))
    return tuple(dict.fromkeys(part for part in parts if len(part) > 1))


def _best(ways: Sequence[Way], among: Narrowed, read: int = EVER) -> list[int]:
    """Keys of what answers in one of the ways: those in whose titles, then the others, each newest first."""
    titles, in_titles = _newest("title", [(way, in_title(way.grams) | among.grams) for way in ways], read)
    texts, in_texts = _newest("text", [(way, way.grams | among.grams) for way in ways], read)
    first, then = (f"SELECT newness, {place} AS place FROM ({sql}) found" for place, sql in enumerate((titles, texts)))  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"{first} UNION ALL {then}", (*in_titles, *in_texts))
        rows = cursor.fetchall()
    keys = (key for key, place in sorted(rows, key=lambda row: (row[1], -row[0])))
    return list(dict.fromkeys(keys))[:MOST]


def _exist(ways: Sequence[tuple[str, ...]], among: Narrowed) -> list[bool]:
    """Whether anything holds all the words of each, in one statement."""
    asked = {words: _any(words, needed(*words) | among.grams) for words in ways}
    with connection.cursor() as cursor:
        parts = ", ".join(f"EXISTS({sql})" for sql, _ in asked.values())
        cursor.execute(f"SELECT {parts}", tuple(chain.from_iterable(params for _, params in asked.values())))
        there = dict(zip(asked, cursor.fetchone(), strict=True))
    return [bool(there[words]) for words in ways]


def _any(words: tuple[str, ...], grams: set[str]) -> tuple[str, Params]:
    """Articles with all the words: where the grams are the words, those of the index, which need not all be listed."""
    if grams.issuperset(words):
        return indexed(grams)
    return _newest("text", [(Way(words), grams)], read=0, most=1)


def _newest(
    column: str, asked: Sequence[tuple[Way, set[str]]], read: int = EVER, most: int = MOST
) -> tuple[str, Params]:
    """The newest articles whose `column` answers in one of the ways, each with the grams that find it.

    The inner LIMIT keeps both databases from reading the texts of all that have the grams. With `read` 0 any article
    will do, and none is sorted.
    """
    rows = SearchText.objects.filter(grams__have=[grams for _, grams in asked]).values("newness", column)
    sql, params = (rows.order_by("-newness")[:read] if read else rows).query.sql_with_params()
    unsure = [[word for word in way.words if word not in way.grams] for way, _ in asked]
    if [] in unsure:
        return f"SELECT newness FROM ({sql}) candidates LIMIT {most}", params  # noqa: S608
    holds = "STRPOS({}, %s) > 0" if connection.vendor == "postgresql" else "INSTR({}, %s) > 0"
    checks = [[("{} LIKE %s", f"%{word}%") if "_" in word else (holds, word) for word in words] for words in unsure]
    where = " OR ".join(" AND ".join(check.format(column) for check, _ in both) for both in checks)
    held = (value for both in checks for _, value in both)
    return f"SELECT newness FROM ({sql}) candidates WHERE {where} LIMIT {most}", (*params, *held)  # noqa: S608
