"""Make the shipped weights anew: ``python -m lianfang.engines.matching.training [--try]``."""

import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from lianfang.engines.matching.fields import PERSONS
from lianfang.engines.matching.learning import learn
from lianfang.engines.matching.model import Answer, Verdict
from lianfang.engines.matching.records import columns_of, read_records
from lianfang.engines.matching.register import Register, match_list
from lianfang.engines.matching.training.people import district
from lianfang.engines.matching.training.worsening import listed
from lianfang.engines.matching.weights import as_toml, weights_from

SEED, RESIDENTS, RECORDS = 90701, 60_000, 12_000
NOTE = f"""The shipped weights for residents, made by `python -m lianfang.engines.matching.training`:
learned without labels from {RECORDS} invented records against {RESIDENTS} invented residents (seed {SEED}),
beginning with what `training/assumed.toml` assumes.
`same`, `strangers` and `household` are shares of a level in pairs that are one person, two strangers, two of a household."""


def main() -> None:
    """Learn, write the weights beside the package, and say how the lists then fare."""
    people = district(SEED, RESIDENTS)
    register = Register.build(people)
    records = listed(people, SEED + 1, RECORDS, known=0.7)
    if "--try" not in sys.argv:
        register.weights = weights_from(tomllib.loads(_beside("training/assumed.toml").read_text("utf-8")), PERSONS)
        register.weights = learn(read_records(columns_of((each for each, _ in records), PERSONS), PERSONS), register)
        _beside("defaults.toml").write_text(as_toml(register.weights, PERSONS, NOTE), encoding="utf-8")
    began = time.perf_counter()
    answers = list(match_list((record for record, _ in listed(people, SEED + 2, 5_000, known=0.7)), register))
    truth = [row for _, row in listed(people, SEED + 2, 5_000, known=0.7)]
    for line in judged(answers, truth):
        print(line)  # noqa: T201 - a script
    print(f"{time.perf_counter() - began:.1f} s")  # noqa: T201


def _beside(name: str) -> Path:
    return Path(str(resources.files("lianfang.engines.matching").joinpath(name)))


def judged(answers: Iterable[Answer], truth: list[int]) -> list[str]:
    """How many of each verdict, and whether they are right."""
    counts: Counter[str] = Counter()
    for answer in answers:
        meant = truth[answer.record]
        if answer.verdict is Verdict.SEVERAL:
            right = meant in {match.row for match in answer.matches}
        elif answer.best:
            right = answer.best.row == meant
        else:
            right = meant < 0
        counts[f"{answer.verdict} {'right' if right else 'wrong'}"] += 1
    return [f"{name}: {count}" for name, count in sorted(counts.items())]


if __name__ == "__main__":
    main()
