"""Posts for other programs: counting, stopping, and what was decided. A record's id makes a repeat harmless."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema
from pydantic import AwareDatetime

from lianfang.accounts.actors import Actor
from lianfang.acts.stamps import Stamp
from lianfang.checkpoints import selectors, services
from lianfang.checkpoints.access import SEE_POSTS
from lianfang.checkpoints.judging import Judged
from lianfang.checkpoints.models import PersonCheck, Post
from lianfang.checkpoints.rules import Conveyance, Decision, Direction, Proof, Symptom
from lianfang.checkpoints.seen import Passing, TravellerSeen, VehicleSeen
from lianfang.people.identity import Identity
from lianfang.risk.rules import Visit
from lianfang.ui.keyset import page_of

router = Router(tags=["checkpoints"])

WEEK = 7 * 24 * 3600


class StampIn(Schema):
    """Who recorded, when and how: ``offset_seconds`` is what the server measured the device to be ahead."""

    id: UUID
    at: AwareDatetime
    offset_seconds: float = Field(0, ge=-WEEK, le=WEEK)
    device: str = Field("", max_length=40)
    offline: bool = False

    def as_stamp(self) -> Stamp:
        return Stamp(self.id, self.at, timedelta(seconds=self.offset_seconds), self.device, self.offline)


class TallyIn(StampIn):
    direction: Direction = Direction.IN
    vehicles: int = 0
    people: int = 0


class TallyOut(Schema):
    id: UUID
    received_at: datetime
    counts: dict[str, int]


class VisitIn(Schema):
    """Where somebody was: a division code, a name, or both; days included."""

    place_code: str = ""
    place_name: str = ""
    from_on: date
    until_on: date | None = None


class TravellerIn(Schema):
    """One traveller; temperatures in degrees Celsius. Identity is asked of whoever does not simply pass."""

    first_reading: Decimal | None = None
    second_reading: Decimal | None = None
    symptoms: list[Symptom] = []
    been_in: list[VisitIn] = []
    lives_here: bool = False
    name: str = Field("", max_length=60)
    id_number: str = Field("", max_length=30)
    phone: str = Field("", max_length=30)
    destination_path: str = Field("", max_length=48)
    destination: str = Field("", max_length=200)
    proofs: list[Proof] = []
    decision: Decision | None = None
    overridden_because: str = Field("", max_length=200)
    told: str = Field("", max_length=80)

    def as_seen(self) -> TravellerSeen:
        identity = Identity(self.name, self.id_number, self.phone) if self.name else None
        return TravellerSeen(
            first_reading=self.first_reading,
            second_reading=self.second_reading,
            symptoms=tuple(symptom.value for symptom in self.symptoms),
            been_in=tuple(Visit(v.place_code, v.place_name, v.from_on, v.until_on) for v in self.been_in),
            lives_here=self.lives_here,
            identity=identity,
            destination_path=self.destination_path,
            destination=self.destination,
            proofs=tuple(proof.value for proof in self.proofs),
            decision=self.decision,
            overridden_because=self.overridden_because,
            told=self.told,
        )


class StopIn(StampIn):
    direction: Direction = Direction.IN
    conveyance: Conveyance = Conveyance.CAR
    plate: str = Field("", max_length=12)
    line_number: str = Field("", max_length=12)
    occupants: int = 1
    people: list[TravellerIn] = Field([], max_length=40)

    def as_seen(self) -> VehicleSeen:
        return VehicleSeen(
            self.direction,
            self.conveyance,
            self.plate,
            self.line_number,
            self.occupants,
            tuple(traveller.as_seen() for traveller in self.people),
        )


class ProposalOut(Schema):
    """What the edition proposes; ``decision`` is empty until a second reading is there."""

    decision: str
    because_code: str
    because: str
    ask_about: str


class DecidedOut(Schema):
    id: UUID
    happened_at: datetime
    decision: str
    proposed: str
    because_code: str
    because: str
    told: str


class StopOut(Schema):
    id: UUID
    people: list[DecidedOut]


class ChecksOut(Schema):
    checks: list[DecidedOut]
    next: str


class PostOut(Schema):
    id: UUID
    name: str
    area: str
    unit: str
    document: str
    from_at: datetime
    until_at: datetime
    is_open: bool
    counts: dict[str, int]


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@router.get("/posts", response=list[PostOut], summary="Posts and what they counted today")
def posts(request: HttpRequest) -> list[PostOut]:
    return [_post(post) for post in selectors.posts_visible_to(_actor(request), SEE_POSTS)]


def _post(post: Post) -> PostOut:
    return PostOut(
        id=post.pk,
        name=post.name,
        area=post.area_path,
        unit=post.unit_path,
        document=post.document,
        from_at=post.from_at,
        until_at=post.until_at,
        is_open=post.is_open,
        counts=selectors.counts_of(post),
    )


@router.post("/posts/{post_id}/tallies", response=TallyOut, summary="Count what passed")
def tally(request: HttpRequest, post_id: UUID, given: TallyIn) -> TallyOut:
    """One press. The same id with the same content returns the first answer; other content is a conflict (409)."""
    passing = Passing(given.direction, given.vehicles, given.people)
    counted = services.tally(actor=_actor(request), stamp=given.as_stamp(), post=post_id, passing=passing)
    return TallyOut(id=counted.pk, received_at=counted.received_at, counts=selectors.counts_of(counted.post))


@router.post("/posts/{post_id}/stops/proposal", response=list[ProposalOut], summary="What the protocol proposes")
def propose(request: HttpRequest, post_id: UUID, given: StopIn) -> list[ProposalOut]:
    """Judges and writes nothing."""
    judged = services.propose(actor=_actor(request), stamp=given.as_stamp(), post=post_id, seen=given.as_seen())
    return [_proposal(each) for each in judged]


def _proposal(judged: Judged) -> ProposalOut:
    return ProposalOut(
        decision=judged.proposal.value if judged.proposal else "",
        because_code=judged.because.code,
        because=str(judged.because),
        ask_about=judged.ask_about,
    )


@router.post("/posts/{post_id}/stops", response=StopOut, summary="Record a stop and hand over")
def stop(request: HttpRequest, post_id: UUID, given: StopIn) -> StopOut:
    """A traveller without a decision gets the proposed one. What is missing or cannot be is named field by field (422)."""
    check = services.check_vehicle(actor=_actor(request), stamp=given.as_stamp(), post=post_id, seen=given.as_seen())
    return StopOut(id=check.pk, people=[_decided(person) for person in check.people.order_by("id")])


def _decided(check: PersonCheck) -> DecidedOut:
    return DecidedOut(
        id=check.pk,
        happened_at=check.happened_at,
        decision=check.decision,
        proposed=check.proposed,
        because_code=check.because.code,
        because=str(check.because),
        told=check.told,
    )


@router.get("/checks", response=ChecksOut, summary="What was decided about travellers")
def checks(request: HttpRequest, after: str = "") -> ChecksOut:
    """Newest first, without identities, a page at a time."""
    page = page_of(selectors.checks_visible_to(_actor(request)).order_by(), ("-happened_at",), cursor=after)
    return ChecksOut(checks=[_decided(check) for check in page.rows], next=page.next)
