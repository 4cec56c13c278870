"""The open data package of a person: asked for, made by a worker, kept for a week (1-product N17)."""

from __future__ import annotations

import errno
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django_tasks import task

from zhicheng.accounts.models import User
from zhicheng.accounts.queries import subject_of
from zhicheng.applications.models import Application
from zhicheng.audit import operations as audit
from zhicheng.core import clock
from zhicheng.core.tasks import attempts
from zhicheng.reports.models import DataPackage
from zhicheng.reports.package import case, person
from zhicheng.reports.package.writing import write
from zhicheng.reports.queries import newest_package, path_of

KEPT = timedelta(days=7)  # 5-ux, "Long jobs"
LOST = timedelta(hours=1)  # longer than every attempt together: who asks again then, gets a new task
FULL = "服务器的存储空间已满，数据包没有生成。原有信息和文件不受影响，稍后再申请一次。"


class NotAllowed(Exception):
    """A package is for the person whose case it tells."""


@transaction.atomic
def request_package(*, owner: User, application: Application | None = None, at: datetime) -> DataPackage:
    """This function will have a worker put together what is kept of a case, or of the person; it returns the package.

    While one is in the making it is returned. It raises NotAllowed for a case of somebody else.
    """
    if application is not None and application.applicant_id != owner.pk:
        raise NotAllowed
    User.objects.select_for_update().only("pk").get(pk=owner.pk)  # two clicks at once ask for one
    scope = DataPackage.PERSON if application is None else application.number
    running = newest_package(owner, scope, at=at)
    if running and running.made_at is None and not running.problem:
        if running.requested_at > at - LOST:
            return running
        running.delete()
    package = DataPackage.objects.create(
        owner=owner, application=application, scope=scope, requested_at=at, expires_at=at + KEPT
    )
    subject = subject_of(owner) if application is None else application
    audit.record(actor=owner, verb="reports.package_asked", subject=subject, package=str(package.pk), at=at)
    make_package.enqueue(str(package.pk))  # a row of this transaction: no crash can lose it
    return package


@attempts(3)
@task()
def make_package(package_id: str) -> None:
    """This function will write the zip of an asked-for package; made twice, the second finds the first."""
    package = DataPackage.objects.select_related("owner", "application").filter(pk=UUID(package_id)).first()
    if package is None or package.made_at is not None:
        return
    if package.application is None:
        parcel = person.gather(package.owner, at=clock.now())
    else:
        parcel = case.gather(package.application, at=clock.now())
    path = path_of(package)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    try:
        size, digest = write(parcel, part, made_at=clock.wall())
        part.replace(path)
    except OSError as problem:
        if problem.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        DataPackage.objects.filter(pk=package.pk).update(problem=FULL)
        return
    finally:
        part.unlink(missing_ok=True)
    made_at = clock.wall()
    made = DataPackage.objects.filter(pk=package.pk)
    made.update(made_at=made_at, expires_at=made_at + KEPT, size=size, sha256=digest)
    _drop(*DataPackage.objects.filter(owner=package.owner, scope=package.scope).exclude(pk=package.pk))


@transaction.atomic
def note_fetched(*, package: DataPackage, at: datetime) -> None:
    """This function will record that the person took his package."""
    subject = subject_of(package.owner) if package.application is None else package.application
    audit.record(
        actor=package.owner,
        verb="reports.package_fetched",
        subject=subject,
        package=str(package.pk),
        sha256=package.sha256,
        at=at,
    )


def sweep(*, at: datetime) -> int:
    """This function will delete the packages whose time is over, with their files; it returns how many."""
    over = list(DataPackage.objects.filter(expires_at__lte=at))
    _drop(*over)
    return len(over)


def _drop(*packages: DataPackage) -> None:
    for package in packages:
        path_of(package).unlink(missing_ok=True)
        package.delete()
