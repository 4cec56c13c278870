"""The last minute: by hand, a little after the end, too late, and by the clock, all at once. Nobody is left in doubt."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.factories import build, person
from tests.faults.test_parallel import at_once
from tests.world import World, fresh
from zhicheng.accounts.models import User
from zhicheng.applications import operations
from zhicheng.applications.kind import RecordStep
from zhicheng.applications.models import Application, Status, Submission, SubmitOrder
from zhicheng.applications.registry import kind_of
from zhicheng.dossier.models import RECORDS, Photo, Profile
from zhicheng.notifications.models import Message

COUNT = 60
HANDS = 8
SECOND = timedelta(seconds=1)

pytestmark = [pytest.mark.both, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world() -> World:
    return build()


def twin(world: World, like: Application, number: int) -> Application:
    """Somebody else's draft that says the same, with rows of his own; quicker than filling it in."""
    who = person(f"twin{number}", f"申报人{number}", 500 + number)
    operations.choose_unit(person=who, unit=world.unit, at=world.at)
    draft, keys, kind = world.start(who), copied(like.applicant, who), kind_of(like)
    steps = {step.key: step.model for step in kind.steps if isinstance(step, RecordStep)}
    places = {blank.key: steps.get(blank.section) for blank in kind.blanks}
    for key, said in like.content.answers.items():
        ticked = [keys[steps[key], pk] for pk in said.get("ticked", ())] if key in steps else []
        draft.content.answers[key] = {**said, "ticked": ticked}
    for key, text in like.content.supplements.items():
        name, _, pk = key.partition(".")
        draft.content.supplements[f"{name}.{keys[places[name], int(pk)]}" if pk else name] = text
    draft.content.save()
    kept = {name: getattr(like, name) for name in ("call", "specialty", "title", "level")}
    Application.objects.filter(pk=draft.pk).update(**kept)
    return fresh(draft)


def copied(old: User, new: User) -> dict[tuple[Any, int], int]:
    """The new key of each row of the life record, by table and old key."""
    keys: dict[tuple[Any, int], int] = {}
    tables: tuple[Any, ...] = (Profile, Photo, *RECORDS)
    for model in tables:
        for row in model.objects.filter(owner=old):
            proofs = list(row.evidence.all()) if model in RECORDS else []
            was, row.owner, row._state.adding = row.pk, new, True
            row.pk = new.pk if model is Profile else None
            row.save()
            if proofs:
                row.evidence.set(proofs)
            keys[model, was] = row.pk
    return keys


def test_in_the_last_minute_everybody_gets_a_receipt_or_a_clear_no(world: World) -> None:
    like = world.filled()
    cases = [twin(world, like, number) for number in range(COUNT)]
    digests = {case.pk: world.download(case) for case in cases}
    end = world.call.submit_until

    def by_hand(case: Application, at: datetime, begun: datetime | None) -> Callable[[], object]:
        return lambda: operations.submit(
            application=case,
            request_key=str(case.pk),
            content_hash=digests[case.pk],
            actor=case.applicant,
            at=at,
            begun=begun,
        )

    quarter = COUNT // 4
    early, graced, late, ordered = (cases[quarter * n : quarter * (n + 1)] for n in range(4))
    for case in ordered:
        operations.order_submission(
            application=case, content_hash=digests[case.pk], actor=case.applicant, at=end - 60 * SECOND
        )
    both = ordered[:5]  # pressed by hand while the clock is at it
    deeds = [
        *(by_hand(case, end - SECOND, None) for case in early),
        *(by_hand(case, end + 60 * SECOND, end - SECOND) for case in [*graced, *both]),
        *(by_hand(case, end + SECOND, None) for case in late),
    ]
    clock: Callable[[], object] = lambda: operations.submit_ordered(at=end)  # noqa: E731
    answers = at_once(clock, *deeds, clock, hands=HANDS)
    operations.submit_ordered(at=end + SECOND)  # the clock's next look
    kinds = Counter(type(one).__name__ for one in answers[1:-1])
    assert kinds == {"Submission": len(early) + len(graced) + len(both), "TooLate": len(late)}
    sent = Counter(Submission.objects.values_list("application_id", flat=True))
    assert sent == Counter(case.pk for case in [*early, *graced, *ordered])  # each exactly once
    assert not SubmitOrder.objects.filter(end=SubmitOrder.End.WAITING).exists()
    told = Counter(Message.objects.filter(title="申请已提交").values_list("about", flat=True))
    assert told == Counter(case.number for case in [*early, *graced, *ordered])
    assert {fresh(case).status for case in late} == {Status.DRAFT}
