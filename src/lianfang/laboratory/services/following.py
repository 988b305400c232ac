"""What follows a result: who is asked to stay, who is sampled again singly, who is free, and what is positive for good."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from lianfang.kernel.clock import now
from lianfang.kernel.events import publish
from lianfang.kernel.wording import Reason
from lianfang.laboratory import rules
from lianfang.laboratory.events import RecheckedPositive
from lianfang.laboratory.models import Resample, Result
from lianfang.laboratory.rules import CLOCKS, UNDER_WAY, Step, Value
from lianfang.laboratory.selectors.people import people_in
from lianfang.laboratory.services.asking import SYSTEM, cancel, close
from lianfang.laboratory.subjects import DECIDE, FREE, LOOK_FOR, SAMPLE, STAY, WHO, of_resample, of_tube
from lianfang.laboratory.terms import terms_of, within
from lianfang.orgs import selectors as orgs
from lianfang.orgs.models import Unit
from lianfang.people.models import Person
from lianfang.people.rules import Gone
from lianfang.people.selectors import whole
from lianfang.privacy.audit import audit
from lianfang.sampling.models import Swab, Tube
from lianfang.sampling.rules import Why
from lianfang.tasks import services as tasks
from lianfang.tasks.kinds import TaskKind
from lianfang.tasks.models import Responsibility

SUPERSEDED = "superseded"
"""How a resampling ended whose place a graver one took."""


@dataclass(frozen=True)
class Where:
    """Where somebody is now, and which unit goes there."""

    area_path: str
    unit: Unit
    is_known: bool = True
    """False for somebody who moved away: the unit that sampled finds out where to."""


def whereabouts(person: Person, swab: Swab) -> Where:
    """With the unit that answers for the person, else at home, else where the person was sampled."""
    answering = Responsibility.objects.filter(person=person, until=None).select_related("unit").first()
    if answering is not None:
        return Where(answering.area_path or person.area_path, answering.unit)
    session = swab.session
    if person.is_gone:
        return Where(session.area_path, session.unit, is_known=False)
    unit = orgs.unit_for_area(person.area_path) if person.area_path else None
    return Where(person.area_path, unit) if unit is not None else Where(session.area_path, session.unit)


# -- results ---------------------------------------------------------------------------------------------------------


def follow(results: Sequence[Result]) -> None:
    """Everything that follows results that were just taken; negative ones of an ordinary round are told by one query."""
    grave = [each for each in results if each.value != Value.NEGATIVE]
    drawn = _drawn_into([each.tube_id for each in results])
    for result in results:
        for resample in drawn.get(result.tube_id, []):
            _answer(resample, result)
    for result in grave:
        _begin(
            result, list(people_in([result.tube_id])), skip={each.person_id for each in drawn.get(result.tube_id, [])}
        )
    _clear([each for each in results if each.value == Value.NEGATIVE])


def _drawn_into(tubes: Sequence[UUID]) -> dict[UUID | None, list[Resample]]:
    """Who was sampled singly into these tubes and waits for the result."""
    found: dict[UUID | None, list[Resample]] = {}
    rows = Resample.objects.select_for_update(of=("self",)).filter(drawn_tube__in=tubes, step=Step.DRAWN.value)
    for each in rows.select_related("response", "person__household", "unit", "tube").order_by("id"):
        found.setdefault(each.drawn_tube_id, []).append(each)
    return found


def _answer(resample: Resample, result: Result) -> None:
    """The single sample of somebody has its result: free, sampled again, or positive for good."""
    step = Step(result.value)
    follows = rules.what_follows(
        Value(result.value), people=result.people, why=Why(resample.why), terms=terms_of(resample.response)
    )
    _end(resample, step, because=result.value)
    if step is Step.NEGATIVE:
        _set_free(resample, Reason.of("laboratory.free_negative"))
    elif follows.why is not None:
        swab = people_in([result.tube_id]).filter(person=resample.person).select_related("session__unit").first()
        if swab is not None:
            _ask(swab, result, follows.why, stays=follows.stays or resample.stays, before=resample)
    else:
        _confirm(resample, result)


def _confirm(resample: Resample, result: Result) -> None:
    """A re-check is positive: it is announced, and somebody has to report and decide."""
    command = orgs.command_above(resample.area_path) or resample.unit
    _task(resample, DECIDE, "report.case", unit=command, because=Reason.of("laboratory.decide_positive"))
    audit(SYSTEM, "resample.rechecked_positive", resample, tube=str(result.tube_id))
    publish(RecheckedPositive(resample, result))


def _begin(result: Result, swabs: Iterable[Swab], skip: set[UUID]) -> None:
    """Everybody in a tube that is positive or invalid, but for those whose single sample it is."""
    recorded = people_in([result.tube_id]).count()
    people = rules.people_in_tube(recorded, result.tube.counted)
    follows = rules.what_follows(Value(result.value), people=people, why=Why.ROUND, terms=terms_of(result.response))
    if follows.why is not None and recorded < max(people, 1):
        _ask_who(result.tube, recorded, people)
    for swab in swabs:
        if follows.why is not None and swab.person_id is not None and swab.person_id not in skip:
            _ask(swab, result, follows.why, stays=follows.stays)


def _ask_who(tube: Tube, recorded: int, counted: int) -> None:
    """More people were counted in a tube than are on record: who they are has to be found out before anything reaches them."""
    session = tube.session
    tasks.ask(
        actor=SYSTEM,
        response=tube.response,
        kind=WHO.code,
        subject=of_tube(tube),
        area_path=session.area_path,
        unit=session.unit,
        due_at=now() + within(tube.response, "sample.stay"),
        because=Reason.of("laboratory.nobody_known", count=counted, known=recorded),
    )


def follow_late(tube: Tube, swabs: Sequence[Swab]) -> None:
    """Swabs that arrived after the result of their tube: what followed for the others follows for them too."""
    result = Result.kept.filter(tube=tube).select_related("response", "tube__session__unit", "tube__response").first()
    if result is not None and result.value != Value.NEGATIVE:
        close(of_tube(tube), WHO, outcome="known")
        _begin(result, people_in([tube.pk]).filter(pk__in=[swab.pk for swab in swabs]), skip=set())


def follow_lost(tube: Tube) -> None:
    """The people of a lost tube are sampled again, as after an invalid one."""
    for swab in people_in([tube.pk]):
        if swab.person_id is not None:
            _ask(swab, None, Why.RESAMPLE_INVALID, stays=False)


def note_found(tube: Tube) -> None:
    """A lost tube is there after all: nobody has to be sampled again because of the loss."""
    waiting = Resample.objects.select_for_update().filter(tube=tube, result=None, step=Step.WAITING.value)
    for resample in waiting:
        _end(resample, Step.ENDED, because="found")


def _clear(negatives: Sequence[Result]) -> None:
    """Who waits to be sampled again after an invalid tube and is in a negative one drawn since needs no other sample."""
    if not negatives:
        return
    waiting = Resample.objects.filter(step=Step.WAITING.value, why=Why.RESAMPLE_INVALID.value)
    people = people_in([each.tube_id for each in negatives]).values_list("person", "happened_at")
    if not waiting.exists() or not terms_of(negatives[0].response).clears_all:
        return
    drawn = {person: at for person, at in people if person is not None}
    for resample in waiting.select_for_update(of=("self",)).filter(person__in=drawn).select_related("tube"):
        if drawn[resample.person_id] > (resample.tube.closed_at or resample.asked_at):
            _end(resample, Step.ENDED, because="negative_since")


def take_back(result: Result) -> None:
    """A result was void: whoever was to be sampled because of it is not any longer, and stays no longer."""
    rows = Resample.objects.select_for_update(of=("self",)).filter(result=result, step__in=sorted(UNDER_WAY))
    for resample in rows.select_related("response", "person__household", "unit", "follows__response"):
        _end(resample, Step.ENDED, because="corrected")
        _back_to(resample, resample.follows)
    for resample in Resample.objects.filter(drawn_tube=result.tube_id).exclude(step__in=sorted(UNDER_WAY)):
        _wait_again(resample)


def _back_to(resample: Resample, before: Resample | None) -> None:
    """What was before goes on: a lighter reason that it had replaced, the stay of the one it follows, or freedom."""
    if before is not None and before.because == SUPERSEDED:
        before.step = (Step.DRAWN if before.drawn_tube_id else Step.WAITING).value
        before.ended_at, before.because = None, ""
        before.save(update_fields=["step", "ended_at", "because"])
        audit(SYSTEM, "resample.reopened", before)
        if before.step == Step.WAITING:
            _ask_for_sample(before)
    if before is not None and before.stays:
        resample.stays_until = now()
        resample.save(update_fields=["stays_until"])
    else:
        _set_free(resample, Reason.of("laboratory.free_corrected"))


def _wait_again(resample: Resample) -> None:
    """The result of a single sample was void: its person waits for the right one."""
    if Resample.objects.filter(person=resample.person_id, step__in=sorted(UNDER_WAY)).exists():
        return
    cancel(of_resample(resample), DECIDE, FREE, outcome="corrected")
    resample.step, resample.ended_at, resample.because, resample.stays_until = Step.DRAWN.value, None, "", None
    resample.save(update_fields=["step", "ended_at", "because", "stays_until"])
    audit(SYSTEM, "resample.reopened", resample)


# -- one person ------------------------------------------------------------------------------------------------------


def _ask(
    swab: Swab, result: Result | None, why: Why, *, stays: bool, before: Resample | None = None
) -> Resample | None:
    """Somebody is to be sampled again singly; a graver reason takes the place of a lighter one that waits."""
    assert swab.person is not None  # noqa: S101 - asked by the callers
    person = whole(swab.person)
    running = Resample.objects.select_for_update().filter(person=person, step__in=sorted(UNDER_WAY)).first()
    if running is not None and not rules.takes_over(why, Why(running.why)):
        return None
    if running is not None:
        _end(running, Step.ENDED, because=SUPERSEDED)
    earlier, where = before or running, whereabouts(person, swab)
    asked = _write(swab, result, why, where, person=person, stays=stays, follows=earlier)
    if person.gone_because == Gone.DIED:
        _end(asked, Step.ENDED, because="died")
        end_stay(asked)
        return asked
    stayed = earlier is not None and earlier.stays and earlier.stays_until is None
    _ask_for_tasks(asked, where, is_new_stay=stays and not stayed)
    return asked


def _write(swab: Swab, result: Result | None, why: Why, where: Where, **more: Any) -> Resample:
    asked = Resample.objects.create(
        response_id=swab.response_id,
        result=result,
        tube=swab.tube,
        why=why.value,
        area_path=where.area_path,
        unit=where.unit,
        unit_path=where.unit.path,
        sender_path=swab.unit_path,
        asked_at=now(),
        due_at=now() + within(swab.response, CLOCKS[why]),
        **more,
    )
    audit(SYSTEM, "resample.asked", asked, why=why.value, tube=str(swab.tube_id), stays=asked.stays)
    return asked


def _ask_for_tasks(asked: Resample, where: Where, *, is_new_stay: bool) -> None:
    if not where.is_known:
        _task(asked, LOOK_FOR, CLOCKS[Why(asked.why)], because=Reason.of("laboratory.because_gone"))
        return
    if is_new_stay:
        _task(asked, STAY, "sample.stay", because=_because(asked))
    _ask_for_sample(asked)


def _ask_for_sample(resample: Resample) -> None:
    _task(resample, SAMPLE, CLOCKS[Why(resample.why)], because=_because(resample))


def _because(resample: Resample) -> Reason:
    return Reason.of(f"laboratory.because_{resample.why}" if resample.result_id else "laboratory.because_lost")


def _task(resample: Resample, kind: TaskKind, clock: str, *, because: Reason, unit: Unit | None = None) -> None:
    tasks.ask(
        actor=SYSTEM,
        response=resample.response,
        kind=kind.code,
        subject=of_resample(resample),
        person=resample.person,
        area_path=resample.area_path,
        unit=unit or resample.unit,
        due_at=now() + within(resample.response, clock),
        because=because,
    )


def _end(resample: Resample, step: Step, *, because: str) -> None:
    resample.step, resample.ended_at, resample.because = step.value, now(), because
    resample.save(update_fields=["step", "ended_at", "because"])
    cancel(of_resample(resample), SAMPLE, LOOK_FOR, outcome=because)
    if step is not Step.POSITIVE and step is not Step.INVALID and because != SUPERSEDED:
        cancel(of_resample(resample), STAY, outcome=because)
    audit(SYSTEM, "resample.ended", resample, step=step.value, because=because)


def _set_free(resample: Resample, because: Reason) -> None:
    """Nothing holds somebody at home any longer: the stay ends, all along its chain, and the person is told."""
    if end_stay(resample):
        _task(resample, FREE, "sample.free", because=because)


def end_stay(resample: Resample) -> bool:
    """Nobody is asked to stay any longer by this resampling or those it follows; whether anybody was."""
    stayed = [each for each in chain(resample) if each.stays and each.stays_until is None]
    for each in stayed:
        cancel(of_resample(each), STAY, outcome="free")
        each.stays_until = now()
        each.save(update_fields=["stays_until"])
    if stayed:
        audit(SYSTEM, "resample.stay_ended", resample, count=len(stayed))
    return bool(stayed)


def chain(resample: Resample) -> list[Resample]:
    """The resampling with those it follows, newest first."""
    found: list[Resample] = []
    at: Resample | None = resample
    while at is not None:
        found.append(at)
        at = at.follows
    return found


# -- swabs -----------------------------------------------------------------------------------------------------------


def note_drawn(tube: Tube, swabs: Sequence[Swab]) -> None:
    """Who was to be sampled again is in a single tube, or in one drawn for that reason."""
    if tube.why == Why.ROUND and tube.size > 1:
        return
    when = {swab.person_id: swab.happened_at for swab in swabs if swab.person_id is not None}
    waiting = Resample.objects.select_for_update(of=("self",)).filter(person__in=when, step=Step.WAITING.value)
    for resample in waiting.select_related("response"):
        _draw(resample, tube, when[resample.person_id])


def _draw(resample: Resample, tube: Tube, at: datetime) -> None:
    resample.step, resample.drawn_at, resample.drawn_tube = Step.DRAWN.value, at, tube
    resample.save(update_fields=["step", "drawn_at", "drawn_tube"])
    close(of_resample(resample), SAMPLE, LOOK_FOR, outcome="drawn")
    audit(SYSTEM, "resample.drawn", resample, tube=str(tube.pk))


def note_voided(swab: Swab) -> None:
    """Somebody is not in a single tube after all, and waits again."""
    rows = Resample.objects.select_related("response", "person__household", "unit")
    drawn = rows.filter(person=swab.person_id, drawn_tube=swab.tube_id, step=Step.DRAWN.value).first()
    if drawn is not None:
        drawn.step, drawn.drawn_at, drawn.drawn_tube = Step.WAITING.value, None, None
        drawn.save(update_fields=["step", "drawn_at", "drawn_tube"])
        audit(SYSTEM, "resample.waits_again", drawn)
        _ask_for_sample(drawn)


# -- people who move -------------------------------------------------------------------------------------------------


@transaction.atomic
def follow_person(person_id: UUID, to_path: str) -> None:
    """What waits about somebody who moved goes to where the person lives now."""
    unit = orgs.unit_for_area(to_path) if to_path else None
    for resample in Resample.objects.filter(person=person_id, step__in=sorted(UNDER_WAY)):
        if unit is not None:
            resample.area_path, resample.unit, resample.unit_path = to_path, unit, unit.path
            resample.save(update_fields=["area_path", "unit", "unit_path"])
            audit(SYSTEM, "resample.moved", resample, unit=unit.path)
            tasks.follow(SYSTEM, of_resample(resample), unit=unit, area_path=to_path)


@transaction.atomic
def let_go(person_id: UUID, because: str) -> None:
    """Somebody is no longer here: who has died is not sampled; who moved away is looked for."""
    rows = Resample.objects.filter(person=person_id, step__in=sorted(UNDER_WAY)).select_related("response", "unit")
    for resample in rows.select_related("response", "unit", "person__household"):
        if because == Gone.DIED:
            _end(resample, Step.ENDED, because="died")
            end_stay(resample)
        elif resample.step == Step.WAITING:
            cancel(of_resample(resample), STAY, SAMPLE, outcome="gone")
            _task(resample, LOOK_FOR, CLOCKS[Why(resample.why)], because=Reason.of("laboratory.because_gone"))


@transaction.atomic
def follow_merge(merged: UUID, into: UUID) -> None:
    """Two records are one person: what runs stands under the one that remains, once."""
    running = Resample.objects.filter(person=into, step__in=sorted(UNDER_WAY)).exists()
    for resample in Resample.objects.filter(person=merged).select_related("response"):
        if running and resample.is_under_way:
            _end(resample, Step.ENDED, because="merged")
            end_stay(resample)
        resample.person_id = into
        resample.save(update_fields=["person"])
        audit(SYSTEM, "resample.merged", resample)
