"""Every operation of the API, with real ids and a body that was right, in which one thing is broken."""

import os
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client

from lianfang.accounts.actors import Actor
from lianfang.accounts.services import make_token
from lianfang.kernel.clock import now
from tests.broken.faults import fault
from tests.broken.operations import Operations, Sent
from tests.broken.values import some
from tests.cast import World, make_world
from tests.security.doors import samples

MANY = int(os.environ.get("LIANFANG_BROKEN", "200"))


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
