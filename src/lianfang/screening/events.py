"""What rounds announce."""

from dataclasses import dataclass

from lianfang.screening.found import Arrived
from lianfang.screening.models import DoorVisit


@dataclass(frozen=True)
class ArrivalFound:
    """Behind a door somebody was found who came from elsewhere."""

    visit: DoorVisit
    who: Arrived
