"""What people type, checked before it is stored. A bad text is a ValidationError: forms show it at its field."""

import unicodedata

from django.core.exceptions import ValidationError

_UNPRINTABLE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}  # not Cn: Python's tables lag behind the newest characters


class BadText(ValidationError):
    """A text that cannot be stored as typed: `.code`, and `.message` to be shown at the field."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message, code)
        self.message, self.code = message, code


def formula_safe(text: str) -> str:
    """This function will return a cell that no table program takes for a formula: an apostrophe stands before one."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def has_unprintable(value: str) -> bool:
    """This function will say whether `value` holds NUL, control, surrogate or private-use characters."""
    return any(unicodedata.category(character) in _UNPRINTABLE for character in value)


def is_spoken(character: str) -> bool:
    """This function will say whether a character is a letter, a digit or an ideograph, not a space or a sign."""
    return unicodedata.category(character)[0] not in "PSZ"
