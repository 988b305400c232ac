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
        ('measures', '0001_initial'),
        ('people', '0001_initial'),
        ('response', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='HealthReport',
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
                ('day', models.DateField(verbose_name='calendar day')),
                ('day_number', models.SmallIntegerField(verbose_name='day of the measure')),
                ('slot', models.PositiveSmallIntegerField(null=True, verbose_name='which report of the day')),
                ('temperature', models.DecimalField(decimal_places=1, max_digits=3, validators=[lianfang.kernel.limits.SpeltAs(lianfang.kernel.limits.Spelling['TEMPERATURE']), lianfang.kernel.limits.Between(Decimal('34.0'), Decimal('43.0'), 'isolation.impossible')], verbose_name='temperature, °C')),
                ('second_temperature', models.DecimalField(blank=True, decimal_places=1, help_text="After ten minutes' rest, where the first was high.", max_digits=3, null=True, validators=[lianfang.kernel.limits.SpeltAs(lianfang.kernel.limits.Spelling['TEMPERATURE']), lianfang.kernel.limits.Between(Decimal('34.0'), Decimal('43.0'), 'isolation.impossible')], verbose_name='second reading, °C')),
                ('symptoms', lianfang.kernel.limits.ChoicesField(blank=True, default=list, verbose_name='symptoms')),
                ('finding', models.CharField(choices=[('normal', 'normal'), ('symptoms', 'symptoms'), ('fever_unconfirmed', 'high, to be measured again'), ('fever', 'fever')], max_length=20, verbose_name='result')),
                ('reporter', models.CharField(choices=[('worker', 'worker'), ('resident', 'the person'), ('family', 'a relative')], default='worker', max_length=10, verbose_name='told by')),
                ('note', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='note')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='measures.measure', verbose_name='measure')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person')),
                ('response', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
            ],
            options={
                'verbose_name': 'health report',
                'indexes': [models.Index(fields=['area_path', 'happened_at'], name='health_report_by_area'), models.Index(fields=['unit_path', 'happened_at'], name='health_report_by_unit'), models.Index(fields=['happened_at', 'id'], name='health_report_by_time'), models.Index(fields=['measure', 'day'], name='health_report_of_measure')],
                'constraints': [models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('voided_by', ''), _negated=True), _connector='OR'), name='health_report_void_has_a_name'), models.CheckConstraint(condition=models.Q(('unit_path', ''), _negated=True), name='health_report_has_a_unit'), models.CheckConstraint(condition=models.Q(('temperature__gte', Decimal('34.0')), ('temperature__lte', Decimal('43.0'))), name='health_report_possible')],
            },
            managers=[
                ('kept', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Missed',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='area')),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='responsible unit')),
                ('day', models.DateField(verbose_name='calendar day')),
                ('slot', models.PositiveSmallIntegerField(verbose_name='which report of the day')),
                ('due_at', models.DateTimeField(verbose_name='due at')),
                ('found_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='found at')),
                ('told_at', models.DateTimeField(null=True, verbose_name='told later at')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='measures.measure', verbose_name='measure')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
            ],
            options={
                'verbose_name': 'missed report',
                'indexes': [models.Index(fields=['area_path', 'due_at'], name='missed_by_area')],
                'constraints': [models.UniqueConstraint(fields=('measure', 'day', 'slot'), name='missed_once')],
            },
        ),
        migrations.CreateModel(
            name='UrgentNeed',
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
                ('reporter', models.CharField(choices=[('worker', 'worker'), ('resident', 'the person'), ('family', 'a relative')], default='worker', max_length=10, verbose_name='told by')),
                ('task_id', models.UUIDField(editable=False, null=True, verbose_name='task')),
                ('said', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='what is needed')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='measures.measure', verbose_name='measure')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person')),
                ('response', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
            ],
            options={
                'verbose_name': 'urgent need',
                'indexes': [models.Index(fields=['area_path', 'happened_at'], name='urgent_need_by_area'), models.Index(fields=['unit_path', 'happened_at'], name='urgent_need_by_unit'), models.Index(fields=['happened_at', 'id'], name='urgent_need_by_time'), models.Index(fields=['measure'], name='urgent_need_of_measure')],
                'constraints': [models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('voided_by', ''), _negated=True), _connector='OR'), name='urgent_need_void_has_a_name'), models.CheckConstraint(condition=models.Q(('unit_path', ''), _negated=True), name='urgent_need_has_a_unit')],
            },
            managers=[
                ('kept', django.db.models.manager.Manager()),
            ],
        ),
    ]
