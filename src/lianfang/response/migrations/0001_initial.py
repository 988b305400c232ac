import django.db.models.deletion
import lianfang.kernel.clock
import lianfang.kernel.ids
import lianfang.kernel.paths
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80, verbose_name='name of the response')),
                ('name_en', models.CharField(blank=True, max_length=120, verbose_name='name in English')),
                ('area_path', lianfang.kernel.paths.PathField(blank=True, default='', editable=False, max_length=48, verbose_name='area')),
                ('started_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='active since')),
                ('review_on', models.DateField(verbose_name='to be reviewed on')),
                ('ended_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='ended at')),
                ('sunset_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='sunset at')),
                ('ended_by', models.CharField(blank=True, editable=False, max_length=80, verbose_name='authority of the end')),
                ('end_document', models.CharField(blank=True, editable=False, max_length=80, verbose_name='document of the end')),
            ],
            options={
                'verbose_name': 'response',
            },
        ),
        migrations.CreateModel(
            name='Decree',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('from_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='in force from')),
                ('level', models.PositiveSmallIntegerField(verbose_name='response level')),
                ('edition', models.CharField(max_length=40, verbose_name='protocol edition')),
                ('authority', models.CharField(max_length=80, verbose_name='authority')),
                ('document', models.CharField(max_length=80, verbose_name='deciding document')),
                ('area_path', lianfang.kernel.paths.PathField(blank=True, default='', editable=False, max_length=48, verbose_name='area')),
                ('unit_path', lianfang.kernel.paths.PathField(blank=True, default='', editable=False, max_length=48, verbose_name='unit')),
                ('level_above', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='level set from above')),
                ('stricter_because', models.CharField(blank=True, max_length=200, verbose_name='ground for going further than asked')),
                ('decided_by', models.CharField(editable=False, max_length=80, verbose_name='decided by')),
                ('decided_at', models.DateTimeField(default=lianfang.kernel.clock.now, editable=False, verbose_name='decided at')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decrees', to='response.response', verbose_name='response')),
            ],
            options={
                'verbose_name': 'decision on the response',
                'ordering': ['from_at', 'decided_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('level__gte', 1), ('level__lte', 4)), name='decree_level_1_to_4'), models.CheckConstraint(condition=models.Q(('level_above', None), ('level', models.F('level_above')), models.Q(('level__lt', models.F('level_above')), models.Q(('stricter_because', ''), _negated=True)), _connector='OR'), name='decree_tightens_with_ground')],
            },
        ),
    ]
