"""Who may do what with a letter, and how long it holds."""

from datetime import date

from zhicheng.accounts.models import User
from zhicheng.letters.models import Letter
from zhicheng.organizations.models import Role

# 2-domain §3.4 [D]: one review year. 待核对: no published rule was found.


def valid_until(*, year: int, today: date) -> date:
    """This function will return the last day of a letter: of the review year, or of this one where that is over."""
    return date(max(year, today.year), 12, 31)


def can_withdraw(user: User, letter: Letter) -> bool:
    """This function will say whether `user` may withdraw it: an officer of the authority that issued it."""
    return user.memberships.filter(
        role=Role.HRSS, organization__name=letter.issuer, organization__is_active=True
    ).exists()
