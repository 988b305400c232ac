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
            name='AuditHead',
            fields=[
                ('chain', models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name='chain')),
                ('number', models.PositiveBigIntegerField(default=0, verbose_name='entries')),
                ('mac', models.BinaryField(max_length=32, verbose_name='seal of the last entry')),
                ('seal', models.BinaryField(max_length=32, verbose_name='seal of this head')),
            ],
            options={
                'verbose_name': 'head of an audit chain',
            },
        ),
        migrations.CreateModel(
            name='JobRun',
            fields=[
                ('code', models.CharField(max_length=60, primary_key=True, serialize=False, verbose_name='job')),
                ('began_at', models.DateTimeField(verbose_name='began at')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='ended at')),
                ('failure', models.CharField(blank=True, max_length=60, verbose_name='kind of error')),
            ],
            options={
                'verbose_name': 'run of a job',
            },
        ),
        migrations.CreateModel(
            name='SunsetRecord',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('began_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='began at')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='ended at')),
                ('done_by', models.CharField(max_length=80, verbose_name='done by')),
                ('receipts', models.JSONField(default=list, verbose_name='receipts')),
                ('tables', models.JSONField(default=dict, verbose_name='by table')),
                ('signature', models.BinaryField(default=bytes, max_length=64, verbose_name='signature')),
            ],
            options={
                'verbose_name': 'sunset record',
            },
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('chain', models.PositiveSmallIntegerField(verbose_name='chain')),
                ('number', models.PositiveBigIntegerField(verbose_name='number in the chain')),
                ('at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='at')),
                ('actor', models.CharField(max_length=80, verbose_name='who acted')),
                ('verb', models.CharField(max_length=60, verbose_name='what was done')),
                ('subject_kind', models.CharField(max_length=40, verbose_name='kind of thing')),
                ('subject_id', models.CharField(blank=True, max_length=40, verbose_name='which')),
                ('detail', models.JSONField(default=dict, verbose_name='detail')),
                ('mac', models.BinaryField(max_length=32, verbose_name='seal')),
            ],
            options={
                'verbose_name': 'audit entry',
                'indexes': [models.Index(fields=['subject_kind', 'subject_id'], name='audit_of_subject'), models.Index(fields=['actor', 'at'], name='audit_of_actor')],
                'constraints': [models.UniqueConstraint(fields=('chain', 'number'), name='audit_number_once')],
            },
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('offer', models.CharField(max_length=60, verbose_name='list')),
                ('area_path', lianfang.kernel.paths.PathField(blank=True, default='', editable=False, max_length=48, verbose_name='area')),
                ('columns', models.JSONField(default=list, verbose_name='columns')),
                ('requester', lianfang.vault.fields.EncryptedText(verbose_name='requester')),
                ('purpose', lianfang.vault.fields.EncryptedText(verbose_name='purpose')),
                ('ground', lianfang.vault.fields.EncryptedText(verbose_name='ground in law')),
                ('until_on', models.DateField(verbose_name='to be deleted by')),
                ('state', models.CharField(choices=[('asked', 'waits for a second person'), ('refused', 'not released'), ('released', 'released'), ('deleted', 'deletion confirmed')], default='asked', max_length=10, verbose_name='state')),
                ('asked_by', models.CharField(max_length=80, verbose_name='asked for by')),
                ('asked_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='asked for at')),
                ('decided_by', models.CharField(blank=True, max_length=80, verbose_name='decided by')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided at')),
                ('refused_because', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='refused because')),
                ('rows', models.PositiveIntegerField(default=0, verbose_name='rows')),
                ('file_id', models.UUIDField(null=True, verbose_name='sealed file')),
                ('taken_at', models.DateTimeField(null=True, verbose_name='taken at')),
                ('deleted_at', models.DateTimeField(null=True, verbose_name='deletion confirmed at')),
                ('deleted_by', models.CharField(blank=True, max_length=80, verbose_name='deletion confirmed by')),
            ],
            options={
                'verbose_name': 'export with personal columns',
                'indexes': [models.Index(fields=['state', 'until_on'], name='export_by_state')],
            },
        ),
        migrations.CreateModel(
            name='Read',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='at')),
                ('actor', models.CharField(max_length=80, verbose_name='who acted')),
                ('unit_path', models.CharField(blank=True, max_length=48, verbose_name='unit')),
                ('person_id', models.UUIDField(null=True, verbose_name='whose')),
                ('how', models.CharField(max_length=20, verbose_name='how')),
                ('where', models.CharField(max_length=80, verbose_name='page')),
            ],
            options={
                'verbose_name': 'read',
                'indexes': [models.Index(fields=['person_id', 'at'], name='read_of_person')],
            },
        ),
    ]
