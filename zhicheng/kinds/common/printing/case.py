"""The form of a case as it stands: a preview while it is edited, what was submitted, the final form at 办结."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from zhicheng.applications.models import Application, Gate, Notice, Outcome, StageRecord
from zhicheng.applications.operations.printing import digest_of
from zhicheng.applications.queries import history
from zhicheng.applications.reading import Reading
from zhicheng.applications.snapshot import take
from zhicheng.certificates.models import Certificate
from zhicheng.files.models import StoredFile
from zhicheng.files.queries import open_file
from zhicheng.kinds.common.printing.desks import Opinion
from zhicheng.kinds.common.printing.parts import day
from zhicheng.kinds.common.printing.sheet import Layout

OpinionOf = Callable[[StageRecord, Application], Opinion]


def print_case(application: Application, at: datetime, *, layout: Layout, opinion_of: OpinionOf) -> bytes:
    """This function will return the PDF; opinions and votes are on it only after 办结 (3-house, State).

    It raises core.typst.MissingGlyphs for a character that no font has.
    """
    return draw_case(application, at, layout=layout, opinions=known_opinions(application, opinion_of))


def draw_case(
    application: Application, at: datetime, *, layout: Layout, opinions: Sequence[Opinion], form: str = ""
) -> bytes:
    """This function will return the PDF of one form of the case, `form` as in `request_print`, with these opinions."""
    content = application.content
    filled_at = application.closed_at or application.submitted_at or content.saved_at or application.created_at
    reading = Reading(application, at=at)
    snapshot = take(reading) if application.is_editable else content.snapshot
    assert snapshot is not None  # noqa: S101 -- submitted
    return layout.draw(
        snapshot=snapshot,
        number=application.number,
        year=application.year,
        version=content.version,
        content_hash=digest_of(reading, form),
        draft=application.is_editable,
        opinions=opinions,
        photo=_photo(snapshot["photo"]),
        at=filled_at,
    )


def _photo(key: str | None) -> bytes | None:
    file = StoredFile.objects.filter(pk=key).first() if key else None
    if file is None:
        return None
    with open_file(file) as stream:
        return stream.read()


def known_opinions(application: Application, opinion_of: OpinionOf) -> list[Opinion]:
    """This function will return what each desk said last, in the words of `opinion_of`; nothing before 办结."""
    if application.is_open:
        return []
    last = {stage.key: stage for stage in history(application) if stage.outcome in (Outcome.PASSED, Outcome.NOT_PASSED)}
    return [opinion_of(stage, application) for stage in last.values()]


def said(stage: StageRecord, application: Application) -> Opinion:
    """This function will return what a desk said, what was posted, or what was issued."""
    return Opinion(
        section=stage.key,
        text="" if stage.gate == Gate.NOTICE else stage.opinion,
        by=stage.decided_by.name if stage.decided_by else "",
        on=timezone.localdate(stage.decided_at),
        fields=_fields(stage, application),
    )


def _fields(stage: StageRecord, application: Application) -> dict[str, str]:
    notice = Notice.objects.filter(stage=stage).first()
    if notice is not None:
        return {"公示起止时间": span_of(notice), "公示方式": notice.place, "公示结果": stage.opinion}
    if "approval" in stage.data:
        certificate = Certificate.objects.filter(application=application).first()
        return {"批准文号": stage.data["approval"], "证书编号": certificate.number if certificate else ""}
    return {}


def span_of(notice: Notice) -> str:
    """This function will return the days of a 公示; its last day ends at 24:00, which is 0:00 of the next."""
    last = timezone.localtime(notice.ends_at) - timedelta(seconds=1)
    return f"{day(notice.starts_on)}至{day(last)}"
