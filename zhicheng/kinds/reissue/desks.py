"""谁发证谁受理."""

from __future__ import annotations

from zhicheng.applications.models import Application
from zhicheng.kinds.common.desks import region_bureau
from zhicheng.kinds.reissue.original import certificate_of
from zhicheng.organizations.models import Organization, Role


def issuer(application: Application) -> Organization | None:
    """This function will return the 人社部门 that issued the certificate, where it is on file and has officers.

    Else that of the unit's region.
    """
    certificate = certificate_of(application)
    if certificate is not None:
        issuers = Organization.objects.filter(name=certificate.issuer, is_active=True)
        found = issuers.filter(memberships__role=Role.HRSS, memberships__user__is_active=True).first()
        if found is not None:
            return found
    return region_bureau(application)
