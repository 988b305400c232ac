"""Results come in: each reading is taken, known already, or asked about; none is guessed.

One way for a file, the API and a person who types. Readings are taken in batches, each in its own transaction, so that a
list that is broken off is taken up again by sending it once more.
"""

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Min, QuerySet

from lianfang.accounts.actors import Actor
from lianfang.acts.services import Scene, record_many, void
from lianfang.acts.stamps import Stamp
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid
from lianfang.kernel.wording import Reason
from lianfang.laboratory import rules
from lianfang.laboratory.access import ENTER_RESULTS
from lianfang.laboratory.models import Box, Doubt, Packed, Result, ResultList
from lianfang.laboratory.rules import CLOCK_ERROR, Facts, Place, Reading, Source, What
from lianfang.laboratory.services.asking import SYSTEM, close, waiting
from lianfang.laboratory.services.following import follow, take_back
from lianfang.laboratory.subjects import CLEAR, RESULTS, UNIT, of_box
from lianfang.laboratory.terms import within
from lianfang.orgs import selectors as orgs
from lianfang.orgs.models import Unit
from lianfang.privacy.audit import audit
from lianfang.response.models import Response
from lianfang.sampling.models import Swab, Tube
from lianfang.sampling.rules import TubeState, tube_code
from lianfang.tasks import services as tasks
from lianfang.tasks.subjects import Subject
from lianfang.vault import keyfile

AT_ONCE = 500
"""Readings of one transaction."""
LONGEST_CODE = 60


