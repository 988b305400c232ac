"""People into tubes: what a table says, in any order and from several phones, judged against what is known and written.

Everything said of one session in one go is read, judged and written with few statements, however many tubes it is. At a
desk a mistake is refused with a sentence; what happened away from it is taken, flagged, and shown to a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from lianfang.accounts.actors import Actor
from lianfang.acts.services import Scene, record_new, recorder_of, refuse_the_future
from lianfang.acts.stamps import Stamp
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Conflict, Invalid, LianfangError, Refused
from lianfang.kernel.events import publish
from lianfang.kernel.wording import Reason
from lianfang.people.bulk import insert_rows, update_rows
from lianfang.people.services import meet_person
from lianfang.sampling import selectors
from lianfang.sampling.access import DRAW
from lianfang.sampling.events import SwabsTaken, TubeClosed
from lianfang.sampling.models import Session, Swab, Tube, TubeClosing
from lianfang.sampling.rules import (
    Coming,
    Filling,
    Trouble,
    TubeState,
    Why,
    is_readable,
    trouble_with,
    tube_code,
)
from lianfang.sampling.said import ClosingSaid, SwabSaid, TubeSaid
from lianfang.sampling.services.known import Before, Facts, facts_of

UPDATED = ("people", "state", "closed_at", "closed_by", "counted", "settled_at", "settled_by", "settled_because")


@dataclass
class Taken:
    """What became of one tube: what was written now, what was there before, what was flagged and what was not taken."""

    tube: Tube
    is_kept: bool = False
    """Whether the tube is on record; it is not where nothing of it could be taken."""
    swabs: list[Swab] = field(default_factory=list)
    closing: TubeClosing | None = None
    known: set[UUID] = field(default_factory=set)
    flags: dict[UUID, Reason] = field(default_factory=dict)
    refused: dict[UUID, LianfangError] = field(default_factory=dict)


def take_tubes(*, actor: Actor, session: UUID | str, tubes: Sequence[TubeSaid]) -> list[Taken]:
    """Bind people to tubes and close tubes, all of one session; each swab and each closing is answered by itself.

    A stamp recorded before is known and changes nothing; the same stamp with other content is refused as a Conflict. What
    was recorded offline is taken and flagged where a desk would refuse it. Raises NotFound for the session.
    """
    try:
        return _take(actor, session, tubes)
    except IntegrityError:  # another phone opened the same tube at this moment, or an id was used before
        return _take(actor, session, tubes, closely=True)


@transaction.atomic
def _take(actor: Actor, session_id: UUID | str, said: Sequence[TubeSaid], *, closely: bool = False) -> list[Taken]:
    session = selectors.get_session_for(actor, session_id, action=DRAW)
    spelled = [replace(each, code=tube_code(each.code)[:30]) for each in said]
    upload = Upload(actor, session, facts_of(session, spelled, closely=closely))
    taken = [upload.judge(each) for each in spelled]
    upload.write()
    return taken


@dataclass
class Upload:
    """One upload at one session: facts read before, rows to be written after."""

    actor: Actor
    session: Session
    facts: Facts
    taken: dict[str, Taken] = field(default_factory=dict)
    rows: list[tuple[type[Swab | TubeClosing], Stamp, dict[str, Any]]] = field(default_factory=list)
    closed: list[Tube] = field(default_factory=list)

    def judge(self, said: TubeSaid) -> Taken:
        taken = self.taken.get(said.code) or Taken(self.facts.tube(said, self.session))
        self.taken[said.code] = taken
        filling = self.facts.filling(taken.tube)
        for swab in sorted(said.swabs, key=lambda each: (each.stamp.happened_at, each.stamp.id)):
            self._answer(taken, swab.stamp, lambda swab=swab: self._swab(taken, filling, said, swab))
        if said.closing is not None:
            closing = said.closing
            self._answer(taken, closing.stamp, lambda: self._close(taken, closing))
        return taken

    def _answer(self, taken: Taken, stamp: Stamp, act: Any) -> None:
        """Take one record, or keep why it was not taken."""
        try:
            refuse_the_future(stamp)
            act()
        except LianfangError as refused:
            taken.refused[stamp.id] = refused

    # -- judging -----------------------------------------------------------------------------------------------------

    def _swab(self, taken: Taken, filling: Filling, said: TubeSaid, swab: SwabSaid) -> None:
        person, household = self.facts.who(swab)
        if self._is_known(taken, swab.stamp, person):
            return
        coming = Coming(
            session=self.session.pk,
            at=swab.stamp.happened_at,
            person=person,
            household=household,
            other_tube=self.facts.other_tube(taken.tube, person, said.why),
            session_open=self.session.was_open(swab.stamp.happened_at),
            why=said.why,
        )
        trouble = self._unreadable(taken.tube) or trouble_with(filling, coming)
        stamp = self._flagged(taken, swab.stamp, trouble, coming.other_tube)
        if trouble is None and said.why is Why.ROUND and person in self.facts.elsewhere:
            stamp = self._noted(taken, stamp, self.facts.elsewhere[person])
        if person is None and swab.identity is not None:
            area = self.session.area_path
            who = replace(swab.identity, area_path=area)
            person = meet_person(actor=self.actor, response=self.session.response, identity=who).pk
        row = {
            "session": self.session,
            "tube": taken.tube,
            "person_id": person,
            "household_id": household,
            "why": said.why.value,
        }
        if trouble is Trouble.TWICE_IN_TUBE:
            self._add(Swab, stamp, row | self._void(), person)
            return
        self._add(Swab, stamp, row, person)
        filling.add(person, household)
        self.facts.note(taken.tube, person, said.why)
        taken.tube.people += 1

    def _close(self, taken: Taken, said: ClosingSaid) -> None:
        tube = taken.tube
        if self._is_known(taken, said.stamp, said.counted):
            return
        trouble = self._unreadable(tube)
        if trouble is None and tube.session_id != self.session.pk:
            trouble = Trouble.OTHER_SESSION
        stamp = self._flagged(taken, said.stamp, trouble)
        if trouble is None and tube.closed_at is not None:
            stamp = self._flagged_as(taken, said.stamp, Refused("sampling.closed_already"))
        if not tube.people and not stamp.offline:
            raise Refused("sampling.nothing_in_tube")
        row = {"session": self.session, "tube": tube, "counted": said.counted}
        self._add(TubeClosing, stamp, row, said.counted)
        if tube.closed_at is None:
            self.closed.append(tube)
        close(tube, said, by=recorder_of(self.actor, said.stamp))

    def _add(
        self, kind: type[Swab | TubeClosing], stamp: Stamp, row: dict[str, Any], content: UUID | int | None
    ) -> None:
        """A row to be written; the same record a second time in one upload is known from now on."""
        self.rows.append((kind, stamp, row))
        self.facts.before[stamp.id] = Before(recorder_of(self.actor, stamp), row["tube"].code, content)

    def _is_known(self, taken: Taken, stamp: Stamp, content: UUID | int | None) -> bool:
        """Whether this record was taken before, from the same recorder; anything else under its id is a Conflict."""
        before = self.facts.before.get(stamp.id)
        if before is None:
            return False
        same = content is None or before.content == content
        if before.by != recorder_of(self.actor, stamp) or before.tube != taken.tube.code or not same:
            raise Conflict("acts.id_taken")
        taken.known.add(stamp.id)
        return True

    def _unreadable(self, tube: Tube) -> Trouble | None:
        if not tube.code:
            raise Invalid({"tube": Reason.of("sampling.unreadable")})
        if tube.pk in self.facts.stored or is_readable(tube.code, own_labels=self.session.own_labels):
            return None
        return Trouble.UNREADABLE

    def _flagged(self, taken: Taken, stamp: Stamp, trouble: Trouble | None, other_tube: str = "") -> Stamp:
        """The stamp with what is wrong; at a desk it is refused instead."""
        if trouble is None:
            return stamp
        tube = other_tube if trouble is Trouble.TWICE_IN_SESSION else taken.tube.code
        return self._flagged_as(taken, stamp, Refused(f"sampling.{trouble}", size=taken.tube.size, tube=tube))

    def _flagged_as(self, taken: Taken, stamp: Stamp, trouble: Refused) -> Stamp:
        if not stamp.offline:
            raise trouble
        taken.flags[stamp.id] = trouble.reason
        return replace(stamp, flag=stamp.flag or trouble.reason)

    def _noted(self, taken: Taken, stamp: Stamp, tube: str) -> Stamp:
        """The stamp of somebody who was at another site of the round already: the sample is there, so it is taken and shown."""
        reason = Reason.of("sampling.twice_in_round", tube=tube)
        taken.flags[stamp.id] = reason
        return replace(stamp, flag=stamp.flag or reason)

    # -- writing -----------------------------------------------------------------------------------------------------

    def write(self) -> None:
        touched = {row["tube"].pk: row["tube"] for _kind, _stamp, row in self.rows}
        insert_rows(Tube, [tube for pk, tube in touched.items() if pk not in self.facts.stored])
        scene = Scene(self.session.response, self.session.area_path, self.session.unit)
        acts = record_new(actor=self.actor, scene=scene, rows=self.rows)
        changed = [tube for pk, tube in touched.items() if pk in self.facts.stored]
        for tube in changed:
            unsettle(tube)
        update_rows(Tube, changed, UPDATED)
        for taken in self.taken.values():
            taken.is_kept = taken.tube.pk in touched or taken.tube.pk in self.facts.stored
        self._tell(acts)

    def _void(self) -> dict[str, Any]:
        """Somebody said twice of the same tube: kept and flagged, void from the start, so that nobody is counted twice."""
        return {"voided_at": now(), "voided_by": self.actor.name, "void_reason": Trouble.TWICE_IN_TUBE.value}

    def _tell(self, acts: list[Swab | TubeClosing]) -> None:
        by_tube: dict[UUID, Taken] = {taken.tube.pk: taken for taken in self.taken.values()}
        for act in acts:
            if isinstance(act, TubeClosing):
                by_tube[act.tube_id].closing = act
            else:
                by_tube[act.tube_id].swabs.append(act)
        for taken in by_tube.values():
            if swabs := [swab for swab in taken.swabs if not swab.is_voided]:
                publish(SwabsTaken(taken.tube, swabs))
        for tube in self.closed:
            publish(TubeClosed(tube))


def close(tube: Tube, said: ClosingSaid, *, by: str) -> None:
    """What a closing does to a tube in memory: the earliest closing says when, the latest how many."""
    at = said.stamp.happened_at
    if tube.closed_at is None or at >= tube.closed_at:
        tube.counted = said.counted
    if tube.closed_at is None or at < tube.closed_at:
        tube.closed_at, tube.closed_by = at, by
    if tube.state == TubeState.OPEN:
        tube.state = TubeState.CLOSED.value


def unsettle(tube: Tube) -> None:
    """What was said about a difference held for the numbers of that time."""
    if tube.settled_at is not None:
        tube.settled_at, tube.settled_by, tube.settled_because = None, "", ""
