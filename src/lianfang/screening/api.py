"""Rounds for other programs: which there are, and their coverage. What came of a knock is handed in as a record."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from lianfang.accounts.actors import Actor
from lianfang.screening import selectors
from lianfang.screening.coverage import Coverage, Line
from lianfang.screening.models import Door, Round
from lianfang.screening.picture import picture_of
from lianfang.ui.keyset import page_of

router = Router(tags=["screening"])


class RoundOut(Schema):
    id: UUID
    name: str
    behind: str
    purpose: str
    area: str
    unit: str
    questions: list[str]
    from_at: datetime
    until_at: datetime
    tries: int
    closed_at: datetime | None


class RoundsOut(Schema):
    rounds: list[RoundOut]
    next: str


class CoverageOut(Schema):
    """``covered`` is reached over occupied, per cent; ``worked`` counts any outcome and is no coverage."""

    doors: int
    occupied: int
    reached: int
    covered: float | None
    worked: int
    open: int
    stale: int
    new: int
    not_at_home: int
    refused: int
    empty: int
    moved: int
    disputed: int


class LineOut(Schema):
    area: str
    name: str
    counted: CoverageOut


class RoundCoverageOut(Schema):
    area: str
    counted: CoverageOut
    below: list[LineOut]


class DoorOut(Schema):
    """A row of the denominator; nothing of what was found behind it."""

    id: UUID
    door: str
    area: str
    household: UUID | None
    place: UUID | None
    state: str
    is_lived_in: bool
    is_new: bool
    tries: int
    last_at: datetime | None
    next_at: datetime | None
    is_disputed: bool


class DoorsOut(Schema):
    doors: list[DoorOut]
    next: str


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@router.get("/screening/rounds", response=RoundsOut, summary="Screening rounds, newest first")
def rounds(request: HttpRequest, after: str = "") -> RoundsOut:
    page = page_of(selectors.rounds_visible_to(_actor(request)).order_by(), ("-from_at",), cursor=after)
    return RoundsOut(rounds=[_round(each) for each in page.rows], next=page.next)


def _round(row: Round) -> RoundOut:
    return RoundOut(
        id=row.pk,
        name=row.name,
        behind=row.behind,
        purpose=row.purpose,
        area=row.area_path,
        unit=row.unit_path,
        questions=row.questions,
        from_at=row.from_at,
        until_at=row.until_at,
        tries=row.tries,
        closed_at=row.closed_at,
    )


@router.get("/screening/rounds/{round_id}/coverage", response=RoundCoverageOut, summary="Coverage of a round by area")
def coverage(request: HttpRequest, round_id: UUID, area: str = "", level: str = "") -> RoundCoverageOut:
    """Of an area of the round and of those directly below it, or of all of a level (community, grid, building)."""
    round_ = selectors.get_round_for(_actor(request), round_id)
    shown = picture_of(_actor(request), round_, area, level)
    return RoundCoverageOut(
        area=shown.area.path if shown.area else "",
        counted=_counted(shown.counted),
        below=[_line(each) for each in shown.lines],
    )


def _line(line: Line) -> LineOut:
    return LineOut(area=line.area.path, name=line.area.name, counted=_counted(line.counted))


def _counted(counted: Coverage) -> CoverageOut:
    return CoverageOut(**counted.as_json(), covered=counted.covered)


@router.get("/screening/rounds/{round_id}/doors", response=DoorsOut, summary="The doors of a round as one walks")
def doors(request: HttpRequest, round_id: UUID, after: str = "") -> DoorsOut:
    """Those that the reader may see, a page at a time."""
    round_ = selectors.get_round_for(_actor(request), round_id)
    rows = selectors.doors_visible_to(_actor(request)).filter(round=round_)
    page = page_of(rows, ("area_path", "walk"), cursor=after)
    return DoorsOut(doors=[_door(each) for each in page.rows], next=page.next)


def _door(row: Door) -> DoorOut:
    return DoorOut(
        id=row.pk,
        door=str(row),
        area=row.area_path,
        household=row.household_id,
        place=row.place_id,
        state=row.state,
        is_lived_in=row.is_lived_in,
        is_new=row.is_new,
        tries=row.tries,
        last_at=row.last_at,
        next_at=row.next_at,
        is_disputed=row.is_disputed,
    )
