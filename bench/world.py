"""The site's rows: `python -m bench.world fill 20000`, `… register 10000`. Prints what pages need, as JSON.

The people and offices are those of the tests, made by the real verbs; the many are written in bulk. All cases wait
at one desk, as on the worst day.
"""

import json
import sys
from collections.abc import Iterable
from datetime import date, timedelta
from importlib import import_module

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from bench.register import grow  # noqa: E402
from tests import factories  # noqa: E402
from tests.world import World  # noqa: E402
from zhicheng.accounts.models import User  # noqa: E402
from zhicheng.accounts.queries import identity_index  # noqa: E402
from zhicheng.applications.models import Application, Content, Outcome, StageRecord, Status  # noqa: E402
from zhicheng.applications.registry import get_kind  # noqa: E402
from zhicheng.certificates.models import Certificate  # noqa: E402
from zhicheng.core.paging import paginate  # noqa: E402
from zhicheng.reference.models import Level, Specialty, Title  # noqa: E402
from zhicheng.web.desks import WAITING, stages_of  # noqa: E402
from zhicheng.web.desks.queue import SIZE  # noqa: E402
from zhicheng.web.gates import MemberRequest  # noqa: E402

OWN = 10  # cases of the one applicant who looks
PASSED = 3  # stages behind every case that waits: the unit's desk, its 公示, its recommendation
BATCH = 2000
REGISTER = {
    "number": "'粤' || n",
    "management_number": "{uuid}",
    "token": "{hex}",
    "holder_id": "(SELECT min(id) FROM accounts_user)",
    "holder_name": "'李静怡'",
    "sex": "'女'",
    "born_on": "'1994-05-07'",
    "id_masked": "'990002********0047'",
    "id_index": "{hex}",
    "title": "'工程师'",
    "level": "'intermediate'",
    "series": "'工程技术人员'",
    "specialty": "'生态环境工程'",
    "obtained_on": "'2026-06-01'",
    "obtained_by": "'review'",
    "committee": "'清远市工程系列生态环境专业中级职称评审委员会'",
    "approval": "''",
    "issuer": "'清远市人力资源和社会保障局'",
    "issued_on": "'2026-06-30'",
    "status": "'valid'",
}


def session(user: User, **flags: bool) -> str:
    """This function will sign `user` in and return the session's key; `flags` are what the middleware found before."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store["_auth_user_id"] = str(user.pk)
    store["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    store["_auth_user_hash"] = user.get_session_auth_hash()
    store.update(flags)
    store.create()
    return str(store.session_key)


def applicants(numbers: range) -> list[User]:
    """This function will register one person for each number."""
    papers = ((n, f"990003{date(1970, 1, 1) + timedelta(n % 12000):%Y%m%d}{n:07}") for n in numbers)
    users = (
        User(
            username=f"bench{n}",
            password="!",
            name=f"申报人{n}",
            id_number=paper,
            id_index=identity_index(paper),
        )
        for n, paper in papers
    )
    return User.objects.bulk_create(users, batch_size=BATCH)


def stages(case: Application, world: World) -> Iterable[StageRecord]:
    """This function will yield the case's route, with the competent unit's desk as the one that waits."""
    places = {"unit": world.unit, "competent": world.competent, "office": world.office, "hrss": world.bureau}
    for order, stage in enumerate(get_kind("evaluation").route):
        assert stage.role
        yield StageRecord(
            application=case,
            round=1,
            order=order,
            key=stage.key,
            title=stage.title,
            waiting=stage.waiting,
            gate=stage.gate,
            role=stage.role,
            organization=places[stage.role],
            outcome=Outcome.PASSED if order < PASSED else Outcome.PENDING,
            arrived_at=world.at if order <= PASSED else None,
            due_on=world.at.date() + timedelta(case.pk % 20) if order == PASSED else None,
            decided_at=world.at if order < PASSED else None,
        )


def waiting(world: World, numbers: range) -> None:
    """This function will put one case of each of these new people before the competent unit."""
    title = Title.objects.get(series="05", branch="", level=Level.INTERMEDIATE)
    specialty = Specialty.objects.get(code=factories.ECO[0])
    cases = Application.objects.bulk_create(
        Application(
            number=f"PS2026{n:08}",
            kind="evaluation",
            applicant=person,
            year=2026,
            level=Level.INTERMEDIATE,
            employer=world.unit,
            call=world.call,
            specialty=specialty,
            title=title,
            status=Status.IN_PROGRESS,
            round=1,
            created_at=world.at,
            submitted_at=world.at,
        )
        for n, person in zip(numbers, applicants(numbers), strict=True)
    )
    Content.objects.bulk_create(Content(application=case, version=1) for case in cases)
    StageRecord.objects.bulk_create(stage for case in cases for stage in stages(case, world))


def deep(world: World, cases: int) -> str:
    """This function will return the cursor behind nine tenths of the officer's list."""
    request = MemberRequest()
    request.user, request.memberships = world.zhao, list(world.zhao.memberships.all())
    page = paginate(stages_of(request, WAITING), order=WAITING.order, cursor=None, size=cases * 9 // 10)
    assert page.next
    return page.next


def fill(cases: int) -> dict[str, str]:
    """This function will put `cases` before one officer, each of another person, and sign two people in."""
    world = factories.build()
    for first in range(0, cases, BATCH):
        with transaction.atomic():
            waiting(world, range(first, min(first + BATCH, cases)))
    own = [world.start(year=2026 - n) for n in range(OWN)]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {
        "applicant": session(world.li),
        "officer": session(world.zhao, is_official=True, has_factor=True),
        "number": own[0].number,
        "deep": deep(world, cases),
        "searched": f"PS2026{cases // 2:08}",
        "rows": str(SIZE),
    }


def main() -> None:
    what, many = sys.argv[1], int(sys.argv[2])
    table = Certificate._meta.db_table
    print(json.dumps(fill(many) if what == "fill" else {"tokens": grow(table, REGISTER, to=many)}))


if __name__ == "__main__":
    main()
