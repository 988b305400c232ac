"""The closed list of what a field may demand beyond its type: every door reads these from the model and holds to them.

A model's field carries them as validators; the web form, the phone's form, the API's schema and the columns of a table
take them from there (`acts.sheets`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.deconstruct import deconstructible

from lianfang.kernel.wording import Reason, Text


@deconstructible
@dataclass(unsafe_hash=True)
class Between:
    """A number from ``least`` to ``most``, both included; ``says`` is the code of a sentence of the module's own."""

    least: Decimal | int
    most: Decimal | int
    says: str = "kernel.not_between"

    def problem(self, value: Decimal | int) -> Reason | None:
        if self.least <= value <= self.most:
            return None
        return Reason.of(self.says, value=str(value), least=str(self.least), most=str(self.most))

    def __call__(self, value: Any) -> None:
        if problem := self.problem(value):
            raise ValidationError(str(problem))


class Spelling(StrEnum):
    """What a value is, where it is more than its column says; each is read in one way (`acts.sheets.reading`)."""

    NAME = "name"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    PLATE = "plate"
    TEMPERATURE = "temperature"  # degrees Celsius
    STAYS = "stays"  # where somebody was: rows of a place, a first and a last day


@deconstructible
@dataclass(unsafe_hash=True)
class SpeltAs:
    """A value of more than its column's type: a name, an ID number, a temperature, a list of stays; ``says`` as in `Between`."""

    spelling: Spelling
    says: str = ""

    def __call__(self, value: Any) -> None:
        """What a service writes has its one spelling already; doors read by `acts.sheets`."""


def body_temperature(least: Decimal, most: Decimal, *, says: str) -> list[Callable[[Any], None]]:
    """What a thermometer can read of somebody alive, in degrees Celsius."""
    return [SpeltAs(Spelling.TEMPERATURE), Between(least, most, says)]


@deconstructible
@dataclass(unsafe_hash=True)
class NotBefore:
    """A day or time that may not be earlier than another field's."""

    field: str
    says: str = "kernel.days_reversed"

    def __call__(self, value: Any) -> None:
        """Two fields are compared where both are known: by `acts.sheets`."""


class ChoicesField(models.JSONField):
    """Any of a few codes, as a list (多选)."""

    def __init__(self, *args: Any, of: list[tuple[str, Text]] | None = None, **kwargs: Any) -> None:
        self.of = of or []
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})

    @property
    def wordings(self) -> Mapping[str, Text]:
        return dict(self.of)
