"""What rounds do when the register changes under them."""

from lianfang.kernel.events import handles
from lianfang.people.events import HouseholdMoved, HouseholdsFounded
from lianfang.screening import held  # noqa: F401 - registers with privacy
from lianfang.screening.services import enter_households, follow_household


@handles(HouseholdsFounded)
def new_doors(event: HouseholdsFounded) -> None:
    enter_households(event.households)


@handles(HouseholdMoved)
def door_elsewhere(event: HouseholdMoved) -> None:
    follow_household(event.household)
