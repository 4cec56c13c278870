from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("dossier", "0003_move_the_lumped_rows"),
        ("applications", "0003_answers_per_kind"),
    ]
    operations = [
        migrations.DeleteModel(name="AcademicOutput"),
        migrations.DeleteModel(name="OtherItem"),
    ]
