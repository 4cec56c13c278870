"""/my/unit/ 人事管理单位: found as people write it, chosen once; the 主管单位 follows from it."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from zhicheng.accounts.models import User
from zhicheng.applications import operations
from zhicheng.applications.models import OPEN, Application
from zhicheng.applications.registry import kind_of
from zhicheng.applications.steps import answer
from zhicheng.core import clock
from zhicheng.dossier.models import Profile
from zhicheng.notifications.queries import unread_of
from zhicheng.organizations.models import Organization
from zhicheng.organizations.operations import AlreadyAffiliated, NotAUnit
from zhicheng.organizations.queries import (
    help_desk,
    nonpublic_windows,
    open_affiliation,
    search_units,
    unit_requests,
)
from zhicheng.web.applicant.gates import editable_case, person_of
from zhicheng.web.applicant.pages import case_title, case_url, change_url, finds_unit, show, way_back
from zhicheng.web.gates import SignedInRequest, signed_in
from zhicheng.web.page import go


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def unit(request: SignedInRequest) -> HttpResponse:
    """Search, choose, confirm; once chosen it is only shown."""
    back = way_back(request)
    person = person_of(request)
    affiliation = open_affiliation(person)
    if affiliation is not None:
        change = change_url() if person == request.user else ""
        context = {"unit": affiliation.unit, "back": back, "change": change}
        return show(request, "applicant/unit_chosen.html", context)
    if request.method == "POST":
        return choose(request, back)
    chosen = unit_of(request.GET.get("unit", ""))
    if chosen is not None:
        return show(request, "applicant/unit_confirm.html", {"unit": chosen, "back": back})
    return search(request, back)


@require_http_methods(["GET", "HEAD", "POST"])
@editable_case
def new_unit(request: SignedInRequest, application: Application) -> HttpResponse:
    """The same search for the unit that a case asks for; what is picked stands in its request."""
    step, back = kind_of(application).request, f"{case_url(application)}request/"
    if not finds_unit(kind_of(application)):
        raise Http404
    title = case_title(application)
    if request.method != "POST":
        return search(request, back, picks_for=title)
    chosen = unit_of(request.POST.get("unit", ""))
    if chosen is None:
        return search(request, back, picks_for=title, is_wrong=True)
    raw = {**answer(application, step.key).raw, "unit": [str(chosen.pk)]}
    operations.save_step(application=application, step=step, raw=raw, actor=request.user, at=clock.now())
    return redirect("applicant:request", application.number)


def search(request: SignedInRequest, back: str, *, picks_for: str = "", is_wrong: bool = False) -> HttpResponse:
    """This function will show the search with what it found, and where to turn when nothing was.

    `picks_for` is the title of the case that asks for the unit.
    """
    text = (request.POST.get("q") or request.GET.get("q", "")).strip()
    context = {
        "picks": picks_for,
        "here": request.path,
        "text": text[:100],
        "found": search_units(text),
        "not_chosen": "unit" in request.GET or is_wrong,
        "asked": unit_requests(request.user)[:1],
        "back": back,
        **help_for(request.user, profile_of(request)),
    }
    return show(request, "applicant/unit.html", context, status=422 if context["not_chosen"] else 200)


@dataclass(frozen=True)
class Window:
    """A 非公申报点, with the specialties it serves ("" for all)."""

    unit: Organization
    serves: str


def help_for(person: User, profile: Profile | None) -> dict[str, object]:
    """This function will return where a person turns whose unit is not found (提示1): the help desk, the windows.

    By the region he lives in, and by the specialty of his draft where that is chosen.
    """
    region = profile.region if profile else ""
    drafts = Application.objects.filter(applicant=person, status__in=OPEN, specialty__isnull=False)
    draft = drafts.select_related("specialty").order_by("-pk").first()
    windows = nonpublic_windows(region_code=region, specialty=draft.specialty if draft else None)
    return {
        "desk": help_desk(region, on=timezone.localdate(clock.now())),
        "windows": [
            Window(unit, "、".join(sorted(one.name for one in unit.serves_specialties.all())))
            for unit in windows.prefetch_related("serves_specialties")
        ],
    }


def choose(request: SignedInRequest, back: str) -> HttpResponse:
    """This function will make the confirmed unit the person's, once."""
    chosen = unit_of(request.POST.get("unit", ""))
    try:
        if chosen is None:
            raise NotAUnit
        operations.choose_unit(person=request.user, unit=chosen, at=clock.now())
    except NotAUnit:
        messages.error(request, "这个单位现在不能选用，重新查找一次。")
        return go(request, f"/my/unit/?next={back}")
    except AlreadyAffiliated:  # in another window
        return go(request, f"/my/unit/?next={back}")
    messages.success(request, f"人事管理单位已选定：{chosen.name}")
    return go(request, back)


def unit_of(text: str) -> Organization | None:
    """This function will return the unit that was picked, with its 主管单位, or None."""
    if not text.isdecimal() or len(text) > 18:
        return None
    return Organization.objects.units().select_related("parent", "region").filter(pk=int(text)).first()


def profile_of(request: SignedInRequest) -> Profile | None:
    """This function will return what the person said of himself when he registered, or None.

    One statement, with how many messages he has not opened.
    """
    profile = Profile.objects.filter(owner=request.user).annotate(unread=unread_of("owner")).first()
    if profile is not None:
        request.unread = profile.unread
    return profile
