"""生成评审表: the red boxes are filled in place, each box saves itself; the whole form works without JavaScript."""

from collections.abc import Mapping
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from zhicheng.applications import operations
from zhicheng.applications.comparison import all_changes, earlier, new_rows
from zhicheng.applications.models import Application
from zhicheng.applications.registry import kind_of
from zhicheng.applications.sections import sections
from zhicheng.core import clock
from zhicheng.web.applicant.box import Box
from zhicheng.web.applicant.gates import editable_case
from zhicheng.web.applicant.pages import case_title, case_url, journey, saved_words, show
from zhicheng.web.applicant.sheet import Sheet, draft_sheet
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import is_htmx, page


@require_GET
@editable_case
def form(request: SignedInRequest, application: Application) -> HttpResponse:
    at = clock.now()
    made, then = sections(application, at=at), earlier(application)
    new = new_rows(then, application, made) if then else frozenset()
    compared = {"then": then, "changes": all_changes(then, application, made) if then else []}
    return _page(request, application, draft_sheet(application, at=at, made=made, new=new), at, compared=compared)


@require_POST
@editable_case
def fill(request: SignedInRequest, application: Application) -> HttpResponse:
    """Keeps what was filled in: one box when htmx asks with ?box=, else all of them, and then goes on."""
    at, goes_on = clock.now(), request.POST.get("do") == "next"
    blanks = {blank.key: blank for blank in kind_of(application).blanks}
    typed = {
        name: tidy(str(text), is_long=blanks[key].is_long)
        for name, text in request.POST.items()
        if (key := name.split("-")[0]) in blanks and request.GET.get("box", name) == name
    }
    sheet = draft_sheet(application, at=at, typed=typed, is_asked=goes_on)
    _keep(request, application, [box for box in sheet.boxes if box.name in typed], at)
    if is_htmx(request) and "box" in request.GET:
        box = sheet.box(request.GET["box"])
        if box is None:
            raise Http404
        return page(request, "applicant/box.html", {"box": box, "sheet": sheet, "fill": request.path, "at": at})
    if sheet.errors:
        return _page(request, application, sheet, at, status=422)
    return redirect("applicant:submit" if goes_on else "applicant:form", application.number)


def _keep(request: SignedInRequest, application: Application, boxes: list[Box], at: datetime) -> None:
    values = {box.key: box.value for box in boxes}
    if values:
        operations.supplement(application=application, values=values, actor=request.user, at=at)
        application.content.saved_at = at


def tidy(text: str, *, is_long: bool) -> str:
    """This function will return typed text with line breaks as one character; a one-line box has none."""
    lines = text.strip().replace("\t", " ").splitlines()
    return ("\n" if is_long else " ").join(lines)


def _page(
    request: SignedInRequest,
    application: Application,
    sheet: Sheet,
    at: datetime,
    *,
    status: int = 200,
    compared: Mapping[str, object] | None = None,
) -> HttpResponse:
    context = {
        "case": case_url(application),
        "title": case_title(application),
        "journey": journey(application, "form"),
        "sheet": sheet,
        "fill": f"{case_url(application)}form/fill/",
        "saved": saved_words(application.content.saved_at, at),
        "then": None,
        **(compared or {}),
    }
    return show(request, "applicant/form.html", context, status=status)
