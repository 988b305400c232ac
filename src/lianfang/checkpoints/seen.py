"""What a crew saw, as a form, an upload or the API hands it in; checked field by field before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, ClassVar

from lianfang.checkpoints.rules import (
    COLDEST,
    HOTTEST,
    MOST_ON_BOARD,
    MOST_PEOPLE,
    MOST_VEHICLES,
    Conveyance,
    Decision,
    Direction,
)
from lianfang.kernel.errors import Invalid
from lianfang.kernel.identifiers import IdentifierError, Plate, parse_plate
from lianfang.kernel.wording import Reason
from lianfang.people.identity import Identity
from lianfang.risk.rules import Visit

Values = Mapping[str, Any]
"""Answers by the names of their sheet (`checkpoints.sheets`), each in its one spelling."""


@dataclass(frozen=True)
class Passing:
    """Vehicles and people that simply passed at one press."""

    direction: Direction = Direction.IN
    vehicles: int = 0
    people: int = 0

    @classmethod
    def of(cls, values: Values) -> "Passing":
        """From the answers of the sheet."""
        return cls(Direction(values["direction"]), values["vehicles"], values["people"])

    def check(self) -> None:
        """Raise Invalid where nothing, or more than one press can mean, was counted."""
        problems = {}
        if self.vehicles < 1 and self.people < 1:
            problems["people"] = Reason.of("checkpoints.nothing_counted")
        for name, most in (("vehicles", MOST_VEHICLES), ("people", MOST_PEOPLE)):
            if not 0 <= getattr(self, name) <= most:
                problems[name] = Reason.of("checkpoints.too_many", most=most)
        if problems:
            raise Invalid(problems)


@dataclass(frozen=True)
class TravellerSeen:
    """One traveller as seen at the post. Temperatures in degrees Celsius; ``been_in`` says where they were in the window."""

    AS_THEY_ARE: ClassVar = (
        "first_reading",
        "second_reading",
        "symptoms",
        "been_in",
        "lives_here",
        "destination_path",
        "destination",
        "proofs",
        "overridden_because",
        "told",
    )

    first_reading: Decimal | None = None
    second_reading: Decimal | None = None
    symptoms: tuple[str, ...] = ()
    been_in: tuple[Visit, ...] = ()
    lives_here: bool = False
    identity: Identity | None = None
    destination_path: str = ""
    destination: str = ""
    proofs: tuple[str, ...] = ()
    decision: Decision | None = None
    overridden_because: str = ""
    told: str = ""
    proposed: Decision | None = None
    """What a phone proposed to the crew, by the edition and the areas it held; None where it was judged here."""
    proposed_by: str = ""
    """The code of that edition."""

    @classmethod
    def of(cls, values: Values) -> "TravellerSeen":
        """From the answers of the sheet; somebody is identified once anything of it was said."""
        who = Identity(values["name"], values["id_number"], values["phone"])
        plain = {name: values[name] for name in cls.AS_THEY_ARE}
        return cls(
            **plain,
            identity=who if any((who.name, who.id_number, who.phone)) else None,
            decision=Decision(values["decision"]) if values["decision"] else None,
        )

    def problems(self) -> dict[str, Reason]:
        return {
            name: Reason.of("checkpoints.impossible_temperature", value=str(reading))
            for name, reading in (("first_reading", self.first_reading), ("second_reading", self.second_reading))
            if reading is not None and not COLDEST <= reading <= HOTTEST
        }


@dataclass(frozen=True)
class Proposed:
    """What a phone proposed for the travellers of a stop, in their order, and by which edition."""

    edition: str = ""
    decisions: tuple[str, ...] = ()

    @classmethod
    def of(cls, given: Values) -> "Proposed":
        """From what the phone handed in beside the sheet; what cannot be read proposes nothing."""
        decisions = given.get("decisions")
        return cls(str(given.get("edition") or "")[:40], tuple(decisions) if isinstance(decisions, list) else ())

    def put_to(self, number: int, traveller: TravellerSeen) -> TravellerSeen:
        """The traveller with what was proposed for them."""
        code = self.decisions[number] if number < len(self.decisions) else None
        if code not in set(Decision):
            return traveller
        return replace(traveller, proposed=Decision(code), proposed_by=self.edition)


@dataclass(frozen=True)
class VehicleSeen:
    """A vehicle or group that was stopped, with those of its travellers about whom something is to be decided."""

    direction: Direction = Direction.IN
    conveyance: Conveyance = Conveyance.CAR
    plate: str = ""
    line_number: str = ""
    occupants: int = 1
    people: tuple[TravellerSeen, ...] = field(default_factory=tuple)

    @classmethod
    def of(cls, values: Values) -> "VehicleSeen":
        """From the answers of the sheet, the travellers' among them."""
        proposed = Proposed.of(values.get("proposed") or {})
        people = tuple(proposed.put_to(n, TravellerSeen.of(each)) for n, each in enumerate(values["people"]))
        return cls(
            direction=Direction(values["direction"]),
            conveyance=Conveyance(values["conveyance"]),
            plate=values["plate"],
            line_number=values["line_number"],
            occupants=max(values["occupants"], len(people)),
            people=people,
        )

    def parsed_plate(self) -> Plate | None:
        return parse_plate(self.plate) if self.plate.strip() else None

    def check(self) -> None:
        """Raise Invalid for a plate, a number of people or a temperature that cannot be (``people-n-...`` for the n-th)."""
        problems: dict[str, Reason] = {}
        try:
            self.parsed_plate()
        except IdentifierError:
            problems["plate"] = Reason.of("checkpoints.plate_wrong")
        if not max(1, len(self.people)) <= self.occupants <= MOST_ON_BOARD:
            problems["occupants"] = Reason.of("checkpoints.occupants_wrong", least=max(1, len(self.people)))
        for number, traveller in enumerate(self.people):
            problems |= numbered(number, traveller.problems())
        if problems:
            raise Invalid(problems)


def numbered(number: int, problems: Mapping[str, Reason]) -> dict[str, Reason]:
    """The same problems under the names they have for the n-th traveller of a form."""
    return {f"people-{number}-{name}": reason for name, reason in problems.items()}
