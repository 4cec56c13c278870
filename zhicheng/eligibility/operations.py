"""Verbs on the rules."""

import csv
from datetime import datetime
from pathlib import Path

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

from zhicheng.accounts.models import User
from zhicheng.accounts.queries import subject_of
from zhicheng.audit import operations as audit
from zhicheng.eligibility.models import (
    CrossoverRule,
    ModeRule,
    PeriodRule,
    RecognitionRule,
    SeniorityRule,
    TrainingRule,
)
from zhicheng.reference.models import Dated

ADMINISTRATORS = "系统管理员"
DATA = Path(__file__).parent / "data"

# table, file, what makes a row the same rule
LISTS: tuple[tuple[type[Dated], str, tuple[str, ...]], ...] = (
    (PeriodRule, "periods.csv", ("mode", "obtained_by", "from_year", "to_year", "valid_from")),
    (SeniorityRule, "seniority.csv", ("series_id", "target", "education", "degree", "held", "valid_from")),
    (RecognitionRule, "recognition.csv", ("target", "education", "valid_from")),
    (TrainingRule, "training.csv", ("category", "valid_from")),
    (ModeRule, "modes.csv", ("mode", "valid_from")),
    (CrossoverRule, "crossover.csv", ("target", "skill", "valid_from")),
)


@transaction.atomic
def load_rules(*, at: datetime) -> dict[str, int]:
    """This function will add the rules of data/*.csv that are missing, and return how many it added of each.

    A rule that is there stays as it is, so that what an administrator corrected is not undone; only its source, which
    is no part of the rule, is written anew where the file names another (`sources`).
    """
    counts, cited = {}, 0
    for model, name, same in LISTS:
        there = {_key(row, same): row for row in model._default_manager.all()}
        rows = _rows(model, name)
        new = [row for row in rows if _key(row, same) not in there]
        cited += _cite(model, [(there[key], row.source) for row in rows if (key := _key(row, same)) in there])
        counts[name.removesuffix(".csv")] = len(model._default_manager.bulk_create(new))
    counts["sources"] = cited
    audit.record(actor=None, verb="eligibility.rules_loaded", subject="eligibility", data=counts, at=at)
    return counts


def _key(row: Dated, same: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(getattr(row, column) for column in same)


def _cite(model: type[Dated], said: list[tuple[Dated, str]]) -> int:
    """Writes the sources that read otherwise; it returns how many."""
    changed = [(row, source) for row, source in said if row.source != source]
    for row, source in changed:
        row.source = source
    return model._default_manager.bulk_update([row for row, _ in changed], ["source"])


def _rows(model: type[Dated], name: str) -> list[Dated]:
    columns = {field.attname: field for field in model._meta.concrete_fields}
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [
            model(
                **{
                    column: columns[column].to_python(text or (None if columns[column].null else ""))
                    for column, text in row.items()
                }
            )
            for row in csv.DictReader(file)
        ]


@transaction.atomic
def appoint_administrator(*, user: User, actor: User | None, at: datetime) -> None:
    """This function will let a person keep the country's lists and the help desks, and read the rules (/admin/)."""
    group, _ = Group.objects.get_or_create(name=ADMINISTRATORS)
    kept = Q(content_type__app_label="reference") | Q(content_type__model="helpdesk")
    read = Q(content_type__app_label="eligibility", codename__startswith="view_")
    group.permissions.set(Permission.objects.filter(kept | read).exclude(codename__startswith="delete_"))
    User.objects.filter(pk=user.pk).update(is_staff=True)
    user.groups.add(group)
    audit.record(actor=actor, verb="accounts.made_administrator", subject=subject_of(user), at=at)
