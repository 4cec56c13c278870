"""What is kept of the person himself: 基本信息, former names, the photo."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from zhicheng.accounts.models import User
from zhicheng.audit import operations as audit
from zhicheng.dossier.models import (
    Photo,
    Profile,
)
from zhicheng.files import operations as files
from zhicheng.files.photos import Box, make_photo

PHOTO_KINDS = ("jpeg", "png")
PHOTO_MAX_MB = 10
FORMER_NAMES = 60  # characters of 曾用名


@transaction.atomic
def save_profile(*, owner: User, at: datetime, actor: User | None = None, **fields: Any) -> Profile:
    """This function will write the given columns of the person's 基本信息, making the row if there is none.

    `actor` is who fills it in for him, None for himself.
    """
    profile, _ = Profile.objects.update_or_create(owner=owner, defaults=fields)
    audit.record(
        actor=actor or owner,
        verb="dossier.profile_saved",
        subject=profile,
        fields=sorted(fields),
        at=at,
    )
    return profile


@transaction.atomic
def keep_former_name(*, owner: User, name: str) -> None:
    """This function will add a name the person had to 曾用名, if there is room; who has no 基本信息 yet keeps none."""
    profile = Profile.objects.select_for_update().filter(owner=owner).first()
    if profile is None or name in profile.former_name.split("、"):
        return
    names = "、".join(filter(None, [profile.former_name, name]))
    profile.former_name = names if len(names) <= FORMER_NAMES else name
    profile.save(update_fields=["former_name"])


@transaction.atomic
def set_told_by_id(*, owner: User, sex: str, born_on: date) -> None:
    """This function will write the sex and the birth date that a corrected ID number tells, into 基本信息 if any."""
    Profile.objects.filter(owner=owner).update(sex=sex, born_on=born_on)


@transaction.atomic
def set_photo(
    *, owner: User, data: bytes, crop: Box | None, at: datetime, name: str, actor: User | None = None
) -> Photo:
    """This function will keep an upload and the 大一寸 picture cut from it; the newest photo counts.

    `crop` is left, top, right, bottom as shares (0–1) of the picture, or None for the middle. `actor`
    sets it for the owner, None is he himself. It raises files.operations.BadFile.
    Source: seed 照片维护, 大一寸 33×48 mm.
    """
    picture = make_photo(data, crop=crop, name=name)
    kind: dict[str, Any] = {"kinds": PHOTO_KINDS, "max_mb": PHOTO_MAX_MB}
    original = files.store(owner=owner, name=name, data=data, at=at, actor=actor, **kind)
    cut = files.store_generated(name="证件照片.jpg", data=picture, content_type="image/jpeg", at=at, owner=owner)
    photo = Photo.objects.create(owner=owner, original=original, file=cut, crop=crop, at=at)
    audit.record(actor=actor or owner, verb="dossier.photo_set", subject=photo, at=at)
    return photo
