"""What the laboratory announces."""

from dataclasses import dataclass

from lianfang.laboratory.models import Resample, Result


@dataclass(frozen=True)
class RecheckedPositive:
    """A first positive was confirmed by its re-check (复核阳性). Nothing here makes a case of it."""

    resample: Resample
    result: Result
