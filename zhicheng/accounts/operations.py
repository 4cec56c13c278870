"""What happens to accounts: registration, the means to sign in, and the record of signing in."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from zhicheng.accounts import queries
from zhicheng.accounts.models import User
from zhicheng.audit.operations import record


class AlreadyRegistered(Exception):
    """Somebody has it. `field` names the field; the text says what to do and does not say who."""

    field = ""
    text = ""

    def __str__(self) -> str:
        return self.text


class DuplicateUsername(AlreadyRegistered):
    field = "username"
    text = "这个用户名已有人使用，换一个用户名"


class DuplicateIdentity(AlreadyRegistered):
    field = "id_number"
    text = "这个证件号码已注册。直接登录；忘记密码可用手机号找回"


class DuplicatePhone(AlreadyRegistered):
    field = "phone"
    text = "这个手机号已注册。直接登录，或换一个手机号"


@transaction.atomic
def register(
    *,
    username: str,
    password: str,
    name: str,
    id_type: str,
    id_number: str,
    at: datetime,
    phone: str = "",
    email: str = "",
    is_hashed: bool = False,
    is_demo: bool = False,
) -> User:
    """This function will create an account and return it.

    `password` is what was typed, or with `is_hashed` what `make_password` made of it. `phone` is 11 digits
    or "" (an official whose phone is not known yet). Where people practise nobody is real: `is_demo`.
    Raises DuplicateUsername, DuplicateIdentity (one document registers once, by type and number) or
    DuplicatePhone; two at once give one account.
    """
    user = User(
        username=User.normalize_username(username),
        password=password if is_hashed else make_password(password),
        name=name,
        id_type=id_type,
        id_number=queries.identity_number(id_number),
        id_index=queries.identity_index(id_number),
        phone=phone,
        phone_index=queries.phone_index(phone) if phone else None,
        email=email.lower(),
        date_joined=at,
        is_demo=is_demo or settings.PRACTICE,
    )
    _refuse_duplicates(user)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:  # somebody registered the same between the look and the write
        _refuse_duplicates(user)
        raise
    record(actor=user, verb="accounts.registered", subject=queries.subject_of(user), data={}, at=at)
    return user


def _refuse_duplicates(user: User) -> None:
    if queries.is_username_taken(user.username):
        raise DuplicateUsername
    if queries.is_identity_taken(id_type=user.id_type, id_number=user.id_number):
        raise DuplicateIdentity
    if user.phone and queries.is_phone_taken(user.phone):
        raise DuplicatePhone


@transaction.atomic
def set_phone(*, user: User, phone: str, actor: User, at: datetime) -> None:
    """This function will give the account a proven phone of 11 digits; raises DuplicatePhone."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.phone, user.phone_index = phone, queries.phone_index(phone)
    if queries.is_phone_taken(phone, besides=user):
        raise DuplicatePhone
    try:
        with transaction.atomic():
            user.save(update_fields=["phone", "phone_index"])
    except IntegrityError as error:
        raise DuplicatePhone from error
    record(actor=actor, verb="accounts.phone_changed", subject=queries.subject_of(user), data={}, at=at)


@transaction.atomic
def correct_name(*, user: User, name: str, actor: User | None, at: datetime) -> None:
    """This function will write the person's name as a reviewed request puts it right."""
    User.objects.select_for_update().only("pk").get(pk=user.pk)
    user.name = name
    user.save(update_fields=["name"])
    record(actor=actor, verb="accounts.name_corrected", subject=queries.subject_of(user), data={}, at=at)


@transaction.atomic
def correct_identity(*, user: User, id_type: str, id_number: str, actor: User | None, at: datetime) -> None:
    """This function will write the document's type and number as a reviewed request puts them right.

    Raises DuplicateIdentity when another account has them. No number stands in the record.
    """
    User.objects.select_for_update().only("pk").get(pk=user.pk)
    if queries.is_identity_taken(id_type=id_type, id_number=id_number, besides=user):
        raise DuplicateIdentity
    user.id_type, user.id_number = id_type, queries.identity_number(id_number)
    user.id_index = queries.identity_index(id_number)
    try:
        with transaction.atomic():
            user.save(update_fields=["id_type", "id_number", "id_index"])
    except IntegrityError as error:  # somebody registered with it between the look and the write
        raise DuplicateIdentity from error
    record(actor=actor, verb="accounts.identity_corrected", subject=queries.subject_of(user), data={}, at=at)


@transaction.atomic
def set_email(*, user: User, email: str, actor: User, at: datetime) -> None:
    """This function will give the account a proven mail address."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.email = email.lower()
    user.save(update_fields=["email"])
    record(actor=actor, verb="accounts.email_changed", subject=queries.subject_of(user), data={}, at=at)


@transaction.atomic
def set_notices(*, user: User, sms: bool, mail: bool, actor: User, at: datetime) -> None:
    """This function will keep how a person wants to be told besides in the site."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.sms_notices, user.mail_notices = sms, mail
    user.save(update_fields=["sms_notices", "mail_notices"])
    data = {"sms": sms, "mail": mail}
    record(actor=actor, verb="accounts.notices_changed", subject=queries.subject_of(user), data=data, at=at)


@transaction.atomic
def set_password(*, user: User, password: str, at: datetime) -> None:
    """This function will change the password, which ends every other session of the account."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record(actor=user, verb="accounts.password_changed", subject=queries.subject_of(user), data={}, at=at)


@transaction.atomic
def note_sign_in(*, user: User, address: str, succeeded: bool, at: datetime) -> None:
    """This function will keep that somebody signed in, or tried to, from a network address."""
    verb = "accounts.signed_in" if succeeded else "accounts.sign_in_failed"
    actor = user if succeeded else None
    record(actor=actor, verb=verb, subject=queries.subject_of(user), data={"address": address}, at=at)
