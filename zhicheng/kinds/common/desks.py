"""Whose desk."""

from __future__ import annotations

from zhicheng.applications.models import Application
from zhicheng.organizations.models import Organization
from zhicheng.organizations.queries import bureau_of


def employer(application: Application) -> Organization | None:
    """This function will return the 人事管理单位."""
    return application.employer


def competent(application: Application) -> Organization | None:
    """This function will return the 主管单位, which follows from the unit."""
    return application.employer.parent if application.employer else None


def bureau(application: Application) -> Organization | None:
    """This function will return the 人社部门 of the unit's region."""
    return application.employer.hrss if application.employer else None


def region_bureau(application: Application) -> Organization | None:
    """This function will return the 人社部门 of the unit's region, or else that of the region above it."""
    unit = application.employer
    return (unit.hrss or bureau_of(unit.region_id)) if unit else None
