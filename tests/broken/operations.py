"""The operations of the API as its own description tells them, with the ids of what is there."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps

from lianfang.kernel.ids import new_id
from tests.broken.values import BODIES, KINDS, OTHERS, TEXTS, leaves, put
from tests.security.pages import CLEAR_BY_DESIGN, canary_for

JSON = "application/json"


@dataclass(frozen=True)
class Sent:
    """A request: method, address with its query, body and what it is said to be."""

    operation: str
    method: str
    address: str
    query: dict[str, str]
    body: bytes = b""
    kind: str = JSON


class Operations:
    """The operations of the schema with the ids of what is there."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema = schema

    def right(self) -> Iterator[Sent]:
        """Every operation once, as its schema wants it."""
        for path, operations in self.schema["paths"].items():
            for method, operation in operations.items():
                query = {
                    each["name"]: canary_for(each["name"])
                    for each in operation.get("parameters", ())
                    if each["in"] == "query"
                }
                yield Sent(f"{method.upper()} {path}", method, self._address(path), query, self._body(operation))

    def broken(self) -> list[Sent]:
        """Every way in which one thing of a request may be broken."""
        return [
            sent
            for path, operations in self.schema["paths"].items()
            for method, operation in operations.items()
            for sent in self._broken(path, method, operation)
        ]

    def _broken(self, path: str, method: str, operation: dict[str, Any]) -> list[Sent]:
        name, address = f"{method.upper()} {path}", self._address(path)
        body = self._body(operation)
        found = [
            Sent(name, method, address, {each["name"]: text}, body)
            for each in operation.get("parameters", ())
            if each["in"] == "query"
            for text in TEXTS
        ]
        found += [Sent(name, method, self._address(path, text), {}, body) for text in ("x", "0", "%00", "..", "😀")]
        if method != "get":
            found += [Sent(name, method, address, {}, each) for each in BODIES]
            found += [Sent(name, method, address, {}, body, kind) for kind in KINDS]
        return found + self._broken_bodies(name, method, address, json.loads(body or b"null"))

    def _body(self, operation: dict[str, Any]) -> bytes:
        schema = operation.get("requestBody", {}).get("content", {}).get(JSON, {}).get("schema")
        return json.dumps(self._example(schema, "body")).encode() if schema else b""

    def _broken_bodies(self, name: str, method: str, address: str, body: Any) -> list[Sent]:
        bodies = [put(body, path, value) for path in leaves(body) for value in (*TEXTS, *OTHERS)]
        bodies += [{**body, "unknown": 1}, {}, [body]] if isinstance(body, dict) else []
        return [Sent(name, method, address, {}, json.dumps(each).encode()) for each in bodies]

    def _address(self, path: str, broken: str | None = None) -> str:
        parts = [
            (broken if broken is not None else str(some_id(part[1:-1]))) if part.startswith("{") else part
            for part in path.split("/")
        ]
        return "/".join(parts)

    def _example(self, kind: dict[str, Any], name: str) -> Any:
        """A value as the schema wants it, with ids of what is there."""
        if "$ref" in kind:
            kind = self.schema["components"]["schemas"][kind["$ref"].rpartition("/")[2]]
        if choices := kind.get("anyOf") or kind.get("oneOf") or kind.get("allOf"):
            return self._example(choices[0], name)
        if kind.get("type") == "object":
            return {key: self._example(each, key) for key, each in kind.get("properties", {}).items()}
        if kind.get("type") == "array":
            return [self._example(kind.get("items", {}), name)]
        return kind["enum"][0] if "enum" in kind else _plain(kind, name)


def _plain(kind: dict[str, Any], name: str) -> Any:
    if kind.get("format") == "uuid" or name == "id":
        return str(new_id() if name == "id" else some_id(name))
    if name in CLEAR_BY_DESIGN:
        return "河东"
    told = {"date": "2026-03-24", "date-time": "2026-03-24T08:00:00+08:00"}.get(kind.get("format", ""))
    usual = {"integer": 1, "number": 37.0, "boolean": True}.get(kind.get("type", ""))
    return told or usual or {"area": "0000", "temperature": 36.8}.get(name) or canary_for(name)


def some_id(name: str) -> object:
    """The id of something that a parameter of this name may mean; else one of nothing."""
    stem = name.removesuffix("_id").replace("_", "")
    meant = [each for each in apps.get_models() if (each._meta.model_name or "").endswith(stem)]
    for model in sorted(meant, key=lambda each: len(each._meta.model_name or "")):
        found = model._default_manager.values_list("pk", flat=True).last()
        if isinstance(found, UUID):
            return found
    return {"day": "2026-03-24", "code": "covid19-2022-ed9"}.get(name, new_id())
