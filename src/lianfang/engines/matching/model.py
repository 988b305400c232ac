"""What the engine says: verdicts, reasons and answers, and how it refuses."""

from dataclasses import dataclass
from enum import StrEnum


class MatchingError(ValueError):
    """A file, a column or a setting that cannot be used: the code of a sentence in ``wording`` and what stands in it."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(code)

    def __str__(self) -> str:
        return self.sentence("en")

    def sentence(self, language: str) -> str:
        """What is wrong, in "zh" or English."""
        from lianfang.engines.matching.wording import sentence

        return sentence(language, self.code, **self.params)


class Verdict(StrEnum):
    """Are these records one person (结论)?"""

    CERTAIN = "certain"  # 确定: a stated rule or a person says so
    LIKELY = "likely"  # 很可能: by the weight of what agrees
    SEVERAL = "several"  # 可能但不唯一: somebody of these, it cannot be told who
    NOT = "not"  # 未找到: nobody, as far as can be seen


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for or against (理由): a field and how it compares, a rule, or the household.

    ``weight`` in bits (log2 of a likelihood ratio): +10 makes it about a thousand times likelier that the records are
    one person. A rule has the weight 0, for it decides by itself.
    """

    code: str
    weight: float = 0.0
    field: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A row of the register beside a record: what is said of the two and why.

    ``row`` is the number the register gave the row (from 0, never given again), ``key`` what its owner calls it.
    ``probability`` is that this row and no other of the register is the person, given all the candidates.
    """

    row: int
    key: str
    verdict: Verdict
    weight: float
    probability: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the register says to a record (比对结果): the verdict and the rows it rests on, best first.

    ``certain`` and ``likely`` come with the row meant and, behind it, further rows that are the same person (registered
    twice); ``several`` with all that may be meant; ``not`` with what came nearest, for whoever wants to look.
    """

    record: int
    verdict: Verdict
    matches: tuple[Match, ...]

    @property
    def best(self) -> Match | None:
        """The row meant; None where the verdict is ``several`` or ``not``."""
        named = self.verdict in (Verdict.CERTAIN, Verdict.LIKELY)
        return self.matches[0] if named else None
