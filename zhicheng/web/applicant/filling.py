"""生成评审表: the red boxes are filled in place, each box saves itself; the whole form works without JavaScript."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from zhicheng.applications import operations
from zhicheng.applications.comparison import all_changes, earlier, new_rows
from zhicheng.applications.models import Application
from zhicheng.applications.reading import Reading
from zhicheng.applications.registry import kind_of
from zhicheng.applications.sections import sections
from zhicheng.applications.steps import answer
from zhicheng.core import clock
from zhicheng.web.applicant import drafts
from zhicheng.web.applicant.box import Box
from zhicheng.web.applicant.differences import KEEP, Difference
from zhicheng.web.applicant.gates import editable_case, load
from zhicheng.web.applicant.pages import case_title, case_url, form_title, journey, show
from zhicheng.web.applicant.parts import keep_theirs, page_marks
from zhicheng.web.applicant.sheet import Sheet, draft_sheet
from zhicheng.web.applicant.typed import sending_of
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import is_htmx, page

WAS = "was."  # + name of a box: what it said when the page was opened, as a digest


@require_GET
@editable_case
def form(request: SignedInRequest, application: Application) -> HttpResponse:
    if not kind_of(application).completes_form:
        raise Http404
    at = clock.now()
    reading = Reading(application, at=at)
    made, then = sections(reading), earlier(application)
    new = new_rows(then, application, made) if then else frozenset()
    compared = {"then": then, "changes": all_changes(then, application, made) if then else []}
    return _page(request, application, draft_sheet(reading, made=made, new=new), at, compared=compared)


@require_POST
@editable_case
def fill(request: SignedInRequest, application: Application) -> HttpResponse:
    """Keeps what was filled in: one box when htmx asks with ?box=, else all of them, and then goes on."""
    at, goes_on = clock.now(), request.POST.get("do") == "next"
    typed = typed_in(request, application)
    if "whole" in request.POST:
        raw = {key_of(name): [text] for name, text in typed.items()}
        return keep_theirs(request, application, operations.BOXES, raw=raw, at=at)
    kept = application.content.supplements
    for name in typed:  # of two versions, the other was chosen
        if request.POST.get(f"{KEEP}{name}") == "theirs":
            typed[name] = kept.get(key_of(name), "")
    sheet = draft_sheet(Reading(application, at=at), typed=typed, is_asked=goes_on)
    boxes = [box for box in sheet.boxes if box.name in typed]
    single = sheet.box(request.GET["box"]) if is_htmx(request) and "box" in request.GET else None
    if single is None and is_htmx(request) and "box" in request.GET:
        raise Http404
    found = _keep(request, application, boxes, at)
    if single is not None:
        return _box(request, single, sheet, at, is_disputed=bool(found))
    if found:
        return _page(request, load(request, application.number), sheet, at, found=found, status=409)
    if sheet.errors:
        return _page(request, load(request, application.number), sheet, at, status=422)
    return redirect("applicant:submit" if goes_on else "applicant:form", application.number)


def _keep(request: SignedInRequest, application: Application, boxes: list[Box], at: datetime) -> list[Difference]:
    """Keeps the boxes, or puts them into the history and returns those that another page filled in otherwise."""
    values, sending = {box.key: box.value for box in boxes}, sending_of(request)
    if not values:
        return []
    person: dict[str, Any] = {"application": application, "actor": request.user, "at": at}
    try:
        operations.supplement(values=values, was=was_of(request), sending=sending, **person)
    except operations.Conflict as dispute:
        raw = {key: [text] for key, text in values.items()}
        operations.set_aside(key=operations.BOXES, said={"raw": raw}, page=sending.page, **person)
        kept = load(request, application.number).content.supplements
        disputed = [box for box in boxes if box.key in dispute.boxes]
        return [Difference(box.name, box.named, box.value, kept.get(box.key, "")) for box in disputed]
    application.content.saved_at = at
    return []


@require_POST
def draft(request: HttpRequest, number: str) -> HttpResponseBase:
    """Autosave of the boxes while one types; a box that is left saves itself and turns blue."""

    def said(request: SignedInRequest, held: Application) -> tuple[str, drafts.Said]:
        return operations.BOXES, {"raw": {key_of(name): [text] for name, text in typed_in(request, held).items()}}

    def keep(request: SignedInRequest, held: Application, at: datetime) -> int:
        values = {key_of(name): text for name, text in typed_in(request, held).items()}
        sending = sending_of(request, is_draft=True)
        operations.autosave_boxes(held=held, values=values, was=was_of(request), sending=sending, at=at)
        return answer(held, operations.BOXES).version

    return drafts.answer(request, number, keep, said)


def typed_in(request: HttpRequest, application: Application) -> dict[str, str]:
    """This function will return the texts of the boxes that were sent, by the names of their controls."""
    blanks = {blank.key: blank for blank in kind_of(application).blanks}
    return {
        name: tidy(str(text), is_long=blanks[key].is_long)
        for name, text in request.POST.items()
        if (key := name.split("-")[0]) in blanks and request.GET.get("box", name) == name
    }


def was_of(request: HttpRequest) -> dict[str, str]:
    """This function will return the digest of what each box said when the page was opened."""
    sent = [(name.removeprefix(WAS), str(text)) for name, text in request.POST.items() if name.startswith(WAS)]
    return {key_of(name): text for name, text in sent}


def key_of(name: str) -> str:
    """This function will return the key of the box whose control has this name."""
    return name.replace("-", ".")


def tidy(text: str, *, is_long: bool) -> str:
    """This function will return typed text with line breaks as one character; a one-line box has none."""
    lines = text.strip().replace("\t", " ").splitlines()
    return ("\n" if is_long else " ").join(lines)


def _box(request: SignedInRequest, box: Box, sheet: Sheet, at: datetime, *, is_disputed: bool) -> HttpResponse:
    context = {"box": box, "sheet": sheet, "fill": request.path, "at": at}
    was = request.POST.get(f"{WAS}{box.name}", "") if is_disputed else operations.text_digest(box.value)
    words = {"elsewhere": drafts.ELSEWHERE if is_disputed else "", "was": was}
    return page(request, "applicant/box.html", {**context, **words}, status=409 if is_disputed else 200)


def _page(
    request: SignedInRequest,
    application: Application,
    sheet: Sheet,
    at: datetime,
    *,
    found: list[Difference] | None = None,
    status: int = 200,
    compared: Mapping[str, object] | None = None,
) -> HttpResponse:
    kept = application.content.supplements
    context = {
        "case": case_url(application),
        "title": case_title(application),
        "journey": journey(application, "form"),
        "kind": kind_of(application),
        "heading": form_title(kind_of(application)),
        "sheet": sheet,
        "fill": f"{case_url(application)}form/fill/",
        "differences": found or [],
        "draft": f"{case_url(application)}form/draft/",
        "history": f"{case_url(application)}info/{operations.BOXES}/history/",
        "was": {box.name: operations.text_digest(kept.get(box.key, "")) for box in sheet.boxes},
        **page_marks(application, operations.BOXES),
        "then": None,
        **(compared or {}),
    }
    return show(request, "applicant/form.html", context, status=status)
