"""Weights learned without labels (无标注学习), by expectation and maximisation.

Every pair of a record and a row is one person, two of a household (only for residents) or two strangers. How strangers
compare is seen in pairs drawn at random, how a household does in rows that share a door; what is learned is how one
person's records do. Pairs that no key brings together count as strangers; the others are believed to be one person as
far as the weights of the round before say so, with the prior of all pairs and not of those that were brought together,
so that having a key in common does not count twice. A. Dempster, N. Laird and D. Rubin, JRSS B 39 (1977) 1-38; for
linkage W. Winkler, Using the EM Algorithm for Weight Computation (1988).
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from lianfang.engines.matching.features import Array
from lianfang.engines.matching.kinds.id_number import IdNumber
from lianfang.engines.matching.kinds.names import PersonName
from lianfang.engines.matching.records import Keys, Records, compare_records, size_of, take_records
from lianfang.engines.matching.register import Register
from lianfang.engines.matching.weights import Weights, prior

ROUNDS = 40
RANDOM_PAIRS = 300_000
MOST_PAIRS = 400_000
_SEED = 20260101
_PSEUDO = 20.0
"""Pairs that the starting shares count for: they hold where the data say little."""
_SMALLEST = 1e-6
_HOUSEHOLDS = 20_000
_FOUND = (0.001, 10.0)
"""The least and the most rows that a record is believed to find, on average."""
_NEVER = ("name", "id")
"""What two of a household never share: the assumed share holds, for seen ones are rows written twice."""

Floats = NDArray[np.float64]


def learn(
    records: Records,
    register: Register,
    decided: Mapping[tuple[int, int], bool] | None = None,
    *,
    itself: bool = False,
) -> Weights:
    """Weights from how these records compare with the register's rows; it keeps its own until told otherwise.

    ``decided`` are pairs (record, row) of which a person said whether they are one. ``itself`` says that the records are
    the rows of the register in their order: none is compared with itself.
    """
    askers, rows = register.candidates(records)
    if itself:
        askers, rows = askers[askers != rows], rows[askers != rows]
    fixed = _decided(decided or {})
    left = ~np.isin(askers << 32 | rows, fixed[0] << 32 | fixed[1])
    askers, rows = np.concatenate([askers[left], fixed[0]]), np.concatenate([rows[left], fixed[1]])
    told = np.concatenate([np.full(np.count_nonzero(left), -1, dtype=np.int8), fixed[2]])
    chosen = _sample(len(askers), np.flatnonzero(told >= 0))
    levels, often = _compared(register, records, askers[chosen], rows[chosen])
    strangers = _strangers(register, records)
    household = _household(register) if register.weights.household else {}
    start = Weights(register.weights.same, strangers, household)
    weights, told = start, told[chosen]
    for _ in range(ROUNDS):
        belief = _belief(register, weights, levels, often)
        belief = np.where(told >= 0, told, belief)
        found = float(belief.sum()) * len(askers) / max(len(chosen), 1) / max(size_of(records), 1)
        same = _same(register, levels, belief)
        weights = Weights(same, strangers, _with_titles(household, same), float(np.clip(found, *_FOUND)))
    return weights


def _decided(decided: Mapping[tuple[int, int], bool]) -> tuple[Array, Array, Array]:
    pairs = np.array(list(decided) or np.zeros((0, 2)), dtype=np.int64)
    return pairs[:, 0], pairs[:, 1], np.array(list(decided.values()), dtype=np.int8)


def _sample(count: int, always: Array) -> Array:
    if count <= MOST_PAIRS:
        return np.arange(count)
    drawn = np.random.default_rng(_SEED).choice(count, MOST_PAIRS, replace=False)
    return np.union1d(drawn, always)


def _compared(register: Register, records: Records, askers: Array, rows: Array) -> tuple[Array, Floats]:
    levels = compare_records(take_records(records, askers), take_records(register.records, rows), register.fields)
    return levels.counted, register.often(levels)


def _strangers(register: Register, records: Records) -> dict[str, Floats]:
    """Shares of levels in pairs drawn at random; of levels with a shared value, among those that share it."""
    draw = np.random.default_rng(_SEED)
    living = np.flatnonzero(~register.gone)
    askers, rows = draw.integers(0, size_of(records), RANDOM_PAIRS), draw.choice(living, RANDOM_PAIRS)
    levels, often = _compared(register, records, askers, rows)
    result = {}
    for at, field in enumerate(register.fields.fields):
        count = len(field.how.levels)
        present = max(int(np.count_nonzero(levels[:, at])), 1)
        seen: Floats = np.bincount(levels[:, at], 1 / often[:, at], count).astype(np.float64)
        floor: Floats = _PSEUDO * np.minimum(register.weights.strangers[field.name], 1.0)
        shares = (seen + floor) / (present + _PSEUDO)
        result[field.name] = np.clip(shares, _SMALLEST, 1.0)
        result[field.name][:2] = 1.0, register.weights.strangers[field.name][1]
    return result


def _household(register: Register) -> dict[str, Floats]:
    """Shares of levels among two who share a door: rows of the register that do, those aside that are one person.

    That the address is the same is what chose them, so its shares stay as they are.
    """
    door = next(block for block in register.fields.blocks if block.parts == ("address.door",))
    living = np.flatnonzero(~register.gone)
    some = np.random.default_rng(_SEED).permutation(living)[:_HOUSEHOLDS]
    keys = Keys(take_records(register.records, some), register.fields, asking=False)[door]
    askers, rows = register.postings[door].find(keys, np.arange(len(some)), register.gone, door.most)
    levels, _ = _compared(register, take_records(register.records, some), askers, rows)
    name, number = (levels[:, register.fields.at(field)] for field in ("name", "id"))
    levels = levels[(number != IdNumber.EQUAL) & (name != PersonName.EQUAL)]
    result = dict(register.weights.household)
    for at, field in enumerate(register.fields.names):
        if field != "address":
            start = result[field]
            seen = np.bincount(levels[:, at], minlength=len(start)) + _PSEUDO * start
            result[field] = (
                np.where(np.arange(len(start)) == 1, start, _normal(seen)) if field in _NEVER else _normal(seen)
            )
    return result


def _belief(register: Register, weights: Weights, levels: Array, often: Floats) -> Floats:
    """How likely each pair is one person, by these weights."""
    weighed = weights.bits(register.fields, levels, often)
    household = weighed.household(len(register)) if weights.household else 0.0
    bits = prior(len(register), weights.expected) + weighed.parts.sum(axis=1) + household
    return np.asarray(1 / (1 + 2.0 ** -np.clip(bits, -60, 60)))


def _same(register: Register, levels: Array, belief: Floats) -> dict[str, Floats]:
    """Shares of levels among pairs as far as they are believed to be one person."""
    result = {}
    for at, name in enumerate(register.fields.names):
        start = register.weights.same[name]
        seen = np.bincount(levels[:, at], belief, len(start))
        result[name] = _normal(seen + _PSEUDO * start / start[1:].sum())
    return result


def _with_titles(household: dict[str, Floats], same: dict[str, Floats]) -> dict[str, Floats]:
    """Rows of a register have whole names; a mere surname fits as many of a household as share the surname."""
    if not household:
        return household
    names = household["name"].copy()
    sharing = names[[PersonName.PART, PersonName.ONE_GIVEN, PersonName.SURNAME]].sum()
    names[PersonName.SURNAME_ONLY] = same["name"][PersonName.SURNAME_ONLY] * sharing
    return household | {"name": names}


def _normal(seen: Floats) -> Floats:
    """Shares of the levels that say something; absence says nothing."""
    shares = np.clip(seen / max(float(seen[1:].sum()), _SMALLEST), _SMALLEST, 1.0)
    shares[0] = 1.0
    return np.asarray(shares)
