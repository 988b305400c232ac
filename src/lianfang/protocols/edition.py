"""An edition as read: its parts, its clocks, its ceilings and where each value comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from lianfang.protocols.errors import ProtocolError, instead_of
from lianfang.protocols.origin import Assumption, Entry, Origin
from lianfang.protocols.outbreak import ContactRules, PoolRules, RiskAreaRules, TestingRules
from lianfang.protocols.rules import ArrivalRules, CeilingRules, CheckpointRules, MeasureRules, ReportingRules
from lianfang.protocols.words import CLOCKS, MEASURE_KINDS


@dataclass(frozen=True)
class Excess:
    """A measure longer than the edition allows, or of a kind it does not have (`allowed` None); `path` says where."""

    kind: str
    days: int
    allowed: int | None
    path: str

    @property
    def over(self) -> int:
        """The days above what is allowed."""
        return self.days - (self.allowed or 0)


@dataclass(frozen=True, eq=False, kw_only=True)
class Edition:
    """One protocol (防控方案) of one disease, in force from a day on. An absent part is None or empty.

    `complete`: what is absent does not exist under this edition. Otherwise the file holds only what its sources say of
    it, and absence says nothing. `recomputes_running`: measures that run when it comes into force are computed anew,
    otherwise they keep the edition they began with. `superseded_by` is the code of the next edition shipped, `follows`
    of the one whose values hold where this one is silent; `without` says what of it no longer holds, and why.
    """

    code: str
    disease: str
    name_zh: str
    name_en: str
    in_force_from: date
    superseded_by: str | None
    follows: str | None
    complete: bool
    recomputes_running: bool
    checkpoints: CheckpointRules | None
    arrivals: ArrivalRules | None
    measures: Mapping[str, MeasureRules]
    contacts: ContactRules | None
    risk_areas: RiskAreaRules | None
    reporting: ReportingRules | None
    testing: TestingRules | None
    pools: PoolRules | None
    ceilings: CeilingRules | None
    clocks: Mapping[str, timedelta]
    without: Mapping[str, Origin]
    entries: Mapping[str, Entry] = field(repr=False)

    def measure(self, kind: str, ground: str | None = None) -> MeasureRules | None:
        """The rules of a kind of measure for a ground, or None where the edition has no such measure."""
        rules = self.measures.get(kind)
        return rules.for_ground(ground) if rules else None

    def clock(self, name: str) -> timedelta | None:
        """How long something may take (hand_over.accept, report.case, ...), or None where the edition sets no time.

        Raises ProtocolError for a name that is no clock at all, so that a slip of the pen does not leave a task without
        a due time.
        """
        if name not in CLOCKS:
            raise ProtocolError(self.code, f"clocks.{name}", f"is no clock; {instead_of(name, CLOCKS)}")
        return self.clocks.get(name)

    def excess(self, kind: str, days: int, ground: str | None = None) -> Excess | None:
        """How a measure of so many days exceeds the edition, or None when it does not.

        The limit is that of the ceilings, else the length the measure has for this ground, else the longest it has for
        any. An incomplete edition says nothing of kinds it does not have. Raises ProtocolError for an unknown kind.
        """
        if kind not in MEASURE_KINDS:
            raise ProtocolError(self.code, f"measures.{kind}", f"is no measure; {instead_of(kind, MEASURE_KINDS)}")
        limit, path = self._limit(kind, ground)
        if limit is None:
            return Excess(kind, days, None, path) if self.complete else None
        return Excess(kind, days, limit, path) if days > limit else None

    def _limit(self, kind: str, ground: str | None) -> tuple[int | None, str]:
        if self.ceilings and kind in self.ceilings.max_days:
            return self.ceilings.max_days[kind], f"ceilings.max_days.{kind}"
        rules, path = self.measures.get(kind), f"measures.{kind}"
        if rules is None:
            return None, path
        if ground is not None:
            own = f"{path}.grounds.{ground}.days"
            return rules.for_ground(ground).days, own if own in self.entries else f"{path}.days"
        lengths = {f"{path}.days": rules.days} | {f"{path}.grounds.{g}.days": r.days for g, r in rules.grounds.items()}
        longest = max(lengths, key=lengths.__getitem__)
        return lengths[longest], longest

    def assumptions(self) -> tuple[Assumption, ...]:
        """Every value that no source states, in the order of the file; pages mark them as local assumptions."""
        return tuple(
            Assumption(path, entry.value, entry.origin.text, entry.origin.text_zh, entry.origin.edition)
            for path, entry in self.entries.items()
            if entry.origin.kind == "assumption"
        )

    def origin(self, path: str) -> Origin:
        """Where the value at a path ("measures.home_isolation.days") comes from.

        A value that a ground takes over from its measure has the measure's origin. Raises ProtocolError for a path at
        which the edition says nothing.
        """
        head, _, rest = path.partition(".grounds.")
        entry = self.entries.get(path) or self.entries.get(f"{head}.{rest.partition('.')[2]}")
        if entry is None:
            raise ProtocolError(self.code, path, f"the edition says nothing of it; {_near(path, self.entries)}")
        return entry.origin


def _near(path: str, entries: Mapping[str, Entry]) -> str:
    part = path.partition(".")[0]
    return instead_of(
        path, [known for known in entries if known.startswith(f"{part}.")] or {p.split(".")[0] for p in entries}
    )
