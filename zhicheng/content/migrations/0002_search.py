import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import zhicheng.content.models.searching

# SQLite: FTS5 keeps no second copy of the grams; a migration that remakes the table has to make the triggers anew.
SQLITE = (
    "CREATE VIRTUAL TABLE content_grams USING fts5(grams, content='content_searchtext', content_rowid='newness',"
    " tokenize='ascii', detail='none', columnsize=0)",
    "CREATE TRIGGER content_grams_in AFTER INSERT ON content_searchtext BEGIN"
    " INSERT INTO content_grams(rowid, grams) VALUES (new.newness, new.grams); END",
    "CREATE TRIGGER content_grams_out AFTER DELETE ON content_searchtext BEGIN"
    " INSERT INTO content_grams(content_grams, rowid, grams) VALUES ('delete', old.newness, old.grams); END",
    "CREATE TRIGGER content_grams_anew AFTER UPDATE OF newness, grams ON content_searchtext BEGIN"
    " INSERT INTO content_grams(content_grams, rowid, grams) VALUES ('delete', old.newness, old.grams);"
    " INSERT INTO content_grams(rowid, grams) VALUES (new.newness, new.grams); END",
)
# PostgreSQL: what the function costs says never to split the grams of row after row instead of using the index, and
# without statistics no gram counts as frequent.
POSTGRESQL = (
    "CREATE FUNCTION content_grams(grams text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE"
    " COST 10000 AS $$ BEGIN RETURN pg_catalog.string_to_array(grams, ' '); END $$",
    "CREATE INDEX content_grams ON content_searchtext USING gin (content_grams(grams))",
    "ALTER TABLE content_searchtext ALTER COLUMN text SET STORAGE EXTERNAL",  # read by the hundred, not unpacked
    "ALTER INDEX content_grams ALTER COLUMN 1 SET STATISTICS 0",
)


def make(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def unmake(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for name in ("in", "out", "anew"):
            schema_editor.execute(f"DROP TRIGGER content_grams_{name}")
        schema_editor.execute("DROP TABLE content_grams")
    else:
        schema_editor.execute("DROP INDEX content_grams")
        schema_editor.execute("DROP FUNCTION content_grams(text)")


class Migration(migrations.Migration):
    dependencies = [("content", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SearchText",
            fields=[
                ("newness", models.BigIntegerField(primary_key=True, serialize=False)),
                ("column", models.CharField(max_length=20, choices=[('policies', '政策法规'), ('standards', '资格条件'), ('notices/review', '评审通知'), ('guides', '办事指南'), ('announcements', '通知公告'), ('downloads', '文件下载')])),
                ("title", models.TextField()),
                ("said", models.TextField()),
                ("text", models.TextField()),
                ("grams", zhicheng.content.models.searching.GramsField()),
                ("article", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="search_text", to="content.article")),
            ],
        ),
        migrations.RunPython(make, unmake),
    ]
