"""Public tables: which pairs are said to be one person, by this engine and by Splink alone in the same run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks.lines import Line, seconds
from benchmarks.matching.public import Pair, Tables, ordered
from benchmarks.matching.quality import Quality
from lianfang.engines.matching import Field, Register, describe
from lianfang.engines.matching.learning import learn
from lianfang.engines.matching.records import columns_of, read_records

LIKELY_AT, EVEN = 3.0, 0.0
"""The default thresholds in bits: ours for *likely*, and Splink's at even odds, which holds where none is named."""


@dataclass(frozen=True)
class Said:
    """Weights of pairs, which of them are said to be one person, and the seconds that took."""

    weights: Mapping[Pair, float]
    said: frozenset[Pair]
    seconds: float


def measure_pairs(tables: Tables) -> Iterator[Line]:
    """F1 at the default threshold and the best over all thresholds, in percent."""
    ours, theirs = by_lianfang(tables), by_splink(tables)
    both = [quality_of(tables, each.said) for each in (ours, theirs)]
    params = {
        "true_pairs": len(tables.true_pairs),
        "ours": {**both[0].as_params(), "seconds": round(ours.seconds, 2)},
        "theirs": {**both[1].as_params(), "seconds": round(theirs.seconds, 2)},
    }
    name = "Splink alone with its documented settings"
    yield Line(f"match.{tables.name}_f1", both[0].f1, "%", name, both[1].f1, params, more_is_better=True)
    best = [best_f1(tables, each.weights) for each in (ours, theirs)]
    yield Line(f"match.{tables.name}_best_f1", best[0], "%", name, best[1], more_is_better=True)


FIELDS = {
    "febrl": {
        "given_name": "name",
        "surname": "name",
        "street_number": "code",
        "address_1": "text",
        "address_2": "text",
        "suburb": "text",
        "postcode": "code",
        "state": "choice",
        "date_of_birth": "date",
        "soc_sec_id": "code",
    },
    "fake": {"first_name": "name", "surname": "name", "dob": "date", "city": "text", "email": "text"},
}
"""Kinds of the columns, as somebody describes them who has only seen their headings."""


def by_lianfang(tables: Tables) -> Said:
    """Weights learned on the tables themselves, without labels; pairs from 8 : 1 are said to be one person."""
    weights: dict[Pair, float] = {}
    took = seconds(lambda: weights.update(_weighed(tables)))
    return Said(weights, frozenset(pair for pair, weight in weights.items() if weight >= LIKELY_AT), took)


def _weighed(tables: Tables) -> dict[Pair, float]:
    kinds = FIELDS[tables.name.split("_")[0]]
    fields = describe(tuple(Field(name, kind) for name, kind in kinds.items()))
    first, last = tables.tables[0], tables.tables[-1]
    register = Register.build(last, fields=fields)
    records = read_records(columns_of(first, fields), fields)
    alone = len(tables.tables) == 1
    register.weights = learn(records, register, itself=alone)
    found = register.weigh(records, *register.candidates(records))
    pairs = zip(found.askers.tolist(), found.rows.tolist(), found.total.tolist(), strict=True)
    return {(first[asker]["id"], last[row]["id"]): weight for asker, row, weight in pairs if not alone or asker < row}


def by_splink(tables: Tables) -> Said:
    from benchmarks.matching.splink_alone import pairs_of

    found: dict[Pair, float] = {}
    took = seconds(lambda: found.update(pairs_of(tables.name, tables.tables)))
    weights = {_in_order(tables, pair): weight for pair, weight in found.items()}
    return Said(weights, frozenset(pair for pair, weight in weights.items() if weight >= EVEN), took)


def _in_order(tables: Tables, pair: Pair) -> Pair:
    return pair if len(tables.tables) > 1 else ordered(*pair)


def quality_of(tables: Tables, said: frozenset[Pair]) -> Quality:
    return Quality(len(said), len(said & tables.true_pairs), len(tables.true_pairs))


def best_f1(tables: Tables, weights: Mapping[Pair, float]) -> float:
    right, best = 0, 0.0
    for at, pair in enumerate(sorted(weights, key=lambda each: -weights[each]), 1):
        right += pair in tables.true_pairs
        best = max(best, Quality(at, right, len(tables.true_pairs)).f1)
    return best
