"""运行情况: how the portal answered, from nothing but measurements."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from zhicheng.core import clock
from zhicheng.reports.measuring import KEPT, Reliability, days, outages
from zhicheng.web.page import page

SHOWN = 30  # days one by one


@require_safe
def reliability(request: HttpRequest) -> HttpResponse:
    """What visitors met in the last 90 days."""
    at = clock.wall()
    measured = days(at=at)
    broken = [(one, (one.ended_at or at) - one.began_at) for one in outages()]
    context = {
        "kept": KEPT.days,
        "whole": Reliability.of(measured),
        "days": [(day, Reliability.of([day])) for day in measured[:SHOWN]],
        "broken": [(one, length(lasted)) for one, lasted in broken],
        "longest": length(max(lasted for _, lasted in broken)) if broken else "",
        "length": length,
        "quick": quick,
    }
    return page(request, "public/reliability.html", context)


def length(time: timedelta) -> str:
    """This function will return a length of time in whole minutes: 3 天 2 小时, 1 小时 5 分钟, 不到 1 分钟."""
    hours, minutes = divmod(int(time.total_seconds()) // 60, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "天"), (hours, "小时"), (minutes, "分钟")]
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "不到 1 分钟"


def quick(milliseconds: int | None) -> str:
    """This function will return within what time pages came: 200 毫秒以内, 2 秒以内."""
    if milliseconds is None:
        return "没有打开"
    return f"{milliseconds} 毫秒以内" if milliseconds < 1000 else f"{milliseconds // 1000} 秒以内"
