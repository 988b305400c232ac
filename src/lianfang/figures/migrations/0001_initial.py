import lianfang.kernel.paths
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Delta',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('day', models.DateField(verbose_name='day')),
                ('cell', lianfang.kernel.paths.PathField(editable=False, max_length=120, verbose_name='figure and split')),
                ('response', models.UUIDField(default=uuid.UUID('00000000-0000-0000-0000-000000000000'), verbose_name='response')),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, null=True, verbose_name='area')),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='unit')),
                ('amount', models.BigIntegerField(verbose_name='amount')),
            ],
            options={
                'verbose_name': 'waiting change of a sum',
                'indexes': [models.Index(fields=['cell', 'day'], name='delta_by_cell')],
            },
        ),
        migrations.CreateModel(
            name='MonthSum',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('tree', models.PositiveSmallIntegerField(verbose_name='tree')),
                ('depth', models.PositiveSmallIntegerField(verbose_name='depth')),
                ('cell', lianfang.kernel.paths.PathField(editable=False, max_length=120, verbose_name='figure and split')),
                ('month', models.DateField(verbose_name='month')),
                ('place', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='place')),
                ('response', models.UUIDField(verbose_name='response')),
                ('d1', models.BigIntegerField(default=0)),
                ('d2', models.BigIntegerField(default=0)),
                ('d3', models.BigIntegerField(default=0)),
                ('d4', models.BigIntegerField(default=0)),
                ('d5', models.BigIntegerField(default=0)),
                ('d6', models.BigIntegerField(default=0)),
                ('d7', models.BigIntegerField(default=0)),
                ('d8', models.BigIntegerField(default=0)),
                ('d9', models.BigIntegerField(default=0)),
                ('d10', models.BigIntegerField(default=0)),
                ('d11', models.BigIntegerField(default=0)),
                ('d12', models.BigIntegerField(default=0)),
                ('d13', models.BigIntegerField(default=0)),
                ('d14', models.BigIntegerField(default=0)),
                ('d15', models.BigIntegerField(default=0)),
                ('d16', models.BigIntegerField(default=0)),
                ('d17', models.BigIntegerField(default=0)),
                ('d18', models.BigIntegerField(default=0)),
                ('d19', models.BigIntegerField(default=0)),
                ('d20', models.BigIntegerField(default=0)),
                ('d21', models.BigIntegerField(default=0)),
                ('d22', models.BigIntegerField(default=0)),
                ('d23', models.BigIntegerField(default=0)),
                ('d24', models.BigIntegerField(default=0)),
                ('d25', models.BigIntegerField(default=0)),
                ('d26', models.BigIntegerField(default=0)),
                ('d27', models.BigIntegerField(default=0)),
                ('d28', models.BigIntegerField(default=0)),
                ('d29', models.BigIntegerField(default=0)),
                ('d30', models.BigIntegerField(default=0)),
                ('d31', models.BigIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'daily sums of a month',
                'constraints': [models.UniqueConstraint(fields=('tree', 'depth', 'cell', 'month', 'place', 'response'), name='sum_once')],
            },
        ),
    ]
