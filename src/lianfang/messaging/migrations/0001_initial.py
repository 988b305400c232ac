import django.db.models.deletion
import lianfang.kernel.clock
import lianfang.kernel.ids
import lianfang.kernel.paths
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
            name='Channel',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('mail', 'mail'), ('wecom', 'WeCom group robot'), ('dingtalk', 'DingTalk group robot'), ('feishu', 'Feishu group robot'), ('sms', 'text message'), ('file', 'file')], max_length=12, verbose_name='kind')),
                ('unit_path', lianfang.kernel.paths.PathField(blank=True, default='', editable=False, max_length=48, verbose_name='of which unit')),
                ('address', lianfang.vault.fields.EncryptedText(verbose_name='where to send')),
                ('language', models.CharField(default='zh-hans', max_length=8, verbose_name='language')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
                ('created_at', models.DateTimeField(default=lianfang.kernel.clock.now, editable=False, verbose_name='created at')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='of whom')),
            ],
            options={
                'verbose_name': 'channel',
                'indexes': [models.Index(fields=['unit_path'], name='channel_of_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('user__isnull', True), ('unit_path', ''), _connector='XOR'), name='channel_unit_or_user')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='at')),
                ('unit_path', lianfang.kernel.paths.PathField(blank=True, default='', editable=False, max_length=48, verbose_name='unit told')),
                ('code', models.CharField(max_length=60, verbose_name='what')),
                ('params', models.JSONField(default=dict, verbose_name='parameters')),
                ('link', models.CharField(blank=True, max_length=200, verbose_name='link')),
                ('sent_by', models.CharField(max_length=80, verbose_name='sent from')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='for whom')),
            ],
            options={
                'verbose_name': 'message',
                'indexes': [models.Index(fields=['unit_path', 'at'], name='message_for_unit'), models.Index(fields=['user', 'at'], name='message_for_user')],
                'constraints': [models.CheckConstraint(condition=models.Q(('user__isnull', True), ('unit_path', ''), _connector='XOR'), name='message_unit_or_user')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('waiting', 'not sent yet'), ('sent', 'sent'), ('dead', 'given up')], default='waiting', max_length=8, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='failed attempts')),
                ('next_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='next try at')),
                ('error', models.CharField(blank=True, max_length=80, verbose_name='last error')),
                ('done_at', models.DateTimeField(null=True, verbose_name='done at')),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='messaging.channel', verbose_name='channel')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='messaging.message', verbose_name='message')),
            ],
            options={
                'verbose_name': 'delivery',
                'indexes': [models.Index(fields=['state', 'next_at'], name='delivery_due')],
                'constraints': [models.UniqueConstraint(fields=('message', 'channel'), name='delivery_once')],
            },
        ),
        migrations.CreateModel(
            name='Noticed',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='at')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='noticed', to='messaging.message', verbose_name='message')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
            ],
            options={
                'verbose_name': 'message read',
                'constraints': [models.UniqueConstraint(fields=('message', 'user'), name='noticed_once')],
            },
        ),
    ]
