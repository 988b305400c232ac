"""What was found behind a door: who arrived, who is unwell, who needs help, and answers; kept as one sealed text."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from lianfang.risk.rules import Visit
from lianfang.risk.visits import read_visits, write_visits


@dataclass(frozen=True)
class Arrived:
    """Somebody who came to live here: who, when, and where they were before."""

    name: str
    id_number: str = ""
    phone: str = ""
    came_on: date | None = None
    been_in: tuple[Visit, ...] = ()


@dataclass(frozen=True)
class Unwell:
    """Somebody with symptoms; the temperature in degrees Celsius where it was taken."""

    name: str = ""
    temperature: Decimal | None = None
    symptoms: tuple[str, ...] = ()
    urgent: bool = False


@dataclass(frozen=True)
class InNeed:
    """Somebody who needs help, and with what."""

    name: str = ""
    needs: tuple[str, ...] = ()
    urgent: bool = False


@dataclass(frozen=True)
class Found:
    """Everything that was told at one door, beside the number of those who live there."""

    arrived: tuple[Arrived, ...] = ()
    unwell: tuple[Unwell, ...] = ()
    in_need: tuple[InNeed, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, values: Mapping[str, Any], answers: Mapping[str, str]) -> "Found":
        """From what a sheet has read."""
        return cls(
            tuple(Arrived(**each) for each in values.get("arrived", ())),
            tuple(Unwell(**each) for each in values.get("unwell", ())),
            tuple(InNeed(**each) for each in values.get("in_need", ())),
            answers,
        )

    def __bool__(self) -> bool:
        return bool(self.arrived or self.unwell or self.in_need or self.answers)

    @property
    def urgent(self) -> bool:
        """Whether somebody needs help at once."""
        return any(each.urgent for each in self.unwell) or any(each.urgent for each in self.in_need)

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """The people as rows of a form."""
        return {
            "arrived": [asdict(each) | {"been_in": write_visits(each.been_in)} for each in self.arrived],
            "unwell": [asdict(each) for each in self.unwell],
            "in_need": [asdict(each) for each in self.in_need],
        }

    def write(self) -> str:
        """One text, the same for the same content; "" where nothing was found."""
        if not self:
            return ""
        said = self.rows() | {"answers": dict(self.answers)}
        return json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)

    @classmethod
    def read(cls, text: str) -> "Found":
        """What was written; a text that cannot be read any more (its key is destroyed) holds nothing."""
        try:
            said = json.loads(text) if text else {}
        except ValueError:
            return cls()
        return cls(
            tuple(_arrived(each) for each in said.get("arrived", ())),
            tuple(_unwell(each) for each in said.get("unwell", ())),
            tuple(InNeed(each["name"], tuple(each["needs"]), each["urgent"]) for each in said.get("in_need", ())),
            said.get("answers", {}),
        )


def _arrived(said: Mapping[str, Any]) -> Arrived:
    came_on = date.fromisoformat(said["came_on"]) if said["came_on"] else None
    return Arrived(said["name"], said["id_number"], said["phone"], came_on, tuple(read_visits(said["been_in"])))


def _unwell(said: Mapping[str, Any]) -> Unwell:
    temperature = Decimal(said["temperature"]) if said["temperature"] is not None else None
    return Unwell(said["name"], temperature, tuple(said["symptoms"]), said["urgent"])


def names_of(people: Sequence[Unwell | InNeed]) -> str:
    """Their names, for a sealed note."""
    return "、".join(each.name for each in people if each.name)
