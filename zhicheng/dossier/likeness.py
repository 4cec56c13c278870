"""When do two rows of a life record say the same? Pure: what was typed and what is there in, yes or no out."""

from collections.abc import Mapping
from typing import Any
from unicodedata import normalize

from zhicheng.dossier.models import Record


def plain(value: Any) -> Any:
    """This function will return text without what people type differently: width, case, spaces, punctuation."""
    if not isinstance(value, str):
        return value
    text = "".join(character for character in normalize("NFKC", value).casefold() if character.isalnum())
    return text or value.strip()


def agrees(row: Record, said: Mapping[str, Any], columns: tuple[str, ...]) -> bool:
    """This function will tell whether the row says in all of these columns what `said` says, and says something."""
    pairs = [(plain(getattr(row, name)), plain(said.get(name))) for name in columns]
    return any(mine not in (None, "") for mine, _ in pairs) and all(mine == other for mine, other in pairs)


def same(row: Record, said: Mapping[str, Any]) -> bool:
    """This function will tell whether the row says what `said` says: one of them is too many."""
    return agrees(row, said, row.same_if)


def alike(row: Record, said: Mapping[str, Any]) -> bool:
    """This function will tell whether the row may say what `said`, typed in part, says."""
    known = {name for name, value in said.items() if value not in (None, "")}
    return any(known >= {*columns} and agrees(row, said, columns) for columns in (row.same_if, *row.like_if))
