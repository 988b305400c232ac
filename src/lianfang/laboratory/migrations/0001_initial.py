import django.db.models.deletion
import django.db.models.manager
import lianfang.kernel.clock
import lianfang.kernel.ids
import lianfang.kernel.limits
import lianfang.kernel.paths
import lianfang.kernel.wording
import lianfang.laboratory.rules
import lianfang.vault.fields
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('orgs', '0001_initial'),
        ('people', '0001_initial'),
        ('response', '0001_initial'),
        ('sampling', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Box',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=12, unique=True, verbose_name='code of the box')),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='area')),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='path of the unit that packs')),
                ('to_unit_path', lianfang.kernel.paths.PathField(blank=True, editable=False, max_length=48, verbose_name='path of the laboratory')),
                ('to_name', models.CharField(blank=True, max_length=80, verbose_name='laboratory outside the district')),
                ('state', models.CharField(choices=[('packing', 'being packed'), ('sealed', 'sealed'), ('under_way', 'on its way'), ('received', 'received')], default='packing', max_length=10, verbose_name='state')),
                ('tubes', models.PositiveSmallIntegerField(default=0, verbose_name='tubes')),
                ('opened_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='packing began at')),
                ('opened_by', models.CharField(max_length=80, verbose_name='packing begun by')),
                ('sealed_at', models.DateTimeField(null=True, verbose_name='sealed at')),
                ('sealed_by', models.CharField(blank=True, max_length=80, verbose_name='sealed by')),
                ('temperature', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, validators=[lianfang.kernel.limits.Between(Decimal('-90'), Decimal('45'))], verbose_name='temperature in the box, °C')),
                ('handed_at', models.DateTimeField(null=True, verbose_name='with the courier since')),
                ('due_at', models.DateTimeField(null=True, verbose_name='due at the laboratory')),
                ('received_at', models.DateTimeField(null=True, verbose_name='received at')),
                ('results_due_at', models.DateTimeField(null=True, verbose_name='results due by')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response', verbose_name='response')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sampling.session', verbose_name='sampling session')),
                ('to_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='laboratory')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='packed by')),
            ],
            options={
                'verbose_name': 'box of tubes',
            },
        ),
        migrations.CreateModel(
            name='Leg',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='which hand-over')),
                ('from_side', models.CharField(choices=[('site', 'site'), ('courier', 'courier'), ('laboratory', 'laboratory')], max_length=10, verbose_name='handed over by')),
                ('to_side', models.CharField(choices=[('site', 'site'), ('courier', 'courier'), ('laboratory', 'laboratory')], max_length=10, verbose_name='taken over by')),
                ('opened_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='waits since')),
                ('due_at', models.DateTimeField(verbose_name='to be done by')),
                ('done_at', models.DateTimeField(null=True, verbose_name='handed over at')),
                ('done_by', models.CharField(blank=True, max_length=80, verbose_name='recorded by')),
                ('carrier', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='vehicle and driver')),
                ('counted', models.PositiveSmallIntegerField(null=True, verbose_name='tubes counted')),
                ('temperature', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, validators=[lianfang.kernel.limits.Between(Decimal('-90'), Decimal('45'))], verbose_name='temperature in the box, °C')),
                ('missing', models.PositiveSmallIntegerField(default=0, verbose_name='missing')),
                ('extra', models.PositiveSmallIntegerField(default=0, verbose_name='too many')),
                ('unknown', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='codes of no known tube')),
                ('note', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='note')),
                ('box', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='legs', to='laboratory.box', verbose_name='box of tubes')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response', verbose_name='response')),
            ],
            options={
                'verbose_name': 'hand-over of a box',
            },
        ),
        migrations.CreateModel(
            name='Packed',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='area')),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='path of the unit that packs')),
                ('to_unit_path', lianfang.kernel.paths.PathField(blank=True, editable=False, max_length=48, verbose_name='path of the laboratory')),
                ('place', models.CharField(choices=[('inside', 'inside the box'), ('taken_out', 'taken out again'), ('arrived', 'at the laboratory'), ('missing', 'missing'), ('lost', 'lost')], default='inside', max_length=10, verbose_name='what became of it')),
                ('at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='packed at')),
                ('by', models.CharField(max_length=80, verbose_name='packed by whom')),
                ('arrived_at', models.DateTimeField(null=True, verbose_name='arrived at')),
                ('result_at', models.DateTimeField(null=True, verbose_name='result since')),
                ('box', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contents', to='laboratory.box', verbose_name='box of tubes')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response', verbose_name='response')),
                ('tube', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sampling.tube', verbose_name='tube')),
            ],
            options={
                'verbose_name': 'tube in a box',
            },
        ),
        migrations.CreateModel(
            name='Result',
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
                ('sender_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='path of the unit that sampled')),
                ('value', models.CharField(choices=[('negative', 'negative'), ('positive', 'positive'), ('invalid', 'invalid')], max_length=10, verbose_name='test result')),
                ('ct_n', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='Ct of N')),
                ('ct_orf1ab', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='Ct of ORF1ab')),
                ('tested_at', models.DateTimeField(blank=True, null=True, verbose_name='tested at')),
                ('source', models.CharField(choices=[('file', 'by file'), ('api', 'by API'), ('hand', 'by hand')], max_length=6, verbose_name='how it came in')),
                ('people', models.PositiveSmallIntegerField(default=0, verbose_name='people in the tube')),
                ('minutes', models.PositiveIntegerField(null=True, verbose_name='minutes from the first swab')),
                ('response', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
                ('tube', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sampling.tube', verbose_name='tube')),
            ],
            options={
                'verbose_name': 'result of a tube',
                'abstract': False,
            },
            managers=[
                ('kept', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Resample',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('why', models.CharField(choices=[('round', 'everybody is sampled'), ('resample_positive', 'resampled after a positive tube'), ('resample_invalid', 'resampled after an invalid tube'), ('recheck', 're-check of a first positive')], max_length=20, verbose_name='why')),
                ('stays', models.BooleanField(default=False, verbose_name='asked to stay')),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='area')),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='path of the responsible unit')),
                ('sender_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='path of the unit that sampled')),
                ('step', models.CharField(choices=[('waiting', 'to be sampled'), ('drawn', 'sampled, waits for the result'), ('negative', 'negative'), ('positive', 'positive'), ('invalid', 'invalid'), ('ended', 'ended without a sample')], default='waiting', max_length=10, verbose_name='how far it is')),
                ('asked_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='asked at')),
                ('due_at', models.DateTimeField(verbose_name='to be sampled by')),
                ('drawn_at', models.DateTimeField(null=True, verbose_name='sampled at')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='ended at')),
                ('stays_until', models.DateTimeField(null=True, verbose_name='free since')),
                ('because', models.CharField(blank=True, max_length=20, verbose_name='why it ended')),
                ('drawn_tube', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sampling.tube', verbose_name='single tube')),
                ('follows', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='laboratory.resample', verbose_name='follows')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response', verbose_name='response')),
                ('tube', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sampling.tube', verbose_name='tube')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='responsible unit')),
                ('result', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='laboratory.result', verbose_name='because of the result')),
            ],
            options={
                'verbose_name': 'sampling again',
            },
        ),
        migrations.CreateModel(
            name='ResultLink',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('token_hash', models.BinaryField(max_length=32, unique=True, verbose_name='hash of the token')),
                ('issued_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='issued at')),
                ('issued_by', models.CharField(max_length=80, verbose_name='link issued by')),
                ('expires_at', models.DateTimeField(verbose_name='expires at')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='revoked at')),
                ('hour', models.DateTimeField(null=True, verbose_name='hour of the last use')),
                ('uses_in_hour', models.PositiveSmallIntegerField(default=0, verbose_name='uses in that hour')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
            ],
            options={
                'verbose_name': 'personal link to results',
            },
        ),
        migrations.CreateModel(
            name='ResultList',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='path of the unit')),
                ('area_path', lianfang.kernel.paths.PathField(blank=True, editable=False, max_length=48, verbose_name='area')),
                ('filename', lianfang.vault.fields.EncryptedText(verbose_name='file')),
                ('digest', models.BinaryField(max_length=32, verbose_name='digest of the content')),
                ('file_id', models.UUIDField(editable=False, verbose_name='file as sent')),
                ('answer_id', models.UUIDField(editable=False, null=True, verbose_name='file with the results')),
                ('mapping', models.JSONField(default=dict, verbose_name='columns chosen')),
                ('counts', models.JSONField(default=dict, verbose_name='numbers')),
                ('problem', lianfang.kernel.wording.ReasonField(null=True, verbose_name='what is wrong with the file')),
                ('sent_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='sent at')),
                ('sent_by', models.CharField(max_length=80, verbose_name='sent by')),
                ('read_at', models.DateTimeField(null=True, verbose_name='read at')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response', verbose_name='response')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'list of results',
            },
        ),
        migrations.CreateModel(
            name='Doubt',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='path of the unit')),
                ('area_path', lianfang.kernel.paths.PathField(blank=True, editable=False, max_length=48, verbose_name='area')),
                ('what', models.CharField(choices=[('unknown_tube', 'no tube has this code'), ('twice', 'the list has this tube twice, with different results'), ('not_closed', 'the tube was never closed'), ('not_received', 'the tube was never received'), ('elsewhere', 'the tube was received elsewhere'), ('lost', 'the tube was given up as lost'), ('before_sampling', 'tested before it was drawn'), ('changed', 'another result is on record'), ('other_numbers', 'the same result with other numbers is on record')], max_length=16, verbose_name='what is open')),
                ('cleared', models.JSONField(default=list, verbose_name='cleared up before')),
                ('code', lianfang.vault.fields.EncryptedText(verbose_name='code as it was written')),
                ('key', models.BinaryField(max_length=16, verbose_name='digest of what was said')),
                ('value', models.CharField(choices=[('negative', 'negative'), ('positive', 'positive'), ('invalid', 'invalid')], max_length=10, verbose_name='test result')),
                ('ct_n', models.DecimalField(decimal_places=2, max_digits=5, null=True, verbose_name='Ct of N')),
                ('ct_orf1ab', models.DecimalField(decimal_places=2, max_digits=5, null=True, verbose_name='Ct of ORF1ab')),
                ('tested_at', models.DateTimeField(null=True, verbose_name='tested at')),
                ('source', models.CharField(choices=[('file', 'by file'), ('api', 'by API'), ('hand', 'by hand')], max_length=6, verbose_name='how it came in')),
                ('row', models.PositiveIntegerField(default=0, verbose_name='row of the list')),
                ('raised_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='raised at')),
                ('raised_by', models.CharField(max_length=80, verbose_name='raised by')),
                ('decision', models.CharField(blank=True, choices=[('taken', 'result taken'), ('dropped', 'result dropped')], max_length=10, verbose_name='what was decided')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided at')),
                ('decided_by', models.CharField(blank=True, max_length=80, verbose_name='decided by')),
                ('because', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='reason for the decision')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response', verbose_name='response')),
                ('tube', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sampling.tube', verbose_name='tube')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='unit')),
                ('of_list', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='doubts', to='laboratory.resultlist', verbose_name='list of results')),
            ],
            options={
                'verbose_name': 'open question about a result',
            },
        ),
        migrations.AddIndex(
            model_name='box',
            index=models.Index(fields=['area_path', 'state', 'due_at'], name='box_by_area'),
        ),
        migrations.AddIndex(
            model_name='box',
            index=models.Index(fields=['unit_path', 'state', 'due_at'], name='box_by_unit'),
        ),
        migrations.AddIndex(
            model_name='box',
            index=models.Index(fields=['to_unit_path', 'state', 'due_at'], name='box_by_laboratory'),
        ),
        migrations.AddIndex(
            model_name='box',
            index=models.Index(fields=['session', 'state'], name='box_of_session'),
        ),
        migrations.AddConstraint(
            model_name='box',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'packing'), ('sealed_at__isnull', False), _connector='OR'), name='box_sealed_has_a_time'),
        ),
        migrations.AddConstraint(
            model_name='box',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['packing', 'sealed']), models.Q(('due_at__isnull', False), ('handed_at__isnull', False)), _connector='OR'), name='box_handed_has_a_time'),
        ),
        migrations.AddConstraint(
            model_name='box',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'received'), _negated=True), ('received_at__isnull', False), _connector='OR'), name='box_received_has_a_time'),
        ),
        migrations.AddConstraint(
            model_name='box',
            constraint=models.CheckConstraint(condition=models.Q(('to_unit__isnull', False), models.Q(('to_name', ''), _negated=True), _connector='OR'), name='box_goes_somewhere'),
        ),
        migrations.AddConstraint(
            model_name='leg',
            constraint=models.UniqueConstraint(fields=('box', 'number'), name='leg_once'),
        ),
        migrations.AddConstraint(
            model_name='leg',
            constraint=models.UniqueConstraint(condition=models.Q(('done_at', None)), fields=('box',), name='leg_pending_once'),
        ),
        migrations.AddIndex(
            model_name='packed',
            index=models.Index(fields=['tube'], name='packed_tube'),
        ),
        migrations.AddIndex(
            model_name='packed',
            index=models.Index(fields=['box', 'place'], name='packed_in_box'),
        ),
        migrations.AddIndex(
            model_name='packed',
            index=models.Index(fields=['area_path', 'arrived_at'], name='packed_by_area'),
        ),
        migrations.AddConstraint(
            model_name='packed',
            constraint=models.UniqueConstraint(condition=models.Q(('place', 'taken_out'), _negated=True), fields=('tube',), name='packed_in_one_box'),
        ),
        migrations.AddConstraint(
            model_name='packed',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('place', 'arrived'), _negated=True), ('arrived_at__isnull', False), _connector='OR'), name='packed_arrived_has_a_time'),
        ),
        migrations.AddIndex(
            model_name='result',
            index=models.Index(fields=['area_path', 'happened_at'], name='result_by_area'),
        ),
        migrations.AddIndex(
            model_name='result',
            index=models.Index(fields=['unit_path', 'happened_at'], name='result_by_unit'),
        ),
        migrations.AddIndex(
            model_name='result',
            index=models.Index(fields=['happened_at', 'id'], name='result_by_time'),
        ),
        migrations.AddIndex(
            model_name='result',
            index=models.Index(fields=['value', 'happened_at'], name='result_by_value'),
        ),
        migrations.AddIndex(
            model_name='result',
            index=models.Index(fields=['sender_path', 'happened_at'], name='result_by_sender'),
        ),
        migrations.AddConstraint(
            model_name='result',
            constraint=models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('voided_by', ''), _negated=True), _connector='OR'), name='result_void_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='result',
            constraint=models.CheckConstraint(condition=models.Q(('unit_path', ''), _negated=True), name='result_has_a_unit'),
        ),
        migrations.AddConstraint(
            model_name='result',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('tube',), name='result_of_tube_once'),
        ),
        migrations.AddIndex(
            model_name='resample',
            index=models.Index(fields=['area_path', 'step', 'due_at'], name='resample_by_area'),
        ),
        migrations.AddIndex(
            model_name='resample',
            index=models.Index(fields=['unit_path', 'step', 'due_at'], name='resample_by_unit'),
        ),
        migrations.AddIndex(
            model_name='resample',
            index=models.Index(fields=['person', 'asked_at'], name='resample_of_person'),
        ),
        migrations.AddIndex(
            model_name='resample',
            index=models.Index(fields=['tube'], name='resample_of_tube'),
        ),
        migrations.AddIndex(
            model_name='resample',
            index=models.Index(fields=['drawn_tube'], name='resample_drawn'),
        ),
        migrations.AddIndex(
            model_name='resample',
            index=models.Index(fields=['result'], name='resample_of_result'),
        ),
        migrations.AddConstraint(
            model_name='resample',
            constraint=models.UniqueConstraint(condition=models.Q(('step__in', [lianfang.laboratory.rules.Step['DRAWN'], lianfang.laboratory.rules.Step['WAITING']])), fields=('person',), name='resample_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='resample',
            constraint=models.CheckConstraint(condition=models.Q(('step__in', [lianfang.laboratory.rules.Step['DRAWN'], lianfang.laboratory.rules.Step['WAITING']]), ('ended_at__isnull', False), _connector='OR'), name='resample_ended_has_a_time'),
        ),
        migrations.AddIndex(
            model_name='resultlink',
            index=models.Index(fields=['person', 'revoked_at'], name='result_link_of_person'),
        ),
        migrations.AddIndex(
            model_name='resultlist',
            index=models.Index(fields=['unit_path', 'sent_at'], name='result_list_of_unit'),
        ),
        migrations.AddIndex(
            model_name='resultlist',
            index=models.Index(fields=['area_path', 'sent_at'], name='result_list_by_area'),
        ),
        migrations.AddConstraint(
            model_name='resultlist',
            constraint=models.UniqueConstraint(fields=('response', 'unit', 'digest'), name='result_list_once'),
        ),
        migrations.AddIndex(
            model_name='doubt',
            index=models.Index(fields=['unit_path', 'decided_at'], name='doubt_of_unit'),
        ),
        migrations.AddIndex(
            model_name='doubt',
            index=models.Index(fields=['area_path', 'decided_at'], name='doubt_by_area'),
        ),
        migrations.AddIndex(
            model_name='doubt',
            index=models.Index(fields=['tube'], name='doubt_of_tube'),
        ),
        migrations.AddConstraint(
            model_name='doubt',
            constraint=models.UniqueConstraint(fields=('response', 'key'), name='doubt_once'),
        ),
    ]
