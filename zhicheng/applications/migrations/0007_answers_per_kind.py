"""Drafts that ticked rows of the two lumped lists tick them in the list of their kind now (dossier 0005).

Snapshots stay as they were submitted: `dossier.operations.FORMER` knows where their rows went.
"""

from django.db import migrations

LISTS = {
    "academic": ("paper", "book", "report", "patent", "standard"),
    "other": ("award", "qualification", "post", "reward"),
}
MODELS = {
    "paper": "Paper",
    "book": "Book",
    "report": "TechnicalReport",
    "patent": "Patent",
    "standard": "StandardDrafting",
    "award": "Award",
    "qualification": "Qualification",
    "post": "AcademicPost",
    "reward": "RewardSanction",
}


def split(apps, schema_editor):
    for content in apps.get_model("applications", "Content").objects.iterator():
        kept = {key: content.answers.pop(key) for key in LISTS if key in content.answers}
        if not kept:
            continue
        for key, answer in kept.items():
            for kind in LISTS[key]:
                model = apps.get_model("dossier", MODELS[kind])
                ticked = sorted(
                    model.objects.filter(pk__in=answer.get("ticked", ())).values_list("pk", flat=True)
                )
                if ticked or answer.get("none"):
                    content.answers[kind] = {"v": 1, "ticked": ticked, "none": bool(answer.get("none"))}
        content.save(update_fields=["answers"])
    for notice in apps.get_model("applications", "CorrectionNotice").objects.iterator():
        sections = {"academic": "paper", "other": "award"}
        if any(item.get("section") in sections for item in notice.items):
            notice.items = [item | {"section": sections.get(item["section"], item["section"])} for item in notice.items]
            notice.save(update_fields=["items"])


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0006_step_versions"),
        ("dossier", "0005_move_the_lumped_rows"),
    ]
    operations = [migrations.RunPython(split, migrations.RunPython.noop)]
