"""A part that is a list of rows: choose from 入库信息, tick one's own, add, edit, delete."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from zhicheng.applications import operations
from zhicheng.applications.forms import Raw
from zhicheng.applications.kind import RecordStep
from zhicheng.applications.models import Application
from zhicheng.applications.reading import Reading, looked_at
from zhicheng.applications.steps import Answer, answer, row_key
from zhicheng.core import clock
from zhicheng.dossier.models import Record
from zhicheng.dossier.operations import Duplicate, Refused
from zhicheng.dossier.queries import heading
from zhicheng.eligibility.windows import Window
from zhicheng.web.applicant.differences import Difference, chosen, differences, is_chosen, words_of
from zhicheng.web.applicant.entries import Entry, drafted, retyped, sent
from zhicheng.web.applicant.gates import load, own_editable_case
from zhicheng.web.applicant.pages import show, step_url
from zhicheng.web.applicant.parts import find, frame, keep_theirs, leave
from zhicheng.web.applicant.rows import listed, locked_words, window_words
from zhicheng.web.applicant.typed import raw_of, sending_of
from zhicheng.web.applicant.ways import brought, set_out, way_of
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import go


def record_step(request: SignedInRequest, application: Application, step: RecordStep) -> HttpResponse:
    """This function will show the rows of a part, or keep the choice and the row that was typed, and go on."""
    at = clock.now()
    reading = Reading(application, at=at, lists=looked_at(step))
    window = step.window(reading)
    if request.method != "POST":
        entry = drafted(application, step, window, more=brought(request), at=at)
        return _list(request, reading, step, window, entry, answer(application, step.key).ticked)
    entry, way = sent(request, application, step, window, at=at), way_of(request, application)
    mine = _said(request, step, entry.raw)
    if "whole" in request.POST:
        said = {"ticked": list(mine.ticked), "none": mine.none}
        return keep_theirs(request, application, step.key, raw=mine.raw, at=at, **said)
    kept = answer(application, step.key)
    if is_chosen(request.POST) and mine.version == kept.version:
        mine = chosen(request.POST, mine, kept, step.form.base_fields)
        entry = retyped(entry, mine.raw, application, window, at=at)
    valid, found = _settle(request, application, step, entry, mine, sets_out=bool(way), at=at)
    if way and not found:
        return set_out(request, application, step, way, at=at)
    if found or not valid:
        now = Reading(load(request, application.number, joined=()), at=at, lists=reading.lists)
        return _list(request, now, step, window, entry, mine.ticked, found=found, status=409 if found else 422)
    return leave(request, application.number, step, at=at)


def _said(request: SignedInRequest, step: RecordStep, raw: Raw) -> Answer:
    none = "none" in request.POST and not step.required
    return Answer(sending_of(request).version, raw, tuple(sorted(ticked(request.POST))), none)


def _settle(
    request: SignedInRequest,
    application: Application,
    step: RecordStep,
    entry: Entry,
    mine: Answer,
    *,
    sets_out: bool,
    at: datetime,
) -> tuple[bool, list[Difference]]:
    """Saves the choice and the row; tells whether the row is valid, or in what another page's version differs.

    Who sets out for files comes back to the row: it waits as it is.
    """
    adds = "use" not in request.POST and (entry.is_touched or sets_out)
    valid, sending = not sets_out and (not adds or entry.is_valid()), sending_of(request)
    mine = mine if adds else replace(mine, raw={})
    while True:
        try:
            _write(request, application, step, entry if adds and valid else None, mine, sending, at)
        except operations.Repeated:
            return valid, []
        except operations.Conflict:
            theirs = answer(load(request, application.number), step.key)
            found = differences(*(words_of(step, application, one, at=at) for one in (mine, theirs)))
            if found and not theirs.is_empty:
                return valid, _disagree(request, application, step.key, mine, found, at)
            sending = replace(sending, version=theirs.version)
        except Refused as problem:
            valid = refuse(entry, problem)
            sending = replace(sending, digest="")  # clicked again, it is refused again
        else:
            return valid, []


def _write(
    request: SignedInRequest,
    application: Application,
    step: RecordStep,
    entry: Entry | None,
    mine: Answer,
    sending: operations.Sending,
    at: datetime,
) -> None:
    """Keeps the choice, and adds the row or keeps it half typed."""
    if entry is not None:
        _add(application, step, entry, person=request, pk=None, at=at, chosen=mine.ticked, sending=sending)
        return
    operations.choose_records(
        application=application,
        step=step,
        ticked=mine.ticked,
        none=mine.none,
        raw=mine.raw,
        actor=request.user,
        at=at,
        sending=sending,
    )


def _disagree(
    request: SignedInRequest, application: Application, key: str, mine: Answer, found: list[Difference], at: datetime
) -> list[Difference]:
    """What this page says goes into the history, whatever is chosen afterwards."""
    said = {"raw": mine.raw, "ticked": list(mine.ticked), "none": mine.none}
    page = sending_of(request).page
    operations.set_aside(application=application, key=key, said=said, page=page, actor=request.user, at=at)
    return found


def _add(
    application: Application,
    step: RecordStep,
    entry: Entry,
    *,
    person: SignedInRequest,
    pk: int | None,
    at: datetime,
    sending: operations.Sending,
    chosen: tuple[int, ...] | None = None,
) -> None:
    operations.add_record(
        application=application,
        step=step,
        fields=entry.form.cleaned_data,
        evidence=entry.files,
        pk=pk,
        actor=person.user,
        at=at,
        chosen=chosen,
        sending=sending,
    )


def autosave(
    request: SignedInRequest, held: Application, step: RecordStep, pk: int, *, sending: operations.Sending, at: datetime
) -> int:
    """This function will keep the half-typed row and the ticks, or with `pk` what is typed over that row, unvalidated.

    The caller holds the case. It returns the new version and raises Conflict, Repeated or Http404.
    """
    key, what = said(request, step, pk)
    if not pk:
        return operations.autosave_rows(held=held, step=step, sending=sending, at=at, **what)
    if not step.model.objects.of(held.applicant_id).filter(pk=pk).exists():
        raise Http404
    return operations.autosave(held=held, key=key, raw=what["raw"], sending=sending, at=at)


def said(request: SignedInRequest, step: RecordStep, pk: int) -> tuple[str, dict[str, Any]]:
    """This function will return the key of what the page fills in, and what it says."""
    raw = raw_of(request.POST, step.form.base_fields, "kept")
    if pk:
        return row_key(step, pk), {"raw": raw}
    mine = _said(request, step, raw)
    return step.key, {"raw": raw, "ticked": list(mine.ticked), "none": mine.none}


@require_http_methods(["GET", "HEAD", "POST"])
@own_editable_case
def delete(request: SignedInRequest, application: Application, key: str, pk: int) -> HttpResponse:
    """Asks once, then deletes."""
    step, row = own_row(application, key, pk)
    title, detail = heading(row)
    try:
        if locked := locked_words(row, "删除"):
            return refused(request, application, step, locked)
        if request.method == "POST":
            operations.remove_record(application=application, step=step, pk=pk, actor=request.user, at=clock.now())
            messages.success(request, f"{title}已删除")
            return go(request, step_url(application, step))
    except Refused as problem:  # submitted with another case in the meantime
        return refused(request, application, step, str(problem))
    context = {**frame(application, step), "noun": step.model.noun, "title": title, "detail": detail}
    return show(request, "applicant/record_delete.html", context)


def own_row(application: Application, key: str, pk: int) -> tuple[RecordStep, Record]:
    """This function will return a part and the person's row in it, or raise Http404."""
    step = find(application, key)
    if not isinstance(step, RecordStep):
        raise Http404
    row = step.model.objects.of(application.applicant_id).filter(pk=pk).prefetch_related("evidence").first()
    if row is None:
        raise Http404
    return step, row


