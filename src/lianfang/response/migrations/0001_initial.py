import django.db.models.deletion
import lianfang.kernel.clock
import lianfang.kernel.ids
import lianfang.kernel.paths
import lianfang.vault.fields
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
            name='Excess',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('wider_area', 'wider area than the edition lets be drawn'), ('no_wider_travel_limits', 'travel limits beyond medium- and high-risk areas'), ('no_forced_return_from_low_risk', 'turning back or isolating people from low-risk areas by force'), ('no_longer_area_control', 'longer control of an area than allowed'), ('no_wider_circle_of_people', 'wider circle of people isolated or controlled'), ('no_longer_isolation', 'longer isolation or health monitoring than allowed'), ('no_refused_care', 'care refused or delayed because of the epidemic'), ('no_isolation_of_returning_students', 'students who return home isolated against the rules'), ('no_needless_checkpoints', 'checkpoint without need, or drivers held up against the rules'), ('no_closing_of_low_risk_places', 'places of daily life closed in low-risk areas')], max_length=40, verbose_name='what goes further')),
                ('area_path', lianfang.kernel.paths.PathField(blank=True, default='', editable=False, max_length=48, verbose_name='area')),
                ('unit_path', lianfang.kernel.paths.PathField(blank=True, default='', editable=False, max_length=48, verbose_name='unit')),
                ('authority', models.CharField(max_length=80, verbose_name='authority')),
                ('document', models.CharField(max_length=80, verbose_name='deciding document')),
                ('because', lianfang.vault.fields.EncryptedText(verbose_name='why it goes further')),
                ('from_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='since')),
                ('raised_by', models.CharField(editable=False, max_length=80, verbose_name='raised by')),
                ('ended_at', models.DateTimeField(editable=False, null=True, verbose_name='ended at')),
                ('ended_by', models.CharField(blank=True, editable=False, max_length=80, verbose_name='ended by')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='excesses', to='response.response', verbose_name='response')),
            ],
            options={
                'verbose_name': 'excess over the rules',
                'ordering': ['-from_at'],
                'indexes': [models.Index(fields=['area_path', 'from_at'], name='excess_by_area')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', '')), models.Q(('ended_by', ''), _negated=True), _connector='OR'), name='excess_ended_by_somebody')],
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
