import django.db.models.deletion
import lianfang.kernel.clock
import lianfang.kernel.ids
import lianfang.kernel.paths
import lianfang.vault.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('response', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Page',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(editable=False, max_length=9, unique=True, verbose_name='code')),
                ('form', models.CharField(editable=False, max_length=60, verbose_name='form')),
                ('about', models.UUIDField(editable=False, verbose_name='about')),
                ('title', models.CharField(editable=False, max_length=200, verbose_name='what it is about')),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='area')),
                ('unit_path', lianfang.kernel.paths.PathField(blank=True, default='', editable=False, max_length=48, verbose_name='path of the unit')),
                ('batch', models.UUIDField(editable=False, verbose_name='printed together with')),
                ('number', models.PositiveSmallIntegerField(verbose_name='page')),
                ('pages', models.PositiveSmallIntegerField(verbose_name='of so many pages')),
                ('day', models.DateField(verbose_name='for the day')),
                ('from_at', models.DateTimeField(blank=True, null=True, verbose_name='written from')),
                ('until_at', models.DateTimeField(blank=True, null=True, verbose_name='written until')),
                ('writer', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='who wrote')),
                ('recorder', models.CharField(blank=True, editable=False, max_length=80, verbose_name='who wrote, as records name them')),
                ('state', models.CharField(choices=[('printed', 'printed, not back'), ('partly', 'partly keyed in'), ('keyed', 'keyed in'), ('empty', 'came back empty'), ('spoilt', 'spoilt'), ('lost', 'lost')], default='printed', max_length=8, verbose_name='state')),
                ('taken', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='rows recorded')),
                ('wrong', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='rows to be mended')),
                ('printed_at', models.DateTimeField(default=lianfang.kernel.clock.now, editable=False, verbose_name='printed at')),
                ('printed_by', models.CharField(editable=False, max_length=80, verbose_name='printed by')),
                ('keyed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last keyed in at')),
                ('keyed_by', models.CharField(blank=True, editable=False, max_length=80, verbose_name='last keyed in by')),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='finished or set aside at')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response', verbose_name='response')),
            ],
            options={
                'verbose_name': 'page of paper',
                'indexes': [models.Index(fields=['area_path', 'day'], name='page_by_area'), models.Index(fields=['unit_path', 'day'], name='page_by_unit'), models.Index(fields=['batch', 'number'], name='page_of_batch'), models.Index(fields=['printed_at', 'id'], name='page_by_time')],
                'constraints': [models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='page_is_numbered')],
            },
        ),
        migrations.CreateModel(
            name='Row',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('block', models.CharField(editable=False, max_length=30, verbose_name='block of the form')),
                ('number', models.PositiveSmallIntegerField(verbose_name='row')),
                ('about', models.UUIDField(editable=False, verbose_name='about')),
                ('thing', models.UUIDField(editable=False, null=True, verbose_name='whom or what it names')),
                ('fixed', models.JSONField(default=dict, editable=False, verbose_name='answered by its place')),
                ('at', models.DateTimeField(editable=False, null=True, verbose_name='time for which it stands')),
                ('said', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='what was keyed')),
                ('wrong', models.JSONField(default=dict, editable=False, verbose_name='what is to be mended')),
                ('state', models.CharField(choices=[('empty', 'empty'), ('taken', 'recorded'), ('wrong', 'to be mended')], default='empty', max_length=6, verbose_name='state')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='times changed')),
                ('attempt', models.PositiveIntegerField(default=0, editable=False, verbose_name='times recorded')),
                ('records', models.JSONField(default=list, editable=False, verbose_name='records')),
                ('keyed_at', models.DateTimeField(editable=False, null=True, verbose_name='keyed in at')),
                ('keyed_by', models.CharField(blank=True, editable=False, max_length=80, verbose_name='keyed in by')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='paper.page', verbose_name='page of paper')),
            ],
            options={
                'verbose_name': 'row of a page of paper',
                'constraints': [models.UniqueConstraint(fields=('page', 'block', 'number'), name='row_once')],
            },
        ),
    ]
