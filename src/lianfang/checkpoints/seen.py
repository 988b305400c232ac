"""What a crew saw, as a form, an upload or the API hands it in; checked field by field before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from lianfang.checkpoints.rules import COLDEST, HOTTEST, Conveyance, Decision, Direction
from lianfang.kernel.errors import Invalid
from lianfang.kernel.identifiers import IdentifierError, Plate, parse_plate
from lianfang.kernel.wording import Reason
from lianfang.people.identity import Identity
from lianfang.risk.rules import Visit

MOST_VEHICLES, MOST_PEOPLE = 20, 200


@dataclass(frozen=True)
class Passing:
    """Vehicles and people that simply passed at one press."""

    direction: Direction = Direction.IN
    vehicles: int = 0
    people: int = 0

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

    def problems(self) -> dict[str, Reason]:
        return {
            name: Reason.of("checkpoints.impossible_temperature", value=str(reading))
            for name, reading in (("first_reading", self.first_reading), ("second_reading", self.second_reading))
            if reading is not None and not COLDEST <= reading <= HOTTEST
        }


@dataclass(frozen=True)
class VehicleSeen:
    """A vehicle or group that was stopped, with those of its travellers about whom something is to be decided."""

    direction: Direction = Direction.IN
    conveyance: Conveyance = Conveyance.CAR
    plate: str = ""
    line_number: str = ""
    occupants: int = 1
    people: tuple[TravellerSeen, ...] = field(default_factory=tuple)

    def parsed_plate(self) -> Plate | None:
        return parse_plate(self.plate) if self.plate.strip() else None

    def check(self) -> None:
        """Raise Invalid for a plate, a number of people or a temperature that cannot be (``people-n-...`` for the n-th)."""
        problems: dict[str, Reason] = {}
        try:
            self.parsed_plate()
        except IdentifierError:
            problems["plate"] = Reason.of("checkpoints.plate_wrong")
        if not max(1, len(self.people)) <= self.occupants <= 2000:
            problems["occupants"] = Reason.of("checkpoints.occupants_wrong", least=max(1, len(self.people)))
        for number, traveller in enumerate(self.people):
            problems |= numbered(number, traveller.problems())
        if problems:
            raise Invalid(problems)


def numbered(number: int, problems: Mapping[str, Reason]) -> dict[str, Reason]:
    """The same problems under the names they have for the n-th traveller of a form."""
    return {f"people-{number}-{name}": reason for name, reason in problems.items()}
