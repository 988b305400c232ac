import django.db.models.deletion
import django.db.models.manager
import lianfang.kernel.clock
import lianfang.kernel.ids
import lianfang.kernel.limits
import lianfang.kernel.paths
import lianfang.kernel.wording
import lianfang.vault.fields
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('orgs', '0001_initial'),
        ('people', '0001_initial'),
        ('response', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('name_en', models.CharField(blank=True, max_length=80, verbose_name='name in English')),
                ('kind', models.CharField(choices=[('road', 'road'), ('station', 'station'), ('gate', 'gate')], default='road', max_length=10, verbose_name='kind')),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='area')),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='path of the unit')),
                ('document', models.CharField(max_length=80, verbose_name='approving document')),
                ('from_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='from')),
                ('until_at', models.DateTimeField(verbose_name='until')),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='closed at')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response', verbose_name='response')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'checkpoint',
            },
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='path of the unit')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='unit')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partners', to='checkpoints.post', verbose_name='checkpoint')),
            ],
            options={
                'verbose_name': 'unit at a joint post',
            },
        ),
        migrations.CreateModel(
            name='CallForHelp',
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
                ('kind', models.CharField(choices=[('medical', 'a doctor or an ambulance'), ('police', 'the police'), ('equipment', 'equipment or power'), ('relief', 'relief for the crew')], max_length=10, verbose_name='which help')),
                ('note', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='what happened')),
                ('response', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='checkpoints.post', verbose_name='checkpoint')),
            ],
            options={
                'verbose_name': 'call for help',
                'abstract': False,
            },
            managers=[
                ('kept', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Shift',
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
                ('to_name', lianfang.vault.fields.EncryptedText(blank=True, help_text='Who takes over, by name.', verbose_name='handed over to')),
                ('stated_vehicles', models.PositiveIntegerField(blank=True, null=True, validators=[lianfang.kernel.limits.Between(0, 99999)], verbose_name='vehicles, as the crew counted')),
                ('stated_people', models.PositiveIntegerField(blank=True, null=True, validators=[lianfang.kernel.limits.Between(0, 99999)], verbose_name='people, as the crew counted')),
                ('stated_stopped', models.PositiveIntegerField(blank=True, null=True, validators=[lianfang.kernel.limits.Between(0, 99999)], verbose_name='travellers stopped, as the crew counted')),
                ('kit', models.JSONField(blank=True, default=dict, verbose_name='kit')),
                ('kit_note', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='other kit, and what is missing or broken')),
                ('open_matters', lianfang.vault.fields.EncryptedText(blank=True, help_text='What the next crew must know or do. Open calls and travellers on their way stand there by themselves.', verbose_name='open matters')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='checkpoints.post', verbose_name='checkpoint')),
                ('response', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
            ],
            options={
                'verbose_name': 'shift handed over',
                'abstract': False,
            },
            managers=[
                ('kept', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ShiftTaken',
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
                ('shift_id', models.UUIDField(verbose_name='which shift')),
                ('remark', lianfang.vault.fields.EncryptedText(blank=True, help_text='What is not as it was handed over.', verbose_name='found otherwise')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='checkpoints.post', verbose_name='checkpoint')),
                ('response', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
            ],
            options={
                'verbose_name': 'shift taken over',
                'abstract': False,
            },
            managers=[
                ('kept', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Tally',
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
                ('direction', models.CharField(choices=[('in', 'in'), ('out', 'out')], default='in', max_length=3, verbose_name='direction')),
                ('vehicles', models.PositiveSmallIntegerField(default=0, validators=[lianfang.kernel.limits.Between(0, 20, says='checkpoints.too_many')], verbose_name='vehicles')),
                ('people', models.PositiveSmallIntegerField(default=0, validators=[lianfang.kernel.limits.Between(0, 200, says='checkpoints.too_many')], verbose_name='people')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='checkpoints.post', verbose_name='checkpoint')),
                ('response', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
            ],
            options={
                'verbose_name': 'tally',
                'abstract': False,
            },
            managers=[
                ('kept', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='VehicleCheck',
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
                ('direction', models.CharField(choices=[('in', 'in'), ('out', 'out')], default='in', max_length=3, verbose_name='direction')),
                ('conveyance', models.CharField(choices=[('car', 'car or van'), ('bus', 'bus'), ('train', 'train'), ('foot', 'on foot')], default='car', max_length=6, verbose_name='came by')),
                ('plate', lianfang.vault.fields.EncryptedText(blank=True, help_text='As read, for instance 辽F12345; a temporary plate begins with 临. Empty for somebody on foot.', validators=[lianfang.kernel.limits.SpeltAs(lianfang.kernel.limits.Spelling['PLATE'], says='checkpoints.plate_wrong')], verbose_name='number plate')),
                ('plate_key', lianfang.vault.fields.KeyedIndex(kind='plate', max_length=16, null=True, source='plate')),
                ('plate_region', models.CharField(blank=True, editable=False, max_length=2, verbose_name='region of the plate')),
                ('line_number', models.CharField(blank=True, max_length=12, verbose_name='train or bus number')),
                ('occupants', models.PositiveSmallIntegerField(default=1, validators=[lianfang.kernel.limits.Between(1, 2000, says='checkpoints.occupants_wrong')], verbose_name='people on board')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='checkpoints.post', verbose_name='checkpoint')),
                ('response', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
            ],
            options={
                'verbose_name': 'vehicle check',
                'abstract': False,
            },
            managers=[
                ('kept', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='PersonCheck',
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
                ('first_reading', models.DecimalField(blank=True, decimal_places=1, max_digits=3, null=True, validators=[lianfang.kernel.limits.SpeltAs(lianfang.kernel.limits.Spelling['TEMPERATURE']), lianfang.kernel.limits.Between(Decimal('34.0'), Decimal('43.0'), 'checkpoints.impossible_temperature')], verbose_name='temperature, °C')),
                ('second_reading', models.DecimalField(blank=True, decimal_places=1, max_digits=3, null=True, validators=[lianfang.kernel.limits.SpeltAs(lianfang.kernel.limits.Spelling['TEMPERATURE']), lianfang.kernel.limits.Between(Decimal('34.0'), Decimal('43.0'), 'checkpoints.impossible_temperature')], verbose_name='second reading, °C')),
                ('symptoms', lianfang.kernel.limits.ChoicesField(blank=True, default=list, verbose_name='symptoms')),
                ('risk_level', models.CharField(blank=True, max_length=8, verbose_name='risk level of the places visited')),
                ('been_in', lianfang.vault.fields.EncryptedText(blank=True, validators=[lianfang.kernel.limits.SpeltAs(lianfang.kernel.limits.Spelling['STAYS'])], verbose_name='where in the last days')),
                ('lives_here', models.BooleanField(default=False, verbose_name='lives in this district')),
                ('destination_path', lianfang.kernel.paths.PathField(blank=True, default='', editable=False, max_length=48, verbose_name='goes to the community')),
                ('destination', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='building and door')),
                ('proofs', lianfang.kernel.limits.ChoicesField(blank=True, default=list, verbose_name='proofs seen')),
                ('proposed', models.CharField(choices=[('pass', 'let through'), ('hand_over', 'hand over to the community'), ('to_clinic', 'bring to the fever clinic'), ('turn_back', 'turn back')], max_length=10, verbose_name='proposed')),
                ('decision', models.CharField(choices=[('pass', 'let through'), ('hand_over', 'hand over to the community'), ('to_clinic', 'bring to the fever clinic'), ('turn_back', 'turn back')], max_length=10, verbose_name='disposition')),
                ('because', lianfang.kernel.wording.ReasonField(verbose_name='because')),
                ('overridden', models.BooleanField(default=False, verbose_name='otherwise than proposed')),
                ('overridden_because', lianfang.vault.fields.EncryptedText(blank=True, help_text='Only where you decide otherwise than proposed.', verbose_name='why not as proposed')),
                ('told', models.CharField(blank=True, help_text='For somebody who is turned back: the community or street they come from or go to.', max_length=80, verbose_name='which place is told')),
                ('edition', models.CharField(max_length=40, verbose_name='edition')),
                ('proposed_on_phone', models.CharField(blank=True, choices=[('pass', 'let through'), ('hand_over', 'hand over to the community'), ('to_clinic', 'bring to the fever clinic'), ('turn_back', 'turn back')], max_length=10, verbose_name='proposed on the phone')),
                ('edition_on_phone', models.CharField(blank=True, max_length=40, verbose_name='edition on the phone')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person')),
                ('response', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='checkpoints.post', verbose_name='checkpoint')),
                ('vehicle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people', to='checkpoints.vehiclecheck', verbose_name='vehicle check')),
            ],
            options={
                'verbose_name': 'person check',
                'abstract': False,
            },
            managers=[
                ('kept', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Pass',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='area')),
                ('plate', lianfang.vault.fields.EncryptedText(verbose_name='number plate')),
                ('plate_key', lianfang.vault.fields.KeyedIndex(kind='plate', max_length=16, null=True, source='plate')),
                ('purpose', models.CharField(max_length=60, verbose_name='purpose')),
                ('has_priority', models.BooleanField(default=False, verbose_name='goes first')),
                ('document', models.CharField(max_length=80, verbose_name='document')),
                ('from_on', models.DateField(verbose_name='from')),
                ('until_on', models.DateField(verbose_name='until')),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at')),
                ('response', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
            ],
            options={
                'verbose_name': 'pass',
                'indexes': [models.Index(fields=['plate_key'], name='pass_by_plate')],
            },
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['area_path'], name='post_by_area'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['unit_path'], name='post_by_unit'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('until_at__gt', models.F('from_at'))), name='post_ends_after_it_begins'),
        ),
        migrations.AddIndex(
            model_name='partner',
            index=models.Index(fields=['unit_path'], name='partner_by_unit'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.UniqueConstraint(fields=('post', 'unit'), name='partner_once'),
        ),
        migrations.AddIndex(
            model_name='callforhelp',
            index=models.Index(fields=['area_path', 'happened_at'], name='call_for_help_by_area'),
        ),
        migrations.AddIndex(
            model_name='callforhelp',
            index=models.Index(fields=['unit_path', 'happened_at'], name='call_for_help_by_unit'),
        ),
        migrations.AddIndex(
            model_name='callforhelp',
            index=models.Index(fields=['happened_at', 'id'], name='call_for_help_by_time'),
        ),
        migrations.AddConstraint(
            model_name='callforhelp',
            constraint=models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('voided_by', ''), _negated=True), _connector='OR'), name='call_for_help_void_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='callforhelp',
            constraint=models.CheckConstraint(condition=models.Q(('unit_path', ''), _negated=True), name='call_for_help_has_a_unit'),
        ),
        migrations.AddIndex(
            model_name='shift',
            index=models.Index(fields=['area_path', 'happened_at'], name='shift_by_area'),
        ),
        migrations.AddIndex(
            model_name='shift',
            index=models.Index(fields=['unit_path', 'happened_at'], name='shift_by_unit'),
        ),
        migrations.AddIndex(
            model_name='shift',
            index=models.Index(fields=['happened_at', 'id'], name='shift_by_time'),
        ),
        migrations.AddIndex(
            model_name='shift',
            index=models.Index(fields=['post', 'happened_at'], name='shift_of_post'),
        ),
        migrations.AddConstraint(
            model_name='shift',
            constraint=models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('voided_by', ''), _negated=True), _connector='OR'), name='shift_void_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='shift',
            constraint=models.CheckConstraint(condition=models.Q(('unit_path', ''), _negated=True), name='shift_has_a_unit'),
        ),
        migrations.AddIndex(
            model_name='shifttaken',
            index=models.Index(fields=['area_path', 'happened_at'], name='shift_taken_by_area'),
        ),
        migrations.AddIndex(
            model_name='shifttaken',
            index=models.Index(fields=['unit_path', 'happened_at'], name='shift_taken_by_unit'),
        ),
        migrations.AddIndex(
            model_name='shifttaken',
            index=models.Index(fields=['happened_at', 'id'], name='shift_taken_by_time'),
        ),
        migrations.AddIndex(
            model_name='shifttaken',
            index=models.Index(fields=['shift_id'], name='taken_of_shift'),
        ),
        migrations.AddConstraint(
            model_name='shifttaken',
            constraint=models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('voided_by', ''), _negated=True), _connector='OR'), name='shift_taken_void_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='shifttaken',
            constraint=models.CheckConstraint(condition=models.Q(('unit_path', ''), _negated=True), name='shift_taken_has_a_unit'),
        ),
        migrations.AddIndex(
            model_name='tally',
            index=models.Index(fields=['area_path', 'happened_at'], name='tally_by_area'),
        ),
        migrations.AddIndex(
            model_name='tally',
            index=models.Index(fields=['unit_path', 'happened_at'], name='tally_by_unit'),
        ),
        migrations.AddIndex(
            model_name='tally',
            index=models.Index(fields=['happened_at', 'id'], name='tally_by_time'),
        ),
        migrations.AddIndex(
            model_name='tally',
            index=models.Index(fields=['post', 'happened_at'], name='tally_of_post'),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('voided_by', ''), _negated=True), _connector='OR'), name='tally_void_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.CheckConstraint(condition=models.Q(('unit_path', ''), _negated=True), name='tally_has_a_unit'),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.CheckConstraint(condition=models.Q(('vehicles__gt', 0), ('people__gt', 0), _connector='OR'), name='tally_counts_something'),
        ),
        migrations.AddIndex(
            model_name='vehiclecheck',
            index=models.Index(fields=['area_path', 'happened_at'], name='vehicle_check_by_area'),
        ),
        migrations.AddIndex(
            model_name='vehiclecheck',
            index=models.Index(fields=['unit_path', 'happened_at'], name='vehicle_check_by_unit'),
        ),
        migrations.AddIndex(
            model_name='vehiclecheck',
            index=models.Index(fields=['happened_at', 'id'], name='vehicle_check_by_time'),
        ),
        migrations.AddIndex(
            model_name='vehiclecheck',
            index=models.Index(fields=['post', 'happened_at'], name='vehicle_check_of_post'),
        ),
        migrations.AddConstraint(
            model_name='vehiclecheck',
            constraint=models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('voided_by', ''), _negated=True), _connector='OR'), name='vehicle_check_void_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='vehiclecheck',
            constraint=models.CheckConstraint(condition=models.Q(('unit_path', ''), _negated=True), name='vehicle_check_has_a_unit'),
        ),
        migrations.AddConstraint(
            model_name='vehiclecheck',
            constraint=models.CheckConstraint(condition=models.Q(('occupants__gte', 1), ('occupants__lte', 2000)), name='vehicle_check_occupants'),
        ),
        migrations.AddIndex(
            model_name='personcheck',
            index=models.Index(fields=['area_path', 'happened_at'], name='person_check_by_area'),
        ),
        migrations.AddIndex(
            model_name='personcheck',
            index=models.Index(fields=['unit_path', 'happened_at'], name='person_check_by_unit'),
        ),
        migrations.AddIndex(
            model_name='personcheck',
            index=models.Index(fields=['happened_at', 'id'], name='person_check_by_time'),
        ),
        migrations.AddIndex(
            model_name='personcheck',
            index=models.Index(fields=['post', 'happened_at'], name='person_check_of_post'),
        ),
        migrations.AddConstraint(
            model_name='personcheck',
            constraint=models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('voided_by', ''), _negated=True), _connector='OR'), name='person_check_void_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='personcheck',
            constraint=models.CheckConstraint(condition=models.Q(('unit_path', ''), _negated=True), name='person_check_has_a_unit'),
        ),
    ]
