"""The page about the API names whatever the API can do, and needs no script."""

import re

import pytest

from lianfang.project.api import api
from lianfang.project.reference import kind_of, operations


@pytest.mark.django_db
def test_it_names_every_operation_and_runs_nothing(client):
    answer = client.get("/api/v1/docs")
    page = answer.content.decode()
    found = list(operations(api.get_openapi_schema()))
    assert len(found) > 40
    assert [each.path for each in found if f"<code>{each.method} {each.path}</code>" not in page] == []
    assert set(re.findall(r'<script[^>]*src="([^"]+)"', page)) == set(
        re.findall(r'<script[^>]*src="([^"]+)"', client.get("/accounts/login/").content.decode())
    )


def test_what_is_sent_in_the_body_is_listed():
    schema = {
        "paths": {
            "/things": {
                "post": {
                    "tags": ["things"],
                    "summary": "A thing",
                    "parameters": [{"in": "query", "name": "dry", "schema": {"type": "boolean"}}],
                    "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/In"}}}},
                }
            }
        },
        "components": {"schemas": {"In": {"properties": {"weight": {"type": "integer"}}, "required": ["weight"]}}},
    }
    (found,) = operations(schema)
    assert [(each.place, each.name, each.kind, each.required) for each in found.fields] == [
        ("query", "dry", "boolean", False),
        ("body", "weight", "integer", True),
    ]


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ({"type": "string", "format": "uuid"}, "uuid"),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, "integer"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Thing"}}, "Thing []"),
        ({"enum": ["in", "out"], "type": "string"}, "in | out"),
        ({}, "any"),
    ],
)
def test_a_type_is_said_in_the_words_of_the_schema(schema, kind):
    assert kind_of(schema) == kind
