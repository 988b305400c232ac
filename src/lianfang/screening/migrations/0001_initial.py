import django.db.models.deletion
import django.db.models.manager
import lianfang.kernel.clock
import lianfang.kernel.ids
import lianfang.kernel.limits
import lianfang.kernel.paths
import lianfang.kernel.wording
import lianfang.vault.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('orgs', '0001_initial'),
        ('people', '0001_initial'),
        ('response', '0001_initial'),
        ('territory', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Door',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='area')),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='path of the responsible unit')),
                ('walk', models.CharField(editable=False, max_length=60, verbose_name='order of walking')),
                ('is_new', models.BooleanField(default=False, verbose_name='came in after the beginning')),
                ('added_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='in the round since')),
                ('was_lived_in', models.BooleanField(default=True, verbose_name='lived in by the register')),
                ('state', models.CharField(choices=[('open', 'nobody has been there'), ('done', 'spoken to'), ('not_at_home', 'not at home'), ('refused', 'turned away'), ('empty', 'nobody lives there'), ('moved', 'moved away')], default='open', max_length=12, verbose_name='state')),
                ('is_lived_in', models.BooleanField(default=True, verbose_name='occupied')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='visits')),
                ('worked_at', models.DateTimeField(null=True, verbose_name='first visit')),
                ('reached_at', models.DateTimeField(null=True, verbose_name='spoken to at')),
                ('last_at', models.DateTimeField(null=True, verbose_name='last visit')),
                ('next_at', models.DateTimeField(null=True, verbose_name='next visit planned')),
                ('is_disputed', models.BooleanField(default=False, verbose_name='two versions')),
                ('changed_at', models.DateTimeField(default=lianfang.kernel.clock.now, editable=False, verbose_name='changed at')),
                ('household', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.household', verbose_name='household')),
                ('place', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.area', verbose_name='workplace')),
            ],
            options={
                'verbose_name': 'door of a round',
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60, verbose_name='name of the round')),
                ('purpose', models.CharField(choices=[('control', 'prevention and control'), ('care', 'care'), ('service', 'service')], default='control', max_length=8, verbose_name='purpose')),
                ('behind', models.CharField(choices=[('households', 'households'), ('workplaces', 'workplaces and work areas')], default='households', max_length=10, verbose_name='door to door among')),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='area')),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='path of the unit')),
                ('questions', models.JSONField(blank=True, default=list, verbose_name='questions')),
                ('is_by_list', models.BooleanField(default=False, verbose_name='by a list')),
                ('from_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='from')),
                ('until_at', models.DateTimeField(verbose_name='until')),
                ('tries', models.PositiveSmallIntegerField(default=3, validators=[lianfang.kernel.limits.Between(1, 5, says='screening.tries_wrong')], verbose_name='visits at most')),
                ('opened_by', models.CharField(editable=False, max_length=80, verbose_name='opened by')),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='closed at')),
                ('closed_by', models.CharField(blank=True, editable=False, max_length=80, verbose_name='closed by')),
                ('summary', models.JSONField(default=dict, editable=False, verbose_name='numbers at the close')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response', verbose_name='response')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'screening round',
                'indexes': [models.Index(fields=['area_path', '-from_at'], name='round_by_area'), models.Index(fields=['unit_path'], name='round_by_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until_at__gt', models.F('from_at'))), name='round_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='PartWalked',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='where')),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='for which unit')),
                ('with_units', models.JSONField(blank=True, default=list, editable=False, verbose_name='together with')),
                ('happened_at', models.DateTimeField(editable=False, verbose_name='happened at')),
                ('raw_happened_at', models.DateTimeField(editable=False, verbose_name='time of the device')),
                ('received_at', models.DateTimeField(default=lianfang.kernel.clock.now, editable=False, verbose_name='received at')),
                ('recorded_by', models.CharField(editable=False, max_length=80, verbose_name='recorded by')),
                ('device', models.CharField(blank=True, editable=False, max_length=40, verbose_name='device')),
                ('recorded_offline', models.BooleanField(default=False, editable=False, verbose_name='recorded offline')),
                ('typed_by', models.CharField(blank=True, editable=False, max_length=80, verbose_name='typed in from paper by')),
                ('would_have_been_refused', lianfang.kernel.wording.ReasonField(blank=True, editable=False, null=True, verbose_name='would have been refused because')),
                ('digest', models.BinaryField(max_length=16, verbose_name='digest of the content')),
                ('voided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='voided at')),
                ('voided_by', models.CharField(blank=True, editable=False, max_length=80, verbose_name='voided by')),
                ('void_reason', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='why voided')),
                ('said_visited', models.PositiveIntegerField(validators=[lianfang.kernel.limits.Between(0, 100000)], verbose_name='doors visited')),
                ('said_reached', models.PositiveIntegerField(validators=[lianfang.kernel.limits.Between(0, 100000)], verbose_name='doors where somebody was spoken to')),
                ('counted_visited', models.PositiveIntegerField(editable=False, verbose_name='doors visited, as counted')),
                ('counted_reached', models.PositiveIntegerField(editable=False, verbose_name='doors reached, as counted')),
                ('doors', models.PositiveIntegerField(editable=False, verbose_name='doors of the part')),
                ('note', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='note')),
                ('response', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='screening.round', verbose_name='screening round')),
            ],
            options={
                'verbose_name': 'part of a round that is walked',
                'indexes': [models.Index(fields=['area_path', 'happened_at'], name='part_walked_by_area'), models.Index(fields=['unit_path', 'happened_at'], name='part_walked_by_unit'), models.Index(fields=['happened_at', 'id'], name='part_walked_by_time')],
                'constraints': [models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('voided_by', ''), _negated=True), _connector='OR'), name='part_walked_void_has_a_name'), models.CheckConstraint(condition=models.Q(('unit_path', ''), _negated=True), name='part_walked_has_a_unit')],
            },
            managers=[
                ('kept', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='DoorVisit',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='where')),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='for which unit')),
                ('with_units', models.JSONField(blank=True, default=list, editable=False, verbose_name='together with')),
                ('happened_at', models.DateTimeField(editable=False, verbose_name='happened at')),
                ('raw_happened_at', models.DateTimeField(editable=False, verbose_name='time of the device')),
                ('received_at', models.DateTimeField(default=lianfang.kernel.clock.now, editable=False, verbose_name='received at')),
                ('recorded_by', models.CharField(editable=False, max_length=80, verbose_name='recorded by')),
                ('device', models.CharField(blank=True, editable=False, max_length=40, verbose_name='device')),
                ('recorded_offline', models.BooleanField(default=False, editable=False, verbose_name='recorded offline')),
                ('typed_by', models.CharField(blank=True, editable=False, max_length=80, verbose_name='typed in from paper by')),
                ('would_have_been_refused', lianfang.kernel.wording.ReasonField(blank=True, editable=False, null=True, verbose_name='would have been refused because')),
                ('digest', models.BinaryField(max_length=16, verbose_name='digest of the content')),
                ('voided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='voided at')),
                ('voided_by', models.CharField(blank=True, editable=False, max_length=80, verbose_name='voided by')),
                ('void_reason', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='why voided')),
                ('outcome', models.CharField(choices=[('done', 'spoken to'), ('not_at_home', 'not at home'), ('refused', 'turned away'), ('empty', 'nobody lives there'), ('moved', 'moved away')], max_length=12, verbose_name='outcome')),
                ('people_here', models.PositiveSmallIntegerField(blank=True, null=True, validators=[lianfang.kernel.limits.Between(0, 60)], verbose_name='how many live here now')),
                ('arrived', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='arrivals found')),
                ('unwell', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='unwell')),
                ('in_need', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='in need of help')),
                ('found', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='what was found')),
                ('note', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='note')),
                ('is_new_door', models.BooleanField(default=False, editable=False, verbose_name='on no list before')),
                ('corrects', models.UUIDField(editable=False, null=True, verbose_name='instead of the record')),
                ('door', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='screening.door', verbose_name='door of a round')),
                ('response', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
                ('round', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='screening.round', verbose_name='screening round')),
            ],
            options={
                'verbose_name': 'visit in a round',
                'indexes': [models.Index(fields=['area_path', 'happened_at'], name='door_visit_by_area'), models.Index(fields=['unit_path', 'happened_at'], name='door_visit_by_unit'), models.Index(fields=['happened_at', 'id'], name='door_visit_by_time'), models.Index(fields=['round', 'happened_at'], name='door_visit_of_round')],
                'constraints': [models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('voided_by', ''), _negated=True), _connector='OR'), name='door_visit_void_has_a_name'), models.CheckConstraint(condition=models.Q(('unit_path', ''), _negated=True), name='door_visit_has_a_unit')],
            },
            managers=[
                ('kept', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='door',
            name='round',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='doors', to='screening.round', verbose_name='screening round'),
        ),
        migrations.CreateModel(
            name='LetStand',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('decided_at', models.DateTimeField(default=lianfang.kernel.clock.now, editable=False, verbose_name='decided at')),
                ('decided_by', models.CharField(editable=False, max_length=80, verbose_name='decided by')),
                ('door', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='let_stand', to='screening.door', verbose_name='door of a round')),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='screening.doorvisit', verbose_name='earlier version')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='screening.doorvisit', verbose_name='later version')),
            ],
            options={
                'verbose_name': 'versions let stand',
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='let_stand_once')],
            },
        ),
        migrations.AddIndex(
            model_name='door',
            index=models.Index(fields=['round', 'area_path', 'walk', 'id'], name='door_in_walking_order'),
        ),
        migrations.AddIndex(
            model_name='door',
            index=models.Index(fields=['round', 'state', 'area_path', 'walk', 'id'], name='door_by_state'),
        ),
        migrations.AddIndex(
            model_name='door',
            index=models.Index(fields=['round', 'next_at'], name='door_by_next_visit'),
        ),
        migrations.AddIndex(
            model_name='door',
            index=models.Index(fields=['round', 'changed_at'], name='door_by_change'),
        ),
        migrations.AddIndex(
            model_name='door',
            index=models.Index(condition=models.Q(('is_disputed', True)), fields=['round'], name='door_disputed'),
        ),
        migrations.AddConstraint(
            model_name='door',
            constraint=models.UniqueConstraint(fields=('household', 'round'), name='door_household_once'),
        ),
        migrations.AddConstraint(
            model_name='door',
            constraint=models.UniqueConstraint(fields=('place', 'round'), name='door_place_once'),
        ),
        migrations.AddConstraint(
            model_name='door',
            constraint=models.CheckConstraint(condition=models.Q(('household__isnull', True), ('place__isnull', True), _connector='OR'), name='door_is_one_thing'),
        ),
    ]
