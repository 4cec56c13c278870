"""One field to sign in by: the shape of what was typed says whether it is a user name or a phone."""

from allauth.account.auth_backends import AuthenticationBackend

from zhicheng.accounts.models import User
from zhicheng.accounts.queries import find_user


class IdentifierBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """allauth's backend, with its protection of timing and inactive accounts, looking up in our way."""

    def _authenticate_by_username(self, username: str, password: str) -> User | None:
        user: User | None = self._check_password(find_user(username), password)
        return user
