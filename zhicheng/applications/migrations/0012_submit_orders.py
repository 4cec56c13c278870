import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0011_deadline_warnings'),
    ]

    operations = [
        migrations.CreateModel(
            name='SubmitOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_hash', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('end', models.CharField(blank=True, choices=[('', '等待到期'), ('submitted', '已自动提交'), ('cancelled', '已取消'), ('refused', '没有提交')], default='', max_length=10)),
                ('ended_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='orders', to='applications.application')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('end', '')), fields=('application',), name='one_open_submit_order_per_case')],
            },
        ),
    ]
