"""A crew or a worker proposes; nobody is bound by it until an authorised role orders."""

from datetime import date
from typing import Required, TypedDict, Unpack

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now, today
from lianfang.kernel.errors import Invalid, Refused
from lianfang.kernel.events import publish
from lianfang.kernel.wording import Reason
from lianfang.measures import rules
from lianfang.measures.access import PROPOSE_MEASURE
from lianfang.measures.events import MeasureProposed
from lianfang.measures.models import Measure
from lianfang.measures.rules import CountsFrom, Ground, Kind, State, Step, Term
from lianfang.measures.services.steps import ask_for_decision, note
from lianfang.orgs.models import Unit
from lianfang.people.models import Person
from lianfang.privacy.audit import audit
from lianfang.protocols import Edition
from lianfang.response.models import Response
from lianfang.response.selectors import edition_in_force


class Proposal(TypedDict, total=False):
    """What is proposed. ``ground`` is a code of the editions, ``because`` says it in words, ``counted_from`` is the day
    of the event that the edition counts from, ``place`` where it is spent. ``last_day`` only for what the edition
    does not measure out itself.
    """

    response: Required[Response]
    person: Required[Person]
    kind: Required[str]
    counted_from: Required[date]
    unit: Required[Unit]
    because: Required[Reason]
    area_path: Required[str]
    ground: str
    place: str
    last_day: date | None
    follows: Measure | None


@transaction.atomic
def propose(*, actor: Actor, **what: Unpack[Proposal]) -> Measure:
    """Propose a measure by the edition in force and ask the unit above to decide; the same proposal again is the first.

    Raises Refused (may not propose, already under this measure, its time is over already) or Invalid (names fields).
    """
    if not actor.may_somewhere(PROPOSE_MEASURE):
        raise Refused("accounts.no_role_permits", action=PROPOSE_MEASURE.code)
    edition = edition_in_force(what["response"])
    Person.objects.select_for_update().get(pk=what["person"].pk)
    if earlier := _proposed_already(what):
        return earlier
    days = _days(edition, what)
    measure = _write(actor, edition, what, days)
    note(actor, measure, Step.PROPOSED)
    audit(actor, "measure.proposed", measure, kind=measure.kind, edition=edition.code)
    ask_for_decision(measure)
    publish(MeasureProposed(measure))
    return measure


def _proposed_already(what: Proposal) -> Measure | None:
    mine = Measure.objects.filter(response=what["response"], person=what["person"], kind=what["kind"])
    if mine.filter(state=State.ORDERED.value).exists():
        raise Refused("measures.already_under")
    return mine.filter(state=State.PROPOSED.value).first()


def _days(edition: Edition, what: Proposal) -> Term:
    _check_words(what)
    known, counted, last = (
        edition.measure(what["kind"], what.get("ground") or None),
        what["counted_from"],
        what.get("last_day"),
    )
    if known is None and last is None:
        raise Invalid({"kind": Reason.of("measures.not_in_edition")})
    days = rules.term(known, counted) if known else Term(counted, counted)
    first, last = days.first_day, last or days.last_day
    if last < first:
        raise Invalid({"last_day": Reason.of("measures.ends_before_it_begins")})
    if last < today():
        raise Refused("measures.over_already", day=f"{last:%F}")
    return Term(first, last)


def _check_words(what: Proposal) -> None:
    wrong = {
        "kind": (what["kind"] not in list(Kind), "measures.no_such_kind"),
        "ground": (bool(what.get("ground")) and what["ground"] not in list(Ground), "measures.no_such_ground"),
        "counted_from": (what["counted_from"] > today(), "measures.event_not_yet"),
    }
    if fields := {field: Reason.of(code) for field, (is_wrong, code) in wrong.items() if is_wrong}:
        raise Invalid(fields)


def _write(actor: Actor, edition: Edition, what: Proposal, days: Term) -> Measure:
    known = edition.measure(what["kind"], what.get("ground") or None)
    return Measure.objects.create(
        response=what["response"],
        person=what["person"],
        kind=what["kind"],
        edition=edition.code,
        ground_code=what.get("ground", ""),
        ground=what["because"],
        counts_from=known.counts_from if known else CountsFrom.ORDER.value,
        counted_from=what["counted_from"],
        first_day=days.first_day,
        last_day=days.last_day,
        area_path=what["area_path"],
        unit=what["unit"],
        unit_path=what["unit"].path,
        place=what.get("place", ""),
        follows=what.get("follows"),
        proposed_at=now(),
        proposed_by=actor.name,
    )