def ticked(posted: QueryDict) -> set[int]:
    """This function will return the ids of the rows that are ticked; what is no id is left out."""
    ids = [*posted.getlist("ticked"), *posted.getlist("use")]
    return {int(text) for text in ids if text.isdecimal() and len(text) < 19}


def refuse(entry: Entry, problem: Refused) -> bool:
    """This function will say in the form why the row was not saved, and offer the one there is; it returns False."""
    entry.refuse(str(problem))
    if isinstance(problem, Duplicate):
        entry.duplicate = problem.existing
    return False


def refused(request: SignedInRequest, application: Application, step: RecordStep, words: str) -> HttpResponse:
    """This function will answer why a row cannot be changed (409)."""
    context = {**frame(application, step), "words": words}
    return show(request, "applicant/record_refused.html", context, status=409)


def _list(
    request: SignedInRequest,
    reading: Reading,
    step: RecordStep,
    window: Window | None,
    entry: Entry,
    ticks: tuple[int, ...],
    *,
    found: list[Difference] | None = None,
    status: int = 200,
) -> HttpResponse:
    application, rows = reading.application, listed(reading, step, window, ticks)
    context = {
        **frame(application, step),
        **window_context(window),
        "archived": rows.archived,
        "own": rows.own,
        "used": rows.used,
        "then": rows.then,
        "changes": rows.changes,
        "hints": [hint for hint in step.hints(reading) if hint.ok is not True],
        "near": near_url(application, step),
        "has_none": answer(application, step.key).none,
        "entry": entry,
        "beside": step.beside(application),
        "differences": found or [],
    }
    return show(request, "applicant/records.html", context, status=status)


def near_url(application: Application, step: RecordStep) -> str:
    """This function will return where rows that may say the same as the one being typed are found."""
    return reverse("applicant:similar", args=[application.number, step.key])


def window_context(window: Window | None) -> dict[str, str]:
    """This function will return how the days in which a row counts are told."""
    return {"window": window_words(window), "because": window.because if window else ""}
