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
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('username', models.CharField(max_length=64, unique=True, verbose_name='login name')),
                ('name', lianfang.vault.fields.EncryptedText(verbose_name='name')),
                ('phone', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='phone')),
                ('is_active', models.BooleanField(default=True, verbose_name='may log in')),
                ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='demo account')),
                ('language', models.CharField(blank=True, max_length=8, verbose_name='language')),
                ('email', models.CharField(blank=True, editable=False, max_length=254, verbose_name='mail')),
                ('must_change_password', models.BooleanField(default=False, editable=False, verbose_name='must choose a password')),
                ('created_by', models.CharField(blank=True, editable=False, max_length=80, verbose_name='created by')),
                ('created_at', models.DateTimeField(default=lianfang.kernel.clock.now, editable=False, verbose_name='created at')),
            ],
            options={
                'verbose_name': 'user',
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', lianfang.vault.fields.EncryptedText(verbose_name='what it is for')),
                ('digest', models.BinaryField(max_length=32, unique=True, verbose_name='digest of the token')),
                ('made_at', models.DateTimeField(default=lianfang.kernel.clock.now, editable=False, verbose_name='made at')),
                ('expires_at', models.DateTimeField(verbose_name='expires at')),
                ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='revoked at')),
                ('last_used_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last used at')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'API token',
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(max_length=40, verbose_name='role')),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, null=True, verbose_name='area')),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, null=True, verbose_name='unit')),
                ('starts_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='from')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('given_by', models.CharField(editable=False, max_length=80, verbose_name='given by')),
                ('given_at', models.DateTimeField(default=lianfang.kernel.clock.now, editable=False, verbose_name='given at')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'grant',
                'indexes': [models.Index(fields=['user', 'ends_at'], name='grant_of_user')],
                'constraints': [models.CheckConstraint(condition=models.Q(('area_path__isnull', True), ('unit_path__isnull', True), _connector='XOR'), name='grant_area_or_unit')],
            },
        ),
    ]
