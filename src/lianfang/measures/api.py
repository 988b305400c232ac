"""Measures for other programs: propose, decide, release; personal data only for who may see the measure."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from lianfang.accounts.actors import Actor
from lianfang.kernel.errors import Invalid, NotFound
from lianfang.kernel.instants import Day
from lianfang.kernel.wording import Reason
from lianfang.measures import selectors, services
from lianfang.measures.access import PROPOSE_MEASURE, SEE_MEASURES
from lianfang.measures.models import Measure
from lianfang.orgs.selectors import unit_for_area
from lianfang.people.access import SEE_PEOPLE
from lianfang.people.selectors import get_person_for
from lianfang.privacy.reads import How, log_list, log_reads
from lianfang.response.selectors import current_response
from lianfang.tasks.selectors import responsible_for
from lianfang.ui.keyset import page_of

router = Router(tags=["measures"])


class MeasureOut(Schema):
    """A measure; the person by id only. Days are local dates, both included."""

    id: UUID
    number: str
    person_id: UUID
    kind: str
    ground_code: str
    state: str
    stage: str
    edition: str
    counts_from: str
    counted_from: date
    first_day: date
    last_day: date
    area_path: str
    unit_path: str
    excess: str
    excess_days: int
    decided_at: datetime | None
    ended_at: datetime | None
    ending: str


class MeasuresOut(Schema):
    measures: list[MeasureOut]
    next: str


class ProposalIn(Schema):
    person: UUID
    kind: str
    ground: str
    counted_from: Day
    place: str = ""


class OrderIn(Schema):
    ground: str = ""
    last_day: Day | None = None
    excess_authority: str = ""
    excess_reason: str = ""


class ReasonIn(Schema):
    because: str


class ReleaseIn(Schema):
    negative_tests: int = 0
    because: str = ""


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@router.get("/measures", response=MeasuresOut, summary="Measures the caller may see, the newest first")
def measures(request: HttpRequest, state: str = "", after: str = "", size: int = 100) -> dict[str, Any]:
    """A page of them; ``next`` is the ``after`` of the following one."""
    actor = _actor(request)
    if not actor.may_somewhere(SEE_MEASURES):
        raise NotFound
    log_list(actor, "api:measures")
    rows = selectors.measures_visible_to(actor)
    page = page_of(rows.filter(state=state) if state else rows, ("-proposed_at",), cursor=after, size=min(size, 500))
    return {"measures": page.rows, "next": page.next}


@router.get("/measures/{measure_id}", response=MeasureOut, summary="One measure")
def measure(request: HttpRequest, measure_id: UUID) -> Measure:
    shown = selectors.get_measure_for(_actor(request), measure_id)
    log_reads(_actor(request), How.DETAIL, "api:measure", [shown.person_id])
    return shown


@router.post("/measures", response={201: MeasureOut}, summary="Propose a measure")
def propose(request: HttpRequest, said: ProposalIn) -> Status[Measure]:
    """The edition in force says how long; the same proposal again is the first one."""
    actor = _actor(request)
    if not actor.may_somewhere(PROPOSE_MEASURE):
        raise NotFound
    person = get_person_for(actor, said.person, action=SEE_PEOPLE)
    unit = responsible_for(person) or unit_for_area(person.area_path)
    if unit is None:
        raise Invalid({"person": Reason.of("measures.no_unit")})
    return Status(
        201,
        services.propose(
            actor=actor,
            response=current_response(person.area_path),
            person=person,
            kind=said.kind,
            ground=said.ground,
            counted_from=said.counted_from,
            place=said.place,
            unit=unit,
            area_path=person.area_path or unit.area_path,
            because=Reason.of(f"measures.ground_{said.ground}"),
        ),
    )


@router.post("/measures/{measure_id}/order", response=MeasureOut, summary="Order a proposed measure")
def order(request: HttpRequest, measure_id: UUID, said: OrderIn) -> Measure:
    return services.order(actor=_actor(request), measure=measure_id, **said.dict())


@router.post("/measures/{measure_id}/refuse", response=MeasureOut, summary="Refuse a proposal")
def refuse(request: HttpRequest, measure_id: UUID, said: ReasonIn) -> Measure:
    return services.refuse(actor=_actor(request), measure=measure_id, because=said.because)


@router.post("/measures/{measure_id}/end", response=MeasureOut, summary="End a measure early")
def end(request: HttpRequest, measure_id: UUID, said: ReasonIn) -> Measure:
    return services.end_early(actor=_actor(request), measure=measure_id, because=said.because)


@router.post("/measures/{measure_id}/release", response=MeasureOut, summary="Release on or after the last day")
def release(request: HttpRequest, measure_id: UUID, said: ReleaseIn) -> Measure:
    return services.release(actor=_actor(request), measure=measure_id, **said.dict())
