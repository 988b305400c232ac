"""A round on paper: the doors of a grid or building that are still to be walked, and those that are on no list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.acts.models import Act
from lianfang.acts.services import void
from lianfang.acts.stamps import Stamp
from lianfang.kernel.paths import line_of, under
from lianfang.paper.adding import line_column
from lianfang.paper.registry import Block, Column, Known, Line, Part, Subject, column, form
from lianfang.screening import selectors
from lianfang.screening.access import WORK_ROUNDS
from lianfang.screening.models import Door, DoorVisit, Round
from lianfang.screening.rules import Outcome
from lianfang.screening.services import Seen
from lianfang.screening.services.raising import withdraw
from lianfang.screening.services.visiting import put_right, write_visit
from lianfang.tasks.paper import column_asking, may_be_written
from lianfang.tasks.questions import PEOPLE_AT_HOME
from lianfang.territory.names import name_of
from lianfang.territory.rules import Level
from lianfang.territory.selectors import areas_in_use

DOOR, NEW_DOOR = "screening.door", "screening.new_door"
MOST = 300
"""Places of a round from which one chooses."""


def _subjects(actor: Actor) -> Iterator[Subject]:
    """The grids and buildings in which this actor still has doors to walk, round by round."""
    if not actor.may_somewhere(WORK_ROUNDS):
        return
    for round_ in selectors.rounds_visible_to(actor, WORK_ROUNDS).filter(closed_at=None).order_by("until_at", "id"):
        for path, unit_path in _places(actor, round_):
            yield Subject(round_.pk, f"{round_.name} · {name_of(path)}", round_.response, path, unit_path)


def _places(actor: Actor, round_: Round) -> list[tuple[str, str]]:
    """Where there are doors to walk, with the unit responsible: the buildings, and the grids in which they stand."""
    here = dict(_to_walk(actor, round_.pk).order_by("area_path").values_list("area_path", "unit_path").distinct())
    above = {path: unit for each, unit in here.items() for path in line_of(each)}
    grids = areas_in_use().filter(path__in=above, level=Level.GRID.value).values_list("path", flat=True)
    return sorted((here | {path: above[path] for path in grids}).items())[:MOST]


def _to_walk(actor: Actor, round_id: UUID) -> Any:
    doors = selectors.doors_visible_to(actor, WORK_ROUNDS)
    return doors.filter(round=round_id, state__in=selectors.TO_WALK).order_by("area_path", "walk", "id")


def _doors(actor: Actor, subject: Subject, _day: date) -> list[Line]:
    doors = _to_walk(actor, subject.about).filter(under("area_path", subject.area_path))
    return [Line(door.pk, thing=door.pk) for door in doors]


def _named(lines: Sequence[Line]) -> list[Known]:
    """Building and door number; nothing about who lives there."""
    doors = Door.objects.select_related("household").in_bulk([line.about for line in lines])
    return [Known(_words(doors.get(line.about))) for line in lines]


def _words(door: Door | None) -> tuple[str, str]:
    if door is None:
        return "", ""
    return name_of(door.area_path), door.household.door if door.household else ""


def _here(subject: Subject) -> Mapping[str, Any]:
    return {"area_path": subject.area_path}


def _take_back(actor: Actor, visit: Act) -> None:
    """What a page said of a door no longer counts, and what it asked for is asked for no longer."""
    put_right(_voided(actor, visit).door)


def _again(actor: Actor, stamp: Stamp, visit: Act, values: dict[str, Any]) -> Act:
    """The same door once more; whose arrival was announced is not announced again."""
    earlier = _voided(actor, visit)
    seen = Seen.of(values, None if "outcome" in values else Outcome.DONE)
    return write_visit(actor, stamp, earlier.door, seen, is_new_door=earlier.is_new_door, instead_of=earlier)


def _voided(actor: Actor, act: Act) -> DoorVisit:
    rows = DoorVisit.objects.select_related("door__round__response", "door__round__unit", "door__household")
    visit = rows.get(pk=act.pk)
    void(visit, actor=actor, because="paper")
    withdraw(actor, visit)
    return visit


def _found(kind: str) -> tuple[Column, ...]:
    """What a line says beside the outcome: whoever is found behind the door (one of each; more on the lines below)."""
    return (column(kind, "people_here", share=0.8), *_people(kind), column(kind, "note", share=1.7))


def _people(kind: str) -> tuple[Column, ...]:
    return (
        column(kind, "arrived-0-name", share=1.2, over=_("arrivals found")),
        column(kind, "arrived-0-came_on", share=0.9, over=_("arrivals found")),
        column(kind, "unwell-0-name", share=1.2, over=_("unwell")),
        column(kind, "unwell-0-temperature", share=0.9, over=_("unwell")),
        column(kind, "unwell-0-symptoms", share=1.0, over=_("unwell")),
        column(kind, "in_need-0-name", share=1.2, over=_("in need of help")),
        column(kind, "in_need-0-needs", share=0.9, over=_("in need of help")),
    )


KNOWN = Part(DOOR, (column(DOOR, "outcome", share=0.9), *_found(DOOR)), take_back=_take_back, correct=_again)
NEW = Part(NEW_DOOR, (column(NEW_DOOR, "door", share=1.4), *_found(NEW_DOOR)), take_back=_take_back, correct=_again)
MORE = Part(DOOR, (line_column(), *_people(DOOR)))

MOST_ASKED = 4
"""Questions of a round for which a line has room; the others are asked on the phone or stand in the note."""


def asked_on_paper(round_: Round) -> list[str]:
    """The questions of a round that are columns: how many live there is one anyhow."""
    codes = [code for code in round_.questions if code != PEOPLE_AT_HOME.code and may_be_written(code)]
    return codes[:MOST_ASKED]


def _asking(round_id: UUID, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The same blocks with a column for each of the round's own questions, before the note."""
    asked = tuple(
        column_asking(code, number) for number, code in enumerate(asked_on_paper(Round.objects.get(pk=round_id)), 1)
    )
    return tuple(block if block.adds else _with(block, asked) for block in blocks)


def _with(block: Block, asked: tuple[Column, ...]) -> Block:
    parts = (replace(part, columns=(*part.columns[:-1], *asked, part.columns[-1])) for part in block.parts)
    return replace(block, parts=tuple(parts))


form(
    "screening.round",
    _("Round sheet"),
    means=_("The doors of a grid or building where somebody still has to go, one line each."),
    action=WORK_ROUNDS,
    subjects=_subjects,
    landscape=True,
    shaped=_asking,
    blocks=[
        Block(
            "doors",
            (KNOWN,),
            heads=((_("building"), 1.2), (_("door"), 1.2)),
            rows=12,
            lines=_doors,
            known=_named,
            timed=True,
        ),
        Block("new", (NEW,), _("Households that are on no list"), rows=2, timed=True, fixed=_here, under="doors"),
        Block(
            "more", (MORE,), _("More people behind one of these doors"), rows=3, adds=("doors", "new"), under="doors"
        ),
    ],
)
