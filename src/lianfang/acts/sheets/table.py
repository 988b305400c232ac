"""The columns of a table with many records of a sheet: for the empty template, for reading it, and for an export."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from lianfang.acts.sheets.asks import Ask
from lianfang.acts.sheets.asks import Kind as Item
from lianfang.acts.sheets.reading import Wrong, read
from lianfang.acts.sheets.sheet import Sheet
from lianfang.exchange import USUAL, Column, Kind, Refused
from lianfang.kernel.wording import in_both

if TYPE_CHECKING:
    from lianfang.exchange.columns import Words

KINDS: Mapping[Item, Kind] = {
    Item.NUMBER: Kind.INTEGER,
    Item.YES_NO: Kind.BOOL,
    Item.CHOICE: Kind.CHOICE,
    Item.DAY: Kind.DATE,
    Item.MOMENT: Kind.DATETIME,
    Item.PLACE: Kind.AREA,
    Item.NAME: Kind.NAME,
    Item.ID_NUMBER: Kind.ID_NUMBER,
    Item.PHONE: Kind.PHONE,
    Item.PLATE: Kind.PLATE,
}
"""Where an item's kind is not named here, its column is text that the item itself reads."""


def columns_of(sheet: Sheet, *, personal: bool = True) -> tuple[Column, ...]:
    """A column an item, in the sheet's order; without those that are personal where they are not wanted."""
    return tuple(_column(ask) for ask in sheet if personal or not ask.personal)


def _column(ask: Ask) -> Column:
    kind = KINDS.get(ask.kind, Kind.TEXT)
    return Column(
        ask.name,
        (*in_both(ask.label).values(), *ask.also, *USUAL.get(ask.name, ())),
        required=ask.required and ask.ask_when is None and ask.default is None,
        kind=kind,
        choices={code: (code, *in_both(wording).values()) for code, wording in ask.choices}
        if kind is Kind.CHOICE
        else {},
        convert=_reads(ask) if kind is Kind.TEXT else None,
        title=cast("Words", ask.label),
        help=cast("Words", ask.help),
        longest=ask.longest if kind is Kind.TEXT else None,
    )


def _reads(ask: Ask) -> Callable[[Any], Any]:
    def convert(text: Any) -> Any:
        try:
            return read(ask, text)
        except Wrong as wrong:
            raise Refused(wrong.reason.code, **wrong.reason.params) from None

    return convert
