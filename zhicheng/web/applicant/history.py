"""历史版本 of a part: when what was changed, each version in words, and the way back to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zhicheng.accounts.models import User
from zhicheng.applications import operations
from zhicheng.applications.kind import RecordStep, Step
from zhicheng.applications.models import Application, StepVersion
from zhicheng.applications.queries import versions_of
from zhicheng.applications.registry import kind_of
from zhicheng.applications.steps import Answer, answer, row_key
from zhicheng.core import clock
from zhicheng.web.applicant.differences import Words, differences, of_row, veiled, words_of
from zhicheng.web.applicant.gates import editable_case, shared_case
from zhicheng.web.applicant.pages import case_title, case_url, show, step_url
from zhicheng.web.applicant.typed import parts_of
from zhicheng.web.applicant.words import moment
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import go

NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Part:
    """What has a history: a part of the case, one row of it that is being edited, or the red boxes."""

    key: str
    title: str
    url: str
    step: Step | None = None

    def labels(self, application: Application) -> Mapping[str, tuple[str, Sequence[str]]]:
        """What is filled in: its label, and under which names it is kept."""
        if self.step is None:
            return {blank.key: (blank.label, [blank.key]) for blank in kind_of(application).blanks}
        fields = self.step.form.base_fields.items()
        return {name: (str(field.label), parts_of(name, field)) for name, field in fields} | {
            "kept": ("证明材料", ["kept"])
        }

    def words(self, application: Application, said: Mapping[str, Any], at: datetime) -> Words:
        """What a version says."""
        raw = said.get("raw", {})
        if self.step is None:
            labels = {blank.key: blank.label for blank in kind_of(application).blanks}
            return {box: (labels.get(box.split(".")[0], box), veiled(texts[0])) for box, texts in raw.items()}
        if "/" in self.key and isinstance(self.step, RecordStep):
            return of_row(self.step, application, raw, at=at)
        whole = Answer(0, raw, tuple(said.get("ticked", ())), said.get("none", False))
        return words_of(self.step, application, whole, at=at)


@dataclass(frozen=True)
class Entry:
    """One version in the list; the one that stands now has no address."""

    when: str
    cause: str
    changes: str
    url: str = ""


def part_of(application: Application, key: str, row: str = "") -> Part:
    """This function will return the part called `key` (of it the row `row`), or raise Http404."""
    case = case_url(application)
    if key == operations.BOXES:
        return Part(key, "补录内容", f"{case}form/")
    kind = kind_of(application)
    step = next((step for step in kind.steps if step.key == key), None)
    if step is None:
        raise Http404
    if step is kind.request:
        return Part(key, step.title, f"{case}request/", step)
    if isinstance(step, RecordStep) and row.isdecimal() and len(row) < 19:
        url = f"{step_url(application, step)}{row}/"
        return Part(row_key(step, int(row)), f"{step.title}中正在修改的一条", url, step)
    return Part(key, step.title, step_url(application, step), step)


@require_GET
@shared_case
def history(request: SignedInRequest, application: Application, key: str) -> HttpResponse:
    part = part_of(application, key, request.GET.get("row", ""))
    context = {**_frame(application, part), "entries": entries(application, part)}
    return show(request, "applicant/history.html", context)


def entries(application: Application, part: Part) -> list[Entry]:
    """This function will return what stands now and what stood before, newest first, in one statement."""
    now, versions = said_now(application, part), list(versions_of(application, part.key))
    labels = part.labels(application)
    chain: list[tuple[StepVersion | None, Mapping[str, Any]]] = [(None, now), *((one, one.said) for one in versions)]
    listed = []
    for place, (version, said) in enumerate(chain):
        rest = (older for one, older in chain[place + 1 :] if one and one.cause != StepVersion.Cause.ASIDE)
        changes = changed(labels, said, next(rest, NOTHING))
        if version is not None:
            url = reverse("applicant:version", args=[application.number, part.key.split("/")[0], version.pk])
            cause = written(str(version.get_cause_display()), version.helper)
            listed.append(Entry(moment(version.at), cause, changes, url))
        elif said:
            meta = application.content.answers.get(part.key, {})
            at = moment(datetime.fromtimestamp(meta["at"], tz=UTC)) if "at" in meta else ""
            cause = str(StepVersion.Cause(meta.get("cause", StepVersion.Cause.SAVED)).label)
            helper = User.objects.filter(pk=meta["helper"]).first() if meta.get("helper") else None
            listed.append(Entry(at, written(cause, helper), changes))
    return listed


def written(cause: str, helper: User | None) -> str:
    """This function will say how a version came to be, and by whom if not by the applicant."""
    return f"由 {helper.name} 协助填写，{cause}" if helper else cause


def said_now(application: Application, part: Part) -> Mapping[str, Any]:
    """This function will return what the part says now, as versions do."""
    if part.key == operations.BOXES:
        raw = {box: [text] for box, text in application.content.supplements.items() if text}
        return {"raw": raw} if raw else NOTHING
    kept = answer(application, part.key)
    return {"raw": kept.raw, "ticked": list(kept.ticked), "none": kept.none} if kept.version else NOTHING


def changed(labels: Mapping[str, tuple[str, Sequence[str]]], newer: Mapping[str, Any], older: Mapping[str, Any]) -> str:
    """This function will say in words in what a version differs from the one before."""
    raw, before = newer.get("raw", {}), older.get("raw", {})
    names = {name.split(".")[0] for name in {*raw, *before} if _text(raw, name) != _text(before, name)}
    words = [label for label, parts in labels.values() if names & {*parts}]
    if len(newer.get("ticked") or []) != len(older.get("ticked") or []):
        words.append(f"选用的记录（{len(newer.get('ticked') or [])} 条）")
    elif (newer.get("ticked") or []) != (older.get("ticked") or []):
        words.append("选用的记录")
    if bool(newer.get("none")) != bool(older.get("none")):
        words.append("本人无此项")
    return "、".join(words) or "与前一个版本相同"


def _text(raw: Mapping[str, list[str]], name: str) -> list[str]:
    return [text for text in raw.get(name, []) if text]


@require_http_methods(["GET", "HEAD", "POST"])
@shared_case
def version(request: SignedInRequest, application: Application, key: str, pk: int) -> HttpResponse:
    """One version next to what stands now; POST makes it stand again, and is a version itself."""
    found = (
        StepVersion.objects.select_related("helper").filter(application=application, pk=pk).first()
        if pk < 2**63
        else None
    )
    if found is None or found.step.split("/")[0] != key:
        raise Http404
    part, at = part_of(application, key, found.step.partition("/")[2]), clock.now()
    if request.method == "POST":
        return _restore(request, number=application.number, found=found, part=part)
    old, now = (part.words(application, said, at) for said in (found.said, said_now(application, part)))
    differing = {one.key: one for one in differences(old, now)}
    context = {
        **_frame(application, part),
        "version": found,
        "when": moment(found.at),
        "cause": written(str(found.get_cause_display()), found.helper),
        "differing": list(differing.values()),
        "same": [(label, text) for name, (label, text) in old.items() if name not in differing and text],
        "can_restore": application.is_editable and bool(differing),
    }
    return show(request, "applicant/version.html", context)


def _restore(request: SignedInRequest, *, number: str, found: StepVersion, part: Part) -> HttpResponse:
    @editable_case
    def restore(request: SignedInRequest, application: Application) -> HttpResponse:
        operations.restore(application=application, version=found, actor=request.user, at=clock.now())
        messages.success(request, f"{part.title}已恢复到 {moment(found.at)} 的版本，恢复前的内容也在历史版本里")
        return go(request, part.url)

    response: HttpResponse = restore(request, number=number)  # type: ignore[assignment]
    return response


def _frame(application: Application, part: Part) -> dict[str, object]:
    base = reverse("applicant:history", args=[application.number, part.key.split("/")[0]])
    row = part.key.partition("/")[2]
    return {
        "case": case_title(application),
        "info": f"{case_url(application)}info/",
        "part": part,
        "history": f"{base}?row={row}" if row else base,
    }
