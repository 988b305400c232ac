"""How good answers are: each row of a list has at most one, and the truth says whom it should name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.matching.listing import STRANGE, Truth
from benchmarks.matching.quality import Quality


@dataclass(frozen=True, slots=True)
class Answer:
    """The resident offered for a row, with the verdict on it; a greater ``weight`` is surer.

    ``several``: who may be meant, where the answer is that it cannot be told.
    """

    resident: int
    verdict: str
    weight: float
    several: tuple[int, ...] = ()


Answers = Mapping[int, Answer]
CERTAIN, OFFERED = ("certain",), ("certain", "likely")


def quality(truths: Sequence[Truth], answers: Answers, verdicts: Iterable[str]) -> Quality:
    """Of the answers with these verdicts."""
    said = [(truths[row], answer) for row, answer in answers.items() if answer.verdict in verdicts]
    right = sum(truth.resident == answer.resident for truth, answer in said)
    return Quality(len(said), right, sum(truth.resident > 0 for truth in truths))


def by_kind(truths: Sequence[Truth], answers: Answers, verdicts: Iterable[str]) -> dict[str, float]:
    """Recall in percent among the rows that have a kind of damage, beside whatever else they have."""
    found: dict[str, list[bool]] = defaultdict(list)
    for row, truth in enumerate(truths):
        if truth.resident:
            right = row in answers and answers[row].verdict in verdicts and answers[row].resident == truth.resident
            for kind in truth.kinds:
                found[kind].append(right)
    return {kind: round(100 * sum(each) / len(each), 1) for kind, each in sorted(found.items())}


def mistaken(truths: Sequence[Truth], answers: Answers, verdicts: Iterable[str]) -> dict[str, list[int]]:
    """Strangers by kind: how many there are, and for how many somebody was named."""
    counts = {kind: [0, 0] for kind in STRANGE}
    for row, truth in enumerate(truths):
        if not truth.resident:
            counts[truth.kinds[0]][0] += 1
            counts[truth.kinds[0]][1] += row in answers and answers[row].verdict in verdicts
    return counts


def several(truths: Sequence[Truth], answers: Answers) -> dict[str, int]:
    """Rows for which several may be meant: how many, and for how many of them one of these is right."""
    said = [(truths[row].resident, answer.several) for row, answer in answers.items() if answer.verdict == "several"]
    return {"rows": len(said), "right_among": sum(resident in among for resident, among in said)}


def curve(truths: Sequence[Truth], answers: Answers, points: int = 30) -> list[dict[str, float]]:
    """Precision and recall in percent as the least weight falls, certain answers first."""
    ordered = sorted(answers.items(), key=lambda each: (each[1].verdict == "certain", each[1].weight), reverse=True)
    findable, right, drawn = sum(truth.resident > 0 for truth in truths), 0, []
    every = -(-len(ordered) // points)
    for at, (row, answer) in enumerate(ordered, 1):
        right += truths[row].resident == answer.resident
        if at % every == 0 or at == len(ordered):
            here = Quality(at, right, findable)
            drawn.append({"precision": round(here.precision, 2), "recall": round(here.recall, 2)})
    return drawn


def best_f1(drawn: Iterable[Mapping[str, float]]) -> float:
    """In percent, over the points of a curve."""
    shares = [(each["precision"], each["recall"]) for each in drawn]
    return max((2 * one * other / (one + other or 1) for one, other in shares), default=0.0)


def as_answers(rows: Iterable[Mapping[str, Any]]) -> dict[int, Answer]:
    """From the file a contender wrote, one row each."""
    return {
        row["row"]: Answer(row["resident"], row["verdict"], row["weight"], tuple(row.get("several") or ()))
        for row in rows
    }
