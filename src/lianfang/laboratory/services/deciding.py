"""A person decides what could not be taken as it came, or puts a result right."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, NotFound, Refused
from lianfang.kernel.wording import Reason
from lianfang.laboratory import rules, selectors
from lianfang.laboratory.access import ENTER_RESULTS
from lianfang.laboratory.models import Doubt, Packed, Result
from lianfang.laboratory.rules import Decision, Place, Reading, Source, What
from lianfang.laboratory.services.following import note_found
from lianfang.laboratory.services.intake import Origin, close_clearing, facts_of, origin_of, replace_result, write
from lianfang.privacy.audit import audit
from lianfang.sampling.models import Tube
from lianfang.sampling.rules import TubeState, tube_code
from lianfang.sampling.services import move_tubes

CLEARED_BY_TAKING = frozenset(
    {What.TWICE, What.NOT_RECEIVED, What.ELSEWHERE, What.LOST, What.CHANGED, What.OTHER_NUMBERS}
)
"""What a person clears up by saying that the result is to be taken; the others need something to be put right."""
REPLACES = frozenset({What.CHANGED, What.OTHER_NUMBERS})


@transaction.atomic
def drop_doubt(*, actor: Actor, doubt: Doubt | UUID | str, because: str) -> Doubt:
    """The reading is not taken, with the reason. Raises NotFound, Refused (decided already) or Invalid (no reason)."""
    mine = _open(actor, doubt)
    if not because.strip():
        raise Invalid({"because": Reason.of("laboratory.needs_reason")})
    return _decide(actor, mine, Decision.DROPPED, because)


@transaction.atomic
def take_doubt(
    *, actor: Actor, doubt: Doubt | UUID | str, because: str = "", code: str = "", tested_at: datetime | None = None
) -> Doubt:
    """The reading is right: take it, with what was put right (the code of the tube, the time of testing).

    Where something else is open about it then, the question says so and waits on. Raises NotFound, Refused (decided
    already) or Invalid (what is missing, or what is still open).
    """
    mine = _open(actor, doubt)
    origin = origin_of(actor, mine.response, Source(mine.source), mine.of_list)
    reading, tube = _put_right(mine, code, tested_at)
    cleared = frozenset(What(each) for each in mine.cleared) | ({What(mine.what)} & CLEARED_BY_TAKING)
    still = rules.problem(reading, facts_of(origin, [tube]).get(tube.pk), cleared=cleared)
    if still is not None:
        return _ask_on(actor, mine, tube, reading, still, cleared)
    if cleared & REPLACES and not because.strip():
        raise Invalid({"because": Reason.of("laboratory.needs_reason")})
    _bring_to_laboratory(actor, tube)
    _write(origin, tube, reading, because)
    _drop_siblings(actor, mine, tube)
    return _decide(actor, mine, Decision.TAKEN, because, tube=tube)


def _open(actor: Actor, doubt: Doubt | UUID | str) -> Doubt:
    mine = selectors.get_doubt_for(actor, doubt.pk if isinstance(doubt, Doubt) else doubt, lock=True)
    if mine.decided_at is not None:
        raise Refused("laboratory.nothing_open")
    return mine


def _put_right(doubt: Doubt, code: str, tested_at: datetime | None) -> tuple[Reading, Tube]:
    reading = replace(doubt.reading, tube=tube_code(code) if code.strip() else str(doubt.code))
    if doubt.what == What.BEFORE_SAMPLING and tested_at is None:
        raise Invalid({"tested_at": Reason.of("laboratory.needs_time")})
    rows = Tube.objects.select_for_update(of=("self",)).select_related("session__unit", "response")
    tube = rows.filter(response=doubt.response_id, code=reading.tube).first()
    if tube is None:
        raise Invalid({"code": Reason.of("laboratory.tube_unknown")})
    return replace(reading, tested_at=tested_at or reading.tested_at), tube


def _ask_on(actor: Actor, doubt: Doubt, tube: Tube, reading: Reading, still: What, cleared: frozenset[What]) -> Doubt:
    """What was open is cleared up, and something else is open now."""
    doubt.what, doubt.tube, doubt.code, doubt.tested_at = still.value, tube, reading.tube, reading.tested_at
    doubt.area_path, doubt.cleared = tube.area_path, sorted(cleared)
    doubt.save(update_fields=["what", "tube", "code", "tested_at", "area_path", "cleared"])
    audit(actor, "doubt.asks_on", doubt, what=still.value)
    return doubt


def _bring_to_laboratory(actor: Actor, tube: Tube) -> None:
    """Who takes the result of a tube that was never received says that the laboratory has it."""
    if tube.state == TubeState.RECEIVED:
        return
    if tube.state == TubeState.LOST:
        note_found(tube)
    if tube.state == TubeState.CLOSED:
        move_tubes(actor=actor, tubes=[tube], to=TubeState.PACKED)
    move_tubes(actor=actor, tubes=[tube], to=TubeState.RECEIVED)
    inside = Packed.objects.filter(tube=tube).exclude(place=Place.TAKEN_OUT.value)
    inside.update(place=Place.ARRIVED.value, arrived_at=now())


def _write(origin: Origin, tube: Tube, reading: Reading, because: str) -> None:
    if Result.kept.filter(tube=tube).exists():
        replace_result(origin, tube, reading, because=because)
    else:
        write(origin, [(tube, reading)])


def _drop_siblings(actor: Actor, doubt: Doubt, tube: Tube) -> None:
    """The other lines of a list that had the tube twice fall with the decision for this one."""
    same = Doubt.objects.filter(of_list=doubt.of_list_id, tube=tube, what=What.TWICE.value, decided_at=None)
    for other in same.exclude(pk=doubt.pk):
        _decide(actor, other, Decision.DROPPED, "")


def _decide(actor: Actor, doubt: Doubt, decision: Decision, because: str, tube: Tube | None = None) -> Doubt:
    doubt.decision, doubt.because, doubt.tube = decision.value, because.strip(), tube or doubt.tube
    doubt.decided_at, doubt.decided_by = now(), actor.name
    doubt.save(update_fields=["decision", "because", "tube", "decided_at", "decided_by"])
    audit(actor, f"doubt.{decision.value}", doubt, what=doubt.what)
    close_clearing(doubt.unit)
    return doubt


@transaction.atomic
def correct_result(*, actor: Actor, tube: Tube, reading: Reading, because: str) -> Result:
    """Put another result in the place of the one on record. Raises NotFound, or Invalid (no reason, the same result)."""
    mine = selectors.get_tube_for(actor, tube.pk, action=ENTER_RESULTS)
    held = Result.kept.filter(tube=mine).first()
    if held is None:
        raise NotFound("laboratory.no_result")
    if not because.strip():
        raise Invalid({"because": Reason.of("laboratory.needs_reason")})
    if held.reading.says == reading.says:
        raise Invalid({"value": Reason.of("laboratory.same_result")})
    origin = origin_of(actor, mine.response, Source.HAND)
    return replace_result(origin, mine, reading, because=because)
