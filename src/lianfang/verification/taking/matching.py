"""The verdict on each row: certain by a stated rule, likely by weight, one of several, or nobody."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any
from uuid import UUID

from lianfang.engines.matching import Answer, Match, Verdict, match_list
from lianfang.people.importing.ahead import ahead, batched
from lianfang.people.importing.places import Place
from lianfang.verification.rules import Certainty
from lianfang.verification.taking.excerpt import Drawer
from lianfang.verification.taking.places import Where
from lianfang.verification.taking.reading import Told

MOST = 5
"""People who are shown beside a row."""
_VERDICTS = {
    Verdict.CERTAIN: Certainty.CERTAIN,
    Verdict.LIKELY: Certainty.LIKELY,
    Verdict.SEVERAL: Certainty.SEVERAL,
    Verdict.NOT: Certainty.NONE,
}


@dataclass(frozen=True, slots=True)
class Matched:
    """A row, where its address points to, and whom it means as far as can be told."""

    told: Told
    place: Place | None
    certainty: Certainty
    candidates: list[dict[str, Any]]

    @property
    def person_id(self) -> UUID | None:
        """The resident a certain row means."""
        return UUID(self.candidates[0]["person"]) if self.certainty is Certainty.CERTAIN else None


def match_in_batches(rows: Iterator[Told], drawer: Drawer, where: Where, size: int) -> Iterator[list[Matched]]:
    """The rows of a list with their verdicts, so many at a time.

    A long list is read and matched by a second process against the whole register, while this one writes the batch before.
    """
    first = list(islice(rows, drawer.few + 1))
    matched = _matched(chain(first, rows), drawer, where, size)
    if len(first) <= drawer.few:
        return batched(matched, size)
    drawer.draw_everybody()
    return ahead(matched, size)


def _matched(rows: Iterable[Told], drawer: Drawer, where: Where, size: int) -> Iterator[Matched]:
    for batch in batched(rows, size):
        yield from match_rows(batch, drawer, where)


def match_rows(rows: Sequence[Told], drawer: Drawer, where: Where) -> Iterator[Matched]:
    """Each of these rows with its verdict, in their order; what comes near is drawn once for all."""
    places = [where.find(row) for row in rows]
    excerpt = drawer.draw(rows, places)
    records = (_record(row, place, where) for row, place in zip(rows, places, strict=True))
    answers = match_list(records, excerpt, limit=MOST, keep=MOST)
    for row, place, answer in zip(rows, places, answers, strict=True):
        certainty, matches = _verdict(row, answer)
        yield Matched(row, place, certainty, [_candidate(match) for match in matches])


def _verdict(row: Told, answer: Answer) -> tuple[Certainty, Sequence[Match]]:
    """The engine's verdict; a row that names nobody, but a phone on record, may mean whoever is reached there."""
    if answer.verdict is not Verdict.NOT:
        return _VERDICTS[answer.verdict], answer.matches
    reached = [match for match in answer.matches if not row.name and _shares_phone(match)]
    return (Certainty.SEVERAL, reached) if reached else (Certainty.NONE, ())


def _shares_phone(match: Match) -> bool:
    return any((reason.field, reason.code) == ("phone", "shared") for reason in match.reasons)


def _record(row: Told, place: Place | None, where: Where) -> dict[str, str]:
    """The row as the engine reads it, its address in the register's spelling where the door is known."""
    if place is not None and place.door:
        return {**row.record, "address": where.written(place.area_path, place.door)}
    return row.record


def _candidate(match: Match) -> dict[str, Any]:
    reasons = [[reason.code, reason.field, round(reason.weight, 1)] for reason in match.reasons]
    return {"person": match.key, "weight": round(match.weight, 1), "reasons": reasons}
