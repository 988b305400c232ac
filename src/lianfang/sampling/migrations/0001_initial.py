import django.db.models.deletion
import django.db.models.manager
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
        ('orgs', '0001_initial'),
        ('people', '0001_initial'),
        ('response', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('name_en', models.CharField(blank=True, max_length=80, verbose_name='name in English')),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='area')),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='path of the unit')),
                ('tables', models.PositiveSmallIntegerField(default=1, verbose_name='tables')),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='closed at')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response', verbose_name='response')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'sampling site',
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60, verbose_name='name of the round')),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='area')),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='path of the unit')),
                ('place', models.CharField(choices=[('isolation_site', 'isolation site'), ('key_group', 'key group'), ('lockdown', 'locked-down zone'), ('control', 'controlled zone'), ('precaution', 'precaution zone'), ('elsewhere', 'elsewhere')], default='elsewhere', max_length=16, verbose_name='kind of place')),
                ('tube_size', models.PositiveSmallIntegerField(validators=[lianfang.kernel.limits.Between(1, 20, says='sampling.size_wrong')], verbose_name='people per tube')),
                ('household_tubes', models.BooleanField(default=False, verbose_name='one household, one tube')),
                ('size_because', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='why otherwise than the edition')),
                ('own_labels', models.BooleanField(default=False, verbose_name='the tubes carry our labels')),
                ('tables', models.PositiveSmallIntegerField(default=1, verbose_name='tables')),
                ('from_at', models.DateTimeField(verbose_name='from')),
                ('until_at', models.DateTimeField(verbose_name='until')),
                ('opened_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='opened at')),
                ('opened_by', models.CharField(blank=True, editable=False, max_length=80, verbose_name='opened by')),
                ('opened_despite', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='why opened without a good check')),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='ended at')),
                ('closed_by', models.CharField(blank=True, editable=False, max_length=80, verbose_name='ended by')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response', verbose_name='response')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='unit')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='sampling.site', verbose_name='sampling site')),
            ],
            options={
                'verbose_name': 'sampling session',
            },
        ),
        migrations.CreateModel(
            name='SiteCheck',
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
                ('wanting', lianfang.kernel.limits.ChoicesField(blank=True, default=list, help_text='Leave empty where everything is in order.', verbose_name='not in order')),
                ('note', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='note')),
                ('response', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='sampling.site', verbose_name='sampling site')),
            ],
            options={
                'verbose_name': 'check of a sampling site',
                'abstract': False,
            },
            managers=[
                ('kept', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Slot',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='area')),
                ('from_at', models.DateTimeField(verbose_name='from')),
                ('until_at', models.DateTimeField(verbose_name='until')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slots', to='sampling.session', verbose_name='sampling session')),
            ],
            options={
                'verbose_name': 'slot of a building',
            },
        ),
        migrations.CreateModel(
            name='Tube',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=30, verbose_name='code of the tube')),
                ('size', models.PositiveSmallIntegerField(verbose_name='people per tube')),
                ('of_household', models.BooleanField(default=False, verbose_name='one household, one tube')),
                ('why', models.CharField(choices=[('round', 'everybody is sampled'), ('resample_positive', 'resampled after a positive tube'), ('resample_invalid', 'resampled after an invalid tube'), ('recheck', 're-check of a first positive')], default='round', max_length=20, verbose_name='why')),
                ('people', models.PositiveSmallIntegerField(default=0, verbose_name='people in it')),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='area')),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='path of the unit')),
                ('state', models.CharField(choices=[('open', 'being filled'), ('closed', 'tube closed'), ('packed', 'in a box'), ('received', 'at the laboratory'), ('lost', 'lost')], default='open', max_length=10, verbose_name='state')),
                ('opened_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='opened at')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='when the tube was closed')),
                ('closed_by', models.CharField(blank=True, max_length=80, verbose_name='who closed the tube')),
                ('counted', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='people counted by hand')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='difference settled at')),
                ('settled_by', models.CharField(blank=True, max_length=80, verbose_name='difference settled by')),
                ('settled_because', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='how the difference came about')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response', verbose_name='response')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tubes', to='sampling.session', verbose_name='sampling session')),
            ],
            options={
                'verbose_name': 'tube',
            },
        ),
        migrations.CreateModel(
            name='Swab',
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
                ('why', models.CharField(choices=[('round', 'everybody is sampled'), ('resample_positive', 'resampled after a positive tube'), ('resample_invalid', 'resampled after an invalid tube'), ('recheck', 're-check of a first positive')], default='round', max_length=20, verbose_name='why')),
                ('household', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.household', verbose_name='household')),
                ('person', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person')),
                ('response', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
                ('session', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sampling.session', verbose_name='sampling session')),
                ('tube', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='swabs', to='sampling.tube', verbose_name='tube')),
            ],
            options={
                'verbose_name': 'sample',
                'abstract': False,
            },
            managers=[
                ('kept', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='TubeClosing',
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
                ('counted', models.PositiveSmallIntegerField(validators=[lianfang.kernel.limits.Between(0, 99, says='sampling.count_wrong')], verbose_name='people counted')),
                ('response', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sampling.session', verbose_name='sampling session')),
                ('tube', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='closings', to='sampling.tube', verbose_name='tube')),
            ],
            options={
                'verbose_name': 'closing of a tube',
                'abstract': False,
            },
            managers=[
                ('kept', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='QueueReport',
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
                ('waiting', models.PositiveSmallIntegerField(validators=[lianfang.kernel.limits.Between(0, 10000, says='sampling.queue_wrong')], verbose_name='people in line')),
                ('response', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='queues', to='sampling.session', verbose_name='sampling session')),
            ],
            options={
                'verbose_name': 'people in line',
                'abstract': False,
                'indexes': [models.Index(fields=['area_path', 'happened_at'], name='queue_report_by_area'), models.Index(fields=['unit_path', 'happened_at'], name='queue_report_by_unit'), models.Index(fields=['happened_at', 'id'], name='queue_report_by_time')],
                'constraints': [models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('voided_by', ''), _negated=True), _connector='OR'), name='queue_report_void_has_a_name'), models.CheckConstraint(condition=models.Q(('unit_path', ''), _negated=True), name='queue_report_has_a_unit')],
            },
            managers=[
                ('kept', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Exemption',
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
                ('reason', models.CharField(choices=[('infant', 'infant'), ('bedridden', 'cannot leave the bed: sampled at home'), ('medical', 'medical reason'), ('away', 'is away'), ('sampled_elsewhere', 'was sampled elsewhere'), ('refused', 'refuses')], max_length=20, verbose_name='reason')),
                ('note', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='note')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person')),
                ('response', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exemptions', to='sampling.session', verbose_name='sampling session')),
            ],
            options={
                'verbose_name': 'exemption from sampling',
                'abstract': False,
                'indexes': [models.Index(fields=['area_path', 'happened_at'], name='exemption_by_area'), models.Index(fields=['unit_path', 'happened_at'], name='exemption_by_unit'), models.Index(fields=['happened_at', 'id'], name='exemption_by_time'), models.Index(fields=['session', 'person'], name='exemption_of_session')],
                'constraints': [models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('voided_by', ''), _negated=True), _connector='OR'), name='exemption_void_has_a_name'), models.CheckConstraint(condition=models.Q(('unit_path', ''), _negated=True), name='exemption_has_a_unit')],
            },
            managers=[
                ('kept', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Called',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='area')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='called', to='sampling.session', verbose_name='sampling session')),
            ],
            options={
                'verbose_name': 'area called',
                'indexes': [models.Index(fields=['area_path'], name='called_by_area')],
                'constraints': [models.UniqueConstraint(fields=('session', 'area_path'), name='called_once')],
            },
        ),
        migrations.AddIndex(
            model_name='site',
            index=models.Index(fields=['area_path'], name='site_by_area'),
        ),
        migrations.AddIndex(
            model_name='site',
            index=models.Index(fields=['unit_path'], name='site_by_unit'),
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(fields=['area_path', 'from_at'], name='session_by_area'),
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(fields=['unit_path', 'from_at'], name='session_by_unit'),
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(fields=['response', 'name'], name='session_of_round'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('until_at__gt', models.F('from_at'))), name='session_ends_after_it_begins'),
        ),
        migrations.AddIndex(
            model_name='sitecheck',
            index=models.Index(fields=['area_path', 'happened_at'], name='site_check_by_area'),
        ),
        migrations.AddIndex(
            model_name='sitecheck',
            index=models.Index(fields=['unit_path', 'happened_at'], name='site_check_by_unit'),
        ),
        migrations.AddIndex(
            model_name='sitecheck',
            index=models.Index(fields=['happened_at', 'id'], name='site_check_by_time'),
        ),
        migrations.AddIndex(
            model_name='sitecheck',
            index=models.Index(fields=['site', 'happened_at'], name='site_check_of_site'),
        ),
        migrations.AddConstraint(
            model_name='sitecheck',
            constraint=models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('voided_by', ''), _negated=True), _connector='OR'), name='site_check_void_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='sitecheck',
            constraint=models.CheckConstraint(condition=models.Q(('unit_path', ''), _negated=True), name='site_check_has_a_unit'),
        ),
        migrations.AddConstraint(
            model_name='slot',
            constraint=models.UniqueConstraint(fields=('session', 'area_path'), name='slot_once'),
        ),
        migrations.AddIndex(
            model_name='tube',
            index=models.Index(fields=['session', 'state'], name='tube_of_session'),
        ),
        migrations.AddIndex(
            model_name='tube',
            index=models.Index(fields=['area_path', 'opened_at'], name='tube_by_area'),
        ),
        migrations.AddConstraint(
            model_name='tube',
            constraint=models.UniqueConstraint(fields=('response', 'code'), name='tube_code_once'),
        ),
        migrations.AddIndex(
            model_name='swab',
            index=models.Index(fields=['area_path', 'happened_at'], name='swab_by_area'),
        ),
        migrations.AddIndex(
            model_name='swab',
            index=models.Index(fields=['unit_path', 'happened_at'], name='swab_by_unit'),
        ),
        migrations.AddIndex(
            model_name='swab',
            index=models.Index(fields=['happened_at', 'id'], name='swab_by_time'),
        ),
        migrations.AddIndex(
            model_name='swab',
            index=models.Index(fields=['person', 'happened_at'], name='swab_of_person'),
        ),
        migrations.AddIndex(
            model_name='swab',
            index=models.Index(fields=['session', 'person'], name='swab_of_session'),
        ),
        migrations.AddConstraint(
            model_name='swab',
            constraint=models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('voided_by', ''), _negated=True), _connector='OR'), name='swab_void_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='swab',
            constraint=models.CheckConstraint(condition=models.Q(('unit_path', ''), _negated=True), name='swab_has_a_unit'),
        ),
        migrations.AddConstraint(
            model_name='swab',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('tube', 'person'), name='swab_once_in_a_tube'),
        ),
        migrations.AddIndex(
            model_name='tubeclosing',
            index=models.Index(fields=['area_path', 'happened_at'], name='tube_closing_by_area'),
        ),
        migrations.AddIndex(
            model_name='tubeclosing',
            index=models.Index(fields=['unit_path', 'happened_at'], name='tube_closing_by_unit'),
        ),
        migrations.AddIndex(
            model_name='tubeclosing',
            index=models.Index(fields=['happened_at', 'id'], name='tube_closing_by_time'),
        ),
        migrations.AddConstraint(
            model_name='tubeclosing',
            constraint=models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('voided_by', ''), _negated=True), _connector='OR'), name='tube_closing_void_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='tubeclosing',
            constraint=models.CheckConstraint(condition=models.Q(('unit_path', ''), _negated=True), name='tube_closing_has_a_unit'),
        ),
    ]
