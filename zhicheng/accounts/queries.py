"""Who is it? Look-ups by user name, phone and identity; numbers are found by their blind index."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from zhicheng.accounts.models import User
from zhicheng.audit.models import Event
from zhicheng.core.crypto import blind_index
from zhicheng.core.ids import normalise_phone
from zhicheng.core.text import BadText


def phone_number(text: str) -> str:
    """This function will return the 11 digits of a mainland mobile number typed in any usual way, or ""."""
    try:
        return normalise_phone(text)
    except BadText:
        return ""


def identity_number(text: str) -> str:
    """This function will return a document's number as it is stored: half-width, upper case, no spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def phone_index(phone: str) -> str:
    """This function will return the blind index of 11 digits."""
    return blind_index(phone, purpose="phone")


def identity_index(number: str) -> str:
    """This function will return the blind index of a document's number."""
    return blind_index(identity_number(number), purpose="id")


def find_user(identifier: str) -> User | None:
    """This function will return who signs in by `identifier`, a user name or a phone number, or None."""
    if "\0" in identifier:
        return None
    phone = phone_number(identifier)
    if phone:
        return User.objects.filter(phone_index=phone_index(phone)).first()
    return User.objects.filter(username=User.normalize_username(identifier.strip())).first()


def is_username_taken(username: str) -> bool:
    """This function will tell whether somebody has this user name, in any case of letters."""
    return User.objects.filter(username=User.normalize_username(username)).exists()


def is_identity_taken(*, id_type: str, id_number: str, besides: User | None = None) -> bool:
    """This function will tell whether somebody, other than `besides`, registered with this document."""
    others = User.objects.exclude(pk=besides.pk) if besides else User.objects.all()
    return others.filter(id_type=id_type, id_index=identity_index(id_number)).exists()


def is_phone_taken(phone: str, *, besides: User | None = None) -> bool:
    """This function will tell whether somebody, other than `besides`, uses these 11 digits."""
    others = User.objects.exclude(pk=besides.pk) if besides else User.objects.all()
    return others.filter(phone_index=phone_index(phone)).exists()


def subject_of(user: User) -> str:
    """This function will return the name under which audit keeps what happens to an account."""
    return f"accounts.user:{user.pk}"


@dataclass(frozen=True)
class Happening:
    """One line of an account's history."""

    text: str
    at: datetime
    address: str


WORDS = {
    "accounts.registered": "注册",
    "accounts.signed_in": "登录",
    "accounts.sign_in_failed": "密码不对，没有登录",
    "accounts.phone_changed": "修改手机号",
    "accounts.email_changed": "修改邮箱",
    "accounts.password_changed": "修改密码",
    "accounts.name_corrected": "更正申请办结，姓名已更正",
    "accounts.identity_corrected": "更正申请办结，证件号码已更正",
    "assistance.asked": "经办人申请协助填报",
    "assistance.began": "同意经办人协助填报",
    "assistance.ended": "协助填报结束",
}


def history(user: User, *, limit: int) -> tuple[Happening, ...]:
    """This function will return the last happenings of an account, newest first."""
    events = Event.objects.filter(subject=subject_of(user), verb__in=WORDS).order_by("-pk")[:limit]
    return tuple(Happening(WORDS[event.verb], event.at, event.data.get("address", "")) for event in events)
