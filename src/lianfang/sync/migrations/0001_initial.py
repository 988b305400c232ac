import django.db.models.deletion
import lianfang.kernel.clock
import lianfang.kernel.ids
import lianfang.kernel.paths
import lianfang.kernel.wording
import lianfang.sync.purposes
import lianfang.vault.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('label', models.CharField(max_length=60, verbose_name='which phone')),
                ('doors', models.JSONField(default=lianfang.sync.purposes.every_door, verbose_name='for what it may be used')),
                ('digest', models.BinaryField(max_length=32, verbose_name='digest of the token')),
                ('delivery_digest', models.BinaryField(max_length=32, verbose_name='digest of the token for handing in')),
                ('enrolled_by', models.CharField(max_length=80, verbose_name='enrolled by')),
                ('enrolled_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='enrolled at')),
                ('seen_at', models.DateTimeField(null=True, verbose_name='last contact')),
                ('clock_ahead', models.IntegerField(default=0, verbose_name='its clock is ahead by, seconds')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='revoked at')),
                ('revoked_by', models.CharField(blank=True, max_length=80, verbose_name='revoked by')),
                ('handed_in_at', models.DateTimeField(null=True, verbose_name='handed in after that')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='in the hands of')),
            ],
            options={
                'verbose_name': 'phone',
            },
        ),
        migrations.CreateModel(
            name='Held',
            fields=[
                ('device', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='sync.device', verbose_name='phone')),
                ('states', models.JSONField(default=dict, verbose_name='states by watermark')),
                ('sent_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='slice sent at')),
            ],
            options={
                'verbose_name': 'state of a slice',
            },
        ),
        migrations.CreateModel(
            name='SharedPhone',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='unit that uses it')),
                ('label', models.CharField(max_length=60, verbose_name='which phone')),
                ('doors', models.JSONField(default=lianfang.sync.purposes.every_door, verbose_name='for what it may be used')),
                ('made_by', models.CharField(max_length=80, verbose_name='enrolled by')),
                ('made_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='enrolled at')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='revoked at')),
                ('ended_by', models.CharField(blank=True, max_length=80, verbose_name='revoked by')),
            ],
            options={
                'verbose_name': 'shared phone',
                'indexes': [models.Index(fields=['unit_path'], name='shared_phone_by_unit')],
            },
        ),
        migrations.AddField(
            model_name='device',
            name='shared',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='devices', to='sync.sharedphone', verbose_name='shared phone'),
        ),
        migrations.CreateModel(
            name='Tray',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField(verbose_name='id of the record')),
                ('kind', models.CharField(max_length=60, verbose_name='kind')),
                ('received_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='received at')),
                ('because', lianfang.kernel.wording.ReasonField(verbose_name='because')),
                ('content', lianfang.vault.fields.EncryptedText(verbose_name='as it came')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='mended at')),
                ('device', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sync.device', verbose_name='phone')),
            ],
            options={
                'verbose_name': 'rejected record',
                'indexes': [models.Index(fields=['settled_at', 'received_at'], name='tray_open')],
                'constraints': [models.UniqueConstraint(fields=('device', 'record_id'), name='tray_once')],
            },
        ),
        migrations.CreateModel(
            name='Pairing',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('label', models.CharField(max_length=60, verbose_name='which phone')),
                ('doors', models.JSONField(default=lianfang.sync.purposes.every_door, verbose_name='for what it may be used')),
                ('code_digest', models.BinaryField(max_length=32, verbose_name='digest of the code')),
                ('made_by', models.CharField(max_length=80, verbose_name='made by')),
                ('made_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='made at')),
                ('expires_at', models.DateTimeField(verbose_name='expires at')),
                ('used_at', models.DateTimeField(null=True, verbose_name='used at')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='for which account')),
                ('shared', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sync.sharedphone', verbose_name='shared phone')),
            ],
            options={
                'verbose_name': 'pairing code',
                'constraints': [models.UniqueConstraint(fields=('code_digest',), name='pairing_code_once')],
            },
        ),
        migrations.AddIndex(
            model_name='device',
            index=models.Index(fields=['user'], name='device_of_user'),
        ),
        migrations.AddConstraint(
            model_name='device',
            constraint=models.UniqueConstraint(fields=('digest',), name='device_by_token'),
        ),
        migrations.AddConstraint(
            model_name='device',
            constraint=models.UniqueConstraint(fields=('delivery_digest',), name='device_by_delivery'),
        ),
    ]