@dataclass(frozen=True)
class Origin:
    """Where readings come from: by whom, for which unit and response, how, and in which list."""

    actor: Actor
    response: Response
    unit: Unit
    source: Source
    of_list: ResultList | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a reading: ``taken``, ``known`` or ``asked``, with the reason in the last case."""

    reading: Reading
    state: str
    what: What | None = None
    result: Result | None = None

    @property
    def says(self) -> Reason:
        return Reason.of(f"laboratory.asked_{self.what}" if self.what else f"laboratory.{self.state}")


TAKEN, KNOWN, ASKED = "taken", "known", "asked"


def origin_of(actor: Actor, response: Response, source: Source, of_list: ResultList | None = None) -> Origin:
    """Who says so and for which unit. Raises Refused for whoever may enter no results, or works for no unit."""
    actor.require_somewhere(ENTER_RESULTS)
    return Origin(actor, response, orgs.unit_of(actor), source, of_list)


def take_in(origin: Origin, readings: Sequence[Reading]) -> list[Outcome]:
    """Take readings, in their order. The same again changes nothing. Raises Invalid for a time that has not come."""
    spelt = [replace(each, tube=tube_code(each.tube)[:LONGEST_CODE]) for each in readings]
    _refuse_the_future(spelt)
    twice = _said_differently(spelt)
    outcomes: list[Outcome] = []
    for start in range(0, len(spelt), AT_ONCE):
        with transaction.atomic():
            outcomes += _take_some(origin, spelt[start : start + AT_ONCE], twice)
    _ask_to_clear(origin, [each for each in outcomes if each.state == ASKED])
    return outcomes


def _refuse_the_future(readings: Iterable[Reading]) -> None:
    if any(each.tested_at and each.tested_at > now() + CLOCK_ERROR for each in readings):
        raise Invalid({"tested_at": Reason.of("laboratory.in_the_future")})


def _said_differently(readings: Iterable[Reading]) -> frozenset[str]:
    """The tubes of which one list says different things."""
    said: dict[str, set[object]] = defaultdict(set)
    for each in readings:
        said[each.tube].add(each.says)
    return frozenset(tube for tube, different in said.items() if len(different) > 1)


def _take_some(origin: Origin, readings: Sequence[Reading], twice: frozenset[str]) -> list[Outcome]:
    tubes = _tubes(origin.response, {each.tube for each in readings})
    facts = facts_of(origin, list(tubes.values()))
    fresh: dict[str, Reading] = {}
    outcomes = []
    for reading in readings:
        tube = tubes.get(reading.tube)
        known = facts.get(tube.pk) if tube else None
        what = What.TWICE if reading.tube in twice and known else rules.problem(reading, known)
        if what is None and ((known and known.earlier) or reading.tube in fresh):
            outcomes.append(Outcome(reading, KNOWN))
        else:
            outcomes.append(Outcome(reading, ASKED if what else TAKEN, what))
        if outcomes[-1].state == TAKEN:
            fresh[reading.tube] = reading
    write(origin, [(tubes[code], reading) for code, reading in fresh.items()])
    return _raise_doubts(origin, outcomes, tubes)


def _tubes(response: Response, codes: set[str]) -> dict[str, Tube]:
    """The tubes of these codes, held until the transaction ends."""
    rows = Tube.objects.select_for_update(of=("self",)).filter(response=response, code__in=codes)
    return {tube.code: tube for tube in rows.select_related("session__unit", "response").order_by("pk")}


def facts_of(origin: Origin, tubes: Sequence[Tube]) -> dict[UUID, Facts]:
    """What the record knows of these tubes, by three queries however many they are."""
    swabbed = Swab.kept.filter(tube__in=tubes).values("tube").annotate(at=Min("happened_at"))
    sampled = {row["tube"]: row["at"] for row in swabbed}
    earlier = {each.tube_id: each.reading for each in Result.kept.filter(tube__in=tubes)}
    brought = dict(_arrived(tubes).values_list("tube", "to_unit_path"))
    return {
        tube.pk: Facts(
            state=TubeState(tube.state),
            is_here=_is_here(origin.actor, tube, brought.get(tube.pk, "")),
            sampled_at=sampled.get(tube.pk),
            earlier=earlier.get(tube.pk),
        )
        for tube in tubes
    }


def _arrived(tubes: Sequence[Tube]) -> QuerySet[Packed]:
    return Packed.objects.filter(tube__in=tubes, place=Place.ARRIVED.value)


def _is_here(actor: Actor, tube: Tube, laboratory: str) -> bool:
    """Whether the actor may say something of this tube: their laboratory has it, or it was filled in their area."""
    if laboratory and actor.may(ENTER_RESULTS, unit_path=laboratory):
        return True
    return actor.may(ENTER_RESULTS, area_path=tube.area_path, unit_path=tube.unit_path)


# -- writing ---------------------------------------------------------------------------------------------------------


def write(origin: Origin, found: Sequence[tuple[Tube, Reading]]) -> list[Result]:
    """Record results of tubes that have none, and everything that follows them."""
    if not found:
        return []
    sampled = _sampled_at([tube for tube, _reading in found])
    by_area: dict[str, list[tuple[Tube, Reading]]] = defaultdict(list)
    for tube, reading in found:
        by_area[tube.area_path].append((tube, reading))
    written: list[Result] = []
    for area_path, some in by_area.items():
        rows = [(Stamp(), _columns(origin, tube, reading, sampled.get(tube.pk))) for tube, reading in some]
        scene = Scene(origin.response, area_path, origin.unit)
        written += record_many(Result, actor=origin.actor, scene=scene, rows=rows)
    _note_in_boxes([tube for tube, _reading in found])
    follow(written)
    return written


def _sampled_at(tubes: Sequence[Tube]) -> dict[UUID, datetime]:
    rows = Swab.kept.filter(tube__in=tubes).values("tube").annotate(at=Min("happened_at"))
    return {row["tube"]: row["at"] for row in rows}


def _columns(origin: Origin, tube: Tube, reading: Reading, sampled_at: datetime | None) -> Mapping[str, object]:
    waited = int((now() - sampled_at).total_seconds() // 60) if sampled_at else None
    return {
        "tube": tube,
        "sender_path": tube.unit_path,
        "value": reading.value.value,
        "ct_n": reading.ct_n,
        "ct_orf1ab": reading.ct_orf1ab,
        "tested_at": reading.tested_at,
        "source": origin.source.value,
        "people": rules.people_in_tube(tube.people, tube.counted),
        "minutes": max(0, waited) if waited is not None else None,
    }


def _note_in_boxes(tubes: Sequence[Tube]) -> None:
    """The boxes know which of their tubes have a result; nobody is asked for those of a box any longer that has all."""
    packed = Packed.objects.filter(tube__in=tubes).exclude(place=Place.TAKEN_OUT.value)
    packed.filter(result_at=None).update(result_at=now())
    boxes = Box.objects.filter(pk__in=packed.values("box"), received_at__isnull=False)
    for box in boxes:
        if not box.contents.filter(place=Place.ARRIVED.value, result_at=None).exists():
            close(of_box(box), RESULTS, outcome="all_there")


def replace_result(origin: Origin, tube: Tube, reading: Reading, *, because: str) -> Result:
    """Put a result in the place of the one on record, which is void from now on; what followed from that is taken back."""
    old = Result.kept.select_for_update(of=("self",)).select_related("response").get(tube=tube)
    void(old, actor=origin.actor, because=because)
    take_back(old)
    return write(origin, [(tube, reading)])[0]


# -- open questions --------------------------------------------------------------------------------------------------


def _raise_doubts(origin: Origin, outcomes: list[Outcome], tubes: Mapping[str, Tube]) -> list[Outcome]:
    """Keep what could not be taken for a person to decide; what was asked before, decided or not, is not asked again."""
    asked = [each for each in outcomes if each.state == ASKED]
    if not asked:
        return outcomes
    doubts = {
        bytes(doubt.key): doubt for doubt in (_doubt(origin, each, tubes.get(each.reading.tube)) for each in asked)
    }
    known = set(
        map(bytes, Doubt.objects.filter(response=origin.response, key__in=doubts).values_list("key", flat=True))
    )
    new = [doubt for key, doubt in doubts.items() if key not in known]
    Doubt.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        audit(origin.actor, "doubt.raised_many", Doubt._meta.label_lower, count=len(new))
    return outcomes


def _doubt(origin: Origin, outcome: Outcome, tube: Tube | None) -> Doubt:
    reading = outcome.reading
    assert outcome.what is not None  # noqa: S101 - what is asked has something open
    return Doubt(
        response=origin.response,
        unit=origin.unit,
        unit_path=origin.unit.path,
        area_path=tube.area_path if tube else origin.unit.area_path,
        what=outcome.what.value,
        tube=tube,
        code=reading.tube,
        key=key_of(reading, outcome.what),
        value=reading.value.value,
        ct_n=reading.ct_n,
        ct_orf1ab=reading.ct_orf1ab,
        tested_at=reading.tested_at,
        source=origin.source.value,
        of_list=origin.of_list,
        row=reading.row,
        raised_at=now(),
        raised_by=origin.actor.name,
    )


def key_of(reading: Reading, what: What) -> bytes:
    """The same for the same said of the same tube, so that a list sent again asks nothing anew; betrays nothing."""
    said = "|".join(str(part) for part in (reading.tube, *reading.says, what.value))
    return hmac.new(keyfile.secret("doubts"), said.encode(), hashlib.sha256).digest()[:16]


def _ask_to_clear(origin: Origin, asked: Sequence[Outcome]) -> None:
    """Somebody of the unit that sent the results is asked to decide; once, however many questions there are."""
    about = Subject(UNIT, origin.unit.pk)
    if not asked or not undecided(origin.unit) or waiting(about, CLEAR).exists():
        return
    tasks.ask(
        actor=SYSTEM,
        response=origin.response,
        kind=CLEAR.code,
        subject=about,
        area_path=origin.unit.area_path or origin.response.area_path,
        unit=origin.unit,
        due_at=now() + within(origin.response, "sample.question"),
        because=Reason.of("laboratory.clear_doubts"),
    )


def undecided(unit: Unit) -> bool:
    return Doubt.objects.filter(unit=unit, decided_at=None).exists()


def close_clearing(unit: Unit) -> None:
    """Nobody has to clear anything up any longer once every question of a unit is decided."""
    if not undecided(unit):
        close(Subject(UNIT, unit.pk), CLEAR, outcome="cleared")
