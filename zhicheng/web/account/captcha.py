"""A small sum as captcha: read by everybody and by screen readers, kept on the server, asked anew each time."""

import secrets

from django import forms
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


def check(request: HttpRequest, form: forms.Form) -> bool:
    """This function will check the box `answer` of a form; a wrong one gets an error and a new sum to solve."""
    if not form.has_error("answer") and is_right(request, form.cleaned_data["answer"]):
        return True
    if not form.has_error("answer"):
        form.add_error("answer", "答案不对，这是一道新题，重新计算")
    form["answer"].label = question(request)
    form.data = {name: value for name, value in form.data.items() if name != "answer"}
    return False
