import django.db.models.deletion
import lianfang.kernel.clock
import lianfang.kernel.ids
import lianfang.kernel.paths
import lianfang.kernel.wording
import lianfang.vault.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('orgs', '0001_initial'),
        ('people', '0001_initial'),
        ('response', '0001_initial'),
        ('tasks', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('central_isolation', 'central isolation'), ('home_isolation', 'home isolation'), ('home_observation', 'home observation'), ('health_monitoring', 'health monitoring'), ('mosquito_isolation', 'isolation from mosquitoes')], max_length=20, verbose_name='measure')),
                ('edition', models.CharField(editable=False, max_length=40, verbose_name='protocol edition')),
                ('ground_code', models.CharField(blank=True, choices=[('close_contact', 'close contact of a case'), ('secondary_contact', 'contact of a close contact'), ('general_contact', 'general contact'), ('left_high_risk_area', 'was in a high-risk area'), ('left_medium_risk_area', 'was in a medium-risk area'), ('left_low_risk_area', 'was in a low-risk area'), ('sealed_zone', 'lives in a sealed zone'), ('case', 'is a case')], max_length=24, verbose_name='ground')),
                ('ground', lianfang.kernel.wording.ReasonField(verbose_name='reason given')),
                ('counts_from', models.CharField(choices=[('last_exposure', 'the last contact'), ('arrival', 'the arrival'), ('leaving_area', 'leaving the risk area'), ('order', 'the order'), ('release_of_previous', 'the release from the measure before'), ('onset', 'the first symptoms')], max_length=20, verbose_name='days count from')),
                ('counted_from', models.DateField(verbose_name='day of that event')),
                ('first_day', models.DateField(verbose_name='first day')),
                ('last_day', models.DateField(verbose_name='last day of the measure')),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='area')),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='path of the responsible unit')),
                ('place', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='where it is spent')),
                ('state', models.CharField(choices=[('proposed', 'measure proposed'), ('refused', 'proposal refused'), ('ordered', 'ordered'), ('ended', 'measure ended')], default='proposed', max_length=10, verbose_name='state')),
                ('proposed_at', models.DateTimeField(default=lianfang.kernel.clock.now, editable=False, verbose_name='proposed at')),
                ('proposed_by', models.CharField(editable=False, max_length=80, verbose_name='proposed by')),
                ('decided_at', models.DateTimeField(editable=False, null=True, verbose_name='ordered or refused at')),
                ('decided_by', models.CharField(blank=True, editable=False, max_length=80, verbose_name='ordered or refused by')),
                ('refused_because', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='why refused')),
                ('begins_at', models.DateTimeField(editable=False, null=True, verbose_name='counts from')),
                ('release_due_at', models.DateTimeField(editable=False, null=True, verbose_name='release due by')),
                ('ended_at', models.DateTimeField(editable=False, null=True, verbose_name='ended at')),
                ('ended_by', models.CharField(blank=True, editable=False, max_length=80, verbose_name='measure ended by')),
                ('ending', models.CharField(blank=True, choices=[('released', 'released at its end'), ('ended_early', 'ended early'), ('revoked_on_appeal', 'revoked on appeal'), ('became_case', 'treated as a case from then on'), ('left_district', "handed over across the district's border"), ('response_changed', 'no longer asked for by the edition')], editable=False, max_length=20, verbose_name='how it ended')),
                ('excess', models.CharField(blank=True, choices=[('longer', 'longer than the edition'), ('stricter', 'stricter than the edition asks for this ground'), ('unknown_kind', 'a measure the edition does not have')], max_length=12, verbose_name='excess over the edition')),
                ('excess_days', models.PositiveSmallIntegerField(default=0, verbose_name='days above the edition')),
                ('excess_path', models.CharField(blank=True, max_length=80, verbose_name='place in the edition')),
                ('excess_authority', models.CharField(blank=True, max_length=80, verbose_name='authority for the excess')),
                ('excess_reason', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='reason for the excess')),
                ('follows', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='measures.measure')),
                ('ordered_unit', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person')),
                ('response', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='responsible unit')),
            ],
            options={
                'verbose_name': 'measure',
                'indexes': [models.Index(fields=['area_path', 'state', 'last_day'], name='measure_by_area'), models.Index(fields=['unit_path', 'state', 'last_day'], name='measure_by_unit'), models.Index(fields=['person', 'state'], name='measure_of_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='measure_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['ordered', 'ended']), _negated=True), models.Q(('begins_at__isnull', False), ('ordered_unit__isnull', False), ('release_due_at__isnull', False)), _connector='OR'), name='measure_ordered_by_a_unit'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state', 'ended')), models.Q(models.Q(('state', 'ended'), _negated=True), ('ended_at__isnull', True)), _connector='OR'), name='measure_ended_has_a_time'), models.CheckConstraint(condition=models.Q(('excess', ''), ('state__in', ['proposed', 'refused']), models.Q(('excess_authority', ''), _negated=True), _connector='OR'), name='measure_excess_has_authority'), models.UniqueConstraint(condition=models.Q(('state', 'ordered')), fields=('person', 'kind'), name='measure_of_a_kind_once')],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='area')),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='unit of the step')),
                ('at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='at')),
                ('by', models.CharField(max_length=80, verbose_name='by')),
                ('step', models.CharField(choices=[('proposed', 'measure proposed'), ('ordered', 'ordered'), ('refused', 'proposal refused'), ('served', 'notice handed over'), ('extended', 'extended'), ('shortened', 'shortened'), ('recomputed', 'recomputed by a new edition'), ('moved', 'handed to another unit'), ('appealed', 'appeal made'), ('appeal_decided', 'appeal decided'), ('ended', 'measure ended')], max_length=16, verbose_name='which step')),
                ('last_day_before', models.DateField(null=True, verbose_name='last day before')),
                ('last_day', models.DateField(verbose_name='last day of the measure')),
                ('because', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='reason given')),
                ('authority', models.CharField(blank=True, max_length=80, verbose_name='authority')),
                ('excess', models.CharField(blank=True, choices=[('longer', 'longer than the edition'), ('stricter', 'stricter than the edition asks for this ground'), ('unknown_kind', 'a measure the edition does not have')], max_length=12, verbose_name='excess over the edition')),
                ('excess_days', models.PositiveSmallIntegerField(default=0, verbose_name='days above the edition')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='measures.measure', verbose_name='measure')),
            ],
            options={
                'verbose_name': 'step of a measure',
                'ordering': ['at', 'id'],
                'indexes': [models.Index(fields=['measure', 'at'], name='change_of_measure'), models.Index(fields=['step', 'at'], name='change_by_step')],
            },
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='area')),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='path of the deciding unit')),
                ('said', lianfang.vault.fields.EncryptedText(verbose_name='what the person says')),
                ('filed_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='appeal filed at')),
                ('filed_by', models.CharField(max_length=80, verbose_name='appeal filed by')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided at')),
                ('decided_by', models.CharField(blank=True, max_length=80, verbose_name='decided by')),
                ('decision', models.CharField(blank=True, choices=[('upheld', 'the order stands'), ('shortened', 'shortened'), ('revoked', 'revoked')], max_length=10, verbose_name='decision on the appeal')),
                ('decided_because', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='why decided so')),
                ('hand_over', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tasks.handover')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='decided by')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='measures.measure', verbose_name='measure')),
            ],
            options={
                'verbose_name': 'appeal',
                'indexes': [models.Index(fields=['unit_path', 'decided_at'], name='appeal_of_unit')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('measure',), name='appeal_one_open'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decision', '')), models.Q(('decided_at__isnull', False), models.Q(('decision', ''), _negated=True)), _connector='OR'), name='appeal_decided_or_open')],
            },
        ),
        migrations.CreateModel(
            name='PersonalLink',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('token_hash', models.BinaryField(max_length=32, unique=True, verbose_name='hash of the token')),
                ('issued_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='issued at')),
                ('issued_by', models.CharField(max_length=80, verbose_name='link issued by')),
                ('expires_at', models.DateTimeField(verbose_name='expires at')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='revoked at')),
                ('hour', models.DateTimeField(null=True, verbose_name='hour of the last use')),
                ('uses_in_hour', models.PositiveSmallIntegerField(default=0, verbose_name='uses in that hour')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='measures.measure', verbose_name='measure')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
            ],
            options={
                'verbose_name': 'personal link',
                'indexes': [models.Index(fields=['measure', 'revoked_at'], name='link_of_measure')],
            },
        ),
    ]
