import django.db.models.deletion
import django.db.models.manager
import lianfang.arrivals.rules
import lianfang.kernel.clock
import lianfang.kernel.ids
import lianfang.kernel.limits
import lianfang.kernel.paths
import lianfang.kernel.wording
import lianfang.vault.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('measures', '0001_initial'),
        ('orgs', '0001_initial'),
        ('people', '0001_initial'),
        ('response', '0001_initial'),
        ('tasks', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(choices=[('self', 'reported themselves'), ('family', 'reported by somebody else'), ('checkpoint', 'stopped at a checkpoint'), ('outside', 'handed over from outside'), ('list', 'from a list'), ('worker', 'found by a worker')], max_length=12, verbose_name='source')),
                ('state', models.CharField(choices=[('reported', 'reported, not verified'), ('expected', 'on their way here'), ('verified', 'verified'), ('seen', 'seen'), ('not_arrived', 'not arrived'), ('closed', 'finished')], max_length=12, verbose_name='state')),
                ('name', lianfang.vault.fields.EncryptedText(verbose_name='name')),
                ('id_number', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='ID number')),
                ('phone', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='phone')),
                ('address', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='address')),
                ('whereabouts', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='where they were')),
                ('id_key', lianfang.vault.fields.KeyedIndex(kind='id', max_length=16, null=True, source='id_number')),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='area')),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='path of the responsible unit')),
                ('origin', models.CharField(choices=[('high', 'high-risk area'), ('medium', 'medium-risk area'), ('low', 'low-risk area'), ('none', 'no noted area'), ('unknown', 'not known yet')], default='unknown', max_length=8, verbose_name='risk of the origin')),
                ('reported_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='reported at')),
                ('expected_at', models.DateTimeField(verbose_name='expected at')),
                ('verify_by', models.DateTimeField(verbose_name='to be verified by')),
                ('verified_at', models.DateTimeField(null=True, verbose_name='verified at')),
                ('result', models.CharField(blank=True, choices=[('confirmed', 'verified with the person'), ('already_known', 'already known'), ('wrong_data', 'wrong data'), ('not_coming', 'not coming, or not a resident'), ('out_of_window', 'out of the window'), ('not_reached', 'could not be reached')], max_length=16, verbose_name='result')),
                ('seen_at', models.DateTimeField(null=True, verbose_name='seen at')),
                ('not_arrived_at', models.DateTimeField(null=True, verbose_name='not arrived at')),
                ('closed_at', models.DateTimeField(null=True, verbose_name='finished at')),
                ('closed_as', models.CharField(blank=True, max_length=20, verbose_name='finished as')),
                ('hand_over', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tasks.handover', verbose_name='hand-over')),
                ('measure', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='measures.measure', verbose_name='measure')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response', verbose_name='response')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='responsible unit')),
            ],
            options={
                'verbose_name': 'arrival',
                'indexes': [models.Index(fields=['area_path', 'state', 'expected_at'], name='arrival_by_area'), models.Index(fields=['unit_path', 'state', 'expected_at'], name='arrival_by_unit'), models.Index(fields=['response', 'id_key'], name='arrival_by_id_number'), models.Index(fields=['person'], name='arrival_of_person')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', [lianfang.arrivals.rules.State['EXPECTED'], lianfang.arrivals.rules.State['NOT_ARRIVED'], lianfang.arrivals.rules.State['REPORTED'], lianfang.arrivals.rules.State['SEEN'], lianfang.arrivals.rules.State['VERIFIED']])), fields=('response', 'person'), name='arrival_one_open'), models.CheckConstraint(condition=models.Q(('state__in', [lianfang.arrivals.rules.State['EXPECTED'], lianfang.arrivals.rules.State['NOT_ARRIVED'], lianfang.arrivals.rules.State['REPORTED'], lianfang.arrivals.rules.State['SEEN'], lianfang.arrivals.rules.State['VERIFIED']]), ('closed_at__isnull', False), _connector='OR'), name='arrival_closed_has_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('address_key', models.BinaryField(max_length=16, verbose_name='digest of the address')),
                ('hour', models.DateTimeField(verbose_name='hour')),
                ('count', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
            ],
            options={
                'verbose_name': 'use of the public page',
                'constraints': [models.UniqueConstraint(fields=('address_key', 'hour'), name='attempt_once_an_hour')],
            },
        ),
        migrations.CreateModel(
            name='Departure',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='where')),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='for which unit')),
                ('with_units', models.JSONField(blank=True, default=list, editable=False, verbose_name='together with')),
                ('happened_at', models.DateTimeField(editable=False, verbose_name='happened at')),
                ('raw_happened_at', models.DateTimeField(editable=False, verbose_name='time of the device')),
                ('received_at', models.DateTimeField(default=lianfang.kernel.clock.now, editable=False, verbose_name='received at')),
                ('recorded_by', models.CharField(editable=False, max_length=80, verbose_name='recorded by')),
                ('device', models.CharField(blank=True, editable=False, max_length=40, verbose_name='device')),
                ('recorded_offline', models.BooleanField(default=False, editable=False, verbose_name='recorded offline')),
                ('typed_by', models.CharField(blank=True, editable=False, max_length=80, verbose_name='typed in from paper by')),
                ('would_have_been_refused', lianfang.kernel.wording.ReasonField(blank=True, editable=False, null=True, verbose_name='would have been refused because')),
                ('digest', models.BinaryField(max_length=16, verbose_name='digest of the content')),
                ('voided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='voided at')),
                ('voided_by', models.CharField(blank=True, editable=False, max_length=80, verbose_name='voided by')),
                ('void_reason', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='why voided')),
                ('leaves_on', models.DateField(verbose_name='leaves on')),
                ('back_on', models.DateField(blank=True, null=True, validators=[lianfang.kernel.limits.NotBefore('leaves_on', says='arrivals.left_first')], verbose_name='back on, if known')),
                ('goes_to', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='goes to')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person')),
                ('response', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
            ],
            options={
                'verbose_name': 'departure',
                'indexes': [models.Index(fields=['area_path', 'happened_at'], name='departure_by_area'), models.Index(fields=['unit_path', 'happened_at'], name='departure_by_unit'), models.Index(fields=['happened_at', 'id'], name='departure_by_time')],
                'constraints': [models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('voided_by', ''), _negated=True), _connector='OR'), name='departure_void_has_a_name'), models.CheckConstraint(condition=models.Q(('unit_path', ''), _negated=True), name='departure_has_a_unit')],
            },
            managers=[
                ('kept', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='at')),
                ('source', models.CharField(choices=[('self', 'reported themselves'), ('family', 'reported by somebody else'), ('checkpoint', 'stopped at a checkpoint'), ('outside', 'handed over from outside'), ('list', 'from a list'), ('worker', 'found by a worker')], max_length=12, verbose_name='source')),
                ('relation', models.CharField(blank=True, choices=[('family', 'family'), ('neighbour', 'neighbour'), ('employer', 'employer or school'), ('other', 'somebody else')], max_length=12, verbose_name='relation')),
                ('reporter_name', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='name of who reports')),
                ('reporter_phone', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='phone of who reports')),
                ('whereabouts', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='where they were')),
                ('confirmed_at', models.DateTimeField(null=True, verbose_name='confirmed with the person at')),
                ('arrival', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='arrivals.arrival', verbose_name='arrival')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response', verbose_name='response')),
            ],
            options={
                'verbose_name': 'report of an arrival',
            },
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='where')),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='for which unit')),
                ('with_units', models.JSONField(blank=True, default=list, editable=False, verbose_name='together with')),
                ('happened_at', models.DateTimeField(editable=False, verbose_name='happened at')),
                ('raw_happened_at', models.DateTimeField(editable=False, verbose_name='time of the device')),
                ('received_at', models.DateTimeField(default=lianfang.kernel.clock.now, editable=False, verbose_name='received at')),
                ('recorded_by', models.CharField(editable=False, max_length=80, verbose_name='recorded by')),
                ('device', models.CharField(blank=True, editable=False, max_length=40, verbose_name='device')),
                ('recorded_offline', models.BooleanField(default=False, editable=False, verbose_name='recorded offline')),
                ('typed_by', models.CharField(blank=True, editable=False, max_length=80, verbose_name='typed in from paper by')),
                ('would_have_been_refused', lianfang.kernel.wording.ReasonField(blank=True, editable=False, null=True, verbose_name='would have been refused because')),
                ('digest', models.BinaryField(max_length=16, verbose_name='digest of the content')),
                ('voided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='voided at')),
                ('voided_by', models.CharField(blank=True, editable=False, max_length=80, verbose_name='voided by')),
                ('void_reason', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='why voided')),
                ('channel', models.CharField(choices=[('door', 'at the door'), ('phone', 'by phone'), ('counter', 'at the counter')], default='door', max_length=8, verbose_name='how')),
                ('result', models.CharField(choices=[('confirmed', 'verified with the person'), ('already_known', 'already known'), ('wrong_data', 'wrong data'), ('not_coming', 'not coming, or not a resident'), ('out_of_window', 'out of the window'), ('not_reached', 'could not be reached')], default='confirmed', max_length=16, verbose_name='result')),
                ('origin', models.CharField(choices=[('high', 'high-risk area'), ('medium', 'medium-risk area'), ('low', 'low-risk area'), ('none', 'no noted area'), ('unknown', 'not known yet')], default='unknown', max_length=8, verbose_name='risk of the origin')),
                ('source', models.CharField(choices=[('self', 'reported themselves'), ('family', 'reported by somebody else'), ('checkpoint', 'stopped at a checkpoint'), ('outside', 'handed over from outside'), ('list', 'from a list'), ('worker', 'found by a worker')], max_length=12, verbose_name='source')),
                ('whereabouts', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='where they were')),
                ('note', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='note')),
                ('arrival', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verifications', to='arrivals.arrival', verbose_name='arrival')),
                ('response', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
            ],
            options={
                'verbose_name': 'verification of an arrival',
                'indexes': [models.Index(fields=['area_path', 'happened_at'], name='verification_by_area'), models.Index(fields=['unit_path', 'happened_at'], name='verification_by_unit'), models.Index(fields=['happened_at', 'id'], name='verification_by_time')],
                'constraints': [models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('voided_by', ''), _negated=True), _connector='OR'), name='verification_void_has_a_name'), models.CheckConstraint(condition=models.Q(('unit_path', ''), _negated=True), name='verification_has_a_unit')],
            },
            managers=[
                ('kept', django.db.models.manager.Manager()),
            ],
        ),
    ]
