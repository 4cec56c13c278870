"""The rows of AcademicOutput and OtherItem move into the table of their kind and keep their ids (ADR 12).

What the old columns did not ask stays empty; nothing is guessed.
"""

import re

from django.core.management.color import no_style
from django.db import migrations

SHARED = ("id", "owner_id", "created_at", "updated_at", "held_by", "frozen", "removed_at", "archived_at", "archived_from")


def paper(row):
    number = row.identifier.strip()
    is_issn = bool(re.fullmatch(r"(ISSN)?\s*\d{4}-?\d{3}[\dXx]", number))
    said = {"issn": number[-9:].strip()} if is_issn else {"cn": number[:20]}
    return {"title": row.name, "journal": row.outlet, "published_on": row.published_on, "rank": row.rank, **said}


def book(row):
    return {"title": row.name, "publisher": row.outlet, "isbn": row.identifier[:30], "published_on": row.published_on}


def report(row):
    return {"title": row.name, "finished_on": row.published_on, "rank": row.rank, "applied": row.outlet}


def patent(row):
    return {"name": row.name, "number": row.identifier[:40], "granted_on": row.published_on, "rank": row.rank}


def standard(row):
    return {
        "name": row.name,
        "number": row.identifier[:40],
        "issued_on": row.published_on,
        "rank": row.rank,
        "issuer": row.outlet,
    }


def award(row):
    return {"name": row.name, "project": row.detail[:150], "awarded_on": row.on, "issuer": row.issuer}


def qualification(row):
    return {"name": row.name[:100], "level": row.detail[:40], "obtained_on": row.on, "issuer": row.issuer}


def society(row):
    return {"body": row.name[:100], "post": row.detail[:60], "started_on": row.on}


def reward(row):
    return {"name": row.name, "on": row.on, "issuer": row.issuer, "reason": row.detail}


TABLES = {
    "AcademicOutput": {
        "paper": ("Paper", paper),
        "book": ("Book", book),
        "report": ("TechnicalReport", report),
        "patent": ("Patent", patent),
        "standard": ("StandardDrafting", standard),
    },
    "OtherItem": {
        "award": ("Award", award),
        "qualification": ("Qualification", qualification),
        "society": ("AcademicPost", society),
        "reward": ("RewardSanction", reward),
    },
}


def move(apps, schema_editor):
    made = set()
    for old_name, kinds in TABLES.items():
        old = apps.get_model("dossier", old_name)
        rows = {row.pk: row for row in old.objects.all()}
        files = {}
        for link in old.evidence.through.objects.values_list(f"{old_name.lower()}_id", "storedfile_id"):
            files.setdefault(link[0], []).append(link[1])
        for row in rows.values():
            name, columns = kinds[row.kind]
            model = apps.get_model("dossier", name)
            made.add(model)
            new = model.objects.create(**{column: getattr(row, column) for column in SHARED}, **columns(row))
            new.evidence.set(files.get(row.pk, []))
        for row in rows.values():
            if row.superseded_by_id is None:
                continue
            model = apps.get_model("dossier", kinds[row.kind][0])
            if rows[row.superseded_by_id].kind == row.kind:
                model.objects.filter(pk=row.pk).update(superseded_by_id=row.superseded_by_id)
            else:  # the newer version is of another kind now: the older one is only hidden
                model.objects.filter(pk=row.pk).update(removed_at=rows[row.superseded_by_id].created_at)
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(made)):
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("dossier", "0004_one_table_per_kind")]
    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
