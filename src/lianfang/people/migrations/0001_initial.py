import django.db.models.deletion
import lianfang.kernel.clock
import lianfang.kernel.ids
import lianfang.kernel.paths
import lianfang.kernel.wording
import lianfang.vault.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('response', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Household',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='area')),
                ('door', models.CharField(max_length=30, verbose_name='door')),
                ('address', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='address')),
                ('is_occupied', models.BooleanField(default=True, verbose_name='lived in')),
                ('created_at', models.DateTimeField(default=lianfang.kernel.clock.now, editable=False, verbose_name='created at')),
            ],
            options={
                'verbose_name': 'household',
                'indexes': [models.Index(fields=['area_path', 'door'], name='household_by_door')],
            },
        ),
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('user_id', models.UUIDField(editable=False, verbose_name='who')),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='for which area')),
                ('stage', models.CharField(choices=[('looking', 'being read'), ('ready', 'ready to be taken over'), ('running', 'being taken over'), ('done', 'done'), ('cancelled', 'cancelled'), ('failed', 'could not be read')], default='looking', max_length=10, verbose_name='stage')),
                ('filename', lianfang.vault.fields.EncryptedText(verbose_name='file')),
                ('file_id', models.UUIDField(editable=False, verbose_name='file as sent')),
                ('result_id', models.UUIDField(editable=False, null=True, verbose_name='file with the results')),
                ('mapping', models.JSONField(default=dict, verbose_name='columns chosen')),
                ('rows', models.PositiveIntegerField(default=0, verbose_name='rows')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='rows done')),
                ('counts', models.JSONField(default=dict, verbose_name='numbers')),
                ('problem', lianfang.kernel.wording.ReasonField(null=True, verbose_name='what is wrong with the file')),
                ('cancelled_at', models.DateTimeField(editable=False, null=True, verbose_name='cancelled at')),
                ('created_at', models.DateTimeField(default=lianfang.kernel.clock.now, editable=False, verbose_name='sent at')),
                ('last_seen_at', models.DateTimeField(default=lianfang.kernel.clock.now, editable=False, verbose_name='last worked on')),
            ],
            options={
                'verbose_name': 'import of residents',
                'indexes': [models.Index(fields=['user_id', 'created_at'], name='import_of_user')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('area_path', lianfang.kernel.paths.PathField(blank=True, default='', editable=False, max_length=48, verbose_name='area')),
                ('name', lianfang.vault.fields.EncryptedText(verbose_name='name')),
                ('id_number', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='ID number')),
                ('phone', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='phone')),
                ('birth_date', lianfang.vault.fields.EncryptedDate(blank=True, verbose_name='date of birth')),
                ('address', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='address')),
                ('sex', models.CharField(choices=[('M', 'male'), ('F', 'female'), ('U', 'not known')], default='U', max_length=1, verbose_name='sex')),
                ('relation', models.CharField(blank=True, choices=[('head', 'head of the household'), ('spouse', 'husband or wife'), ('child', 'son or daughter'), ('parent', 'father or mother'), ('grandchild', 'grandchild'), ('grandparent', 'grandparent'), ('sibling', 'brother or sister'), ('relative', 'other relative'), ('lodger', 'lodger or other')], max_length=12, verbose_name='relation to the head')),
                ('birth_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year of birth')),
                ('id_key', lianfang.vault.fields.KeyedIndex(kind='id', max_length=16, null=True, source='id_number')),
                ('phone_key', lianfang.vault.fields.KeyedIndex(kind='phone', max_length=16, null=True, source='phone')),
                ('name_key', lianfang.vault.fields.KeyedIndex(kind='whole name', max_length=16, null=True, source='name')),
                ('born_key', lianfang.vault.fields.KeyedIndex(kind='name and birth', max_length=16, null=True, source='name_and_birth')),
                ('gone_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='no longer here since')),
                ('gone_because', models.CharField(blank=True, choices=[('moved', 'moved away'), ('died', 'has died'), ('never', 'never lived here')], editable=False, max_length=8, verbose_name='why no longer here')),
                ('created_at', models.DateTimeField(default=lianfang.kernel.clock.now, editable=False, verbose_name='created at')),
                ('household', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='people.household', verbose_name='household')),
                ('merged_into', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('response', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
            ],
            options={
                'verbose_name': 'person',
                'indexes': [models.Index(fields=['area_path', 'id'], name='person_by_area'), models.Index(fields=['id_key'], name='person_by_id_number'), models.Index(fields=['phone_key'], name='person_by_phone'), models.Index(fields=['name_key'], name='person_by_name'), models.Index(fields=['born_key'], name='person_by_name_and_birth'), models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='person_merged'), models.Index(condition=models.Q(('response__isnull', False)), fields=['response'], name='person_met')],
            },
        ),
        migrations.CreateModel(
            name='NameToken',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('token', models.BigIntegerField(verbose_name='token')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'verbose_name': 'token of a name',
                'indexes': [models.Index(fields=['person'], name='tokens_of_person')],
                'constraints': [models.UniqueConstraint(fields=('token', 'person'), name='token_once')],
            },
        ),
        migrations.CreateModel(
            name='Double',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('certain', models.BooleanField(default=False, verbose_name='certain')),
                ('found_at', models.DateTimeField(default=lianfang.kernel.clock.now, editable=False, verbose_name='found at')),
                ('decision', models.CharField(choices=[('open', 'undecided'), ('different', 'not the same'), ('merged', 'merged')], default='open', max_length=10, verbose_name='decision')),
                ('decided_at', models.DateTimeField(editable=False, null=True, verbose_name='decided at')),
                ('decided_by', models.CharField(blank=True, editable=False, max_length=80, verbose_name='decided by')),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'verbose_name': 'likely duplicate',
                'indexes': [models.Index(fields=['decision', 'id'], name='double_by_decision'), models.Index(fields=['other'], name='double_by_other')],
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='double_once')],
            },
        ),
    ]
