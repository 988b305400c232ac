"""A person says whom a likely row means: one of those who come near, or nobody on record."""

from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Conflict, Invalid
from lianfang.kernel.wording import Reason
from lianfang.people.models import Person
from lianfang.people.selectors import whole
from lianfang.privacy.audit import audit
from lianfang.verification import selectors
from lianfang.verification.access import MATCH_LISTS
from lianfang.verification.models import NameRow
from lianfang.verification.rules import Certainty, State
from lianfang.verification.services.asking import ask_about, make_keys, one_at_a_time
from lianfang.verification.services.parts import ask_units, settled
from lianfang.verification.taking.places import Where
from lianfang.verification.taking.reading import as_told
from lianfang.verification.taking.splitting import Splitter, district_of

SETTLED = (
    "certainty", "person", "matched_by", "matched_at", "state", "split", "area_path", "unit", "unit_path", "task",
)  # fmt: skip


@transaction.atomic
def confirm(*, actor: Actor, row: UUID | str, person: UUID | str | None) -> NameRow:
    """Say whom a likely row means; None: nobody on record. The row goes to whoever verifies it, and its task is asked.

    Raises NotFound, Conflict where that is settled already, and Invalid for somebody who was not offered.
    """
    mine = selectors.get_row_for(actor, row, action=MATCH_LISTS, lock=True)
    if mine.state != State.TO_CONFIRM:
        raise Conflict("verification.not_to_confirm")
    meant = _offered(mine, person) if person else None
    had, mine.person = mine.unit_id, meant
    mine.certainty = (Certainty.CONFIRMED if meant else Certainty.NONE).value
    mine.matched_by, mine.matched_at, mine.state = actor.name, now(), State.OPEN.value
    _share(mine)
    one_at_a_time(mine.response)
    make_keys([mine])
    for adopted in ask_about(actor, [mine], {meant.pk: meant} if meant else {}):
        adopted.save(update_fields=["task", "unit", "unit_path", "area_path"])
    mine.save(update_fields=SETTLED)
    audit(actor, "row.confirmed", mine, certainty=mine.certainty)
    if mine.unit is None:
        ask_units(actor, mine.name_list, [mine.name_list.unit])
    if had is not None:
        settled(actor, mine.name_list, had)
    return mine


def _offered(row: NameRow, person: UUID | str) -> Person:
    if str(person) not in {each["person"] for each in row.candidates}:
        raise Invalid({"person": Reason.of("verification.not_a_candidate")})
    return whole(Person.objects.select_related("household", "merged_into").get(pk=person))


def _share(row: NameRow) -> None:
    """Whose the row is, now that it is clear whom it means."""
    place = None if row.person else Where(district_of(row.name_list)).find(as_told(row))
    share = Splitter(row.name_list).share(row.person, place, has_phone=bool(row.phone))
    row.split, row.area_path, row.unit = share.split.value, share.area_path, share.unit
    row.unit_path = share.unit.path if share.unit else ""
