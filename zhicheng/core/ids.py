"""Identity numbers, credit codes, phones and names as people write them.

The resident number is checked here because python-stdnum's `cn.ric` refuses valid regions and the
港澳台居民居住证 and accepts dates to come. Source: GB 11643-1999.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.conf import settings
from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, ValidationError

from zhicheng.core.text import BadText, has_unprintable

WEIGHTS = tuple(2**i % 11 for i in range(17, 0, -1))
CHECK_DIGITS = "10X98765432"
DOT = "\u00b7"  # the dot of 少数民族 and foreign names: GB/T 2312's own
DOTS = str.maketrans(dict.fromkeys("\u30fb\u2022\u2027\uff0e\uff65\u2219\u22c5\u0387", DOT))
NAME_MAX = 60
FICTITIOUS = "99"  # no region was ever given it, so that no living person has such a number

PRACTISE_WITH = (
    f"练习系统不收真实的证件号码，只收虚构的居民身份证号（以 {FICTITIOUS} 开头，如 99010119900307071X）；"
    "也可以到“练习人员”页领一位现成的申报人"
)


class IdNumberError(BadText):
    """A number that cannot be right: codes required, real, format, born_on, future, checksum."""


@dataclass(frozen=True)
class ResidentId:
    """A resident number and what it says; sex 1 male, 2 female (GB/T 2261.1). The region is only a hint."""

    number: str
    born_on: date
    sex: Literal["1", "2"]
    region_code: str


def _compact(value: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", value)).upper()


def check_resident_id(number: str, *, today: date) -> ResidentId:
    """This function will read an 18-character number, forgiving spaces, full-width and lower-case letters.

    Raises IdNumberError. Regions are not looked up: old, 港澳台 (81, 82, 83) and unassigned ones pass; a practice
    system takes nothing but FICTITIOUS ones.
    """
    compact = _compact(number)
    if not compact:
        raise IdNumberError("required", "填写身份证号")
    if settings.PRACTICE and not compact.startswith(FICTITIOUS):
        raise IdNumberError("real", PRACTISE_WITH)
    if not re.fullmatch(r"[0-9]{17}[0-9X]", compact):
        raise IdNumberError("format", "身份证号应为 18 位，最后一位可以是 X")
    try:
        born_on = datetime.strptime(compact[6:14], "%Y%m%d").date()  # noqa: DTZ007 a day has no time zone
    except ValueError:
        raise IdNumberError("born_on", "身份证号第 7 至 14 位不是一个日期，核对出生年月日") from None
    if born_on > today:
        raise IdNumberError("future", "身份证号中的出生日期晚于今天，核对第 7 至 14 位")
    if CHECK_DIGITS[sum(w * int(d) for w, d in zip(WEIGHTS, compact, strict=False)) % 11] != compact[17]:
        raise IdNumberError("checksum", "身份证号的最后一位与前 17 位对不上，逐位核对")
    return ResidentId(compact, born_on, "1" if int(compact[16]) % 2 else "2", compact[:6])


def check_credit_code(code: str) -> str:
    """This function will return a 统一社会信用代码 (GB 32100-2015); or raise IdNumberError."""
    compact = re.sub(r"[-.]", "", _compact(code))
    if not compact:
        raise IdNumberError("required", "填写统一社会信用代码")
    try:
        return str(uscc.validate(compact))
    except InvalidChecksum:
        raise IdNumberError("checksum", "统一社会信用代码的校验位不对，逐位核对") from None
    except ValidationError:
        message = "统一社会信用代码应为 18 位数字和大写字母，不用 I、O、S、V、Z"
        raise IdNumberError("format", message) from None


def normalise_name(name: str) -> str:
    """This function will return a name trimmed, with U+00B7 for every middle dot; or raise BadText.

    Characters themselves are kept exactly as typed, Extension B and later too: it is somebody's name.
    """
    trimmed = name.strip()
    if not trimmed:
        raise BadText("required", "填写姓名")
    if has_unprintable(trimmed):
        raise BadText("unprintable", "姓名含有看不见的控制字符或自造字，删去后重新填写")
    clean = re.sub(r"\s+", " ", re.sub(rf"\s*{DOT}\s*", DOT, trimmed.translate(DOTS)))
    if len(clean) > NAME_MAX:
        raise BadText("too_long", f"姓名不超过 {NAME_MAX} 字，现有 {len(clean)} 字")
    return clean


def normalise_phone(phone: str) -> str:
    """This function will return the 11 digits of a mainland mobile number, without +86; or raise BadText."""
    compact = re.sub(r"[-()]", "", _compact(phone))
    digits = re.sub(r"^(?:\+|00)?86(?=1[0-9]{10}$)", "", compact)
    if not re.fullmatch(r"1[3-9][0-9]{9}", digits):
        raise BadText("format", "手机号应为 11 位数字，以 13 至 19 开头")
    return digits
