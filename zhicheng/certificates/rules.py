"""Who may do what with a certificate."""

from zhicheng.accounts.models import User
from zhicheng.certificates.models import Certificate
from zhicheng.organizations.models import Role


def can_download(user: User, certificate: Certificate) -> bool:
    """This function will say whether `user` may have the certificate itself; others get the 核验件."""
    return certificate.holder_id == user.pk


def can_end(user: User, certificate: Certificate) -> bool:
    """This function will say whether `user` may revoke or supersede it: 谁发证谁受理."""
    return user.memberships.filter(role=Role.HRSS, organization__name=certificate.issuer).exists()
