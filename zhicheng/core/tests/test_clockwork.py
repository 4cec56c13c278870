from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from zhicheng.core.clockwork import Clockwork, clockwork

MINUTE = timedelta(minutes=1)


def test_a_job_runs_at_once_and_then_when_its_period_has_passed(at: datetime) -> None:
    calls: list[datetime] = []
    works = Clockwork()
    works.register("seal", lambda *, at: calls.append(at), every=MINUTE)
    for seconds in (0, 20, 59, 60, 100, 120):
        moment = at + timedelta(seconds=seconds)
        works.run_due(wall=moment, case=moment)
    assert calls == [at, at + MINUTE, at + 2 * MINUTE]


def test_a_job_gets_the_time_it_asked_for(at: datetime) -> None:
    calls: dict[str, datetime] = {}
    works = Clockwork()
    works.register("seal", lambda *, at: calls.update(seal=at), every=MINUTE)
    works.register("close", lambda *, at: calls.update(close=at), every=MINUTE, by_case_time=True)
    works.run_due(wall=at, case=at + timedelta(days=7))
    assert calls == {"seal": at, "close": at + timedelta(days=7)}


def test_a_failing_job_is_logged_and_does_not_stop_the_others(at: datetime, caplog: pytest.LogCaptureFixture) -> None:
    def broken(*, at: datetime) -> None:
        raise ValueError("no disk")

    calls: list[datetime] = []
    works = Clockwork()
    works.register("broken", broken, every=MINUTE)
    works.register("seal", lambda *, at: calls.append(at), every=MINUTE)
    assert works.run_due(wall=at, case=at) == ["broken", "seal"]
    assert calls == [at]
    assert [record.getMessage() for record in caplog.records] == ["job broken failed"]


@pytest.mark.django_db
def test_the_clock_command_runs_every_registered_job(caplog: pytest.LogCaptureFixture) -> None:
    out = StringIO()
    clockwork._started.clear()
    call_command("clock", once=True, stdout=out)
    assert out.getvalue().split() == list(clockwork.jobs)
    assert "tasks.reap" in clockwork.jobs
    assert caplog.records == []
