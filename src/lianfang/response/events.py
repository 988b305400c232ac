"""What is announced about a response."""

from dataclasses import dataclass

from lianfang.response.models import Decree, Excess, Response
from lianfang.response.rules import Step


@dataclass(frozen=True)
class ResponseActivated:
    """A response began, with its first decision."""

    response: Response
    decree: Decree


@dataclass(frozen=True)
class ResponseDecided:
    """Level or edition were decided anew; ``before`` was in force until then."""

    response: Response
    decree: Decree
    before: Decree
    step: Step


@dataclass(frozen=True)
class ResponseEnded:
    """A response ended; its sunset date is set."""

    response: Response


@dataclass(frozen=True)
class ExcessRaised:
    """Something goes further than the rules and was put on record."""

    excess: Excess
