"""The API's schema of a sheet, with its limits and its wording in both languages; values are checked by the sheet itself.

A schema that checked by itself would answer in its library's words and in one language only.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from ninja import Schema
from pydantic import ConfigDict, Field, create_model

from lianfang.acts.sheets.asks import Ask, Kind
from lianfang.acts.sheets.sheet import MOST_PARTS, NO_NUMBERS, Sheet
from lianfang.kernel.wording import in_both
from lianfang.risk.rules import Visit


class Stay(Schema):
    """Where somebody was: a division code, a name, or both; both days included."""

    place_code: str = Field("", max_length=12)
    place_name: str = Field("", max_length=120)
    from_on: date
    until_on: date | None = None

    def as_visit(self) -> Visit:
        return Visit(self.place_code[:12], self.place_name[:120], self.from_on, self.until_on)


class SheetIn(Schema):
    """What is handed in for a sheet."""

    sheet: ClassVar[Sheet]

    def values(self, numbers: Mapping[str, Decimal] = NO_NUMBERS) -> dict[str, Any]:
        """The items in their one spelling. Raises Invalid, naming what is wrong or missing."""
        parts = {name: [_plain(part) for part in getattr(self, name)] for name, _sheet in self.sheet.parts}
        return self.sheet.read({**_plain(self), **parts}, numbers)


TYPES: Mapping[Kind, tuple[Any, Any]] = {
    Kind.NUMBER: (int | None, None),
    Kind.DECIMAL: (Decimal | None, None),
    Kind.TEMPERATURE: (Decimal | None, None),
    Kind.YES_NO: (bool, False),
    Kind.CHOICES: (list[str], []),
    Kind.DAY: (date | None, None),
    Kind.MOMENT: (datetime | None, None),
    Kind.STAYS: (list[Stay], []),
}
"""The type of each kind and what stands for no answer; where a kind is not named, text."""


def schema_of(sheet: Sheet, *bases: type[Schema], **parts: type[Any]) -> Any:
    """A base for the class of a request's body: the sheet's items beside those of ``bases`` (the stamp of a record).

    ``parts`` gives the schema of each list of sheets that this one holds.
    """
    fields = {ask.name: _field(ask) for ask in sheet}
    fields |= {part: (list[schema], Field([], max_length=MOST_PARTS)) for part, schema in parts.items()}  # type: ignore[valid-type]
    base = type("SheetBase", (*bases, SheetIn), {"model_config": ConfigDict(json_schema_extra=_required(sheet))})
    base.sheet = sheet  # type: ignore[attr-defined]
    return create_model("Sheet", __base__=base, **fields)  # type: ignore[call-overload]


def _plain(part: SheetIn) -> dict[str, Any]:
    return {ask.name: getattr(part, ask.name) for ask in part.sheet}


def _required(sheet: Sheet) -> Any:
    names = [ask.name for ask in sheet if ask.required and ask.ask_when is None]

    def add(schema: dict[str, Any]) -> None:
        schema["required"] = sorted({*schema.get("required", []), *names})

    return add


def _field(ask: Ask) -> tuple[Any, Any]:
    kind, empty = TYPES.get(ask.kind, (str, ""))
    default = ask.default if ask.default is not None else empty
    return kind, Field(default, json_schema_extra=lambda schema: schema.update(_limits(ask)))


def _limits(ask: Ask) -> dict[str, Any]:
    """What the schema says of an item beside its type."""
    said: dict[str, Any] = {"x-label": in_both(ask.label)}
    if ask.help:
        said["x-help"] = in_both(ask.help)
    if ask.longest is not None and ask.kind not in TYPES:
        said["maxLength"] = ask.longest
    if ask.between is not None:
        said |= {"minimum": float(ask.between.least), "maximum": float(ask.between.most)}
    if ask.kind is Kind.CHOICE:
        said["enum"] = [*([] if ask.required else [""]), *ask.codes]
    if ask.kind is Kind.CHOICES:
        said["items"] = {"type": "string", "enum": list(ask.codes)}
    return said
