import django.db.models.deletion
import django.db.models.manager
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
            name='NameList',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('outside', models.CharField(blank=True, max_length=80, verbose_name='sender outside the district')),
                ('kind', models.CharField(choices=[('travelled', 'travelled with a case'), ('place', 'was at a risk place'), ('contacts', 'contacts to be found'), ('returned', 'came from a risk area'), ('entered', 'entered from abroad'), ('other', 'other list')], default='other', max_length=12, verbose_name='sort of list')),
                ('purpose', lianfang.vault.fields.EncryptedText(verbose_name='what for')),
                ('ground', lianfang.vault.fields.EncryptedText(verbose_name='on what ground')),
                ('window_from', models.DateField(blank=True, null=True, verbose_name='window from')),
                ('window_until', models.DateField(blank=True, null=True, verbose_name='window until')),
                ('received_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='received at')),
                ('due_at', models.DateTimeField(verbose_name='to be answered by')),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='for which area')),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='path of the unit that took it in')),
                ('filename', lianfang.vault.fields.EncryptedText(verbose_name='file')),
                ('file_id', models.UUIDField(verbose_name='file as sent')),
                ('digest', models.BinaryField(max_length=16, verbose_name='digest of the file')),
                ('mapping', models.JSONField(default=dict, verbose_name='columns chosen')),
                ('stage', models.CharField(choices=[('ready', 'ready to be taken in'), ('running', 'being taken in'), ('taken', 'taken in'), ('cancelled', 'cancelled'), ('failed', 'could not be taken in')], default='ready', max_length=10, verbose_name='stage')),
                ('rows', models.PositiveIntegerField(default=0, verbose_name='rows')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='rows taken in')),
                ('problem', lianfang.kernel.wording.ReasonField(null=True, verbose_name='what is wrong with the list')),
                ('sent_by', models.CharField(max_length=80, verbose_name='sent by')),
                ('cancelled_at', models.DateTimeField(null=True, verbose_name='cancelled at')),
                ('last_seen_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='last worked on')),
                ('closed_at', models.DateTimeField(null=True, verbose_name='answered completely at')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response', verbose_name='response')),
                ('sender', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='sender')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='taken in by')),
            ],
            options={
                'verbose_name': 'verification list',
                'indexes': [models.Index(fields=['area_path', 'closed_at', 'due_at'], name='name_list_by_area'), models.Index(fields=['unit_path', 'due_at'], name='name_list_by_unit'), models.Index(fields=['response', 'digest'], name='name_list_by_file')],
                'constraints': [models.CheckConstraint(condition=models.Q(('sender__isnull', True), ('outside', ''), _connector='XOR'), name='name_list_one_sender')],
            },
        ),
        migrations.CreateModel(
            name='NameRow',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(verbose_name='row of the file')),
                ('name', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='name')),
                ('id_number', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='ID number')),
                ('phone', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='phone')),
                ('birth_date', lianfang.vault.fields.EncryptedDate(blank=True, verbose_name='date of birth')),
                ('sex', models.CharField(choices=[('M', 'male'), ('F', 'female'), ('U', 'not known')], default='U', max_length=1, verbose_name='sex')),
                ('address', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='address')),
                ('told', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='what else the list tells')),
                ('id_key', lianfang.vault.fields.KeyedIndex(kind='id', max_length=16, null=True, source='id_number')),
                ('phone_key', lianfang.vault.fields.KeyedIndex(kind='phone', max_length=16, null=True, source='phone')),
                ('name_key', lianfang.vault.fields.KeyedIndex(kind='whole name', max_length=16, null=True, source='name')),
                ('problem', lianfang.kernel.wording.ReasonField(null=True, verbose_name='what is wrong in the row')),
                ('certainty', models.CharField(choices=[('certain', 'certain'), ('confirmed', 'confirmed by a person'), ('likely', 'likely'), ('several', 'one of several'), ('none', 'not in the register')], default='none', max_length=10, verbose_name='match')),
                ('candidates', models.JSONField(default=list, verbose_name='who may be meant')),
                ('matched_by', models.CharField(blank=True, max_length=80, verbose_name='confirmed by')),
                ('matched_at', models.DateTimeField(null=True, verbose_name='confirmed at')),
                ('split', models.CharField(choices=[('home', 'by the home on record'), ('address', 'by the address in the list'), ('phone', 'to be called'), ('nobody', 'nobody yet'), ('hand', 'taken or passed on')], default='nobody', max_length=8, verbose_name='came to the unit')),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='area')),
                ('unit_path', lianfang.kernel.paths.PathField(blank=True, default='', editable=False, max_length=48, verbose_name='path of the responsible unit')),
                ('state', models.CharField(choices=[('confirm', 'to be confirmed who is meant'), ('open', 'to be verified'), ('answered', 'row answered')], default='open', max_length=8, verbose_name='state')),
                ('asked_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='asked at')),
                ('due_at', models.DateTimeField(verbose_name='to be answered by')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='tries without reaching anybody')),
                ('outcome', models.CharField(blank=True, choices=[('done', 'found and verified now'), ('already_known', 'already known'), ('wrong_data', 'wrong data'), ('not_resident', 'not resident here'), ('out_of_window', 'out of the window'), ('passed_on', 'passed on outside the district'), ('not_found', 'not found after three tries')], max_length=14, verbose_name='outcome')),
                ('passed_to', models.CharField(blank=True, max_length=80, verbose_name='passed on to')),
                ('was_there', models.CharField(blank=True, choices=[('yes', 'was there'), ('no', 'was not there'), ('unknown', 'does not know')], max_length=8, verbose_name='where the list says')),
                ('lives_since', lianfang.vault.fields.EncryptedDate(blank=True, verbose_name='lives here since')),
                ('note', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='note')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='answered at')),
                ('answered_by', models.CharField(blank=True, max_length=80, verbose_name='answered by')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='answer sent back at')),
                ('name_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='verification.namelist', verbose_name='list')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response', verbose_name='response')),
                ('task', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tasks.task', verbose_name='task')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='responsible unit')),
            ],
            options={
                'verbose_name': 'row of a verification list',
                'indexes': [models.Index(fields=['area_path', 'state', 'due_at'], name='name_row_by_area'), models.Index(fields=['unit_path', 'state', 'due_at'], name='name_row_by_unit'), models.Index(fields=['name_list', 'state'], name='name_row_of_list'), models.Index(fields=['person', 'state'], name='name_row_of_person'), models.Index(fields=['task'], name='name_row_of_task'), models.Index(fields=['response', 'id_key'], name='name_row_by_id_number'), models.Index(fields=['response', 'phone_key'], name='name_row_by_phone')],
                'constraints': [models.UniqueConstraint(fields=('name_list', 'number'), name='name_row_once'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', False), ('state', 'answered'), models.Q(('outcome', ''), _negated=True)), models.Q(models.Q(('state', 'answered'), _negated=True), ('answered_at__isnull', True), ('outcome', '')), _connector='OR'), name='name_row_answered_has_an_outcome'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'open'), _negated=True), models.Q(('unit__isnull', True), ('task__isnull', False), _connector='XOR'), _connector='OR'), name='name_row_open_has_a_task_or_nobody'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirm'), _negated=True), models.Q(('person__isnull', True), ('unit__isnull', False)), _connector='OR'), name='name_row_to_confirm_has_a_unit')],
            },
        ),
        migrations.CreateModel(
            name='Part',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='verification.namelist', verbose_name='list')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='responsible unit')),
            ],
            options={
                'verbose_name': 'part of a verification list',
                'constraints': [models.UniqueConstraint(fields=('name_list', 'unit'), name='name_part_once')],
            },
        ),
        migrations.CreateModel(
            name='Passing',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='at')),
                ('by', models.CharField(max_length=80, verbose_name='by')),
                ('from_unit_path', lianfang.kernel.paths.PathField(blank=True, default='', editable=False, max_length=48, verbose_name='from the unit')),
                ('to_unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='to the unit')),
                ('row', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passings', to='verification.namerow', verbose_name='row')),
            ],
            options={
                'verbose_name': 'passing on of a row',
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='at')),
                ('by', models.CharField(max_length=80, verbose_name='by')),
                ('rows', models.PositiveIntegerField(verbose_name='rows answered')),
                ('is_complete', models.BooleanField(verbose_name='all rows are answered')),
                ('export_id', models.UUIDField(null=True, verbose_name='entry of the export register')),
                ('name_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='verification.namelist', verbose_name='list')),
            ],
            options={
                'verbose_name': 'reply to a list',
            },
        ),
        migrations.CreateModel(
            name='RowCheck',
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
                ('channel', models.CharField(choices=[('door', 'at the door'), ('phone', 'by phone'), ('counter', 'at the counter')], default='phone', max_length=8, verbose_name='how')),
                ('found', models.CharField(choices=[('done', 'found and verified now'), ('already_known', 'already known'), ('wrong_data', 'wrong data'), ('not_resident', 'not resident here'), ('out_of_window', 'out of the window'), ('not_reached', 'nobody was reached')], max_length=14, verbose_name='what was found out')),
                ('was_there', models.CharField(blank=True, choices=[('yes', 'was there'), ('no', 'was not there'), ('unknown', 'does not know')], max_length=8, verbose_name='where the list says')),
                ('lives_since', lianfang.vault.fields.EncryptedDate(blank=True, verbose_name='lives here since')),
                ('note', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='note')),
                ('response', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
                ('row', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='verification.namerow', verbose_name='row')),
            ],
            options={
                'verbose_name': 'verification of a row',
                'indexes': [models.Index(fields=['area_path', 'happened_at'], name='row_check_by_area'), models.Index(fields=['unit_path', 'happened_at'], name='row_check_by_unit'), models.Index(fields=['happened_at', 'id'], name='row_check_by_time')],
                'constraints': [models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('voided_by', ''), _negated=True), _connector='OR'), name='row_check_void_has_a_name'), models.CheckConstraint(condition=models.Q(('unit_path', ''), _negated=True), name='row_check_has_a_unit')],
            },
            managers=[
                ('kept', django.db.models.manager.Manager()),
            ],
        ),
    ]
