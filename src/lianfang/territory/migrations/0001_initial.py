import django.db.models.deletion
import lianfang.kernel.clock
import lianfang.kernel.ids
import lianfang.kernel.paths
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Area',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('path', lianfang.kernel.paths.PathField(editable=False, max_length=48, unique=True, verbose_name='path')),
                ('level', models.CharField(choices=[('province', 'province'), ('city', 'city'), ('district', 'district'), ('street', 'street or town'), ('community', 'community or village'), ('compound', 'compound'), ('grid', 'grid'), ('building', "building or villagers' group"), ('entrance', 'entrance')], max_length=12, verbose_name='level')),
                ('kind', models.CharField(blank=True, choices=[('street', 'street'), ('town', 'town'), ('community', 'community'), ('village', 'village'), ('compound', 'residential compound'), ('work_area', 'work area'), ('workplace', 'workplace'), ('school', 'school'), ('institution', 'institution'), ('building', 'building'), ('villagers_group', "villagers' group")], max_length=20, verbose_name='kind')),
                ('code', models.CharField(blank=True, max_length=24, verbose_name='official code')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('name_en', models.CharField(blank=True, max_length=120, verbose_name='name in English')),
                ('geometry', models.JSONField(blank=True, null=True, verbose_name='outline')),
                ('retired_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='retired at')),
                ('successor_path', lianfang.kernel.paths.PathField(blank=True, default='', editable=False, max_length=48, verbose_name='continues as')),
                ('created_at', models.DateTimeField(default=lianfang.kernel.clock.now, editable=False, verbose_name='created at')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='territory.area', verbose_name='belongs to')),
            ],
            options={
                'verbose_name': 'area',
                'ordering': ['path'],
                'indexes': [models.Index(fields=['code'], name='area_by_code'), models.Index(fields=['level', 'path'], name='area_by_level')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('retired_at__isnull', True), models.Q(('code', ''), _negated=True), ('level__in', ['province', 'city', 'district', 'street', 'community'])), fields=('code',), name='area_official_code_once'), models.UniqueConstraint(condition=models.Q(('retired_at__isnull', True), models.Q(('code', ''), _negated=True), models.Q(('level__in', ['province', 'city', 'district', 'street', 'community']), _negated=True)), fields=('parent', 'code'), name='area_own_code_once_below')],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=lianfang.kernel.clock.now, editable=False, verbose_name='at')),
                ('what', models.CharField(choices=[('renamed', 'renamed'), ('recoded', 'given another code'), ('outlined', 'given another outline'), ('moved', 'moved'), ('merged', 'merged into another'), ('took_in', 'took in another'), ('retired', 'retired')], max_length=16, verbose_name='kind of change')),
                ('before', models.CharField(blank=True, max_length=200, verbose_name='before')),
                ('after', models.CharField(blank=True, max_length=200, verbose_name='after')),
                ('document', models.CharField(blank=True, max_length=120, verbose_name='document')),
                ('by', models.CharField(editable=False, max_length=80, verbose_name='who')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='territory.area', verbose_name='area')),
            ],
            options={
                'verbose_name': 'change of an area',
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['area', 'at'], name='change_of_area')],
            },
        ),
    ]
