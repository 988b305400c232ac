"""The definition as one Ibis expression, for places that outgrow a machine: the same on DuckDB and on Spark.

A level is built from the one before it: who was exposed at this degree, when first and last, for how long, and the
meeting by which the chain goes on. Both worlds, the widest and the surest, and all their levels are one query; its
rows, one for each person and level, are then read into the same answer as the reference gives.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa

from lianfang.engines.tracing.backends import backend
from lianfang.engines.tracing.columns import INDEXES, table_of
from lianfang.engines.tracing.model import (
    ALL_TIME,
    MOMENT,
    Contact,
    Contacts,
    Count,
    Exposure,
    Index,
    Name,
    Rule,
    Rules,
    Step,
    Visit,
    check,
)

Expression = Any
"""An Ibis table or column expression."""
Row = Mapping[str, Any]
Level = dict[Name, Row]
NEVER_ENDS = int(ALL_TIME.timestamp())
MOMENT_SECONDS = int(MOMENT.total_seconds())


def trace(
    visits: pa.Table | Path | str | Iterable[Visit],
    indexes: Sequence[Index],
    rules: Rules,
    degrees: int = 3,
    engine: str = "duckdb",
) -> Contacts:
    """What `reference.trace` says of these visits, asked of ``duckdb`` or ``spark``.

    `visits`: an Arrow table or a Parquet file (or folder of such) with the columns of `columns.VISITS`, of which those
    after `to` may be absent, or visits one by one. Spark is the session that is active, else one on this machine.
    Raises ValueError for what no engine can answer and RuntimeError where Spark or its Java is missing.
    """
    check(indexes, rules, degrees)
    given = visits if isinstance(visits, pa.Table | Path | str) else table_of(visits)
    with backend(engine) as asked:
        their = _whole(asked.table(given))
        names = their.schema()["person"].to_pyarrow()
        cases, families = asked.table(_cases(indexes, names)), asked.table(_families(rules, names))
        rows = asked.rows(levels(their, cases, families, rules, degrees))
    return _contacts(rows, rules, degrees)


# -- the expression ---------------------------------------------------------------------------------------------------


def levels(visits: Expression, indexes: Expression, families: Expression, rules: Rules, degrees: int) -> Expression:
    """A row for each world, degree and person exposed there.

    Columns: wide, degree, person, first, last, seconds of the exposure; source, place, begin, end of the meeting by
    which the chain goes on. Times in seconds since 1970.
    """
    world = (
        ibis.union(_completion(visits, True), _completion(visits, False))
        .left_join(families, "person")
        .drop("person_right")
    )
    cases = indexes.select("person", since=_seconds(indexes.since), until=_seconds(indexes.until).fill_null(NEVER_ENDS))
    sources = ibis.union(*(cases.mutate(wide=ibis.literal(wide)) for wide in (True, False)))
    found = []
    for degree in range(1, degrees + 1):
        rule = rules.of(degree)
        level = _exposed(_meetings(_counting(world, rule), sources, rule).anti_join(cases, "person"))
        found.append(level.mutate(degree=ibis.literal(degree)))
        since = level["first"] + 60 * rule.latent_minutes
        sources = level.select("wide", "person", since=since, until=ibis.literal(NEVER_ENDS))
    return ibis.union(*found) if degrees > 1 else found[0]


def _whole(visits: Expression) -> Expression:
    """With the columns that are absent: nothing is known beside who was where, and that exactly."""
    exact = {"from_latest": visits["from"], "to_earliest": visits["to"], "sure": ibis.literal(True)}
    bare = {"setting": ibis.literal(""), "row": ibis.null("int16"), "protected": ibis.literal(False)}
    return visits.mutate(**{name: value for name, value in (exact | bare).items() if name not in visits.columns})


def _completion(visits: Expression, wide: bool) -> Expression:
    """The visits as long as they can have been, or what is left of them in every completion."""
    if wide:
        begin, end = _seconds(visits["from"]), _seconds(visits["to"])
    else:
        visits = visits.filter(visits.sure & (visits.from_latest <= visits.to_earliest))
        begin, end = _seconds(visits.from_latest), _seconds(visits.to_earliest)
    gone = ibis.greatest(end, begin + MOMENT_SECONDS)
    known = ("person", "place", "setting", "row", "protected")
    return visits.select(*known, wide=ibis.literal(wide), begin=begin, end=end, gone=gone)


def _counting(world: Expression, rule: Rule) -> Expression:
    """The visits that can be half of a counting meeting; in the widest world an unknown setting may be one that counts."""
    if rule.settings is not None:
        world = world.filter(world.setting.isin(sorted(rule.settings)) | (world.wide & (world.setting == "")))
    return world if rule.protected else world.filter(~world.protected)


def _meetings(visits: Expression, sources: Expression, rule: Rule) -> Expression:
    """Each meeting that counts: wide, source, person, place, begin, end."""
    a = visits.join(sources, ["wide", "person"]).rename(source="person")
    b = visits.view()
    begin = ibis.greatest(a.begin, b.begin, a.since)
    together = (
        begin < ibis.least(a.gone, b.gone, a.until),
        ibis.least(a.end, b.end, a.until) - begin >= 60 * rule.minutes,
    )
    pairs = a.join(
        b,
        [a.wide == b.wide, a.place == b.place, a.source != b.person, *together, *_alike(a, b, rule)],
        rname="{name}_b",
    )
    return pairs.select(
        "wide",
        "source",
        "person",
        "place",
        begin=ibis.greatest(pairs.begin, pairs.begin_b, pairs.since),
        end=ibis.least(pairs.end, pairs.end_b, pairs.until),
    )


def _alike(a: Expression, b: Expression, rule: Rule) -> Iterator[Expression]:
    """What the two visits of a meeting must have in common beside the place."""
    if rule.kin:
        yield a.family == b.family
    if rule.rows is not None:
        yield a.row.isnull() | b.row.isnull() | ((a.row.cast("int32") - b.row.cast("int32")).abs() <= rule.rows)


def _exposed(steps: Expression) -> Expression:
    """Of each person the exposure, and the first of its meetings: ties by place, source and length."""
    its = ibis.window(group_by=["wide", "person"])
    order = ibis.window(group_by=["wide", "person"], order_by=["begin", "place", "source", ibis.desc("end")])
    ranked = steps.mutate(
        first=steps.begin.min().over(its),
        last=steps.end.max().over(its),
        seconds=(steps.end - steps.begin).sum().over(its),
        rank=ibis.row_number().over(order),
    )
    return ranked.filter(ranked["rank"] == 0).drop("rank")


def _seconds(moments: Expression) -> Expression:
    return moments.epoch_seconds().cast("int64")


# -- from tables, and back --------------------------------------------------------------------------------------------


def _named(schema: pa.Schema, names: pa.DataType, *columns: str) -> pa.Schema:
    return pa.schema([each.with_type(names) if each.name in columns else each for each in schema])


def _cases(indexes: Sequence[Index], names: pa.DataType) -> pa.Table:
    rows = [{"person": each.person, "since": each.since, "until": each.until} for each in indexes]
    return pa.Table.from_pylist(rows, _named(INDEXES, names, "person"))


def _families(rules: Rules, names: pa.DataType) -> pa.Table:
    """Who belongs to which family; families as texts, whatever they are named by."""
    rows = [{"person": person, "family": str(family)} for person, family in rules.families.items()]
    return pa.Table.from_pylist(rows, pa.schema([("person", names), ("family", pa.string())]))


def _contacts(rows: pa.Table, rules: Rules, degrees: int) -> Contacts:
    """The rows of all levels as the answer of the reference."""
    widest: list[Level] = [{} for _ in range(degrees)]
    surest: list[Level] = [{} for _ in range(degrees)]
    for row in rows.to_pylist():
        (widest if row["wide"] else surest)[row["degree"] - 1][row["person"]] = row
    nearest, sure = _nearest(widest), _nearest(surest)
    found = [
        _contact(person, degree, sure.get(person), widest, surest)
        for person, degree in nearest.items()
        if degree <= rules.defined
    ]
    found.sort(key=lambda contact: (contact.degree, contact.exposure.first, contact.person))
    return Contacts(tuple(found), _counts(nearest, sure, degrees))


def _nearest(levels: list[Level]) -> dict[Name, int]:
    """The lowest degree of each person."""
    return {person: degree for degree, level in reversed([*enumerate(levels, 1)]) for person in level}


def _contact(person: Name, degree: int, sure: int | None, widest: list[Level], surest: list[Level]) -> Contact:
    shown = surest if sure == degree else widest
    exposure, wide = (_exposure(levels[degree - 1][person]) for levels in (shown, widest))
    return Contact(person, degree, sure, exposure, wide, tuple(_chain(shown, degree, person)))


def _exposure(row: Row) -> Exposure:
    return Exposure(_moment(row["first"]), _moment(row["last"]), row["seconds"])


def _chain(levels: list[Level], degree: int, person: Name) -> Iterator[Step]:
    if degree:
        row = levels[degree - 1][person]
        yield from _chain(levels, degree - 1, row["source"])
        yield Step(row["source"], person, row["place"], _moment(row["begin"]), _moment(row["end"]))


def _counts(nearest: Mapping[Name, int], sure: Mapping[Name, int], degrees: int) -> dict[int, Count]:
    certain = [0] * (degrees + 1)
    possible = [0] * (degrees + 1)
    for person, degree in nearest.items():
        (certain if sure.get(person) == degree else possible)[degree] += 1
    return {degree: Count(certain[degree], possible[degree]) for degree in range(1, degrees + 1)}


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
