"""Writing what a part says: which page wrote it last, and what it said before.

Next to what was typed, `Content.answers[key]` holds `by` and `turn` (the page that wrote last and its count), `digest`
(of what that page sent by 保存), `cause`, `at`, and `logged` (when a version went into the history last), in seconds,
and `helper` (who wrote it for the applicant, by id, or None).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from zhicheng.accounts import queries as accounts
from zhicheng.accounts.models import User
from zhicheng.applications.forms import Raw, own_words
from zhicheng.applications.helping import helped_by
from zhicheng.applications.kind import FormStep
from zhicheng.applications.models import Application, Content, Help, StepVersion
from zhicheng.applications.operations.common import admit
from zhicheng.applications.registry import kind_of
from zhicheng.applications.steps import BOXES
from zhicheng.audit import operations as audit

Cause = StepVersion.Cause
VERSIONS = 50  # of one part; the oldest are forgotten
PAUSE = 300  # seconds of typing that make one version
LARGEST = 300_000  # characters of a version; no honest form is larger
PARTS = ("raw", "ticked", "none", "files")


@dataclass(frozen=True)
class Sending:
    """One sending of one page: the version the page knows, its random id, how many it sent before.

    `digest` is of all that 保存 sends, "" for an autosave. A page without an id is told by its version alone.
    """

    version: int
    page: str = ""
    turn: int = 0
    digest: str = ""


class Conflict(Exception):
    """The part was saved elsewhere since this page was opened; of red boxes, `boxes` are those."""

    def __init__(self, boxes: tuple[str, ...] = ()) -> None:
        super().__init__(*boxes)
        self.boxes = boxes


class Repeated(Exception):
    """The same page sent this before, or something newer since: nothing is left to be done."""

    def __init__(self, version: int) -> None:
        super().__init__(version)
        self.version = version


def hold(*, number: str, actor: User, at: datetime) -> Application:
    """This function will return the case for an autosave, locked until the caller's transaction ends.

    It is the actor's, or that of somebody he assists. It raises Content.DoesNotExist when he has none of this number,
    and NotAllowed when it cannot be changed.
    """
    # The commonest verb, so one statement instead of `lock`: both rows are locked, in its order, and read fresh.
    both = Content.objects.select_for_update(of=("application", "self")).select_related("application")
    of_number = both.filter(application__number=number)
    content = of_number.filter(application__applicant=actor).first()
    if content is None:
        helped = Application.objects.filter(helped_by(actor, at=at), number=number)
        content = of_number.get(application__in=helped)
    return admit(content.application, actor, at=at)


def check(case: Application, key: str, sending: Sending | None) -> None:
    """This function will raise Conflict or Repeated unless `sending` may write the part; None always may.

    A page whose answer was lost knows an old version, but it wrote last itself. What it sent before that is late.
    """
    said = case.content.answers.get(key, {})
    version = said.get("v", 0)
    if sending is None or sending.version == version:
        return
    if not sending.page or sending.page != said.get("by"):
        raise Conflict
    if sending.turn > said.get("turn", 0):
        if said.get("digest") and not said.get("raw") and not sending.digest:
            raise Conflict  # 保存 took the row away; typing that comes after it would bring the row back half typed
        return
    if not sending.digest or sending.digest == said.get("digest"):
        raise Repeated(version)
    raise Conflict  # 保存 of a page that one went back to


def write(
    case: Application,
    key: str,
    at: datetime,
    *,
    cause: Cause = Cause.SAVED,
    sending: Sending | None = None,
    **parts: Any,
) -> int:
    """This function will write parts of one answer in the locked case, log the one before, and return its version."""
    before = case.content.answers.get(key, {})
    said = {**before, **parts, **_stamp(case, key, before, {**before, **parts}, at=at, cause=cause, sending=sending)}
    case.content.answers[key] = said
    _save(case.content, at, "answers")
    _note_help(case, key, before, cause=cause, at=at)
    return int(said["v"])


def write_boxes(
    case: Application, values: Mapping[str, str], at: datetime, *, cause: Cause, sending: Sending | None
) -> None:
    """This function will write texts of red boxes in the locked case, and log what they said before."""
    content, meta = case.content, case.content.answers.get(BOXES, {})
    before, after = content.supplements, {**content.supplements, **values}
    was, said = ({**meta, "raw": _as_raw(texts)} for texts in (before, after))
    stamp = _stamp(case, BOXES, was, said, at=at, cause=cause, sending=sending)
    mark = [stamp["by"], stamp["turn"]]
    owners = {**meta.get("owners", {}), **{box: mark for box, text in values.items() if before.get(box) != text}}
    content.supplements = after
    content.answers[BOXES] = {**meta, **stamp, "owners": owners}
    _save(content, at, "supplements", "answers")
    _note_help(case, BOXES, meta, cause=cause, at=at)


def fillable(case: Application, key: str, raw: Raw) -> Raw:
    """This function will return what was typed into a part, with what only the applicant may say as he left it."""
    step = next((step for step in kind_of(case).steps if step.key == key), None)
    own = own_words(step.form) if case.helper and isinstance(step, FormStep) else ()
    kept = case.content.answers.get(key, {}).get("raw", {})
    others = {name: texts for name, texts in raw.items() if name not in own}
    return others | {name: kept[name] for name in own if name in kept}


def check_boxes(
    case: Application, values: Mapping[str, str], was: Mapping[str, str], sending: Sending
) -> dict[str, str]:
    """This function will return which of `values` are to be written; it raises Conflict with those that may not be.

    `was` has the digest of what each box said when the page last knew it; a box without one is written.
    """
    owners, kept = case.content.answers.get(BOXES, {}).get("owners", {}), case.content.supplements
    new, disputed = {}, []
    for box, text in values.items():
        page, turn = owners.get(box, ("", 0))
        is_ours = bool(page) and page == sending.page
        if is_ours and sending.turn <= turn and not sending.digest:
            continue  # late
        if is_ours or was.get(box) in (None, text_digest(kept.get(box, ""))) or kept.get(box, "") == text:
            new[box] = text
        else:
            disputed.append(box)
    if disputed:
        raise Conflict(tuple(disputed))
    return new


def text_digest(text: str) -> str:
    """This function will return a short digest by which a page tells what a box said when it was opened."""
    return sha256(text.encode(errors="replace")).hexdigest()[:16]


def log(case: Application, key: str, said: Mapping[str, Any], *, cause: Cause, at: datetime) -> None:
    """This function will put an answer into the history of its part and forget the oldest beyond VERSIONS."""
    kept = {part: said[part] for part in PARTS if said.get(part)}
    if not kept or len(json.dumps(kept)) > LARGEST:
        return
    page, version = said.get("by", ""), said.get("v", 0)
    of_step = StepVersion.objects.filter(application=case, step=key)
    if cause == Cause.ASIDE:
        of_step.filter(cause=cause, page=page).exclude(page="").delete()  # the newest of a page says it all
    by = {"page": page, "helper_id": said.get("helper"), "at": at}
    StepVersion.objects.create(application=case, step=key, version=version, cause=cause, said=kept, **by)
    of_step.filter(pk__in=of_step.order_by("-pk").values("pk")[VERSIONS:]).delete()


def _stamp(
    case: Application,
    key: str,
    before: Mapping[str, Any],
    said: Mapping[str, Any],
    *,
    at: datetime,
    cause: Cause,
    sending: Sending | None,
) -> dict[str, Any]:
    """Who writes and when; what was said before goes into the history unless it was typed just now on this page."""
    now, page = int(at.timestamp()), sending.page if sending else ""
    logged = before.get("logged", now)
    is_typing = before.get("cause") == Cause.TYPED and before.get("by") == page and cause != Cause.RESTORED
    is_emptied = bool(before.get("raw")) and not said.get("raw")
    is_due = not is_typing or is_emptied or now - logged >= PAUSE
    if is_due and any(before.get(part) != said.get(part) for part in PARTS):
        since = datetime.fromtimestamp(before.get("at", now), tz=at.tzinfo)
        log(case, key, before, cause=Cause(before.get("cause", Cause.SAVED)), at=since)
        logged = now
    return {
        "v": before.get("v", 0) + 1,
        "by": page,
        "turn": sending.turn if sending else 0,
        "digest": sending.digest if sending else "",
        "cause": cause,
        "at": now,
        "logged": logged,
        "helper": case.helper.pk if case.helper else None,
    }


def _note_help(case: Application, key: str, before: Mapping[str, Any], *, cause: Cause, at: datetime) -> None:
    """Keeps that a helper filled in the part. A run of autosaves is one act of his, and recorded at its beginning."""
    if case.helper is None:
        return
    goes_on = before.get("helper") == case.helper.pk and before.get("cause") == Cause.TYPED
    note_help(case, key, is_recorded=cause != Cause.TYPED or not goes_on, at=at)


def note_help(case: Application, key: str, *, is_recorded: bool = True, at: datetime) -> None:
    """This function will keep that the case's helper filled in a part of it, for the applicant: shown, and confirmed.

    He never decides the case afterwards (`rules.can_decide`).
    """
    part = key.split("/")[0]
    Help.objects.update_or_create(application=case, helper=case.helper, part=part, defaults={"at": at})
    if not case.content.is_helped:
        case.content.is_helped = True
        case.content.save(update_fields=["is_helped"])
    if is_recorded:
        subject = accounts.subject_of(case.applicant)
        audit.record(actor=case.helper, verb="assistance.filled", subject=subject, case=case.number, part=part, at=at)


def _as_raw(texts: Mapping[str, str]) -> dict[str, list[str]]:
    return {box: [text] for box, text in texts.items() if text}


def _save(content: Content, at: datetime, *fields: str) -> None:
    content.version += 1
    content.saved_at = at
    content.save(update_fields=[*fields, "version", "saved_at"])
