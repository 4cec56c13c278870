"""Finding organizations as people write them: by characters, pinyin, first letters, code, and with slips.

The database finds candidates by the rarest terms of what was typed, at most a few hundred; matching.py judges them.
So the number of statements depends on the text alone, and the cost hardly on the number of organizations.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import chain, pairwise
from operator import or_

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from zhicheng.organizations.matching import (
    Asked,
    Fit,
    Groups,
    Score,
    ask,
    heads,
    required,
    resembles,
    score,
    syllables_of,
)
from zhicheng.organizations.models import FrequentTerm, Organization, Reading, SearchName, SearchTerm
from zhicheng.organizations.names import LONGEST, Readings, pairings, plain, stored_name

BEGINNING, BESIDE, APART, NEAR = 60, 200, 500, 200  # candidates: that begin so, side by side, with gaps, with slips
JOINS = 4  # of the rarest terms; more hardly narrow further
SCANNED = 8000  # rows of terms read for slips
CODE = re.compile(r"(?=.*[0-9])[0-9A-Z]{6,18}")


@dataclass(frozen=True)
class Found:
    """An organization that answers, and the 曾用名 by which it does ("" when its present name does)."""

    organization: int
    former_name: str
    score: Score

    @property
    def fit(self) -> Fit:
        return Fit(self.score[0])


def find(text: str, *, among: QuerySet[Organization], limit: int) -> list[Found]:
    """This function will find the units that the text means, best first, at most `limit` of those `among`.

    Slips are looked for only when nothing answers exactly.
    """
    if len(text) > LONGEST or not plain(text):
        return []
    asked = understood(plain(text))
    counts = _counts(asked)
    found = _by_code(text, among, limit) | _judged(asked, _candidates(asked, counts, limit), among, exact=True)
    if not found:
        found = _judged(asked, _near(asked, counts), among, exact=False)
    return sorted(found.values(), key=lambda one: (one.score, one.organization))[:limit]


def understood(text: str) -> Asked:
    """This function will read a plain text with the readings of its characters, in at most two statements."""
    has_letters = re.search("[a-z]", text) is not None
    syllables = frozenset(Reading.objects.values_list("syllable", flat=True)) if has_letters else frozenset()
    return ask(text, readings_of(text), syllables)


def readings_of(text: str) -> Readings:
    """This function will return the readings of each character of the text that has some, in one statement."""
    characters = {c for c in text if not c.isascii()}
    if not characters:
        return {}
    # 420 rows: reading them through costs a millisecond or two, however many characters are asked.
    rows = Reading.objects.all()
    if len(characters) <= LONGEST:
        rows = rows.filter(reduce(or_, (Q(characters__contains=c) for c in sorted(characters))))
    found: dict[str, list[str]] = {}
    for syllable, those in rows.order_by("syllable").values_list("syllable", "characters"):
        for character in characters.intersection(those):
            found.setdefault(character, []).append(syllable)
    return {character: tuple(syllables) for character, syllables in found.items()}


def _counts(asked: Asked) -> Mapping[str, int]:
    terms = set(_slip_terms(asked))
    for words in asked.ways:
        terms.update(*required(words), heads(words))
    return dict(FrequentTerm.objects.filter(term__in=terms).values_list("term", "organizations"))


def _candidates(asked: Asked, counts: Mapping[str, int], limit: int) -> list[int]:
    """Ids of organizations that have the terms of the text in one of its ways."""
    found: dict[int, None] = {}
    for groups in asked.hints:
        found |= dict.fromkeys(_having(groups, counts, BESIDE))
    is_narrow = len(found) < limit
    for words in asked.ways[:1]:
        if beginning := heads(words):
            found |= dict.fromkeys(_having([*required(words), beginning], counts, BEGINNING))
        apart = syllables_of(words)
        if is_narrow and len(apart) == sum(map(len, words)) > 1:
            found |= dict.fromkeys(_having(apart, counts, APART))
    return list(found)


def _having(groups: Groups, counts: Mapping[str, int], most: int) -> list[int]:
    """Ids of organizations that have the rarest term of each group; begun at the rarest of all."""

    def frequency(term: str) -> tuple[int, str]:
        return counts.get(term, 0), term

    if not groups:
        return []
    first, *others = sorted({min(group, key=frequency) for group in groups}, key=frequency)[:JOINS]
    same = SearchTerm.objects.filter(organization=OuterRef("organization"))
    rows = SearchTerm.objects.filter(*(Exists(same.filter(term=term)) for term in others), term=first)
    return list(rows.order_by("organization").values_list("organization", flat=True)[:most])


def _slip_terms(asked: Asked) -> list[str]:
    """Syllables and neighbouring syllables of a text in characters, long enough to hold a slip."""
    if not asked.has_characters or len(asked.name.text) < 3:
        return []
    readings = asked.name.readings
    pairs = (term for left, right in pairwise(readings) for term in pairings(left, right) if term[0] != "=")
    return list(dict.fromkeys(chain(pairs, *readings)))


def _near(asked: Asked, counts: Mapping[str, int]) -> list[int]:
    """Ids of organizations that have most of the rarer terms."""
    chosen: list[str] = []
    scanned = 0
    for term in sorted(_slip_terms(asked), key=lambda term: counts.get(term, 0)):
        scanned += counts.get(term, 0)
        if scanned > SCANNED and len(chosen) > 2:
            break
        chosen.append(term)
    if not chosen:
        return []
    rows = SearchTerm.objects.filter(term__in=chosen).values("organization").annotate(same=Count("term"))
    return list(rows.order_by("-same", "organization").values_list("organization", flat=True)[:NEAR])


def _judged(asked: Asked, candidates: Iterable[int], among: QuerySet[Organization], *, exact: bool) -> dict[int, Found]:
    """The best name of each candidate that answers at all; two statements, none without candidates."""
    judge = score if exact else resembles
    best: dict[int, Found] = {}
    names = SearchName.objects.filter(organization__in=list(candidates)).order_by("is_former", "pk")
    for pk, name, is_former, text, pinyin in names.values_list("organization", "name", "is_former", "text", "pinyin"):
        said = judge(asked, stored_name(text, pinyin), is_former=is_former)
        if said is not None and (pk not in best or said < best[pk].score):
            best[pk] = Found(pk, name if is_former else "", said)
    there = among.filter(pk__in=list(best)).order_by().values_list("pk", flat=True)
    return {pk: best[pk] for pk in there}


def _by_code(text: str, among: QuerySet[Organization], limit: int) -> dict[int, Found]:
    """Organizations whose 统一社会信用代码 begins so (6 characters or more)."""
    code = re.sub(r"[\s.-]", "", unicodedata.normalize("NFKC", text)).upper()
    if not CODE.fullmatch(code):
        return {}
    rows = among.filter(credit_code__startswith=code).order_by("credit_code").values_list("pk", flat=True)[:limit]
    return {pk: Found(pk, "", (Fit.CODE, False, 0.0, 0, place)) for place, pk in enumerate(rows)}
