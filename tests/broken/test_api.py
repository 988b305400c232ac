"""Every operation of the API, with real ids and a body that was right, in which one thing is broken."""

import json
import os
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client

from lianfang.accounts.actors import Actor
from lianfang.accounts.services import make_token
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from tests.broken.faults import fault
from tests.broken.values import BODIES, KINDS, OTHERS, TEXTS, leaves, put, some
from tests.cast import World, make_world
from tests.security.doors import samples
from tests.security.pages import canary_for

MANY = int(os.environ.get("LIANFANG_BROKEN", "200"))
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
        schema = operation.get("requestBody", {}).get("content", {}).get(JSON, {}).get("schema")
        body = json.dumps(self._example(schema, "body")).encode() if schema else b""
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


@pytest.fixture
def world(watcher) -> World:
    with watcher.resting():
        world = make_world()
        samples(world)
    return world


@pytest.mark.django_db
def test_no_broken_request_is_a_fault_of_the_server(world, watcher):
    with watcher.resting():
        _token, words = make_token(
            actor=Actor.of(world.users["command"]), name="try", expires_at=now() + timedelta(days=1)
        )
        client = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {words}"})
        operations = Operations(client.get("/api/v1/openapi.json").json())
        wrong = [told for sent in some(operations.broken(), MANY) if (told := _wrong(client, sent))]
    assert wrong == []


def _wrong(client, sent: Sent) -> str:
    """What is wrong with the answer to a request; nothing of it stays."""
    with transaction.atomic():
        address = f"{sent.address}?{urlencode(sent.query, errors='surrogatepass')}"
        answer = client.generic(sent.method.upper(), address, sent.body, sent.kind)
        transaction.set_rollback(True)
    where = f"{sent.operation} {sent.query} {sent.body[:300]!r} {sent.kind}: {answer.status_code}"
    if answer.status_code >= 500:
        return f"{where} {fault(answer)}"
    if answer.status_code >= 400 and answer.headers.get("Content-Type") != "application/problem+json":
        return f"{where} is no problem document"
    return f"{where} says nothing" if answer.status_code >= 400 and not answer.json().get("detail") else ""
