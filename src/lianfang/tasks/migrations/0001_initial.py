import django.db.models.deletion
import django.db.models.manager
import lianfang.kernel.clock
import lianfang.kernel.ids
import lianfang.kernel.paths
import lianfang.kernel.wording
import lianfang.tasks.rules
import lianfang.vault.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('orgs', '0001_initial'),
        ('people', '0001_initial'),
        ('response', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Clock',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('what', models.CharField(max_length=40, verbose_name='what happens')),
                ('subject_id', models.UUIDField(verbose_name='to which')),
                ('due_at', models.DateTimeField(verbose_name='to be done by')),
                ('fired_at', models.DateTimeField(null=True, verbose_name='fired at')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='failed attempts')),
            ],
            options={
                'verbose_name': 'clock',
                'indexes': [models.Index(fields=['fired_at', 'due_at'], name='clock_due')],
                'constraints': [models.UniqueConstraint(fields=('what', 'subject_id', 'due_at'), name='clock_set_once')],
            },
        ),
        migrations.CreateModel(
            name='Reassignment',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='at')),
                ('by', models.CharField(max_length=80, verbose_name='by')),
                ('before', models.JSONField(default=list, verbose_name='as it was before')),
                ('undone_at', models.DateTimeField(null=True, verbose_name='taken back at')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='to the unit')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='to the person')),
            ],
            options={
                'verbose_name': 'reassignment',
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('subject_kind', models.CharField(max_length=40, verbose_name='about what')),
                ('subject_id', models.UUIDField(verbose_name='about which')),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='area')),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='path of the responsible unit')),
                ('questions', models.JSONField(blank=True, default=list, verbose_name='questions')),
                ('asked_by', models.JSONField(blank=True, default=list, verbose_name='asked by')),
                ('because', lianfang.kernel.wording.ReasonField(verbose_name='why')),
                ('note', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='note')),
                ('opens_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='opens at')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='to be done by')),
                ('state', models.CharField(choices=[('open', 'open'), ('accepted', 'accepted'), ('done', 'done'), ('returned', 'returned'), ('lapsed', 'lapsed'), ('cancelled', 'cancelled')], default='open', max_length=12, verbose_name='state')),
                ('outcome', models.CharField(blank=True, max_length=40, verbose_name='outcome')),
                ('answered_by_kind', models.CharField(blank=True, max_length=40, verbose_name='kind of the act that answered')),
                ('answered_by_id', models.UUIDField(blank=True, null=True, verbose_name='act that answered')),
                ('level', models.PositiveSmallIntegerField(default=0, verbose_name='steps of escalation')),
                ('is_red', models.BooleanField(default=False, verbose_name='nobody on duty')),
                ('returned_because', lianfang.kernel.wording.ReasonField(blank=True, null=True, verbose_name='returned because')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted at')),
                ('accepted_by', models.CharField(blank=True, max_length=80, verbose_name='accepted by')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='finished at')),
                ('closed_by', models.CharField(blank=True, max_length=80, verbose_name='finished by')),
                ('created_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='created at')),
                ('created_by', models.CharField(max_length=80, verbose_name='created by')),
                ('household', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.household', verbose_name='household')),
                ('person', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response', verbose_name='response')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='responsible unit')),
                ('user', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given to')),
            ],
            options={
                'verbose_name': 'task',
                'indexes': [models.Index(fields=['area_path', 'state', 'due_at'], name='task_by_area'), models.Index(fields=['unit_path', 'state', 'due_at'], name='task_by_unit'), models.Index(fields=['due_at', 'id'], name='task_by_due'), models.Index(fields=['state', 'due_at'], name='task_by_state'), models.Index(fields=['user', 'state'], name='task_of_user'), models.Index(condition=models.Q(('returned_because__isnull', False)), fields=['state'], name='task_came_back'), models.Index(fields=['person', 'state'], name='task_of_person'), models.Index(fields=['household', 'state'], name='task_of_household'), models.Index(fields=['subject_kind', 'subject_id'], name='task_about')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', [lianfang.tasks.rules.State['ACCEPTED'], lianfang.tasks.rules.State['OPEN'], lianfang.tasks.rules.State['RETURNED']])), fields=('kind', 'subject_kind', 'subject_id', 'due_at'), name='task_asked_once'), models.CheckConstraint(condition=models.Q(('state__in', [lianfang.tasks.rules.State['ACCEPTED'], lianfang.tasks.rules.State['OPEN'], lianfang.tasks.rules.State['RETURNED']]), ('closed_at__isnull', False), _connector='OR'), name='task_closed_has_a_time')],
            },
        ),
        migrations.CreateModel(
            name='HandOver',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('arrival', 'traveller to be received'), ('transfer', 'person under a measure moves'), ('clinic', 'person brought to a clinic'), ('notice', 'notice of somebody turned back'), ('appeal', 'appeal against a measure')], max_length=12, verbose_name='kind')),
                ('from_unit_path', lianfang.kernel.paths.PathField(blank=True, default='', editable=False, max_length=48, verbose_name='path of the sender')),
                ('from_outside', models.CharField(blank=True, max_length=80, verbose_name='sender outside the district')),
                ('to_unit_path', lianfang.kernel.paths.PathField(blank=True, default='', editable=False, max_length=48, verbose_name='path of the receiver')),
                ('to_outside', models.CharField(blank=True, max_length=80, verbose_name='receiver outside the district')),
                ('area_path', lianfang.kernel.paths.PathField(blank=True, default='', editable=False, max_length=48, verbose_name='where to')),
                ('because', lianfang.kernel.wording.ReasonField(verbose_name='why')),
                ('note', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='note')),
                ('sent_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='handed over at')),
                ('sent_by', models.CharField(max_length=80, verbose_name='handed over by')),
                ('expected_at', models.DateTimeField(verbose_name='expected at')),
                ('accept_by', models.DateTimeField(verbose_name='to be accepted by')),
                ('see_by', models.DateTimeField(verbose_name='to be seen by')),
                ('state', models.CharField(choices=[('sent', 'sent'), ('accepted', 'accepted'), ('returned', 'returned'), ('withdrawn', 'withdrawn'), ('seen', 'seen'), ('not_arrived', 'not arrived')], default='sent', max_length=12, verbose_name='state')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='answered at')),
                ('accepted_at', models.DateTimeField(null=True, verbose_name='accepted at')),
                ('accepted_by', models.CharField(blank=True, max_length=80, verbose_name='accepted by')),
                ('accepted_phone', models.CharField(blank=True, max_length=30, verbose_name='phone on duty')),
                ('outside_contact', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='who accepted outside the district')),
                ('refused_at', models.DateTimeField(null=True, verbose_name='returned or withdrawn at')),
                ('refused_because', lianfang.kernel.wording.ReasonField(null=True, verbose_name='returned or withdrawn because')),
                ('seen_at', models.DateTimeField(null=True, verbose_name='seen at')),
                ('seen_by', models.CharField(blank=True, max_length=80, verbose_name='seen by')),
                ('seen_act_kind', models.CharField(blank=True, max_length=40, verbose_name='kind of the act of seeing')),
                ('seen_act_id', models.UUIDField(null=True, verbose_name='act of seeing')),
                ('not_arrived_at', models.DateTimeField(null=True, verbose_name='not arrived at')),
                ('level', models.PositiveSmallIntegerField(default=0, verbose_name='steps of escalation')),
                ('is_red', models.BooleanField(default=False, verbose_name='nobody on duty')),
                ('from_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='sender')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response', verbose_name='response')),
                ('to_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='receiver')),
                ('task', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='hand_over', to='tasks.task', verbose_name='task')),
            ],
            options={
                'verbose_name': 'hand-over',
                'indexes': [models.Index(fields=['to_unit_path', 'state', 'sent_at'], name='hand_over_by_receiver'), models.Index(fields=['from_unit_path', 'state', 'sent_at'], name='hand_over_by_sender'), models.Index(fields=['area_path', 'state', 'sent_at'], name='hand_over_by_area'), models.Index(fields=['person', 'sent_at'], name='hand_over_of_person')],
                'constraints': [models.UniqueConstraint(condition=models.Q(models.Q(('state', 'sent'), models.Q(('state', 'accepted'), ('to_unit__isnull', False)), _connector='OR'), ('kind__in', [lianfang.tasks.rules.What['ARRIVAL'], lianfang.tasks.rules.What['CLINIC'], lianfang.tasks.rules.What['TRANSFER']])), fields=('person',), name='hand_over_one_pending'), models.UniqueConstraint(condition=models.Q(models.Q(('state', 'sent'), models.Q(('state', 'accepted'), ('to_unit__isnull', False)), _connector='OR'), models.Q(('kind__in', [lianfang.tasks.rules.What['ARRIVAL'], lianfang.tasks.rules.What['CLINIC'], lianfang.tasks.rules.What['TRANSFER']]), _negated=True)), fields=('person', 'kind'), name='hand_over_one_paper_pending'), models.CheckConstraint(condition=models.Q(('from_unit__isnull', True), ('from_outside', ''), _connector='XOR'), name='hand_over_one_sender'), models.CheckConstraint(condition=models.Q(('to_unit__isnull', True), ('to_outside', ''), _connector='XOR'), name='hand_over_one_receiver'), models.CheckConstraint(condition=models.Q(('from_unit__isnull', False), ('to_unit__isnull', False), _connector='OR'), name='hand_over_one_side_here')],
            },
        ),
        migrations.CreateModel(
            name='Escalation',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('step', models.PositiveSmallIntegerField(verbose_name='step')),
                ('at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='at')),
                ('from_unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='of the unit')),
                ('to_unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='raised to')),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='area')),
                ('because', lianfang.kernel.wording.ReasonField(verbose_name='why')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to='tasks.task', verbose_name='task')),
            ],
            options={
                'verbose_name': 'escalation',
                'indexes': [models.Index(fields=['to_unit_path', 'at'], name='escalation_to_unit')],
                'constraints': [models.UniqueConstraint(fields=('task', 'step'), name='escalation_step_once')],
            },
        ),
        migrations.CreateModel(
            name='Visit',
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
                ('channel', models.CharField(choices=[('door', 'at the door'), ('phone', 'by phone'), ('counter', 'at the counter')], default='door', max_length=8, verbose_name='how')),
                ('outcome', models.CharField(choices=[('reached', 'reached'), ('not_at_home', 'not at home'), ('refused', 'turned away'), ('moved', 'moved away'), ('empty', 'nobody lives there')], max_length=12, verbose_name='outcome')),
                ('note', lianfang.vault.fields.EncryptedText(blank=True, verbose_name='note')),
                ('household', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.household', verbose_name='household')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person')),
                ('response', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response')),
            ],
            options={
                'verbose_name': 'visit or call',
                'indexes': [models.Index(fields=['area_path', 'happened_at'], name='visit_by_area'), models.Index(fields=['unit_path', 'happened_at'], name='visit_by_unit'), models.Index(fields=['happened_at', 'id'], name='visit_by_time')],
                'constraints': [models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('voided_by', ''), _negated=True), _connector='OR'), name='visit_void_has_a_name'), models.CheckConstraint(condition=models.Q(('unit_path', ''), _negated=True), name='visit_has_a_unit')],
            },
            managers=[
                ('kept', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('question', models.CharField(max_length=60, verbose_name='question')),
                ('value', lianfang.vault.fields.EncryptedText(verbose_name='answer')),
                ('purpose', models.CharField(max_length=20, verbose_name='asked for')),
                ('answered_at', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='answered at')),
                ('valid_until', models.DateTimeField(null=True, verbose_name='valid until')),
                ('household', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.household', verbose_name='household')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response', verbose_name='response')),
                ('visit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='tasks.visit', verbose_name='visit')),
            ],
            options={
                'verbose_name': 'answer',
                'indexes': [models.Index(fields=['person', 'question', 'answered_at'], name='answer_of_person'), models.Index(fields=['household', 'question', 'answered_at'], name='answer_of_household')],
            },
        ),
        migrations.CreateModel(
            name='Responsibility',
            fields=[
                ('id', models.UUIDField(default=lianfang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('unit_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='path of the responsible unit')),
                ('area_path', lianfang.kernel.paths.PathField(editable=False, max_length=48, verbose_name='area')),
                ('since', models.DateTimeField(default=lianfang.kernel.clock.now, verbose_name='since')),
                ('until', models.DateTimeField(null=True, verbose_name='until')),
                ('ended_because', models.CharField(blank=True, max_length=40, verbose_name='how it ended')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='response.response', verbose_name='response')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='responsible unit')),
            ],
            options={
                'verbose_name': 'responsibility for a person',
                'indexes': [models.Index(fields=['unit_path', 'until'], name='responsibility_of_unit'), models.Index(fields=['person', 'since'], name='responsibility_of_person')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('person',), name='responsibility_one_at_a_time')],
            },
        ),
    ]
