"""What posts announce."""

from dataclasses import dataclass

from lianfang.checkpoints.models import PersonCheck


@dataclass(frozen=True)
class TravellerStopped:
    """A traveller was handed over, brought to a clinic or turned back."""

    check: PersonCheck
