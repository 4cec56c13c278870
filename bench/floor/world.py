"""The floor's rows, made and told as the site's: `python -m bench.floor.world fill 1000`, `… wait 20000` and so on."""

import json
import sys
from datetime import date
from importlib import import_module

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.floor.models import Case, Certificate  # noqa: E402
from bench.register import grow, insert, last_id, settle  # noqa: E402

OWN = 10  # cases of the one applicant who looks
REGISTER = {"id": "", "token": "{hex}", "number": "'C' || n", "holder_name": "'Applicant ' || n"}
CERTIFICATE = Certificate(title="Engineer", issued_on=date(2026, 9, 1), status="valid")


def session(user: User) -> str:
    """This function will sign `user` in and return the session's key."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store["_auth_user_id"] = str(user.pk)
    store["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    store["_auth_user_hash"] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def case(applicant: User | None, status: str) -> Case:
    return Case(applicant=applicant, title="Engineer", unit=1, status=status, submitted_at=timezone.now())


def wait(cases: int) -> dict[str, str]:
    """This function will add cases of new people until so many wait before one officer."""
    waiting = Case.objects.filter(status="waiting")
    first = waiting.count() + 1
    user, own = (f"{last_id(model) + 1 - first} + n" for model in (User, Case))
    span = {"first": first, "last": cases}
    insert(User(password="!"), {"id": user, "username": "'user' || n"}, **span)
    insert(case(None, "waiting"), {"id": own, "number": "'N' || (10000000 + n)", "applicant_id": user}, **span)
    settle()
    ids = waiting.order_by("pk").values_list("pk", flat=True)
    return {"deep": str(ids[cases * 9 // 10 - 1]), "searched": f"N{10_000_000 + cases // 2}"}


def fill(cases: int) -> dict[str, str]:
    """This function will put `cases` before one officer, each of another person, and sign two people in."""
    officer, applicant = (User.objects.create(username=name, password="!") for name in ("officer", "applicant"))
    own = [case(applicant, "draft") for _ in range(OWN)]
    for number, one in enumerate(own):
        one.number = f"M{number}"
        one.save()
    return {
        "applicant": session(applicant),
        "officer": session(officer),
        "number": own[-1].number,
        **wait(cases),
    }


def register(certificates: int) -> dict[str, list[str]]:
    """This function will let the register grow."""
    return {"tokens": grow(CERTIFICATE, REGISTER, to=certificates)}


def main() -> None:
    what, many = sys.argv[1], int(sys.argv[2])
    print(json.dumps({"fill": fill, "wait": wait, "register": register}[what](many)))


if __name__ == "__main__":
    main()
