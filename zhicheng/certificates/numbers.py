"""How a certificate is numbered.

The province's own rule was not found; this one is proposed in 2-domain §6.6 and written down here:
粤 + YY (year of issue) + city (3rd and 4th digit of the code of the region of the committee, or else of the body that
issues it; 00 the province) + series (2 digits)
+ level (1 员级 … 5 正高级) + way (1 评审 2 考核认定 3 考试 4 确认) + serial (6 digits, from 000001 within what
stands before it) + check character: ISO 7064 MOD 11-2 over the 14 digits, as in resident numbers (0–9 or X).
"""

import re
import unicodedata

from stdnum.iso7064 import mod_11_2

from zhicheng.reference.models import Level, ObtainedBy

PROVINCE = "粤"
SERIALS = 10**6
SHAPE = re.compile(rf"{PROVINCE}\d{{14}}[0-9X]")


class BadPrefix(ValueError):
    """A region or series whose code has no place in a certificate's number."""


class SerialsUsedUp(ValueError):
    """A million certificates were issued under one prefix."""


def prefix(*, year: int, region: str, series: str, level: str, obtained_by: str) -> str:
    """This function will return what stands before the serial number, 9 characters; or raise BadPrefix.

    `region` is six digits (GB/T 2260), `series` the two digits of the list of series.
    """
    rank, way = Level.values.index(level) + 1, ObtainedBy.values.index(obtained_by) + 1
    made = f"{PROVINCE}{year % 100:02d}{region[2:4]}{series}{rank}{way}"
    if not re.fullmatch(rf"{PROVINCE}[0-9]{{8}}", made):
        raise BadPrefix(f"region {region!r}, series {series!r}")
    return made


def compose(start: str, serial: int) -> str:
    """This function will return the whole number; or raise SerialsUsedUp."""
    if not 0 < serial < SERIALS:
        raise SerialsUsedUp(start)
    digits = f"{start[1:]}{serial:06d}"
    return f"{PROVINCE}{digits}{mod_11_2.calc_check_digit(digits)}"


def is_sound(number: str) -> bool:
    """This function will tell whether `number` has the shape above and its check character is right."""
    return bool(SHAPE.fullmatch(number)) and bool(mod_11_2.is_valid(number[1:]))


def normalise(number: str) -> str:
    """This function will return a number as typed in the form it is stored: half-width, no spaces, upper case."""
    return "".join(unicodedata.normalize("NFKC", number).split()).upper()
