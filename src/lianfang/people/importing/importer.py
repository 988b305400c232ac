"""From a table to the register: batch by batch, with what became of each row."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from lianfang.accounts.actors import Actor
from lianfang.exchange import Mapping, ResultFile, Table
from lianfang.kernel.clock import today
from lianfang.kernel.ids import new_id
from lianfang.kernel.turns import take_turn
from lianfang.people import alike
from lianfang.people.access import IMPORT_PEOPLE
from lianfang.people.bulk import look_again
from lianfang.people.importing.ahead import in_batches
from lianfang.people.importing.deciding import Decided, Outcome, decide
from lianfang.people.importing.places import Places
from lianfang.people.importing.register import Register
from lianfang.people.importing.rows import Unreadable, Wanted, read_rows
from lianfang.people.importing.writing import write
from lianfang.people.models import Person
from lianfang.people.services.doubles import note_doubles
from lianfang.people.words import OUTCOMES
from lianfang.vault.keyfile import at_hand

BATCH = 1000
MANY = 10_000
"""New records after which the database looks at its tables again."""


@dataclass
class Tally:
    """How many rows came to what; ``doubles`` counts the records among them that resemble another."""

    rows: int = 0
    new: int = 0
    unchanged: int = 0
    updated: int = 0
    refused: int = 0
    doubles: int = 0

    def add(self, decided: Sequence[Decided], doubles: int) -> None:
        counted = Counter(each.outcome for each in decided)
        self.rows += len(decided)
        for outcome in Outcome:
            setattr(self, outcome.value, getattr(self, outcome.value) + counted[outcome])
        self.doubles += doubles

    def as_json(self) -> dict[str, int]:
        return dict(vars(self))


@dataclass
class Importer:
    """One list on its way into one area. ``register.forget`` after each batch unless it is a dry run."""

    actor: Actor
    into: str
    table: Table
    mapping: Mapping
    dry: bool = False
    run: UUID = field(default_factory=new_id)
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        self.actor.require(IMPORT_PEOPLE, area_path=self.into)
        self.places = Places(self.into)
        self.register = Register()
        self.planned = alike.Planned()
        self.result = ResultFile(self.table, self.mapping)

    def batches(self, go_on: Callable[[], bool] = lambda: True) -> Iterator[list[Decided]]:
        """Take the rows over (or, dry, only say what would become of them), a batch at a time.

        ``go_on`` is asked before each batch; what was written stays written. Rows that were not reached are noted as such.
        """
        rows = read_rows(self.table, self.mapping, self.places, today())
        batches = in_batches(rows, BATCH, self.table.content)
        for batch in batches:
            if not go_on():
                self._not_reached(batch, *batches)
                return
            with at_hand():
                decided = self._take(batch)
            yield decided
        if not self.dry and self.tally.new >= MANY:
            look_again()

    def all(self, go_on: Callable[[], bool] = lambda: True) -> Tally:
        for _each in self.batches(go_on):
            pass
        return self.tally

    def _take(self, batch: Sequence[Wanted | Unreadable]) -> list[Decided]:
        """A batch is looked up, decided and written while no other list is: two may name the same people."""
        with nullcontext() if self.dry else transaction.atomic():
            if not self.dry:
                take_turn("people.import")
            decided = self._decide(batch)
            doubles = self._foresee(_concerned(decided)) if self.dry else self._write(decided, _concerned(decided))
        self.tally.add(decided, doubles)
        for each in decided:
            self.result.note(each.number, str(OUTCOMES[each.outcome]), " ".join(map(str, each.reasons)))
        return decided

    def _decide(self, batch: Sequence[Wanted | Unreadable]) -> list[Decided]:
        self.register.load([row for row in batch if isinstance(row, Wanted)])
        covers = self._covers()
        return [
            Decided(row.number, Outcome.REFUSED, reasons=row.reasons)
            if isinstance(row, Unreadable)
            else decide(row, self.register, may_change=covers)
            for row in batch
        ]

    def _covers(self) -> Callable[[str], bool]:
        return lambda path: self.actor.may(IMPORT_PEOPLE, area_path=path)

    def _write(self, decided: Sequence[Decided], concerned: Sequence[Person]) -> int:
        write(self.actor, self.run, decided)
        found = note_doubles(concerned) if concerned else 0
        self.register.forget()
        return found

    def _foresee(self, concerned: Sequence[Person]) -> int:
        return len(alike.find_doubles(concerned, planned=self.planned))

    def _not_reached(self, *rows: Iterable[Wanted | Unreadable]) -> None:
        for some in rows:
            for row in some:
                self.result.note(row.number, _("not reached"), _("The import was cancelled before this row."))


def _concerned(decided: Sequence[Decided]) -> list[Person]:
    return [each.person for each in decided if each.person and each.outcome in (Outcome.NEW, Outcome.UPDATED)]
