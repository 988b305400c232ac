"""Arrivals for other programs: a report as on the public page, the list, and what came of a verification."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from lianfang.accounts.actors import Actor
from lianfang.acts.sheets.api import Stay, schema_of
from lianfang.acts.stamps import Stamp
from lianfang.arrivals import selectors, services
from lianfang.arrivals.access import VERIFY
from lianfang.arrivals.models import Arrival
from lianfang.arrivals.rules import MOST_VISITS, Source
from lianfang.arrivals.sheets import VERIFICATION
from lianfang.kernel.identifiers import mask_name
from lianfang.kernel.instants import Instant
from lianfang.people.identity import Identity
from lianfang.privacy.reads import How, log_list, log_reads
from lianfang.tasks.api import REFUSALS
from lianfang.ui.keyset import page_of

router = Router(tags=["arrivals"])
MOST = 200


class ArrivalIn(Schema):
    name: str
    id_number: str = ""
    phone: str = ""
    address: str = ""
    area: str
    """Path of the community or village."""
    expected_at: Instant
    visits: list[Stay] = []


class ArrivalOut(Schema):
    id: UUID
    state: str
    source: str
    name: str
    """Masked in a list; in the open for whoever may verify, who is then logged."""
    area: str
    unit: str
    origin: str
    expected_at: datetime
    verify_by: datetime
    verified_at: datetime | None
    result: str
    measure: UUID | None
    closed_as: str


class ArrivalPage(Schema):
    items: list[ArrivalOut]
    next: str


class VerificationIn(schema_of(VERIFICATION)):  # type: ignore[misc]
    """What a worker found; ``id`` is the record's own, made where it happened."""

    id: UUID
    happened_at: Instant
    offline: bool = False


def _out(arrival: Arrival, *, masked: bool) -> ArrivalOut:
    return ArrivalOut(
        id=arrival.pk,
        state=arrival.state,
        source=arrival.source,
        name=mask_name(arrival.name) if masked else arrival.name,
        area=arrival.area_path,
        unit=arrival.unit_path,
        origin=arrival.origin,
        expected_at=arrival.expected_at,
        verify_by=arrival.verify_by,
        verified_at=arrival.verified_at,
        result=arrival.result,
        measure=arrival.measure_id,
        closed_as=arrival.closed_as,
    )


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@router.get("/arrivals", response=ArrivalPage, summary="Arrivals, masked")
def arrivals(request: HttpRequest, state: str = "", after: str = "", limit: int = 50) -> ArrivalPage:
    """Arrivals within the caller's rights, the latest expected first."""
    actor = _actor(request)
    rows = selectors.arrivals_visible_to(actor)
    size = max(1, min(limit, MOST))
    page = page_of(rows.filter(state=state) if state else rows, ("-expected_at",), cursor=after, size=size)
    log_list(actor, "api.arrivals")
    return ArrivalPage(items=[_out(each, masked=True) for each in page.rows], next=page.next)


@router.post("/arrivals", response={201: ArrivalOut, **REFUSALS}, summary="Enter an arrival")
def enter(request: HttpRequest, given: ArrivalIn) -> Status[ArrivalOut]:
    """What was told at the counter, by phone or at the door; the same person again joins the open arrival."""
    identity = Identity(given.name, given.id_number, given.phone, address=given.address[:200])
    visits = tuple(each.as_visit() for each in given.visits[:MOST_VISITS])
    told = services.Told(identity, given.area, given.expected_at, visits, source=Source.WORKER)
    made = services.enter(actor=_actor(request), told=told)
    return Status(201, _out(made, masked=True))


@router.get("/arrivals/{uuid:arrival_id}", response={200: ArrivalOut, **REFUSALS}, summary="One arrival")
def arrival(request: HttpRequest, arrival_id: UUID) -> ArrivalOut:
    actor = _actor(request)
    found = selectors.get_arrival_for(actor, arrival_id)
    opens = selectors.arrivals_visible_to(actor, VERIFY).filter(pk=found.pk).exists()
    if opens and found.person_id:
        log_reads(actor, How.DETAIL, "api.arrival", [found.person_id])
    return _out(found, masked=not opens)


@router.post("/arrivals/{uuid:arrival_id}/verify", response={200: ArrivalOut, **REFUSALS}, summary="Verify an arrival")
def verify(request: HttpRequest, arrival_id: UUID, given: VerificationIn) -> ArrivalOut:
    """Record what came of speaking with the person; the same id with the same content changes nothing."""
    actor = _actor(request)
    found = selectors.get_arrival_for(actor, arrival_id, action=VERIFY)
    stamp = Stamp(id=given.id, at=given.happened_at, offline=given.offline)
    done = services.verify(actor=actor, stamp=stamp, arrival=found, checked=services.Checked.of(given.values()))
    return _out(done, masked=False)
