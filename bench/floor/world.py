"""The floor's rows: `python -m bench.floor.world fill 20000`, `… register 10000`. Prints what pages need, as JSON."""

import json
import sys
from importlib import import_module

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.floor.models import Case, Certificate  # noqa: E402
from bench.register import grow  # noqa: E402

OWN = 10  # cases of the one applicant who looks
REGISTER = {
    "token": "{hex}",
    "number": "'C' || n",
    "holder_name": "'Applicant ' || n",
    "title": "'Engineer'",
    "issued_on": "'2026-09-01'",
    "status": "'valid'",
}


def session(user: User) -> str:
    """This function will sign `user` in and return the session's key."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store["_auth_user_id"] = str(user.pk)
    store["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    store["_auth_user_hash"] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def case(number: str, applicant: User, status: str) -> Case:
    return Case(
        number=number, applicant=applicant, title="Engineer", unit=1, status=status, submitted_at=timezone.now()
    )


def fill(cases: int) -> dict[str, str]:
    """This function will put `cases` before one officer, each of another person, and sign two people in."""
    users = [User(username=f"user{n}", password="!") for n in range(cases + 2)]
    officer, applicant, *others = User.objects.bulk_create(users, batch_size=1000)
    waiting = [case(f"N{n:08}", other, "waiting") for n, other in enumerate(others)]
    waiting = Case.objects.bulk_create(waiting, batch_size=1000)
    own = Case.objects.bulk_create(case(f"M{n}", applicant, "draft") for n in range(OWN))
    return {
        "applicant": session(applicant),
        "officer": session(officer),
        "number": own[-1].number,
        "deep": str(waiting[cases * 9 // 10 - 1].pk),
        "searched": waiting[cases // 2].number,
    }


def main() -> None:
    what, many = sys.argv[1], int(sys.argv[2])
    table = Certificate._meta.db_table
    print(json.dumps(fill(many) if what == "fill" else {"tokens": grow(table, REGISTER, to=many)}))


if __name__ == "__main__":
    main()
