"""Rows whose task was cancelled are nobody's, and seen to be so, instead of waiting for something that does not come."""

from django.db import transaction
from django.db.models import Q

from lianfang.accounts.actors import Actor
from lianfang.privacy.audit import audit
from lianfang.tasks.rules import WAITING
from lianfang.verification.models import NameList, NameRow
from lianfang.verification.rules import Split, Stage, State
from lianfang.verification.selectors import UNOWNED
from lianfang.verification.services.parts import ask_to_settle

SYSTEM = Actor.system("verification")


@transaction.atomic
def free_the_forgotten() -> int:
    """Rows that are open and whose task waits no longer are nobody's again; says how many there were."""
    forgotten = NameRow.objects.filter(~Q(task__state__in=sorted(WAITING)), state=State.OPEN.value, task__isnull=False)
    count = 0
    for row in forgotten.select_for_update(of=("self",)):
        row.unit, row.unit_path, row.task, row.split = None, "", None, Split.NOBODY.value
        row.save(update_fields=["unit", "unit_path", "task", "split"])
        audit(SYSTEM, "row.forgotten", row)
        count += 1
    for name_list in _unsettled():
        ask_to_settle(SYSTEM, name_list)
    return count


def _unsettled() -> list[NameList]:
    """Lists with rows of which it is not clear whom they mean or whose they are."""
    unclear = NameRow.objects.filter(UNOWNED | Q(state=State.TO_CONFIRM.value)).values("name_list")
    lists = NameList.objects.filter(pk__in=unclear, stage__in=[Stage.TAKEN.value, Stage.CANCELLED.value])
    return list(lists.select_related("response", "unit", "sender"))
