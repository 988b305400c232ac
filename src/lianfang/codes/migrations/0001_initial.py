import lianfang.kernel.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Code',
            fields=[
                ('text', models.CharField(editable=False, max_length=9, primary_key=True, serialize=False, verbose_name='code')),
                ('subject_kind', models.CharField(editable=False, max_length=40, verbose_name='kind')),
                ('subject_id', models.UUIDField(editable=False, verbose_name='of what')),
                ('made_at', models.DateTimeField(default=lianfang.kernel.clock.now, editable=False, verbose_name='made at')),
            ],
            options={
                'verbose_name': 'code',
                'constraints': [models.UniqueConstraint(fields=('subject_kind', 'subject_id'), name='code_once')],
            },
        ),
    ]
