"""Every form of every page, as somebody who may open it, filled in well but for one field."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from lianfang.project import navigation
from tests.broken.faults import fault
from tests.broken.values import TEXTS, some
from tests.cast import World, make_world
from tests.security.doors import NOT_FILLED, Walk, samples, whom
from tests.security.pages import Form, Forms

MANY = int(os.environ.get("LIANFANG_BROKEN", "150"))
PAGES = 36 if MANY < 1000 else 10_000
"""Of how many pages the forms are looked at; of all of them where all is asked for (``LIANFANG_BROKEN=100000``)."""
FILES = (
    (b"", "x.csv"),
    (b"\x89PNG\r\n\x1a\n\0", "x.xlsx"),
    ("姓名\n".encode(), "王.csv"),
    (b"PK\x03\x04" * 9, "x.ods"),
)


@dataclass(frozen=True)
class Sent:
    """A form as somebody sends it: by which role, and which field is broken."""

    role: str
    form: Form
    field: str
    value: Any

    def values(self) -> dict[str, Any]:
        if not isinstance(self.value, tuple):
            return {**self.form.filled(), self.field: self.value}
        content, name = self.value
        return {**self.form.filled(), self.field: SimpleUploadedFile(name, content)}


def forms(world: World, found: dict[str, dict[str, Any]]) -> Iterator[tuple[str, Form]]:
    """Each form once, with the first role that sees it."""
    seen = set()
    for name, address in some(sorted(Walk(world, found).addresses()), PAGES):
        for role in whom(name)[-1:] if name not in NOT_FILLED else ():
            page = world.client(role).get(address)
            if page.status_code != 200 or not page.headers.get("Content-Type", "").startswith("text/html"):
                continue
            for form in Forms(page.content.decode(), address).found:
                key = (form.method, form.action.partition("?")[0], *sorted(form.filled()))
                if key not in seen and not form.action.startswith("/accounts/logout"):
                    seen.add(key)
                    yield role, form


def broken(role: str, form: Form) -> Iterator[Sent]:
    for field in (*form.fields, *form.texts):
        if field != "csrfmiddlewaretoken":
            yield from (Sent(role, form, field, text) for text in TEXTS if "\ud800" not in text)
            yield Sent(role, form, field, [])
    yield from (Sent(role, form, field, file) for field in form.files for file in (*FILES, "text"))


@pytest.mark.django_db
def test_no_broken_form_is_a_fault_of_the_server(watcher, monkeypatch, settings):
    monkeypatch.setattr(navigation, "MENU", ())
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    with watcher.resting():
        world = make_world()
        every = [sent for role, form in forms(world, samples(world)) for sent in broken(role, form)]
        assert len(every) > 1000
        clients = {role: _client(world, role) for role in {sent.role for sent in every}}
        wrong = [told for sent in some(every, MANY) if (told := _wrong(clients[sent.role], sent))]
    assert wrong == []


def _client(world: World, role: str) -> Client:
    client = world.client(role)
    client.raise_request_exception = False
    return client


def _wrong(client: Client, sent: Sent) -> str:
    """What is wrong with the answer to a form; nothing of it stays."""
    with transaction.atomic():
        send = client.get if sent.form.method == "get" else client.post
        answer = send(sent.form.action, sent.values())
        transaction.set_rollback(True)
    where = f"{sent.form.method} {sent.form.action} as {sent.role}, {sent.field}={str(sent.value)[:60]!r}"
    return f"{where}: {answer.status_code} {fault(answer)}" if answer.status_code >= 500 else ""
