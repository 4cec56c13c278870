"""Passwords that are neither guessed nor known from the person's papers (GB/T 22239-2019, 8.1.4.1)."""

import re
from typing import Protocol

from django.core.exceptions import ValidationError

CLASSES = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[!-/:-@\[-`{-~ ]")


class Person(Protocol):
    """Whose password it is."""

    username: str
    name: str
    id_number: str


class ThreeClasses:
    """At least 8 characters of at least three classes: lower case, upper case, digits, signs."""

    def __init__(self, shortest: int = 8, longest: int = 128) -> None:
        self.shortest, self.longest = shortest, longest

    def validate(self, password: str, user: Person | None = None) -> None:
        if len(password) < self.shortest:
            raise ValidationError(f"密码还差 {self.shortest - len(password)} 位，应为至少 {self.shortest} 位")
        if len(password) > self.longest:
            raise ValidationError(f"密码不超过 {self.longest} 位，现有 {len(password)} 位")
        if not re.fullmatch(r"[ -~]+", password):
            raise ValidationError("密码应由键盘上的字母、数字和符号组成")
        if sum(bool(re.search(each, password)) for each in CLASSES) < 3:
            raise ValidationError("密码应含大写字母、小写字母、数字、符号中的至少三种")

    def get_help_text(self) -> str:
        return f"至少 {self.shortest} 位，含大写字母、小写字母、数字、符号中的至少三种"


class NotPersonal:
    """Nothing that stands on the person's papers.

    At registration the password comes before the papers and is kept only as a hash, so a run of six digits,
    as in birth dates, identity numbers and phones, is refused whoever's it is.
    """

    def __init__(self, run: int = 6) -> None:
        self.run = run

    def validate(self, password: str, user: Person | None = None) -> None:
        if re.search(rf"[0-9]{{{self.run}}}", password):
            raise ValidationError(
                f"密码不应有连续 {self.run} 位数字：出生日期、证件号码、手机号容易被猜到，用字母或符号隔开"
            )
        typed, digits = password.lower(), re.sub(r"[^0-9]", "", password)
        for what, text in _of(user):
            if len(text) > 2 and (text.lower() in typed or text in digits):
                raise ValidationError(f"密码不应包含{what}，换一个密码")

    def get_help_text(self) -> str:
        return "不包含用户名、姓名、证件号码或出生日期"


def _of(user: Person | None) -> tuple[tuple[str, str], ...]:
    if user is None:
        return ()
    names = tuple(("姓名", word) for word in re.split(r"[\s·]+", user.name))
    number = user.id_number
    born = number[6:14] if re.fullmatch(r"[0-9]{17}[0-9X]", number) else ""
    return (("用户名", user.username), *names, ("证件号码", number), ("出生日期", born))
