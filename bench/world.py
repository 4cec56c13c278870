"""The site's rows, as JSON what its pages need: `python -m bench.world fill 1000`, `… wait 20000`, `… register 10000`.

The people and offices are those of the tests, made by the real verbs; the many are written in bulk. All cases wait
at one desk, as on the worst day.
"""

import json
import sys
from collections.abc import Iterable
from datetime import date
from importlib import import_module

import django

django.setup()

from django.conf import settings  # noqa: E402

from bench.register import every_day, grow, insert, last_id, settle  # noqa: E402
from tests import factories  # noqa: E402
from tests.portal import portal, publish  # noqa: E402
from zhicheng.accounts.models import User  # noqa: E402
from zhicheng.applications.models import Application, Content, Outcome, StageRecord, Status  # noqa: E402
from zhicheng.applications.registry import get_kind  # noqa: E402
from zhicheng.calls.models import Call  # noqa: E402
from zhicheng.certificates.models import Certificate  # noqa: E402
from zhicheng.content.models import Policy  # noqa: E402
from zhicheng.core.paging import beyond, paginate  # noqa: E402
from zhicheng.organizations.models import Membership, Role  # noqa: E402
from zhicheng.reference.models import Level, ObtainedBy, Specialty, Title  # noqa: E402
from zhicheng.web.desks import WAITING, lines, stages_of  # noqa: E402
from zhicheng.web.desks.queue import SIZE  # noqa: E402
from zhicheng.web.gates import MemberRequest  # noqa: E402

ARTICLES, BODY = 30, "<h2>一、申报条件</h2><p>按现行标准条件执行。</p>" * 20
OWN = 10  # cases of the one applicant who looks
PASSED = 3  # stages behind every case that waits: the unit's desk, its 公示, its recommendation
DAYS = 20  # on so many days in turn the cases are due
NUMBER, DIGITS = "PS2099", 10_000_000  # of the many: the letters, and what is added to the running number


def certificate() -> Certificate:
    """What all certificates of the register have in common."""
    return Certificate(
        holder=User.objects.order_by("pk")[0],
        holder_name="李静怡",
        sex="女",
        born_on=date(1994, 5, 7),
        id_masked="990002********0047",
        title="工程师",
        level=Level.INTERMEDIATE,
        series="工程技术人员",
        specialty="生态环境工程",
        obtained_on=date(2026, 6, 1),
        obtained_by=ObtainedBy.REVIEW,
        committee="清远市工程系列生态环境专业中级职称评审委员会",
        issuer="清远市人力资源和社会保障局",
        issued_on=date(2026, 6, 30),
    )


REGISTER = {"id": "", "number": "'粤' || n", "management_number": "{uuid}", "token": "{hex}", "id_index": "{hex}"}


def session(user: User, **flags: bool) -> str:
    """This function will sign `user` in and return the session's key; `flags` are what the middleware found before."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store["_auth_user_id"] = str(user.pk)
    store["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    store["_auth_user_hash"] = user.get_session_auth_hash()
    store.update(flags)
    store.create()
    return str(store.session_key)


OFFICERS = {Role.UNIT: "wang", Role.COMPETENT: "zhao", Role.OFFICE: "feng", Role.HRSS: "qian"}


def seat(role: Role) -> Membership:
    """This function will return the seat of the tests' officer in this role, of the city's own desks."""
    return Membership.objects.select_related("organization", "user").get(role=role, user__username=OFFICERS[role])


def case() -> Application:
    """What all cases that wait have in common."""
    return Application(
        kind="evaluation",
        year=2026,
        level=Level.INTERMEDIATE,
        employer=seat(Role.UNIT).organization,
        call=Call.objects.get(),
        specialty=Specialty.objects.get(code=factories.ECO[0]),
        title=Title.objects.get(series="05", branch="", level=Level.INTERMEDIATE),
        status=Status.IN_PROGRESS,
        round=1,
        created_at=factories.START,
        submitted_at=factories.START,
    )


def route() -> Iterable[StageRecord]:
    """This function will yield the stops of such a case; the one at the competent unit's desk waits."""
    for order, stage in enumerate(get_kind("evaluation").route):
        assert stage.role
        yield StageRecord(
            round=1,
            order=order,
            key=stage.key,
            title=stage.title,
            waiting=stage.waiting,
            gate=stage.gate,
            role=stage.role,
            organization=seat(Role(stage.role)).organization,
            outcome=Outcome.PASSED if order < PASSED else Outcome.PENDING,
            arrived_at=factories.START if order <= PASSED else None,
            decided_at=factories.START if order < PASSED else None,
        )


def wait(cases: int) -> dict[str, str]:
    """This function will add cases of new people until so many wait before one officer.

    All these people have the same document as far as its column is concerned; only the index tells them apart.
    """
    first = Application.objects.filter(number__startswith=NUMBER).count() + 1
    user, own = (f"{last_id(model) + 1 - first} + n" for model in (User, Application))
    person = User(password="!", id_number=factories.resident(4), date_joined=factories.START)
    named = {"username": "'bench' || n", "name": "'申报人' || n", "id_index": "{hex}"}
    span = {"first": first, "last": cases}
    insert(person, {"id": user, **named}, **span)
    insert(case(), {"id": own, "number": f"'{NUMBER}' || ({DIGITS} + n)", "applicant_id": user}, **span)
    insert(Content(version=1), {"application_id": own}, **span)
    for stop in route():
        due = {"due_on": every_day(f"{factories.START:%Y-%m-%d}", DAYS)} if stop.order == PASSED else {}
        insert(stop, {"id": "", "application_id": own, **due}, **span)
    settle()
    return {"deep": deep(cases), "searched": f"{NUMBER}{DIGITS + cases // 2}"}


def deep(cases: int) -> str:
    """This function will return the cursor behind nine tenths of the officer's list."""
    request = MemberRequest()
    request.memberships = [seat(Role.COMPETENT)]
    request.user = request.memberships[0].user
    shown = lines(stages_of(request, WAITING), WAITING)
    last = shown[cases * 9 // 10 - 1]
    just_before = beyond(WAITING.order, [last.due, last.id - 1])
    page = paginate(shown.filter(just_before), order=WAITING.order, cursor=None, size=1)
    assert page.items == [last]
    assert page.next
    return page.next


def fill(cases: int) -> dict[str, str]:
    """This function will build the world, put `cases` before one officer and sign two people in."""
    world = factories.build()
    own = [world.start(year=2026 - n) for n in range(OWN)]
    portal()
    articles = [publish(Policy, f"关于做好 {1990 + n} 年度职称评审工作的通知", body=BODY) for n in range(ARTICLES)]
    return {
        "article": str(articles[0].pk),
        "applicant": session(world.li),
        "officer": session(world.zhao, is_official=True, has_factor=True),
        "number": own[0].number,
        "rows": str(SIZE),
        **wait(cases),
    }


def register(certificates: int) -> dict[str, list[str]]:
    """This function will let the register grow."""
    return {"tokens": grow(certificate(), REGISTER, to=certificates)}


def main() -> None:
    what, many = sys.argv[1], int(sys.argv[2])
    print(json.dumps({"fill": fill, "wait": wait, "register": register}[what](many)))


if __name__ == "__main__":
    main()
