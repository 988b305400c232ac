import django.db.models.deletion
import lianfang.kernel.clock
import lianfang.kernel.ids
import lianfang.kernel.paths
import lianfang.vault.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('orgs', '0001_initial'),
        ('response', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='DailyReport',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='path of the unit')),
                ('area_path', lianfang.kernel.paths.PathField(blank=True, default='', editable=False, max_length=48, verbose_name='area')),
                ('day', models.DateField(verbose_name='day')),
                ('from_at', models.DateTimeField(verbose_name='counted from')),
                ('until_at', models.DateTimeField(verbose_name='counted until')),
                ('due_at', models.DateTimeField(verbose_name='due at')),
                ('known_at', models.DateTimeField(verbose_name='as known at')),
                ('is_zero', models.BooleanField(default=False, verbose_name='zero affirmed')),
                ('filed_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='filed at')),
                ('filed_by', models.CharField(max_length=80, verbose_name='filed by')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response', verbose_name='response')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'daily report',
                'indexes': [models.Index(fields=['day', 'unit_path'], name='report_by_unit'), models.Index(fields=['day', 'area_path'], name='report_by_area')],
                'constraints': [models.UniqueConstraint(fields=('response', 'unit', 'day'), name='report_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='DutyToReport',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('unit_kind', models.CharField(choices=[('command', 'command'), ('department', 'department'), ('office', 'street or town office'), ('community', 'community or village committee'), ('police', 'police'), ('health', 'health institution'), ('laboratory', 'laboratory'), ('school', 'school'), ('company', 'company'), ('team', 'team')], max_length=16, verbose_name='kind of unit')),
                ('from_on', models.DateField(verbose_name='from')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response', verbose_name='response')),
            ],
            options={
                'verbose_name': 'duty to report',
                'constraints': [models.UniqueConstraint(condition=models.Q(('until_on__isnull', True)), fields=('response', 'unit_kind'), name='duty_to_report_once'), models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='duty_to_report_order')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField(verbose_name='day')),
                ('call', models.CharField(choices=[('due', 'due soon'), ('missing', 'missing'), ('upward', 'to be sent upward')], max_length=10, verbose_name='reason')),
                ('due_at', models.DateTimeField(verbose_name='due at')),
                ('at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='at')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response', verbose_name='response')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'reminder of a report',
                'constraints': [models.UniqueConstraint(fields=('response', 'unit', 'day', 'call', 'due_at'), name='reminded_once')],
            },
        ),
        migrations.CreateModel(
            name='ReportLine',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('figure', models.CharField(max_length=60, verbose_name='figure')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('counted', models.BigIntegerField(verbose_name='counted')),
                ('stated', models.BigIntegerField(verbose_name='stated')),
                ('because', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='why the stated number differs')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='reporting.dailyreport', verbose_name='report')),
            ],
            options={
                'verbose_name': 'line of a report',
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('report', 'figure'), name='line_once'), models.CheckConstraint(condition=models.Q(('stated__gte', 0)), name='stated_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='UpwardReport',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='path of the unit')),
                ('area_path', lianfang.kernel.paths.PathField(blank=True, default='', editable=False, max_length=48, verbose_name='area')),
                ('day', models.DateField(verbose_name='day')),
                ('due_at', models.DateTimeField(verbose_name='due at')),
                ('from_at', models.DateTimeField(verbose_name='counted from')),
                ('until_at', models.DateTimeField(verbose_name='counted until')),
                ('content', models.JSONField(editable=False, verbose_name='content')),
                ('affirmed_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='affirmed at')),
                ('affirmed_by', models.CharField(max_length=80, verbose_name='affirmed by')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='sent upward at')),
                ('sent_by', models.CharField(blank=True, max_length=80, verbose_name='sent upward by')),
                ('sent_how', models.CharField(blank=True, choices=[('system', 'entered in the system of the level above'), ('mail', 'by mail'), ('fax', 'by fax'), ('paper', 'on paper'), ('phone', 'read out by phone')], max_length=10, verbose_name='how it was sent')),
                ('sent_to', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='to whom, under what number')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response', verbose_name='response')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'report to the level above',
                'indexes': [models.Index(fields=['day', 'unit_path'], name='upward_by_unit')],
                'constraints': [models.UniqueConstraint(fields=('response', 'unit', 'due_at'), name='upward_once_an_hour'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', True), ('sent_by', ''), ('sent_how', '')), models.Q(('sent_at__isnull', False), models.Q(('sent_by', ''), _negated=True), models.Q(('sent_how', ''), _negated=True)), _connector='OR'), name='upward_sent_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Bulletin',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('area_path', lianfang.kernel.paths.PathField(blank=True, default='', editable=False, max_length=48, verbose_name='area')),
                ('template', models.CharField(max_length=40, verbose_name='template')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('day', models.DateField(verbose_name='day')),
                ('from_at', models.DateTimeField(verbose_name='counted from')),
                ('until_at', models.DateTimeField(verbose_name='counted until')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'waiting for approval'), ('approved', 'approved'), ('published', 'published')], default='draft', max_length=10, verbose_name='state')),
                ('note_zh', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='remarks in Chinese')),
                ('note_en', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='remarks in English')),
                ('content', models.JSONField(editable=False, null=True, verbose_name='content')),
                ('known_at', models.DateTimeField(editable=False, null=True, verbose_name='as known at')),
                ('written_by', models.CharField(editable=False, max_length=80, verbose_name='written by')),
                ('written_at', models.DateTimeField(default=lianfang.kernel.clock.now, editable=False, verbose_name='written at')),
                ('submitted_by', models.CharField(blank=True, editable=False, max_length=80, verbose_name='submitted by')),
                ('submitted_at', models.DateTimeField(editable=False, null=True, verbose_name='submitted at')),
                ('returned_because', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='why returned')),
                ('approved_by', models.CharField(blank=True, editable=False, max_length=80, verbose_name='approved by')),
                ('approved_at', models.DateTimeField(editable=False, null=True, verbose_name='approved at')),
                ('published_by', models.CharField(blank=True, editable=False, max_length=80, verbose_name='published by')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published at')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response', verbose_name='response')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='issued by')),
            ],
            options={
                'verbose_name': 'bulletin',
                'ordering': ['-day', '-number'],
                'indexes': [models.Index(fields=['area_path', 'day'], name='bulletin_by_area')],
                'constraints': [models.UniqueConstraint(fields=('response', 'template', 'area_path', 'number'), name='bulletin_number_once'), models.CheckConstraint(condition=models.Q(('approved_by', ''), models.Q(models.Q(('approved_by', models.F('written_by')), _negated=True), models.Q(('approved_by', models.F('submitted_by')), _negated=True)), _connector='OR'), name='bulletin_approved_by_another'), models.CheckConstraint(condition=models.Q(('state', 'draft'), ('content__isnull', False), _connector='OR'), name='bulletin_frozen_when_submitted')],
            },
        ),
    ]
