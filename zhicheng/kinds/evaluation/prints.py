"""The 评审表 of a case as it stands: a preview while it is edited, what was submitted, the final form at 办结."""

from __future__ import annotations

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
from zhicheng.kinds.evaluation.printing import Opinion, day, review_form


def print_form(application: Application, at: datetime) -> bytes:
    """This function will return the PDF; opinions and votes are on it only after 办结 (3-house, State).

    It raises core.typst.MissingGlyphs for a character that no font has.
    """
    content = application.content
    filled_at = application.closed_at or application.submitted_at or content.saved_at or application.created_at
    reading = Reading(application, at=at)
    snapshot = take(reading) if application.is_editable else content.snapshot
    assert snapshot is not None  # noqa: S101 -- submitted
    return review_form(
        snapshot=snapshot,
        supplements=content.supplements,
        number=application.number,
        year=application.year,
        version=content.version,
        content_hash=digest_of(reading),
        draft=application.is_editable,
        opinions=() if application.is_open else opinions(application),
        photo=_photo(snapshot["photo"]),
        at=filled_at,
    )


def _photo(key: str | None) -> bytes | None:
    file = StoredFile.objects.filter(pk=key).first() if key else None
    if file is None:
        return None
    with open_file(file) as stream:
        return stream.read()


def opinions(application: Application) -> list[Opinion]:
    """This function will return what each desk said last, what was posted, and how the committee voted."""
    last = {stage.key: stage for stage in history(application) if stage.outcome in (Outcome.PASSED, Outcome.NOT_PASSED)}
    return [_opinion(stage, application) for stage in last.values()]


def _opinion(stage: StageRecord, application: Application) -> Opinion:
    key = "vote" if stage.key == "review" else stage.key
    return Opinion(
        section=key,
        text="" if stage.gate == Gate.NOTICE else stage.opinion,
        by=stage.decided_by.name if stage.decided_by and stage.key != "review" else "",
        on=application.decided_on if key == "vote" else timezone.localdate(stage.decided_at),
        fields=_fields(stage, application),
    )


def _fields(stage: StageRecord, application: Application) -> dict[str, str]:
    notice = Notice.objects.filter(stage=stage).first()
    if notice is not None:
        # The last day ends at 24:00, which is 0:00 of the next.
        last = timezone.localtime(notice.ends_at) - timedelta(seconds=1)
        return {
            "公示起止时间": f"{day(notice.starts_on)}至{day(last)}",
            "公示方式": notice.place,
            "公示结果": stage.opinion,
        }
    if stage.key == "review" and application.tally:
        tally = application.tally
        return {
            "总人数": str(tally["members"]),
            "出席": str(tally["present"]),
            "赞成": str(tally["yes"]),
            "反对": str(tally["no"]),
            "弃权": str(tally["abstain"]),
            "结果": "通过" if application.outcome == Outcome.PASSED else "未通过",
        }
    if stage.key == "confirm":
        certificate = Certificate.objects.filter(application=application).first()
        return {"批准文号": stage.data.get("approval", ""), "证书编号": certificate.number if certificate else ""}
    return {}
