"""Numbers of publications and patents: their check digits, and how they usually look."""

import re
from unicodedata import normalize

from django import forms
from stdnum import isbn, issn

CN = re.compile(r"CN\d{2}-\d{4}(/[A-Z0-9]+)?")
PATENT = re.compile(r"(?:ZL)?(\d{12})\.?([\dX])")
PATENT_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)  # 专利申请号标准 ZC 0006-2003（待核对）


def tidy(text: str) -> str:
    """This function will return a number in half-width capitals without spaces, dashes as hyphens."""
    return re.sub(r"\s", "", re.sub("[‐‑–—－]", "-", normalize("NFKC", text)).upper())


def clean_isbn(text: str) -> str:
    """This function will return an ISBN as it is printed, or raise ValidationError saying what is wrong."""
    number = tidy(text).removeprefix("ISBN").lstrip(":")
    if len(isbn.compact(number)) not in (10, 13):
        raise forms.ValidationError("ISBN 书号应为 13 位或 10 位，对照版权页核对")
    if not isbn.is_valid(number):
        raise forms.ValidationError("ISBN 书号的校验位不对，多半是抄错了一位，对照版权页核对")
    return str(isbn.format(number))


def clean_issn(text: str) -> str:
    """This function will return an ISSN as 1234-5678, or raise ValidationError saying what is wrong; "" stays."""
    number = tidy(text).removeprefix("ISSN").lstrip(":")
    if not number:
        return ""
    if not re.fullmatch(r"\d{4}-?\d{3}[\dX]", number):
        raise forms.ValidationError("ISSN 刊号应为 8 位，例如 1000-6923，对照版权页核对")
    if not issn.is_valid(number):
        raise forms.ValidationError("ISSN 刊号的校验位不对，多半是抄错了一位，对照版权页核对")
    return str(issn.format(number))


def cn_hint(text: str) -> str:
    """This function will say that a CN number looks unusual, "" when it does not or is empty."""
    return "" if not text or CN.fullmatch(tidy(text)) else "CN 刊号一般形如 CN 44-1234/X，对照版权页核对"


def patent_hint(text: str) -> str:
    """This function will say that a patent number looks unusual, "" when it does not or is empty."""
    number = tidy(text).replace("-", "")
    found = PATENT.fullmatch(number)
    if not number or (found and found[2] == check_digit(found[1])):
        return ""
    if found:
        return "专利号的校验位不对，多半是抄错了一位，对照证书核对"
    return "专利号一般形如 ZL 2023 2 1234567.8，对照证书核对"


def check_digit(digits: str) -> str:
    """This function will return the check character of the twelve digits of a Chinese patent number."""
    rest = sum(weight * int(digit) for weight, digit in zip(PATENT_WEIGHTS, digits, strict=True)) % 11
    return "X" if rest == 10 else str(rest)
