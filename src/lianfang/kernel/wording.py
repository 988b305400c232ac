"""Text for people, kept as a code with parameters and worded when it is shown, so that old rows are true in both languages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from django.db import models
from django.utils import translation
from django.utils.functional import Promise

from lianfang.kernel.registry import Registry

Text: TypeAlias = "str | Promise"

_sentences: Registry[Text] = Registry("sentence")
_labels: Registry[Text] = Registry("label")
_shown: "Registry[Callable[[Any], object]]" = Registry("wording of a parameter")


def sentences(module: str, **by_code: Text) -> None:
    """Declare the sentences of a module; parameters stand in them as ``%(name)s``."""
    for code, sentence in by_code.items():
        _sentences.add(f"{module}.{code}", sentence)


def sentences_of(module: str) -> dict[str, Text]:
    """The sentences of a module by their codes, for a page that words them by itself."""
    return {code.removeprefix(f"{module}."): text for code, text in _sentences.items() if code.startswith(f"{module}.")}


def show_parameter(name: str, how: Callable[[Any], object]) -> None:
    """Say how the stored value of a parameter (the code of a role, of an action) is put into a sentence."""
    _shown.add(name, how)


def labels(kind: type[StrEnum], **by_name: Text) -> list[tuple[str, Text]]:
    """Name every member of an enumeration; the result serves as ``choices``. A member without a name is refused."""
    if unnamed := {member.name for member in kind} ^ set(by_name):
        raise ValueError(f"{kind.__name__}: labels and members differ in {sorted(unnamed)}")
    for member in kind:
        _labels.add(_key(member), by_name[member.name])
    return [(member.value, by_name[member.name]) for member in kind]


def label_of(member: StrEnum) -> str:
    return str(_labels[_key(member)])


def _key(member: StrEnum) -> str:
    return f"{type(member).__module__}.{type(member).__name__}.{member.value}"


@dataclass(frozen=True)
class Reason:
    """Why something is so: a sentence's code with its parameters (numbers, codes, names of areas; never personal data)."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, code: str, **params: Any) -> "Reason":
        return cls(code, params)

    def __str__(self) -> str:
        sentence = _sentences.get(self.code)
        return str(sentence) % _worded(self.params) if sentence is not None else self.code

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "params": dict(self.params)}


def _worded(params: Mapping[str, Any]) -> dict[str, object]:
    return {name: _shown[name](value) if name in _shown else value for name, value in params.items()}


class ReasonField(models.JSONField):
    """A reason in the database."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Reason | None:
        raw = super().from_db_value(value, expression, connection)
        return Reason(raw["code"], raw["params"]) if raw else None

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        plain = value.as_json() if isinstance(value, Reason) else value
        return super().get_db_prep_value(plain, connection, prepared)

    def value_to_string(self, obj: models.Model) -> Any:
        value = self.value_from_object(obj)
        return value.as_json() if isinstance(value, Reason) else value


LANGUAGES = {"zh": "zh-hans", "en": "en"}


def in_both(text: "Text | Reason") -> dict[str, str]:
    """A text in each language, for what is drawn where the language is chosen later."""
    return {short: _in(language, text) for short, language in LANGUAGES.items()}


def _in(language: str, text: "Text | Reason") -> str:
    with translation.override(language):
        return str(text)


def unworded() -> list[str]:
    """Codes of sentences and labels, for the test that each has its translation."""
    return [*_sentences, *_labels]
