from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import action

SEE_TASKS = action("tasks.see", _("see tasks and hand-overs"))
SEE_PEOPLE = action("tasks.see_people", _("see whom a task or hand-over is about"), personal=True)
SEE_REASONS = action("tasks.see_reasons", _("see why a task was asked"), personal=True)
DO_TASKS = action("tasks.do", _("take and answer tasks, record visits"))
ASSIGN_TASKS = action("tasks.assign", _("give tasks to somebody else, cancel them"))
ASK = action("tasks.ask", _("ask a household something through the unit that visits it"))
HAND_OVER = action("tasks.hand_over", _("hand a person over to another unit, withdraw it"))
RECEIVE = action("tasks.receive", _("accept or return a hand-over, record that the person was seen or did not arrive"))
OVERSEE = action("tasks.oversee", _("see what is late in a street or the district, and which unit has nobody on duty"))
KEEP_RUNNING = action("worker.keep_running", _("see what the program does by itself, and start again what failed"))
EXCHANGE_OUTSIDE = action(
    "tasks.exchange_outside", _("write letters and files about hand-overs across the district's border"), personal=True
)
