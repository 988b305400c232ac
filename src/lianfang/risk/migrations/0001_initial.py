import django.db.models.deletion
import lianfang.kernel.clock
import lianfang.kernel.ids
import lianfang.kernel.paths
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('response', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='RiskArea',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(blank=True, max_length=12, verbose_name='division code')),
                ('name', models.CharField(help_text='In full, from the city down: 沈阳市和平区南湖街道文安路小区.', max_length=120, verbose_name='name of the place')),
                ('name_key', models.CharField(editable=False, max_length=120)),
                ('area_path', lianfang.kernel.paths.PathField(blank=True, default='', editable=False, max_length=48, verbose_name='area')),
                ('unit_path', lianfang.kernel.paths.PathField(blank=True, default='', editable=False, max_length=48, verbose_name='entered for the unit')),
                ('width', models.CharField(choices=[('county', 'the whole county or district'), ('street', 'the whole street or town'), ('village', 'the whole community or village'), ('compound', 'a compound'), ('building', 'a building'), ('entrance', 'an entrance'), ('workplace', 'a workplace'), ('household', 'a household')], default='compound', max_length=10, verbose_name='how wide')),
                ('level', models.CharField(choices=[('high', 'high risk'), ('medium', 'medium risk'), ('low', 'low risk')], max_length=6, verbose_name='risk level')),
                ('from_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='risk from')),
                ('until_at', models.DateTimeField(blank=True, null=True, verbose_name='risk until')),
                ('exposed_from', models.DateField(help_text='Where people who were there earlier count too; otherwise the first day.', verbose_name='being there counts from')),
                ('source', models.CharField(max_length=120, verbose_name='announced by')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='published at')),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='risk area withdrawn at')),
                ('entered_by', models.CharField(editable=False, max_length=80, verbose_name='entered by')),
                ('entered_at', models.DateTimeField(default=lianfang.kernel.clock.now, editable=False, verbose_name='entered at')),
                ('follows', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risk.riskarea')),
                ('response', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
            ],
            options={
                'verbose_name': 'risk area',
                'indexes': [models.Index(fields=['code'], name='risk_by_code'), models.Index(fields=['published_at', 'id'], name='risk_by_publication')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until_at', None), ('until_at__gt', models.F('from_at')), _connector='OR'), name='risk_ends_after_it_began'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='risk_has_a_name')],
            },
        ),
    ]
