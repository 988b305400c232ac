import lianfang.kernel.clock
import lianfang.kernel.ids
import lianfang.vault.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Keyring',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='made at')),
                ('destroyed_at', models.DateTimeField(null=True, verbose_name='destroyed at')),
            ],
            options={
                'verbose_name': 'keyring',
            },
        ),
        migrations.CreateModel(
            name='SealedFile',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('ring', models.UUIDField(editable=False, verbose_name='keyring')),
                ('name', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='file name')),
                ('purpose', models.CharField(max_length=40, verbose_name='purpose')),
                ('kept_by', models.CharField(max_length=80, verbose_name='kept by')),
                ('size', models.PositiveBigIntegerField(default=0, verbose_name='size')),
                ('kept_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='kept at')),
                ('expires_at', models.DateTimeField(verbose_name='gone at')),
            ],
            options={
                'verbose_name': 'sealed file',
                'indexes': [models.Index(fields=['expires_at'], name='sealed_file_by_end')],
            },
        ),
    ]
