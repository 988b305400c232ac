"""What sampling announces."""

from collections.abc import Sequence
from dataclasses import dataclass

from lianfang.sampling.models import Swab, Tube


@dataclass(frozen=True)
class TubeClosed:
    """A tube was closed at its table and may be packed."""

    tube: Tube


@dataclass(frozen=True)
class SwabsTaken:
    """People were sampled into a tube, perhaps told late, when the tube is in a box or has its result."""

    tube: Tube
    swabs: Sequence[Swab]


@dataclass(frozen=True)
class SwabVoided:
    """Somebody is not in a tube after all."""

    swab: Swab
