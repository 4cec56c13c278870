from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("dossier", "0005_move_the_lumped_rows"),
        ("applications", "0007_answers_per_kind"),
    ]
    operations = [
        migrations.DeleteModel(name="AcademicOutput"),
        migrations.DeleteModel(name="OtherItem"),
    ]
