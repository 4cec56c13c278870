from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0002_filing_windows'),
    ]

    operations = [
        migrations.AddField(
            model_name='call',
            name='grace_minutes',
            field=models.PositiveSmallIntegerField(default=15, verbose_name='截止宽限分钟'),
        ),
        migrations.AddField(
            model_name='filingwindow',
            name='grace_minutes',
            field=models.PositiveSmallIntegerField(default=15, verbose_name='截止宽限分钟'),
        ),
    ]
