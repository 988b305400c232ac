"""What arrivals announce."""

from dataclasses import dataclass

from lianfang.arrivals.models import Arrival


@dataclass(frozen=True)
class ArrivalReported:
    arrival: Arrival


@dataclass(frozen=True)
class ArrivalVerified:
    """Somebody spoke with the person; ``arrival.result`` says what came of it."""

    arrival: Arrival
