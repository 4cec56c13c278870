from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# An office has one role, a role one kind of gate. PostgreSQL takes such columns for independent of one another, expects
# a hundredth of what waits at a large desk, and reads all of it to count the first thousand.


def create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE STATISTICS stages_by_desk (dependencies, mcv)"
            " ON organization_id, role, gate, outcome FROM applications_stagerecord"
        )


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP STATISTICS stages_by_desk")


class Migration(migrations.Migration):
    dependencies = [("applications", "0004_rejection_by_two")]

    operations = [migrations.RunPython(create, drop)]
