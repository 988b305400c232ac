"""One question from files to contacts, whichever engine answers it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from lianfang.engines.tracing.columns import VISITS
from lianfang.engines.tracing.editions import Ordered
from lianfang.engines.tracing.errors import TracingError
from lianfang.engines.tracing.model import Contact, Contacts, Count, Index, Name, Rules

ENGINES = ("native", "duckdb", "spark")
Progress = Callable[[str, int], None]
Only = Sequence[Name] | None


class Engine(Protocol):
    """Visits that can be asked about."""

    whole_numbers: bool
    settings: tuple[str, ...]

    def known(self, names: Sequence[Name]) -> set[Name]:
        """Which of these people have visits."""
        ...

    def trace(self, indexes: Sequence[Index], rules: Rules, degrees: int, only: Only = None) -> Contacts:
        """The contacts, those among `only` where it is given; the counts are of all."""
        ...


class Native:
    """A store, opened."""

    def __init__(self, folder: Path, visits: Iterable[pa.RecordBatch] | None, progress: Progress) -> None:
        """`visits` are put into the store, new or there already; None: it is asked as it is."""
        from lianfang.engines import tracing

        if visits is not None and (folder / "manifest.json").exists():
            self._store = tracing.open(folder, warm=False)
            self._store.add(visits, progress)
        elif visits is not None:
            tracing.build(visits, folder, progress)
            self._store = tracing.open(folder, warm=False)
        else:
            self._store = tracing.open(folder)
        self.visits = self._store.visits
        self.whole_numbers = self._store.snapshot.people.kind == "number"
        self.settings = self._store.snapshot.shapes.settings

    def known(self, names: Sequence[Name]) -> set[Name]:
        return {name for name in names if self._store.snapshot.people.find(name) is not None}

    def trace(self, indexes: Sequence[Index], rules: Rules, degrees: int, only: Only = None) -> Contacts:
        answer = self._store.trace(indexes, rules, degrees)
        return Contacts(answer.contacts(only), answer.counts)


class Relational:
    """Visits as a Parquet file, asked of DuckDB or Spark."""

    def __init__(self, file: Path, visits: Iterable[pa.RecordBatch], engine: str, progress: Progress) -> None:
        self._file, self._engine, self.visits = file, engine, 0
        self.visits = _write(file, visits, progress)
        data = ds.dataset(file)
        self.whole_numbers = pa.types.is_integer(data.schema.field("person").type)
        self.settings = tuple(pc.unique(data.to_table(["setting"])["setting"]).to_pylist())

    def known(self, names: Sequence[Name]) -> set[Name]:
        wanted = ds.field("person").isin(list(names))
        return set(ds.dataset(self._file).to_table(["person"], filter=wanted)["person"].unique().to_pylist())

    def trace(self, indexes: Sequence[Index], rules: Rules, degrees: int, only: Only = None) -> Contacts:
        from lianfang.engines.tracing import relational

        try:
            contacts = relational.trace(self._file, indexes, rules, degrees, self._engine)
        except RuntimeError as error:
            raise TracingError("engine_missing", engine=self._engine, problem=str(error)) from None
        found = tuple(each for each in contacts.found if only is None or each.person in only)
        return Contacts(found, contacts.counts)


def _write(file: Path, visits: Iterable[pa.RecordBatch], progress: Progress) -> int:
    count, writer = 0, None
    try:
        for batch in visits:
            table = pa.table({name: _wanted(batch.column(name), VISITS.field(name).type) for name in VISITS.names})
            writer = writer or pq.ParquetWriter(file, table.schema)
            writer.write_table(table)
            count += table.num_rows
            progress("read", count)
    finally:
        if writer:
            writer.close()
    return count


def _wanted(column: pa.Array, kind: pa.DataType) -> pa.Array:
    return column if pa.types.is_integer(column.type) and pa.types.is_string(kind) else column.cast(kind)


@dataclass(frozen=True)
class Found:
    """Contacts with their class, and how many there are of each degree."""

    contacts: tuple[tuple[Contact, str], ...]
    counts: dict[int, Count]


def ask(engine: Engine, indexes: Sequence[Index], ordered: Ordered, degrees: int, only: Only = None) -> Found:
    """Contacts by the rules for each degree; then by the rule aside, of people who are none otherwise."""
    answer = engine.trace(indexes, ordered.rules, degrees, only)
    contacts = [(contact, ordered.rules.of(contact.degree).code) for contact in answer.found]
    if ordered.aside:
        rules = Rules((ordered.aside,), ordered.rules.families)
        found = {contact.person for contact, _ in contacts}
        others = engine.trace(indexes, rules, 1, only).found
        contacts += [(contact, ordered.aside.code) for contact in others if contact.person not in found]
    return Found(tuple(contacts), dict(answer.counts))


def as_names(names: Iterable[Name], whole_numbers: bool) -> Iterator[Name]:
    """Names as the visits have them: CSV knows texts only, Parquet whole numbers too."""
    for name in names:
        if whole_numbers and isinstance(name, str) and name.lstrip("-").isdecimal():
            yield int(name)
        else:
            yield name if whole_numbers else str(name)


def in_their_names(indexes: Sequence[Index], rules: Rules, whole_numbers: bool) -> tuple[list[Index], Rules]:
    """The question with people named as in the visits."""
    people = as_names((index.person for index in indexes), whole_numbers)
    families = dict(zip(as_names(rules.families, whole_numbers), rules.families.values(), strict=True))
    return [replace(index, person=person) for index, person in zip(indexes, people, strict=True)], replace(
        rules, families=families
    )
