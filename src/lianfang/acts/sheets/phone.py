"""A sheet as data for a page or phone that draws it by itself, in both languages."""

from typing import Any

from lianfang.acts.sheets.asks import Ask, Kind
from lianfang.acts.sheets.sheet import Sheet
from lianfang.kernel.wording import in_both


def described(sheet: Sheet) -> dict[str, Any]:
    """``{"code", "name": {"zh", "en"}, "asks": [...]}``; an ask names only what differs from the usual."""
    said = {"code": sheet.code, "name": in_both(sheet.name), "asks": [_described(ask) for ask in sheet]}
    return said | ({"parts": {name: described(part) for name, part in sheet.parts}} if sheet.parts else {})


def _described(ask: Ask) -> dict[str, Any]:
    said: dict[str, Any] = {"name": ask.name, "kind": ask.kind.value, "label": in_both(ask.label)}
    optional = {
        "help": in_both(ask.help) if ask.help else None,
        "required": ask.required,
        "longest": ask.longest if ask.kind not in (Kind.CHOICE, Kind.CHOICES) else None,
        "between": [float(ask.between.least), float(ask.between.most)] if ask.between else None,
        "choices": [{"code": code, **in_both(wording)} for code, wording in ask.choices],
        "not_before": ask.not_before,
        "ask_when": condition(ask),
        "default": ask.default,
        "personal": ask.personal,
        "again": ask.again,
    }
    return said | {key: value for key, value in optional.items() if value not in (None, "", []) and value is not False}


def condition(ask: Ask) -> dict[str, Any] | None:
    """When an item is asked, as data; None: always."""
    if ask.ask_when is None:
        return None
    least = ask.ask_when.at_least
    return {
        "ask": ask.ask_when.ask,
        "is_one_of": list(ask.ask_when.is_one_of),
        "at_least": least if isinstance(least, str) or least is None else float(least),
    }
