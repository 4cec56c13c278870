import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0010_extensions'),
    ]

    operations = [
        migrations.CreateModel(
            name='DeadlineWarning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due', models.DateTimeField()),
                ('minutes', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='warnings', to='applications.application')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('application', 'due', 'minutes'), name='one_warning_per_case_and_time')],
            },
        ),
    ]
