"""Matching (比对) beside what else an office could take: a worsened list against an invented register, and public tables."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path

from benchmarks.lines import Line
from benchmarks.matching import public
from benchmarks.matching.apart import Ran, apart
from benchmarks.matching.contenders import BRUTE_ROWS
from benchmarks.matching.files import ANSWERS, FIELDS, LIST, REGISTER, read, write
from benchmarks.matching.listing import Lister, Truth
from benchmarks.matching.pairs import measure_pairs
from benchmarks.matching.quality import Quality
from benchmarks.matching.register import Town
from benchmarks.matching.scores import (
    CERTAIN,
    OFFERED,
    Answers,
    as_answers,
    best_f1,
    by_kind,
    curve,
    mistaken,
    quality,
    several,
)
from benchmarks.place import home, tell

TOWN_SEED, LIST_SEED = 20261121, 7
SIZES: dict[str, tuple[int, tuple[int, ...]]] = {
    "tiny": (1_000, (100,)),
    "quick": (40_000, (2_000,)),
    "usual": (400_000, (8_000,)),
    "full": (400_000, (8_000, 100_000)),
}
"""Residents, and the lengths of the lists."""
LIMIT = 900
"""Seconds a contender has; whoever needs more is left out."""
EXACT = "exact join: equal ID number, else equal name and phone"
SPLINK = f"Splink {version('splink')} alone, link_only on DuckDB, its documented settings for Febrl 4 carried over"
BRUTE = f"rapidfuzz: {BRUTE_ROWS} rows, each as one text beside every resident"


@dataclass
class Race:
    """One list, those who tried it, and how they did."""

    truths: list[Truth]
    params: dict[str, int]
    ran: dict[str, Ran] = field(default_factory=dict)
    answers: dict[str, Answers] = field(default_factory=dict)

    def quality(self, contender: str, verdicts: tuple[str, ...]) -> Quality:
        return quality(self.truths, self.answers[contender], verdicts)


def measure(size: str) -> Iterator[Line]:
    """The lists one after the other, then the public tables where they are there."""
    residents, lengths = SIZES[size]
    contenders = ("lianfang", "exact", "rapidfuzz") + (("splink",) if size != "tiny" else ())
    folder = home() / "match"
    folder.mkdir(exist_ok=True)
    tell(f"match: {residents:,} residents")
    town = Town(TOWN_SEED, residents)
    _write_register(town, folder)
    for length in lengths:
        race = _race(town, folder, length, contenders)
        yield from _lines(race)
    if size != "tiny":
        yield from _public_lines()


def _public_lines() -> Iterator[Line]:
    if not public.are_there():
        tell("match: left out: the public tables are not beside the checkout")
        return
    for name in public.NAMES:
        tell(f"match: {name}")
        yield from measure_pairs(public.load(name))


# -- a list against the register -----------------------------------------------------------------------------------


def _write_register(town: Town, folder: Path) -> None:
    rows = [{**asdict(each), "address": str(each.door)} for each in town.residents()]
    write(folder / REGISTER, rows, ("key", *FIELDS))


def _race(town: Town, folder: Path, length: int, contenders: tuple[str, ...]) -> Race:
    rows = Lister(town, LIST_SEED + length).rows(length)
    written = [{"key": at, **asdict(row)} for at, (row, _) in enumerate(rows)]
    write(folder / LIST, written, ("key", *FIELDS))
    race = Race([truth for _, truth in rows], {"rows": length, "residents": sum(1 for _ in town.residents())})
    for contender in contenders:
        tell(f"match: {length:,} rows, {contender}")
        if ran := apart(contender, folder, LIMIT):
            race.ran[contender] = ran
            race.answers[contender] = as_answers(read(folder / ANSWERS))
    return race


def _lines(race: Race) -> Iterator[Line]:
    rival = "splink" if "splink" in race.ran else "exact"
    yield from _pace(race, rival)
    yield from _certain(race)
    yield from _offered(race, rival)


def _pace(race: Race, rival: str) -> Iterator[Line]:
    """Rows a second: from two tables to the answers, and with the index built and the model trained before."""
    ours, theirs = race.ran["lianfang"], race.ran[rival]
    name = SPLINK if rival == "splink" else EXACT
    params = {**race.params, "seconds": _rounded(ours), "baseline_seconds": _rounded(theirs)}
    for figure, stages in (("whole", ("build", "train", "match")), ("list", ("match",))):
        mine, other = (race.params["rows"] / _spent(each, stages) for each in (ours, theirs))
        yield Line(f"match.{figure}", mine, "rows/s", name, other, params, more_is_better=True)
    yield Line("match.memory", ours.memory, "MB", name, theirs.memory, race.params)
    for share in ("p50", "p99"):
        took = 1000 * race.ran["rapidfuzz"].seconds["one"]
        yield Line(f"match.one_{share}", 1000 * ours.seconds[share], "ms", BRUTE, took, race.params)


def _spent(ran: Ran, stages: tuple[str, ...]) -> float:
    return sum(ran.seconds.get(stage, 0.0) for stage in stages)


def _rounded(ran: Ran) -> dict[str, float]:
    return {stage: round(seconds, 4) for stage, seconds in ran.seconds.items()}


def _certain(race: Race) -> Iterator[Line]:
    """Certain answers beside the join that an office would take for certain."""
    ours, theirs = (race.quality(contender, CERTAIN) for contender in ("lianfang", "exact"))
    wrong = mistaken(race.truths, race.answers["lianfang"], CERTAIN)
    params = {**race.params, **_both(ours, theirs), "strangers": wrong}
    yield _share("match.certain_precision", ours.precision, EXACT, theirs.precision, params)
    kinds = _kinds(race, "exact", CERTAIN)
    yield _share("match.certain_recall", ours.recall, EXACT, theirs.recall, {**race.params, "kinds": kinds})


def _offered(race: Race, rival: str) -> Iterator[Line]:
    """Certain and likely answers beside the best of the others."""
    ours, theirs = race.quality("lianfang", OFFERED), race.quality(rival, OFFERED)
    name = SPLINK if rival == "splink" else EXACT
    wrong = {each: mistaken(race.truths, race.answers[each], OFFERED) for each in ("lianfang", rival)}
    told = several(race.truths, race.answers["lianfang"])
    params = {**race.params, **_both(ours, theirs), "strangers": wrong, "several": told}
    yield _share("match.precision", ours.precision, name, theirs.precision, params)
    kinds = _kinds(race, rival, OFFERED)
    yield _share("match.recall", ours.recall, name, theirs.recall, {**race.params, "kinds": kinds})
    curves = {each: curve(race.truths, race.answers[each]) for each in ("lianfang", rival)}
    best = {each: best_f1(drawn) for each, drawn in curves.items()}
    yield _share("match.best_f1", best["lianfang"], name, best[rival], {**race.params, "curves": curves})


def _both(ours: Quality, theirs: Quality) -> dict[str, object]:
    return {"ours": ours.as_params(), "theirs": theirs.as_params()}


def _kinds(race: Race, rival: str, verdicts: tuple[str, ...]) -> dict[str, list[float]]:
    """Recall in percent by kind of damage: ours, theirs."""
    ours, theirs = (by_kind(race.truths, race.answers[each], verdicts) for each in ("lianfang", rival))
    return {kind: [share, theirs[kind]] for kind, share in ours.items()}


def _share(figure: str, value: float, baseline: str, baseline_value: float, params: dict[str, object]) -> Line:
    return Line(figure, value, "%", baseline, baseline_value, params, more_is_better=True)
