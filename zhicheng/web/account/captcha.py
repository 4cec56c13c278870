"""A small sum as captcha: read by everybody and by screen readers, kept on the server, asked anew each time."""

import secrets

from django.http import HttpRequest

KEY = "sum"


def question(request: HttpRequest) -> str:
    """This function will return the sum this visitor is asked, a new one unless one is open."""
    if KEY not in request.session:
        request.session[KEY] = [secrets.randbelow(9) + 1, secrets.randbelow(9) + 1]
    first, second = request.session[KEY]
    return f"{first} 加 {second} 等于几"


def is_right(request: HttpRequest, typed: str) -> bool:
    """This function will tell whether `typed` answers the open sum, and close it: one try each."""
    asked = request.session.pop(KEY, None)
    return asked is not None and typed.strip() == str(sum(asked))
