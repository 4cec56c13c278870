"""How characters are read, from pypinyin and data/surnames.csv. Heavy: only the commands that index import it."""

import csv
import unicodedata
from pathlib import Path

from pypinyin.pinyin_dict import pinyin_dict

from zhicheng.organizations.names import stored_name

SURNAMES = Path(__file__).parent / "data" / "surnames.csv"


def characters_by_syllable() -> dict[str, str]:
    """This function will return {"chang": "厂长常…"}: of each syllable the characters that can be read so.

    Without tones; ü is v, and u as well, for so people type it (吕 lv, lu).
    """
    found: dict[str, set[str]] = {}
    for code, marked in pinyin_dict.items():
        for reading in marked.split(","):
            for syllable in _typed(reading):
                found.setdefault(syllable, set()).add(chr(code))
    for character, syllable in _surnames():
        found.setdefault(syllable, set()).add(character)
    return {syllable: "".join(sorted(characters)) for syllable, characters in sorted(found.items()) if syllable}


def _typed(marked: str) -> set[str]:
    """nǚ → nv and nu; cháng → chang."""
    parts = unicodedata.normalize("NFD", marked.strip()).replace("u\u0308", "v")
    bare = "".join(c for c in parts if "a" <= c <= "z")
    return {bare, bare.replace("v", "u")}


def _surnames() -> list[tuple[str, str]]:
    with SURNAMES.open(encoding="utf-8", newline="") as file:
        names = [stored_name(row["characters"], row["pinyin"]) for row in csv.DictReader(file)]
    return [
        (character, reading)
        for name in names
        for character, readings in zip(name.text, name.readings, strict=True)
        for reading in readings
    ]
