import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def name_person_and_call(apps, schema_editor):
    cases = apps.get_model("applications", "Application").objects.filter(pk=OuterRef("application"))
    apps.get_model("applications", "Extension").objects.update(
        person=Subquery(cases.values("applicant")), call=Subquery(cases.values("call"))
    )


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0015_assistance'),
        ('calls', '0004_window_constraints'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='extension',
            name='person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='extension',
            name='call',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='calls.call'),
        ),
        migrations.AlterField(
            model_name='extension',
            name='application',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='applications.application'),
        ),
        migrations.RunPython(name_person_and_call, migrations.RunPython.noop),
    ]
