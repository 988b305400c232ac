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
            name='Unit',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('path', lianfang.kernel.paths.PathField(editable=False, max_length=48, unique=True, verbose_name='path')),
                ('kind', models.CharField(choices=[('command', 'command'), ('department', 'department'), ('office', 'street or town office'), ('community', 'community or village committee'), ('police', 'police'), ('health', 'health institution'), ('laboratory', 'laboratory'), ('school', 'school'), ('company', 'company'), ('team', 'team')], max_length=16, verbose_name='kind')),
                ('code', models.CharField(blank=True, max_length=24, verbose_name='code')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('name_en', models.CharField(blank=True, max_length=120, verbose_name='name in English')),
                ('area_path', lianfang.kernel.paths.PathField(blank=True, default='', editable=False, max_length=48, verbose_name='area')),
                ('duty_phone', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='duty phone')),
                ('answers_always', models.BooleanField(default=False, verbose_name='somebody is on duty at every hour')),
                ('stated_members', models.PositiveIntegerField(blank=True, null=True, verbose_name='stated number of members')),
                ('response_id', models.UUIDField(blank=True, editable=False, null=True, verbose_name='founded for the response')),
                ('founded_on', models.DateField(blank=True, null=True, verbose_name='founded on')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='ended on')),
                ('successor_path', lianfang.kernel.paths.PathField(blank=True, default='', editable=False, max_length=48, verbose_name='continues as')),
                ('created_at', models.DateTimeField(default=lianfang.kernel.clock.now, editable=False, verbose_name='created at')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='orgs.unit', verbose_name='belongs to')),
            ],
            options={
                'verbose_name': 'unit',
                'ordering': ['path'],
                'indexes': [models.Index(fields=['area_path'], name='unit_by_area')],
                'constraints': [models.UniqueConstraint(condition=models.Q(models.Q(('code', ''), _negated=True), ('ended_on__isnull', True)), fields=('code',), name='unit_code_once')],
            },
        ),
        migrations.CreateModel(
            name='OnDuty',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('phone', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='phone on duty')),
                ('since', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='since')),
                ('until', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('set_by', models.CharField(editable=False, max_length=80, verbose_name='set by')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='orgs.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'duty',
                'indexes': [models.Index(fields=['unit', 'until'], name='duty_of_unit'), models.Index(fields=['user', 'until'], name='duty_of_user')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('user',), name='on_duty_for_one_unit')],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', lianfang.vault.fields.EncryptedText(verbose_name='name')),
                ('phone', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='phone')),
                ('post', models.CharField(blank=True, max_length=40, verbose_name='position in the unit')),
                ('grid_path', lianfang.kernel.paths.PathField(blank=True, default='', editable=False, max_length=48, verbose_name='grid')),
                ('grid_post', models.CharField(blank=True, choices=[('leader', 'leader of the grid'), ('worker', 'grid worker')], max_length=8, verbose_name='role in the grid')),
                ('from_on', models.DateField(verbose_name='from')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='orgs.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'member',
                'indexes': [models.Index(fields=['grid_path'], name='member_of_grid'), models.Index(fields=['user', 'until_on'], name='memberships_of_user')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='member_until_after_from'), models.CheckConstraint(condition=models.Q(('grid_path', ''), models.Q(('grid_post', ''), _negated=True), _connector='OR'), name='member_of_grid_has_post')],
            },
        ),
        migrations.CreateModel(
            name='Charge',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='place it answers for')),
                ('from_on', models.DateField(verbose_name='from')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='charges', to='orgs.member', verbose_name='member')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='charges', to='orgs.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'responsibility for a place',
                'indexes': [models.Index(fields=['area_path', 'until_on'], name='charge_of_place')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='charge_until_after_from')],
            },
        ),
    ]
