from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from zhicheng.audit.models import Anchor, Event, Seal
from zhicheng.audit.operations import anchor, record, seal
from zhicheng.audit.queries import Verification, chained, verify

AT = datetime(2026, 9, 1, 2, 30, 0, 120, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def _five(db: None) -> None:
    for i in range(5):
        record(actor=None, verb="v", subject="x:1", at=AT, i=i, word="𬱖", share=0.1)
    seal(at=AT)


@pytest.mark.usefixtures("_five")
def test_an_untouched_chain_holds() -> None:
    anchor(day=date(2026, 9, 1))
    record(actor=None, verb="v", subject="x:1", at=AT)
    assert verify() == Verification(ok=True, checked=5, first_broken=None)


def test_an_empty_chain_holds() -> None:
    assert verify() == Verification(ok=True, checked=0, first_broken=None)


@pytest.mark.usefixtures("_five")
@pytest.mark.parametrize("change", [{"verb": "w"}, {"subject": "x:2"}, {"data": {}}, {"at": AT.replace(second=1)}])
def test_a_changed_event_is_found(change: dict[str, object]) -> None:
    third = Seal.objects.get(sequence=3)
    Event.objects.filter(pk=third.event_id).update(**change)
    found = verify()
    assert (found.ok, found.checked) == (False, 2)
    assert (found.first_broken or "").startswith("第 3 条（")


@pytest.mark.usefixtures("_five")
def test_a_missing_event_is_found() -> None:
    Seal.objects.filter(sequence=2).delete()
    assert verify() == Verification(False, 1, "第 2 条缺失")


@pytest.mark.usefixtures("_five")
def test_a_cut_tail_is_found_by_the_anchor() -> None:
    anchor(day=date(2026, 9, 1))
    Seal.objects.filter(sequence__gt=3).delete()
    assert verify() == Verification(False, 3, "第 4 条起缺失：5 有锚点")


@pytest.mark.usefixtures("_five")
def test_a_chain_made_anew_is_found_by_the_anchor() -> None:
    anchor(day=date(2026, 9, 1))
    last = Seal.objects.select_related("event").get(sequence=5)
    last.event.verb = "w"
    last.event.save()
    last.hash = chained(last.event, sequence=5, previous=last.previous)
    last.save()
    assert verify() == Verification(False, 4, "第 5 条与 2026-09-01 的锚点不符")


@pytest.mark.usefixtures("_five")
def test_the_command_says_what_it_checked() -> None:
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert out.getvalue() == "审计链完好：已核对 5 条，待封存 0 条\n"


@pytest.mark.usefixtures("_five")
def test_the_command_fails_on_a_broken_chain() -> None:
    Anchor.objects.create(day=date(2026, 9, 1), sequence=9, hash="0" * 64)
    with pytest.raises(CommandError, match="审计链不完整：第 6 条起缺失：9 有锚点（此前 5 条完好）"):
        call_command("verify_audit")
