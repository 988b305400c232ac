"""What agreement and disagreement weigh (权重): log2 of how much likelier they are in one person than in two.

After Fellegi and Sunter, A Theory for Record Linkage, JASA 64 (1969) 1183-1210; frequencies of values after Winkler.
For a level of a field ``same`` is its share among pairs that are one person, ``strangers`` among pairs that are not,
``household`` among two who live together: a family shares door, phone and surname, and is not one person for that.
Where a value is shared, its own frequency in the register takes the place of the average, and ``strangers`` is the
share of the level among strangers who have the value in common.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lianfang.engines.matching.features import Array
from lianfang.engines.matching.fields import Fields
from lianfang.engines.matching.model import MatchingError

Shares = Mapping[str, NDArray[np.float64]]
"""Of each field one number a level."""

HOUSEHOLD_SIZE = 1.6
"""How many others live behind the same door, on average (assumption: 2.6 people a household, census of 2020)."""
EXPECTED = 0.5
"""Share of a list whose people stand in the register (assumption; each halving costs one bit)."""
OTHERS = 2_000
"""A register of residents is reckoned with so many people beside it, so that a short one does not call its own common."""
_USUAL = {("name", "surname"): 0.05, ("name", "surname_only"): 0.05, ("sex", "equal"): 0.5}
_RARE = 1e-4
_LEAST = 1e-12
ID_BY_MISTAKE = 1e-9
"""Share of strangers of whom one bears the other's ID number (assumption: a check digit and 17 others agree by mistake)."""


@dataclass(frozen=True)
class Weights:
    """Shares by field and level; ``household`` is empty where there are no households.

    ``expected`` is how many rows of the register a record is expected to find.
    """

    same: Shares
    strangers: Shares
    household: Shares
    expected: float = EXPECTED

    def bits(self, fields: Fields, levels: Array, often: Array) -> "Weighed":
        """Weigh pairs: levels (pairs x fields) and the share of the register that has what they have in common.

        ``often`` is 1 where nothing is shared.
        """
        parts = np.zeros(levels.shape)
        family = np.zeros(len(levels))
        for at, name in enumerate(fields.names):
            chance = self.strangers[name][levels[:, at]] * often[:, at]
            parts[:, at] = np.log2(self.same[name][levels[:, at]] / chance)
            if self.household:
                family += np.log2(self.household[name][levels[:, at]] / chance)
        return Weighed(parts, family)


@dataclass(frozen=True)
class Weighed:
    """Bits of each pair and field, and how much better a member of the household than a stranger explains it all."""

    parts: NDArray[np.float64]
    family: NDArray[np.float64]

    def household(self, rows: int) -> NDArray[np.float64]:
        """Bits to be taken off, for the pair may be two of one household; never more than 0."""
        odds = np.clip(self.family + np.log2(HOUSEHOLD_SIZE / max(rows, 2)), -60, 200)
        return np.asarray(-np.log2(1 + 2.0**odds))


def prior(rows: int, expected: float = EXPECTED) -> float:
    """Bits before anything is compared: one of so many rows is meant, if any."""
    return float(np.log2(expected / max(rows, 1)))


def frequency(fields: Fields, name: str, levels: Array, counts: Array, total: int) -> NDArray[np.float64]:
    """Of how many people the shared value is, by its count among ``total`` rows and what is usual for such a value."""
    if not fields.people:
        return np.asarray((counts + 1.0) / (total + 2.0))
    usual = np.array([_USUAL.get((name, level), _RARE) for level in fields[name].how.levels])
    return np.asarray((counts + 1.0 + OTHERS * usual[levels]) / (total + 2.0 + OTHERS))


def shipped(fields: Fields) -> Weights:
    """The trained defaults for residents (``defaults.toml``, which says how they were made)."""
    text = resources.files(__package__).joinpath("defaults.toml").read_text(encoding="utf-8")
    return weights_from(tomllib.loads(text), fields)


def weights_from(content: Mapping[str, Any], fields: Fields) -> Weights:
    """Weights from ``[FIELD.LEVEL]`` with ``same``, ``strangers`` and perhaps ``household``; MatchingError if one lacks."""
    kinds: dict[str, dict[str, NDArray[np.float64]]] = {"same": {}, "strangers": {}, "household": {}}
    for field in fields.fields:
        for kind, shares in kinds.items():
            if kind == "household" and not fields.people:
                continue
            shares[field.name] = _shares(content, field.name, tuple(field.how.levels), kind)
    return Weights(kinds["same"], kinds["strangers"], kinds["household"])


def _shares(content: Mapping[str, Any], field: str, levels: tuple[str, ...], kind: str) -> NDArray[np.float64]:
    try:
        given = [1.0, *(float(content[field][level][kind]) for level in levels[1:])]
    except (KeyError, TypeError, ValueError) as problem:
        raise MatchingError("weights_lack", kind=kind, field=field, why=problem) from None
    return np.asarray(np.maximum(np.array(given), _LEAST))


def as_toml(weights: Weights, fields: Fields, note: str) -> str:
    """Weights as a file that ``weights_from`` reads, with a note on top that says how they were made."""
    kinds = {"same": weights.same, "strangers": weights.strangers, "household": weights.household}
    lines = [f"# {line}" for line in note.splitlines()]
    for field in fields.fields:
        for at, level in list(enumerate(field.how.levels))[1:]:
            shares = [f"{kind} = {of[field.name][at]:.3g}" for kind, of in kinds.items() if of]
            lines += ["", f"[{field.name}.{level}]", *shares]
    return "\n".join(lines) + "\n"


STARTS: Mapping[str, tuple[float, float]] = {
    "equal": (0.85, 1.0),
    "shared": (0.7, 1.0),
    "door": (0.7, 1.0),
    "slip": (0.05, 0.002),
    "near": (0.06, 0.004),
    "similar": (0.03, 0.02),
    "other": (0.05, 0.95),
}
"""Where learning begins for data of any kind: shares of a level among one person and among strangers."""


def starting(fields: Fields) -> Weights:
    """Weights to learn from."""
    same, strangers = {}, {}
    for field in fields.fields:
        pairs = [(1.0, 1.0), *(STARTS.get(level, (0.02, 0.02)) for level in field.how.levels[1:])]
        if field.kind == "id":
            pairs[1] = (pairs[1][0], ID_BY_MISTAKE)
        same[field.name], strangers[field.name] = (np.array(column) for column in zip(*pairs, strict=True))
    return Weights(same, strangers, {})
