"""A sheet: the items asked about one kind of act, taken from its model."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db import models

from lianfang.acts.sheets.asks import Ask, Kind, Values, When
from lianfang.acts.sheets.reading import Wrong, is_empty, read
from lianfang.kernel.errors import Invalid
from lianfang.kernel.limits import Between, ChoicesField, NotBefore, SpeltAs
from lianfang.kernel.paths import PathField
from lianfang.kernel.registry import Registry
from lianfang.kernel.wording import Reason, Text
from lianfang.privacy.declare import declared

NO_NUMBERS: Mapping[str, Decimal] = {}


@dataclass(frozen=True)
class Sheet:
    """What somebody fills in to record one act."""

    code: str
    name: Text
    asks: tuple[Ask, ...]
    parts: tuple[tuple[str, "Sheet"], ...] = ()
    """Sheets of which this one holds several, by the name of the list: the travellers of a vehicle."""

    def __iter__(self) -> Iterator[Ask]:
        return iter(self.asks)

    def __getitem__(self, name: str) -> Ask:
        return next(ask for ask in self.asks if ask.name == name)

    def only(self, *names: str) -> "Sheet":
        """The same sheet with some of its items, in this order."""
        return replace(self, asks=tuple(self[name] for name in names))

    def without(self, *names: str) -> "Sheet":
        return replace(self, asks=tuple(ask for ask in self.asks if ask.name not in names))

    def changed(self, name: str, **changes: Any) -> "Sheet":
        """The same sheet with one item asked otherwise, as fewer choices for one reader."""
        return replace(self, asks=tuple(replace(ask, **changes) if ask.name == name else ask for ask in self.asks))

    def read(self, given: Values, numbers: Mapping[str, Decimal] = NO_NUMBERS) -> dict[str, Any]:
        """Every item in its one spelling. Raises Invalid, naming each item that is wrong, missing, or not asked at all."""
        values, problems = self.understood(given)
        known = {name: value for name, value in values.items() if name not in problems}
        problems = self.missing(known, numbers, problems) | problems | self._unknown(given)
        for name, sheet in self.parts:
            values[name], wrong = _read_part(name, sheet, given.get(name) or (), numbers)
            problems |= wrong
        if problems:
            raise Invalid(problems)
        return values

    def understood(self, given: Values) -> tuple[dict[str, Any], dict[str, Reason]]:
        """What could be read, and why the rest could not; a wrong answer counts as none."""
        values: dict[str, Any] = {}
        problems: dict[str, Reason] = {}
        for ask in self.asks:
            try:
                values[ask.name] = read(ask, given.get(ask.name))
            except Wrong as wrong:
                values[ask.name] = ask.empty
                problems[ask.name] = wrong.reason
        return values, problems | self._reversed(values)

    def missing(
        self, values: Values, numbers: Mapping[str, Decimal] = NO_NUMBERS, already: Container[str] = ()
    ) -> dict[str, Reason]:
        """The items that must be answered and are not; one whose answer could not be read is not missing."""
        return {
            ask.name: Reason.of(ask.needed or "kernel.required")
            for ask in self.asked(values, numbers)
            if ask.required and is_empty(ask, values.get(ask.name)) and ask.name not in already
        }

    def asked(self, values: Values, numbers: Mapping[str, Decimal] = NO_NUMBERS) -> list[Ask]:
        """The items that are asked of somebody who answered so far as ``values`` say."""
        return [ask for ask in self.asks if ask.ask_when is None or ask.ask_when.holds(values, numbers)]

    def _reversed(self, values: Values) -> dict[str, Reason]:
        pairs = [(ask, values[ask.name], values[ask.not_before]) for ask in self.asks if ask.not_before]
        return {
            ask.name: Reason.of(ask.says or "kernel.days_reversed")
            for ask, later, earlier in pairs
            if later is not None and earlier is not None and later < earlier
        }

    def _unknown(self, given: Values) -> dict[str, Reason]:
        names = {ask.name for ask in self.asks} | {name for name, _sheet in self.parts}
        return {name: Reason.of("kernel.unknown_ask", names=name) for name in given if name not in names}


def _read_part(
    name: str, sheet: Sheet, rows: Any, numbers: Mapping[str, Decimal]
) -> tuple[list[dict[str, Any]], dict[str, Reason]]:
    """The rows of a part; what is wrong in the n-th is named ``name-n-item``."""
    if (
        not isinstance(rows, list | tuple)
        or len(rows) > MOST_PARTS
        or not all(isinstance(row, Mapping) for row in rows)
    ):
        return [], {name: Reason.of("kernel.not_a_list")}
    read_rows: list[dict[str, Any]] = []
    problems: dict[str, Reason] = {}
    for number, row in enumerate(rows):
        try:
            read_rows.append(sheet.read(row, numbers))
        except Invalid as invalid:
            problems |= {f"{name}-{number}-{item}": reason for item, reason in invalid.fields.items()}
    return read_rows, problems


MOST_PARTS = 40
sheets: Registry[Sheet] = Registry("sheet")


def sheet_of(
    model: type[models.Model],
    *items: str | Ask,
    code: str = "",
    ask_when: Mapping[str, When] | None = None,
    parts: Mapping[str, Sheet] | None = None,
) -> Sheet:
    """Declare the sheet of a model: its fields by name, in the order in which they are asked, and items of no column."""
    conditions = ask_when or {}
    asks = [item if isinstance(item, Ask) else ask_of(model, item) for item in items]
    asks = [replace(ask, ask_when=conditions[ask.name]) if ask.name in conditions else ask for ask in asks]
    made = Sheet(
        code or model._meta.label_lower, model._meta.verbose_name or "", tuple(asks), tuple((parts or {}).items())
    )
    return sheets.add(made.code, made)


def ask_of(model: type[models.Model], name: str) -> Ask:
    """A field of the model as an item: label, help, choices and limits are the field's own.

    Whether it is personal its module's ``retention.py`` says, which is read before.
    """
    field: Any = model._meta.get_field(name)
    limits = {type(validator): validator for validator in field.validators}
    spelt, order = limits.get(SpeltAs), limits.get(NotBefore)
    kind = Kind(spelt.spelling) if spelt else _kind(field)
    default = None if field.default is models.NOT_PROVIDED or callable(field.default) else field.default
    return Ask(
        name=name,
        kind=kind,
        label=field.verbose_name,
        help=field.help_text,
        required=not field.blank and default is None,
        longest=getattr(field, "longest", None) or field.max_length,
        between=limits.get(Between) or POSSIBLE.get(kind),
        choices=tuple(field.of if isinstance(field, ChoicesField) else field.choices or ()),
        not_before=order.field if order else "",
        default=default,
        personal=name in declared[model._meta.label_lower].personal,
        says=(spelt.says if spelt else "") or (order.says if order else ""),
    )


POSSIBLE = {Kind.NUMBER: Between(0, 32_767)}
"""What a number can be where its field does not say: what its column holds."""
KINDS: list[tuple[type[models.Field[Any, Any]], Kind]] = [
    (ChoicesField, Kind.CHOICES),
    (PathField, Kind.PLACE),
    (models.BooleanField, Kind.YES_NO),
    (models.DecimalField, Kind.DECIMAL),
    (models.IntegerField, Kind.NUMBER),
    (models.DateTimeField, Kind.MOMENT),
    (models.DateField, Kind.DAY),
]


def _kind(field: models.Field[Any, Any]) -> Kind:
    if field.choices:
        return Kind.CHOICE
    return next((kind for type_, kind in KINDS if isinstance(field, type_)), Kind.TEXT)


__all__ = ["Sheet", "ask_of", "sheet_of", "sheets"]
