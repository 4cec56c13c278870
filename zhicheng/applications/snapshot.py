"""What a submission freezes: who, what for, the sections as printed, the rows and files used."""

from __future__ import annotations

from typing import Any

from zhicheng.applications.kind import RecordStep
from zhicheng.applications.reading import Reading
from zhicheng.applications.sections import content_hash, sections
from zhicheng.core import masks

Snapshot = dict[str, Any]


def take(reading: Reading) -> Snapshot:
    """This function will return what the case would freeze if it were submitted now.

    It holds no full ID number or phone. `refs` names the dossier rows by model and id.
    """
    application, photo, made = reading.application, reading.photo, sections(reading)
    person = application.applicant
    employer = application.employer
    title = application.title
    held = reading.current_title
    helped = list(dict.fromkeys((part, name) for part, name, _ in reading.helps))
    models = {step.key: str(step.model._meta.model_name) for step in reading.kind.steps if isinstance(step, RecordStep)}
    refs: dict[str, list[int]] = {}
    for section in made:
        if section["key"] in models and section["table"]:
            refs.setdefault(models[section["key"]], []).extend(row["id"] for row in section["table"])
    return {
        "kind": application.kind,
        "number": application.number,
        "year": application.year,
        "name": person.name,
        "id_masked": masks.id_number(person.id_number),
        "photo": str(photo.file_id) if photo else None,
        "employer": employer.name if employer else "",
        "competent": employer.parent.name if employer and employer.parent else "",
        "mode": application.get_mode_display() if "mode" in reading.kind.starts.base_fields else "",
        "level": application.get_level_display() if application.level else "",
        "title": title.name if title else "",
        "series": title.series.name if title else "",
        "specialty": application.specialty.name if application.specialty else "",
        "committee": application.call.committee.name if application.call else "",
        "current_title": held.name if held else "",
        "sections": made,
        "asks": reading.hours_asked,
        "refs": refs,
        **({"helped": [list(one) for one in helped]} if helped else {}),  # part and helper: the applicant confirms it
    }


def hash_of(snapshot: Snapshot) -> str:
    """This function will return the content hash printed on the form and compared at submission."""
    return content_hash(snapshot)
