"""Model fields that are locked in the database and plain on the instance.

The value is decrypted when it is first looked at, not when the row is read, so that a list that shows no names opens none.
A model whose rows belong to a response says so with a property ``keyring_id``; without one the standing ring locks them.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import FieldError
from django.db import models

from lianfang.kernel.identifiers import IdentifierError, parse_id, parse_phone, parse_plate, plain
from lianfang.vault import keyfile, rings

ERASED = "—"
"""What stands where a value was whose key is destroyed."""


class Sealed(bytes):
    """A value as the database holds it."""


def ring_of(row: models.Model) -> UUID:
    return getattr(row, "keyring_id", rings.STANDING)


class _Opened:
    """The attribute of an encrypted field: opens what the database gave, once."""

    def __init__(self, field: "EncryptedText") -> None:
        self.field = field

    def __get__(self, row: models.Model | None, owner: type | None = None) -> Any:
        if row is None:
            return self
        if self.field.attname not in row.__dict__:
            row.refresh_from_db(fields=[self.field.attname])
        value = row.__dict__[self.field.attname]
        if isinstance(value, Sealed):
            value = row.__dict__[self.field.attname] = self.field.open(row, value)
        return value

    def __set__(self, row: models.Model, value: Any) -> None:
        row.__dict__[self.field.attname] = value


class EncryptedText(models.BinaryField[Any, Any]):
    """A text that only the row's keyring opens. Empty stays empty; it cannot be searched or sorted."""

    empty_values = [None, ""]
    empty: Any = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", True)
        self.longest: int = kwargs.pop("longest", 2000)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, kwargs

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opened(self))

    def get_default(self) -> Any:
        return super().get_default() if self.has_default() else self.empty

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return Sealed(bytes(value)) if value else self.empty

    def to_python(self, value: Any) -> Any:
        return value

    def open(self, row: models.Model, sealed: Sealed) -> Any:
        try:
            return self.plain(rings.open_sealed(self._place(row), sealed))
        except keyfile.KeyDestroyed:
            return ERASED

    def plain(self, text: str) -> Any:
        return text

    def text(self, value: Any) -> str:
        return str(value)

    def pre_save(self, row: models.Model, add: bool) -> Any:
        value = row.__dict__.get(self.attname)
        if isinstance(value, Sealed):
            return bytes(value)
        return b"" if value in self.empty_values else rings.seal(ring_of(row), self._place(row), self.text(value))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, str):
            raise FieldError(
                f"{self.name} is encrypted: it is written through the row, never by an update of the query"
            )
        return super().get_db_prep_value(value, connection, prepared)

    def get_lookup(self, lookup_name: str) -> Any:
        raise FieldError(f"{self.name} is encrypted and cannot be searched; use its keyed index")

    def _place(self, row: models.Model) -> str:
        return f"{row._meta.db_table}.{self.column}.{row.pk}"

    def value_from_object(self, obj: models.Model) -> Any:
        return getattr(obj, self.attname)

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        self.validate(value, model_instance)
        self.run_validators(value)
        return value

    def formfield(self, **kwargs: Any) -> Any:
        given = {"required": not self.blank, "label": self.verbose_name, "help_text": self.help_text, **kwargs}
        kind = given.pop("form_class", forms.CharField)
        given.pop("choices_form_class", None)
        return kind(max_length=self.longest, **given) if issubclass(kind, forms.CharField) else kind(**given)


class EncryptedDate(EncryptedText):
    """A calendar date, locked as ISO 8601."""

    empty = None

    def plain(self, text: str) -> date:
        return date.fromisoformat(text)

    def text(self, value: Any) -> str:
        return value.isoformat() if isinstance(value, date) else date.fromisoformat(value).isoformat()

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(form_class=forms.DateField, **kwargs)


CANONICAL: dict[str, Callable[[str], str]] = {
    "id": lambda text: parse_id(text).number,
    "phone": lambda text: parse_phone(text).number,
    "plate": lambda text: parse_plate(text).number,
}


@lru_cache(maxsize=8192)
def canonical(kind: str, text: str) -> str:
    """The one spelling under which a value is indexed; what is no proper number is indexed as written, in plain capitals."""
    try:
        return CANONICAL.get(kind, plain)(text)
    except IdentifierError:
        return plain(text)


class KeyedIndex(models.BinaryField[Any, Any]):
    """Finds an encrypted ID number, phone or plate by equality (`look_up`); made from ``source`` whenever that is saved."""

    def __init__(self, *args: Any, source: str = "", kind: str = "", **kwargs: Any) -> None:
        self.source, self.kind = source, kind
        kwargs.update(null=True, editable=False, max_length=16)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source, "kind": self.kind}

    def pre_save(self, row: models.Model, add: bool) -> Any:
        if isinstance(row.__dict__.get(self.source), Sealed):
            return row.__dict__.get(self.attname)
        value = getattr(row, self.source)
        key = look_up(ring_of(row), self.kind, value) if value else None
        setattr(row, self.attname, key)
        return key


def look_up(ring: UUID, kind: str, value: str) -> bytes:
    """The keyed index under which a value of this kind is found in a ring."""
    return rings.index(ring, kind, canonical(kind, value))
