"""A part that is a list of rows: choose from 入库信息, tick one's own, add, edit, delete."""

from collections.abc import Set
from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from zhicheng.applications import operations
from zhicheng.applications.kind import RecordStep
from zhicheng.applications.models import Application
from zhicheng.applications.steps import answer
from zhicheng.core import clock
from zhicheng.dossier.models import Record
from zhicheng.dossier.operations import Duplicate, Refused
from zhicheng.dossier.queries import heading
from zhicheng.eligibility.windows import Window
from zhicheng.web.applicant.entries import Entry, drafted, sent, written
from zhicheng.web.applicant.gates import editable_case, load
from zhicheng.web.applicant.pages import show, step_url
from zhicheng.web.applicant.parts import find, frame, leave
from zhicheng.web.applicant.rows import listed, locked_words, window_words
from zhicheng.web.applicant.typed import is_repeated, new_key, raw_of, remember, version_of
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import go


def record_step(request: SignedInRequest, application: Application, step: RecordStep) -> HttpResponse:
    """This function will show the rows of a part, or keep the choice and the row that was typed, and go on."""
    at, window = clock.now(), step.window(application)
    if request.method != "POST":
        entry = drafted(application, step, window, at=at)
        return _list(request, application, step, window, entry, answer(application, step.key).ticked)
    entry, ticks = sent(request, step, window, at=at), ticked(request.POST)
    adds = "use" not in request.POST and entry.is_touched
    valid = entry.is_valid() if adds else True
    try:
        _write(request, application.number, step, entry if adds else None, ticks, valid=valid, at=at)
    except operations.Conflict:
        now = answer(application, step.key).ticked
        return _list(request, application, step, window, entry, now, conflict=True, status=409)
    except Refused as problem:
        valid = refuse(entry, problem)
    application = load(request, application.number)
    if not valid:
        return _list(request, application, step, window, entry, ticks, status=422)
    return leave(request, application, step, at=at)


@transaction.atomic
def _write(
    request: SignedInRequest,
    number: str,
    step: RecordStep,
    entry: Entry | None,
    ticks: Set[int],
    *,
    valid: bool,
    at: datetime,
) -> None:
    """Keeps the choice, and adds the row or keeps it half typed; a repeated click changes nothing."""
    application = load(request, number, lock=True)
    if is_repeated(request):
        return
    kept = answer(application, step.key)
    if version_of(request.POST) != kept.version:
        raise operations.Conflict
    none = "none" in request.POST and not step.required
    person = request.user
    operations.choose_records(application=application, step=step, ticked=sorted(ticks), none=none, actor=person, at=at)
    if entry is not None and valid:
        _add(application, step, entry, person=request, pk=None, at=at)
    else:
        raw = entry.raw if entry else {}
        held = operations.hold(number=number, actor=person)
        operations.autosave(held=held, key=step.key, raw=raw, version=kept.version + 1, at=at)
    if valid:
        remember(request)


def _add(
    application: Application, step: RecordStep, entry: Entry, *, person: SignedInRequest, pk: int | None, at: datetime
) -> None:
    operations.add_record(
        application=application,
        step=step,
        fields=entry.form.cleaned_data,
        evidence=entry.files,
        pk=pk,
        actor=person.user,
        at=at,
    )


def autosave(request: SignedInRequest, held: Application, step: RecordStep, *, version: int, at: datetime) -> int:
    """This function will keep the half-typed row and the ticks, unvalidated, and return the part's new version.

    The caller holds the case. It raises Conflict.
    """
    raw = raw_of(request.POST, step.form.base_fields, "kept")
    person, kept, ticks = request.user, answer(held, step.key), ticked(request.POST)
    none = "none" in request.POST and not step.required
    version = operations.autosave(held=held, key=step.key, raw=raw, version=version, at=at)
    if ticks == {*kept.ticked} and none == kept.none:
        return version
    operations.choose_records(application=held, step=step, ticked=sorted(ticks), none=none, actor=person, at=at)
    return version + 1


@require_http_methods(["GET", "HEAD", "POST"])
@editable_case
def edit(request: SignedInRequest, application: Application, key: str, pk: int) -> HttpResponse:
    step, row = own_row(application, key, pk)
    at, window = clock.now(), step.window(application)
    if locked := locked_words(row, "修改"):
        return refused(request, application, step, locked)
    if request.method != "POST":
        return _one(request, application, step, window, written(row, step, window, at=at), pk)
    entry = sent(request, step, window, at=at)
    valid = entry.is_valid()
    if valid:
        try:
            _rewrite(request, application.number, step, entry, pk, at=at)
        except Refused as problem:
            valid = refuse(entry, problem)
    if not valid:
        return _one(request, application, step, window, entry, pk, status=422)
    messages.success(request, f"{heading(row)[0]}已修改")
    return go(request, step_url(application, step))


@transaction.atomic
def _rewrite(request: SignedInRequest, number: str, step: RecordStep, entry: Entry, pk: int, *, at: datetime) -> None:
    application = load(request, number, lock=True)
    if not is_repeated(request):
        _add(application, step, entry, person=request, pk=pk, at=at)
        remember(request)


@require_http_methods(["GET", "HEAD", "POST"])
@editable_case
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
    application: Application,
    step: RecordStep,
    window: Window | None,
    entry: Entry,
    ticks: Set[int] | tuple[int, ...],
    *,
    conflict: bool = False,
    status: int = 200,
) -> HttpResponse:
    rows = listed(application, step, window, ticks)
    context = {
        **frame(application, step),
        **_window(window),
        "archived": rows.archived,
        "own": rows.own,
        "used": rows.used,
        "then": rows.then,
        "changes": rows.changes,
        "hints": [hint for hint in step.hints(application, clock.now()) if hint.ok is not True],
        "near": _near(application, step),
        "has_none": answer(application, step.key).none,
        "entry": entry,
        "conflict": conflict,
        "request_key": new_key(),
    }
    return show(request, "applicant/records.html", context, status=status)


def _one(
    request: SignedInRequest,
    application: Application,
    step: RecordStep,
    window: Window | None,
    entry: Entry,
    pk: int,
    *,
    status: int = 200,
) -> HttpResponse:
    near = f"{_near(application, step)}?row={pk}"
    context = {**frame(application, step), **_window(window), "entry": entry, "near": near, "request_key": new_key()}
    return show(request, "applicant/record.html", context, status=status)


def _near(application: Application, step: RecordStep) -> str:
    return reverse("applicant:similar", args=[application.number, step.key])


def _window(window: Window | None) -> dict[str, str]:
    return {"window": window_words(window), "because": window.because if window else ""}
