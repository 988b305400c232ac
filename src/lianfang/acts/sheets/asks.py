"""One item of a sheet, and when it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from lianfang.kernel.limits import Between
from lianfang.kernel.wording import Text

Values = Mapping[str, Any]


class Kind(StrEnum):
    """What an answer is, and so how it is read and by which widget it is given."""

    TEXT = "text"
    NUMBER = "number"
    DECIMAL = "decimal"
    TEMPERATURE = "temperature"  # degrees Celsius with one decimal; 365 is understood as 36.5
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    DAY = "day"
    MOMENT = "moment"
    PLACE = "place"  # the path of an area
    NAME = "name"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    PLATE = "plate"
    STAYS = "stays"  # where somebody was, day by day


@dataclass(frozen=True)
class When:
    """Asked only where another answer is one of some, or reaches a number.

    ``at_least`` may name a number that the edition gives (``"fever_at"``); where it gives none, the item is not asked.
    """

    ask: str
    is_one_of: tuple[Any, ...] = ()
    at_least: Decimal | str | None = None

    def holds(self, values: Values, numbers: Mapping[str, Decimal]) -> bool:
        answer = values.get(self.ask)
        if self.at_least is None:
            return answer in self.is_one_of
        least = numbers.get(self.at_least) if isinstance(self.at_least, str) else self.at_least
        return answer is not None and least is not None and answer >= least


@dataclass(frozen=True)
class Ask:
    """One item of a sheet.

    ``longest`` counts characters, ``choices`` are codes with their wordings, ``not_before`` names another item that may
    not be later, ``also`` are other wordings of a table's column. ``says`` and ``needed`` are codes of sentences of its
    own, for a wrong answer and for a missing one. ``personal`` keeps it out of drafts and of plain exports. ``default``
    stands where nothing is answered; ``again``: a phone offers what was answered last time, as the channel.
    """

    name: str
    kind: Kind
    label: Text
    help: Text = ""
    required: bool = False
    longest: int | None = None
    between: Between | None = None
    choices: tuple[tuple[str, Text], ...] = ()
    not_before: str = ""
    ask_when: When | None = None
    default: Any = None
    personal: bool = False
    also: tuple[str, ...] = ()
    says: str = ""
    needed: str = ""
    again: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for code, _wording in self.choices)

    @property
    def empty(self) -> Any:
        """What an item holds that was not answered."""
        if self.default is not None:
            return self.default
        return EMPTY.get(self.kind)


EMPTY: Mapping[Kind, Any] = {
    Kind.TEXT: "",
    Kind.CHOICE: "",
    Kind.CHOICES: (),
    Kind.PLACE: "",
    Kind.NAME: "",
    Kind.ID_NUMBER: "",
    Kind.PHONE: "",
    Kind.PLATE: "",
    Kind.STAYS: (),
    Kind.YES_NO: False,
}
"""Where a kind is not named here, an unanswered item is None."""
