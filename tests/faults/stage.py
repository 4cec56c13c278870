"""What the cuts need of the database: people, their sessions, and what stands there at the end."""

import django

django.setup()

from importlib import import_module  # noqa: E402

from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402

from bench.world import session  # noqa: E402
from tests.answers import Typed  # noqa: E402
from tests.factories import START, build, person  # noqa: E402
from tests.faults.applicant import Acked, Loss  # noqa: E402
from tests.world import World, fresh, pdf_bytes  # noqa: E402
from zhicheng.accounts.models import User  # noqa: E402
from zhicheng.applications import operations  # noqa: E402
from zhicheng.applications.kind import RecordStep  # noqa: E402
from zhicheng.applications.models import Application  # noqa: E402
from zhicheng.applications.registry import kind_of  # noqa: E402
from zhicheng.applications.steps import answer  # noqa: E402
from zhicheng.core import clock  # noqa: E402
from zhicheng.demo.models import ClockOffset  # noqa: E402
from zhicheng.web.applicant.entries import raw_of_row  # noqa: E402

FIRST = 100  # the first person's number


def build_world() -> World:
    """The cast, and a clock at which calls are open."""
    world = build()
    ClockOffset.objects.create(pk=1, by=START - clock.wall())
    return world


def new_case(world: World, many: int) -> tuple[Application, str, Typed]:
    """A new person's draft, the session of his browser, and what he asks for."""
    someone = person(f"applicant{many}", "何晓岚", FIRST + many)
    operations.choose_unit(person=someone, unit=world.unit, at=START)
    case = world.start(someone)
    close()
    return case, session(someone), world.request()


def proof() -> bytes:
    """A piece of evidence."""
    return pdf_bytes()


def sign_in_again(ended: str) -> str:
    return session(User.objects.get(pk=OWNERS[ended]))


OWNERS: dict[str, int] = {}


def end_session(key: str) -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore(key)
    OWNERS[key] = int(store["_auth_user_id"])
    store.delete()


def compare(case: Application, acked: Acked) -> int:
    """This function will compare all that was acknowledged with what is kept; it returns how many fields that were."""
    now, many = fresh(case), 0
    for key, typed in acked.fields.items():
        kept = now.content.supplements if key == "boxes" else answer(now, key).raw
        for name, text in typed.items():
            found = kept.get(name, "")
            if (found if isinstance(found, str) else "".join(found)) != text:
                raise Loss(f"{case} {key}.{name}: {text!r} was saved, {found!r} is kept")
            many += 1
    for key, rows in acked.rows.items():
        many += _compare_rows(now, key, rows)
    return many


def _compare_rows(now: Application, key: str, wanted: list[dict[str, str]]) -> int:
    step = kind_of(now).step(key)
    assert isinstance(step, RecordStep)
    own = step.model.objects.of(now.applicant_id).filter(pk__in=answer(now, key).ticked)
    rows = [raw_of_row(row, step) for row in own.prefetch_related("evidence").order_by("pk")]
    if len(rows) != len(wanted):
        raise Loss(f"{now} {key}: {len(wanted)} rows were saved, {len(rows)} are kept")
    for typed, row in zip(wanted, rows, strict=True):
        lost = {name: (text, row.get(name)) for name, text in typed.items() if text and row.get(name) != [text]}
        if lost or (step.evidence and not row["kept"]):
            raise Loss(f"{now} {key}: {lost or 'its evidence'}")
    return sum(len(typed) for typed in wanted)


def close() -> None:
    connections.close_all()
