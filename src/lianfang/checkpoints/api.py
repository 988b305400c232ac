"""Posts for other programs: counting, stopping, and what was decided. A record's id makes a repeat harmless."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from lianfang.accounts.actors import Actor
from lianfang.acts.api import StampIn
from lianfang.acts.sheets.api import schema_of
from lianfang.checkpoints import selectors, services
from lianfang.checkpoints.access import SEE_POSTS
from lianfang.checkpoints.judging import Judged
from lianfang.checkpoints.models import PersonCheck, Post
from lianfang.checkpoints.seen import Passing, VehicleSeen
from lianfang.checkpoints.sheets import STOP, TALLY, TRAVELLER
from lianfang.ui.keyset import page_of

router = Router(tags=["checkpoints"])


class TallyIn(schema_of(TALLY, StampIn)):  # type: ignore[misc]
    """What passed at one press."""


class TravellerIn(schema_of(TRAVELLER)):  # type: ignore[misc]
    """One traveller; temperatures in degrees Celsius. Identity is asked of whoever does not simply pass."""


class StopIn(schema_of(STOP, StampIn, people=TravellerIn)):  # type: ignore[misc]
    """A vehicle or group that was stopped."""


class TallyOut(Schema):
    id: UUID
    received_at: datetime
    counts: dict[str, int]


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
    counted = services.tally(
        actor=_actor(request), stamp=given.as_stamp(), post=post_id, passing=Passing.of(given.values())
    )
    return TallyOut(id=counted.pk, received_at=counted.received_at, counts=selectors.counts_of(counted.post))


@router.post("/posts/{post_id}/stops/proposal", response=list[ProposalOut], summary="What the protocol proposes")
def propose(request: HttpRequest, post_id: UUID, given: StopIn) -> list[ProposalOut]:
    """Judges and writes nothing."""
    judged = services.propose(
        actor=_actor(request), stamp=given.as_stamp(), post=post_id, seen=VehicleSeen.of(given.values())
    )
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
    check = services.check_vehicle(
        actor=_actor(request), stamp=given.as_stamp(), post=post_id, seen=VehicleSeen.of(given.values())
    )
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
