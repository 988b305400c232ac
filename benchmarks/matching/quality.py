"""Precision and recall."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quality:
    """Shares in percent of what was said (``precision``) and of what could be found (``recall``)."""

    said: int
    right: int
    findable: int

    @property
    def wrong(self) -> int:
        return self.said - self.right

    @property
    def precision(self) -> float:
        return 100 * self.right / self.said if self.said else 100.0

    @property
    def recall(self) -> float:
        return 100 * self.right / self.findable if self.findable else 100.0

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall or 1)

    def as_params(self) -> dict[str, float]:
        shares = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {"said": self.said, "wrong": self.wrong, **{name: round(share, 3) for name, share in shares.items()}}
