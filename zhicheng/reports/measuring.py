"""运行情况: the portal opened as a visitor would, once a minute at its public address; what came is kept by the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from time import perf_counter
from urllib.error import URLError
from urllib.request import Request, urlopen

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from zhicheng.reports.models import Outage, ServiceDay

PAGES = ("/", "/login/", "/certificates/")  # 首页, 登录, 证书查询
PATIENCE = 5  # seconds; a page that takes longer counts as missing
WITHIN = (100, 200, 500, 1000, 2000, PATIENCE * 1000)  # milliseconds
COVERED = timedelta(minutes=2)  # a look says nothing of more than that before it
KEPT = timedelta(days=90)
MOST_OF_THEM = 95  # percent of the pages whose time is told


@dataclass(frozen=True)
class Reliability:
    """What was measured in a time: `within` in milliseconds, None where no page came."""

    asked: int
    answered: int
    within: int | None
    measured: timedelta

    @classmethod
    def of(cls, days: Sequence[ServiceDay]) -> "Reliability":
        """This function will sum up days."""
        counts = {limit: sum(day.within.get(str(limit), 0) for day in days) for limit in WITHIN}
        answered = sum(day.answered for day in days)
        seconds = sum(day.seconds for day in days)
        return cls(sum(day.asked for day in days), answered, _within(counts, answered), timedelta(seconds=seconds))

    @property
    def share(self) -> str:
        """Of the pages that came, in percent, never rounded up."""
        hundredths = self.answered * 10_000 // self.asked if self.asked else 0
        return f"{hundredths // 100}.{hundredths % 100:02}%"


def measure(*, at: datetime) -> None:
    """This function will open each of PAGES at the public address and record how it went; the clock calls it."""
    record([_opened(f"{settings.SITE_URL}{page}") for page in PAGES], at=at)


@transaction.atomic
def record(times: Sequence[float | None], *, at: datetime) -> None:
    """This function will keep one look: milliseconds of each page, None for one that did not come in PATIENCE.

    A look in which one is missing begins an outage, the next in which none is ends it. It forgets what is older than
    KEPT.
    """
    day = timezone.localdate(at)
    last = ServiceDay.objects.order_by("-day").first()
    covered = min(max(at - last.last_at, timedelta()), COVERED) if last else timedelta()
    today = ServiceDay.objects.select_for_update().filter(day=day).first() or ServiceDay(day=day)
    came = [time for time in times if time is not None]
    today.asked += len(times)
    today.answered += len(came)
    for time in came:
        limit = str(next(limit for limit in WITHIN if time <= limit or limit == WITHIN[-1]))
        today.within[limit] = today.within.get(limit, 0) + 1
    today.seconds += round(covered.total_seconds())
    today.last_at = at
    today.save()
    if len(came) == len(times):
        Outage.objects.filter(ended_at=None, began_at__lt=at).update(ended_at=at)
    elif not Outage.objects.filter(ended_at=None).exists():
        Outage.objects.create(began_at=at)
    ServiceDay.objects.filter(day__lte=day - KEPT).delete()
    Outage.objects.filter(ended_at__lte=at - KEPT).delete()


def days(*, at: datetime) -> list[ServiceDay]:
    """This function will return the measured days of the last KEPT, newest first."""
    today = timezone.localdate(at)
    return list(ServiceDay.objects.filter(day__gt=today - KEPT, day__lte=today).order_by("-day"))


def outages() -> list[Outage]:
    """This function will return the outages of the last KEPT, newest first."""
    return list(Outage.objects.order_by("-began_at", "-pk"))


def _within(counts: dict[int, int], answered: int) -> int | None:
    seen = 0
    for limit, count in counts.items():
        seen += count
        if answered and seen * 100 >= answered * MOST_OF_THEM:
            return limit
    return None


def _opened(address: str) -> float | None:
    """Milliseconds until the page was there whole."""
    began = perf_counter()
    try:
        asked = Request(address, headers={"User-Agent": "zhicheng-measure"})  # noqa: S310 -- our own SITE_URL
        with urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310
            answer.read()
            came = answer.status == HTTPStatus.OK
    except (OSError, URLError, ValueError):
        return None
    time = (perf_counter() - began) * 1000
    return time if came and time <= PATIENCE * 1000 else None
