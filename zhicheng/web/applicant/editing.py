"""One row of a part, changed on a page of its own; until 保存修改 what is typed is kept beside the row."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from zhicheng.applications import operations
from zhicheng.applications.kind import RecordStep
from zhicheng.applications.models import Application
from zhicheng.applications.reading import LOOKED_AT, Reading
from zhicheng.applications.steps import Answer, answer, row_key
from zhicheng.core import clock
from zhicheng.dossier.models import Record
from zhicheng.dossier.operations import Refused
from zhicheng.dossier.queries import heading
from zhicheng.web.applicant.differences import Difference, chosen, differences, is_chosen, of_row
from zhicheng.web.applicant.entries import Entry, half_typed, raw_of_row, retyped, sent, written
from zhicheng.web.applicant.evidence import own_files
from zhicheng.web.applicant.gates import editable_case, load
from zhicheng.web.applicant.pages import show, step_url
from zhicheng.web.applicant.parts import frame, keep_theirs, page_marks
from zhicheng.web.applicant.records import near_url, own_row, refuse, refused, window_context
from zhicheng.web.applicant.rows import locked_words
from zhicheng.web.applicant.typed import sending_of
from zhicheng.web.applicant.ways import brought, set_out, way_of
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import go


@require_http_methods(["GET", "HEAD", "POST"])
@editable_case
def edit(request: SignedInRequest, application: Application, key: str, pk: int) -> HttpResponse:
    step, row = own_row(application, key, pk)
    if locked := locked_words(row, "修改"):
        return refused(request, application, step, locked)
    if request.method != "POST":
        return _page(request, application, step, row)
    at, theirs = clock.now(), _kept(application, step, row)
    window = step.window(Reading(application, at=at, lists=LOOKED_AT))
    if "discard" in request.POST:
        return _drop(request, application, step, row, at=at)
    entry, way = sent(request, application, step, window, at=at), way_of(request, application)
    if "whole" in request.POST:
        return keep_theirs(request, application, row_key(step, pk), raw=entry.raw, at=at)
    mine = Answer(sending_of(request).version, entry.raw, (), none=False)
    if is_chosen(request.POST) and mine.version == theirs.version:
        entry = retyped(
            entry, chosen(request.POST, mine, theirs, step.form.base_fields).raw, application, window, at=at
        )
    valid, found = _settle(request, application, step, row, entry, sets_out=bool(way), at=at)
    if way and not found:
        return set_out(request, application, step, way, row=pk, at=at)
    if found or not valid:
        application = load(request, application.number)
        return _page(request, application, step, row, entry, found, status=409 if found else 422)
    messages.success(request, f"{heading(row)[0]}已修改")
    return go(request, step_url(application, step))


def _kept(application: Application, step: RecordStep, row: Record) -> Answer:
    """What is typed over the row, else the row itself."""
    kept = answer(application, row_key(step, row.pk))
    return kept if kept.raw else replace(kept, raw=raw_of_row(row, step))


def _settle(
    request: SignedInRequest,
    application: Application,
    step: RecordStep,
    row: Record,
    entry: Entry,
    *,
    sets_out: bool,
    at: datetime,
) -> tuple[bool, list[Difference]]:
    """Changes the row, or keeps what is typed when it is wrong or waits; tells whether it is valid, or what differs."""
    valid, sending, key = not sets_out and entry.is_valid(), sending_of(request), row_key(step, row.pk)
    common: dict[str, Any] = {"application": application, "step": step, "actor": request.user, "at": at}
    while True:
        try:
            if valid:
                fields, files = entry.form.cleaned_data, entry.files
                operations.add_record(fields=fields, evidence=files, pk=row.pk, sending=sending, **common)
            else:
                operations.keep_change(pk=row.pk, raw=entry.raw, sending=sending, **common)
        except operations.Repeated:
            return valid, []
        except operations.Conflict:
            now, own = load(request, application.number), own_row(application, step.key, row.pk)[1]
            theirs = _kept(now, step, own)
            found = differences(*(of_row(step, now, raw, at=at) for raw in (entry.raw, theirs.raw)))
            if found:
                said = {"raw": entry.raw}
                page = sending.page
                operations.set_aside(application=now, key=key, said=said, page=page, actor=request.user, at=at)
                return valid, found
            sending = replace(sending, version=theirs.version)
        except Refused as problem:
            valid = refuse(entry, problem)
            sending = replace(sending, digest="")
        else:
            return valid, []


def _drop(
    request: SignedInRequest, application: Application, step: RecordStep, row: Record, *, at: datetime
) -> HttpResponse:
    operations.drop_change(application=application, step=step, pk=row.pk, actor=request.user, at=at)
    messages.info(request, f"{heading(row)[0]}没有修改")
    return go(request, step_url(application, step))


def _page(
    request: SignedInRequest,
    application: Application,
    step: RecordStep,
    row: Record,
    entry: Entry | None = None,
    found: list[Difference] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    at = clock.now()
    window = step.window(Reading(application, at=at, lists=LOOKED_AT))
    kept = answer(application, row_key(step, row.pk))
    if entry is None and kept.raw:
        there = own_files(application.applicant, [*kept.raw.get("kept", []), *brought(request)])
        entry = half_typed(step, window, kept.raw, there, at=at)
    context = {
        **frame(application, step),
        **window_context(window),
        "draft": f"{step_url(application, step)}{row.pk}/draft/",
        "history": f"{step_url(application, step)}history/?row={row.pk}",
        **page_marks(application, row_key(step, row.pk)),
        "near": f"{near_url(application, step)}?row={row.pk}",
        "entry": entry or written(row, step, window, more=brought(request), at=at),
        "is_half_typed": bool(kept.raw) and status == 200,
        "differences": found or [],
    }
    return show(request, "applicant/record.html", context, status=status)
