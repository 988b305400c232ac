"""The page that describes the API, made from its own schema: in the shell of every other page and without any script."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

Schema = Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """Something that is sent: where it stands (path, query, body), its name, its type in words of the schema."""

    place: str
    name: str
    kind: str
    required: bool


@dataclass(frozen=True)
class Operation:
    """A method and an address with what it takes."""

    tag: str
    method: str
    path: str
    summary: str
    description: str
    fields: tuple[Field, ...]


class Reference(DocsBase):
    """Answers under ``/api/v1/docs`` with every operation of the schema."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        found = sorted(operations(api.get_openapi_schema()), key=lambda each: (each.tag, each.path, each.method))
        parts = [(tag, list(part)) for tag, part in groupby(found, key=lambda each: each.tag)]
        return render(
            request, "project/reference.html", {"parts": parts, "schema_url": self.get_openapi_url(api, kwargs)}
        )


def operations(schema: Schema) -> Iterator[Operation]:
    """Every operation of an OpenAPI schema."""
    for path, methods in schema["paths"].items():
        for method, said in methods.items():
            yield Operation(
                tag=(said.get("tags") or [""])[0],
                method=method.upper(),
                path=path,
                summary=said.get("summary", ""),
                description=said.get("description", ""),
                fields=(*_parameters(said), *_body(said, schema)),
            )


def _parameters(said: Schema) -> Iterator[Field]:
    for each in said.get("parameters", ()):
        yield Field(each["in"], each["name"], kind_of(each["schema"]), each.get("required", False))


def _body(said: Schema, schema: Schema) -> Iterator[Field]:
    for content in said.get("requestBody", {}).get("content", {}).values():
        body = content["schema"]
        if "$ref" in body:
            body = schema["components"]["schemas"][_last(body["$ref"])]
        for name, kind in body.get("properties", {}).items():
            yield Field("body", name, kind_of(kind), name in body.get("required", ()))


def kind_of(schema: Schema) -> str:
    """A type as it is written in the schema: its format where it has one, a reference by its name, a choice by its words."""
    if "$ref" in schema:
        return _last(schema["$ref"])
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    for key in ("anyOf", "oneOf", "allOf"):
        if key in schema:
            return " | ".join(dict.fromkeys(kind_of(each) for each in schema[key] if each.get("type") != "null"))
    if schema.get("type") == "array":
        return f"{kind_of(schema.get('items', {}))} []"
    return str(schema.get("format") or schema.get("type", "any"))


def _last(reference: str) -> str:
    return reference.rpartition("/")[2]
