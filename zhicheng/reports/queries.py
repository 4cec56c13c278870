"""Reads of data packages."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from zhicheng.accounts.models import User
from zhicheng.reports.models import DataPackage


def path_of(package: DataPackage) -> Path:
    """This function will return where the zip lies once it is made."""
    return Path(settings.MEDIA_ROOT) / "packages" / f"{package.pk.hex}.zip"


def newest_package(owner: User, scope: str, *, at: datetime) -> DataPackage | None:
    """This function will return the person's newest package of a case, or of himself, while it is kept; or None."""
    kept = DataPackage.objects.filter(owner=owner, scope=scope, expires_at__gt=at)
    return kept.order_by("-requested_at").first()
