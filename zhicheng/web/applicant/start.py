"""/my/apply/<kind>/: who can, what it takes, by when; then a draft is opened."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from zhicheng.applications import operations
from zhicheng.applications.forms import StartForm
from zhicheng.applications.kind import Kind
from zhicheng.applications.models import OPEN, Application
from zhicheng.applications.registry import get_kind
from zhicheng.calls.models import Call, FilingWindow
from zhicheng.core import clock
from zhicheng.core.moments import days_left, moment
from zhicheng.eligibility.modes import crossover_words
from zhicheng.eligibility.queries import crossover_rules, mode_rules
from zhicheng.organizations.queries import help_desk, open_affiliation
from zhicheng.reference.models import Mode
from zhicheng.reference.queries import MINUTE
from zhicheng.web.applicant import selfcheck
from zhicheng.web.applicant.pages import case_title, case_url, handed_on, journey_steps, notices_of, show
from zhicheng.web.gates import SignedInRequest, signed_in
from zhicheng.web.guide import legs
from zhicheng.web.page import go

NUMERALS = "零一两三四"  # of steps


@dataclass(frozen=True)
class Opening:
    """A committee, or a region, that takes cases now, and until when."""

    name: str
    source: str
    year: int
    until: str  # "": all year
    left: str
    href: str  # where its notice is found; "" for none


@dataclass(frozen=True)
class Way:
    """A 申报方式: who may file so, what he hands in besides, and by which text."""

    name: str
    who: str
    asks: str
    levels: str  # which 职业技能等级 opens which level
    source: str


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def start(request: SignedInRequest, kind: str) -> HttpResponse:
    try:
        found = get_kind(kind)
    except KeyError:
        raise Http404 from None
    at, affiliation = clock.now(), open_affiliation(request.user)
    region = affiliation.unit.region if affiliation else None
    data = request.POST if request.method == "POST" else None
    form = found.starts(data, kind=kind, person=request.user, region=region, at=at)
    refusal = found.refuses(request.user, form.years[0], at) if form.years else ""
    if request.method == "POST" and form.years and form.is_valid():
        try:
            return open_case(request, found, form, at)
        except operations.MayNotStart as problem:
            refusal = str(problem)
        except operations.NotOpen:  # closed while the page was open
            form = found.starts(data, kind=kind, person=request.user, region=region, at=at)
    opened = Application.objects.filter(applicant=request.user, kind=kind, status__in=OPEN).order_by("-pk").first()
    context: dict[str, object] = {
        "kind": found,
        "legs": legs(found),
        "form": form,
        "openings": [opening(period, at) for period in form.periods],
        "opened": (case_title(opened), case_url(opened)) if opened else None,
        "refusal": refusal,
        "lacks_unit": found.needs_unit and affiliation is None,
        "steps": journey_steps(found),
        "count": NUMERALS[len(journey_steps(found))],
        "desk": help_desk(region.code, on=timezone.localdate(at)) if region else None,
        "ways": ways(form),
        **self_check(request, found, form, at),
    }
    check = context["check"]
    is_wrong = form.is_bound or (isinstance(check, selfcheck.SelfCheckForm) and bool(check.errors))
    return show(request, "applicant/start.html", context, status=422 if is_wrong else 200)


def ways(start: StartForm) -> list[Way]:
    """This function will return who may file in which way, where the kind asks it; two statements a minute."""
    if "mode" not in start.fields or not start.years:
        return []
    year = start.years[0]
    return cache.get_or_set(f"ways:{year}", lambda: ways_of(year), MINUTE) or []


def ways_of(year: int) -> list[Way]:
    """This function will return who may file in which way in the review year."""
    rules = mode_rules(year=year)
    levels = {Mode.CROSSOVER: "；".join(map(crossover_words, crossover_rules(year=year)))}
    return [
        Way(str(mode.label), rules[mode].who, rules[mode].asks, levels.get(mode, ""), rules[mode].source)
        for mode in Mode
        if mode in rules
    ]


def self_check(request: SignedInRequest, kind: Kind, start: StartForm, at: datetime) -> dict[str, object]:
    """This function will return 我能不能申报 of the page: its form and what it found; nothing where none is offered."""
    if not selfcheck.offers(kind, start):
        return {"check": None}
    asked = {"series", "target"} & {*request.GET}
    check = selfcheck.SelfCheckForm(request.GET if asked else None, start=start)
    return {
        "check": check,
        "advice": selfcheck.checked(kind, check, person=request.user, year=start.years[0], at=at),
        "year": start.years[0],
    }


def open_case(request: SignedInRequest, kind: Kind, form: StartForm, at: datetime) -> HttpResponse:
    """This function will open the draft and lead to it, or to the one that is open already.

    It raises operations.MayNotStart or NotOpen.
    """
    begins = form.chosen()
    try:
        application = operations.start(
            kind=kind.key,
            applicant=request.user,
            year=begins.year,
            level=begins.level,
            mode=begins.mode,
            at=at,
        )
    except operations.AlreadyOpen as opened:
        application = opened.application
        messages.info(request, f"{case_title(application)}已经开始办理，申报编号 {application.number}，在这里继续。")
        return go(request, f"{case_url(application)}{handed_on(request)}")
    first, _ = journey_steps(kind)[0]
    return go(request, f"{case_url(application)}{first}/{handed_on(request)}")


def opening(period: Call | FilingWindow, at: datetime) -> Opening:
    """This function will return a call or a window as the page lists it."""
    until, year = period.extended_until or period.submit_until, period.year_id
    given = "已为您延期，" if period.extended_until else ""
    left = f"{given}还有 {days_left(until, at)} 天" if until else ""
    end = moment(until) if until else ""
    if isinstance(period, Call):
        return Opening(period.committee.name, period.notice, year, end, left, notices_of(period))
    return Opening(period.region.name, period.source, year, end, left, "")
