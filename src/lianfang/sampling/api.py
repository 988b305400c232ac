"""Sampling for other programs and for tables: whole tubes in one request, and how far sessions are.

A record's id makes a repeat harmless: a swab or a closing that was taken before is answered as ``known``.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from lianfang.accounts.actors import Actor
from lianfang.acts.stamps import Stamp
from lianfang.kernel.errors import Invalid, LianfangError, NotFound
from lianfang.kernel.instants import Instant
from lianfang.kernel.wording import Reason
from lianfang.people.identity import Identity
from lianfang.sampling import selectors, services
from lianfang.sampling.models import Session
from lianfang.sampling.rules import MOST_IN_A_TUBE, Why
from lianfang.sampling.said import ClosingSaid, SwabSaid, TubeSaid
from lianfang.sampling.services import Taken

router = Router(tags=["sampling"])

WEEK = 7 * 24 * 3600
MOST_ACTS = 100
Number = Annotated[str, Field(max_length=30)]


class SwabIn(Schema):
    """One person sampled: by id, by the code they carry (or an ID number), or by who they say they are."""

    id: UUID
    at: Instant
    person: UUID | None = None
    code: Number = ""
    name: str = Field("", max_length=60)
    id_number: Number = ""
    phone: Number = ""


class ClosingIn(Schema):
    """The tube was closed with so many people counted in it."""

    id: UUID
    at: Instant
    counted: int = Field(ge=0, le=99)


class TubeIn(Schema):
    """One tube of a session: who went into it, and that it was closed; both may come late and in any order."""

    session: UUID
    code: str = Field(max_length=60)
    swabs: list[SwabIn] = Field([], max_length=MOST_IN_A_TUBE)
    closing: ClosingIn | None = None
    why: Why = Why.ROUND


class TubesIn(Schema):
    """One tube or several, at most 100 records in all. ``offset_seconds`` is what the device is ahead."""

    tubes: list[TubeIn] = Field(min_length=1, max_length=MOST_ACTS)
    offset_seconds: float = Field(0, ge=-WEEK, le=WEEK)
    device: str = Field("", max_length=40)
    offline: bool = True


class RecordOut(Schema):
    """What became of one record that was not simply taken: ``known``, ``flagged`` or ``rejected``, with the sentence."""

    id: UUID
    state: str
    code: str = ""
    says: str = ""


class TubeOut(Schema):
    """What became of one tube; ``taken`` counts the records written now, ``others`` names those that were not simply taken."""

    id: UUID | None
    """None where nothing of it could be taken."""
    code: str
    state: str
    people: int
    taken: int
    others: list[RecordOut]


class TubesOut(Schema):
    tubes: list[TubeOut]


class SessionOut(Schema):
    id: UUID
    name: str
    site: str
    area: str
    from_at: datetime
    until_at: datetime
    is_open: bool
    tube_size: int
    household_tubes: bool


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@router.get("/sampling/sessions", response=list[SessionOut], summary="Sessions of today at which one works")
def sessions(request: HttpRequest) -> list[SessionOut]:
    return [_session(each) for each in selectors.sessions_today(_actor(request))]


def _session(session: Session) -> SessionOut:
    return SessionOut(
        id=session.pk,
        name=session.name,
        site=session.site.name,
        area=session.area_path,
        from_at=session.from_at,
        until_at=session.until_at,
        is_open=session.is_open,
        tube_size=session.tube_size,
        household_tubes=session.household_tubes,
    )


@router.post("/sampling/tubes", response=TubesOut, summary="Hand in whole tubes")
def tubes(request: HttpRequest, given: TubesIn) -> TubesOut:
    """At most 20 people in a tube and 100 records in a request; each record is answered by itself and again the same.

    With ``offline`` (the usual) what a desk would refuse is taken and flagged.
    """
    if sum(len(tube.swabs) + (tube.closing is not None) for tube in given.tubes) > MOST_ACTS:
        raise Invalid({"tubes": Reason.of("sampling.too_many", most=MOST_ACTS)})
    answered: dict[int, TubeOut] = {}
    for session, numbered in _by_session(given.tubes).items():
        said = [_said(tube, given) for _number, tube in numbered]
        for (number, _tube), answer in zip(numbered, _take(_actor(request), session, said, numbered), strict=True):
            answered[number] = answer
    return TubesOut(tubes=[answered[number] for number in sorted(answered)])


def _by_session(given: list[TubeIn]) -> dict[UUID, list[tuple[int, TubeIn]]]:
    sorted_out: dict[UUID, list[tuple[int, TubeIn]]] = {}
    for number, tube in enumerate(given):
        sorted_out.setdefault(tube.session, []).append((number, tube))
    return sorted_out


def _take(actor: Actor, session: UUID, said: list[TubeSaid], numbered: list[tuple[int, TubeIn]]) -> list[TubeOut]:
    """What became of the tubes of one session; nothing of another session is lost with one that is not found."""
    try:
        taken = services.take_tubes(actor=actor, session=session, tubes=said)
    except NotFound as unknown:
        return [_lost(tube, unknown) for _number, tube in numbered]
    return [_answer(each, tube) for each, (_number, tube) in zip(taken, numbered, strict=True)]


def _said(tube: TubeIn, given: TubesIn) -> TubeSaid:
    offset = timedelta(seconds=given.offset_seconds)

    def stamp(record: SwabIn | ClosingIn) -> Stamp:
        return Stamp(record.id, record.at, offset, given.device, given.offline)

    swabs = tuple(SwabSaid(stamp(swab), swab.person, swab.code, _who(swab)) for swab in tube.swabs)
    closing = ClosingSaid(stamp(tube.closing), tube.closing.counted) if tube.closing else None
    return TubeSaid(tube.code, swabs, closing, tube.why)


def _who(swab: SwabIn) -> Identity | None:
    return Identity(swab.name, swab.id_number, swab.phone) if swab.name or swab.id_number or swab.phone else None


def _answer(taken: Taken, given: TubeIn) -> TubeOut:
    ids = [swab.id for swab in given.swabs] + ([given.closing.id] if given.closing else [])
    others = [other for each in ids for other in _other(taken, each)]
    rejected = sum(other.state != "flagged" for other in others)
    return TubeOut(
        id=taken.tube.pk if taken.is_kept else None,
        code=taken.tube.code,
        state=taken.tube.state,
        people=taken.tube.people,
        taken=len(ids) - rejected,
        others=others,
    )


def _other(taken: Taken, record: UUID) -> Iterator[RecordOut]:
    if record in taken.known:
        yield RecordOut(id=record, state="known")
    elif record in taken.refused:
        yield _rejected(record, taken.refused[record])
    elif record in taken.flags:
        reason = taken.flags[record]
        yield RecordOut(id=record, state="flagged", code=reason.code, says=str(reason))


def _rejected(record: UUID, error: LianfangError) -> RecordOut:
    reason = next(iter(error.fields.values())) if isinstance(error, Invalid) else error.reason
    return RecordOut(id=record, state="rejected", code=reason.code, says=str(error))


def _lost(tube: TubeIn, unknown: NotFound) -> TubeOut:
    ids = [swab.id for swab in tube.swabs] + ([tube.closing.id] if tube.closing else [])
    return TubeOut(
        id=None, code=tube.code, state="", people=0, taken=0, others=[_rejected(each, unknown) for each in ids]
    )
