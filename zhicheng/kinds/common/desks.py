"""Whose desk."""

from __future__ import annotations

from zhicheng.applications.models import Application
from zhicheng.organizations.models import Organization


def employer(application: Application) -> Organization | None:
    """This function will return the 人事管理单位."""
    return application.employer


def competent(application: Application) -> Organization | None:
    """This function will return the 主管单位, which follows from the unit."""
    return application.employer.parent if application.employer else None


def bureau(application: Application) -> Organization | None:
    """This function will return the 人社部门 of the unit's region."""
    return application.employer.hrss if application.employer else None
