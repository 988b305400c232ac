"""Every door through which something personal may come, each a function of a `Walk`.

Pages and the API are found by themselves: every form of every page is filled in, every operation of the schema is called.
A module with a door of another kind puts it into ``DOORS`` of its ``tests/doors.py``.
"""

import io
import logging
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlencode

from click.testing import CliRunner
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from lianfang.accounts.actors import Actor
from lianfang.accounts.services import make_token
from lianfang.kernel.clock import now
from lianfang.kernel.errors import LianfangError
from lianfang.kernel.ids import new_id
from lianfang.project.column import MODULES
from lianfang.sync.registry import takers, takers_of_many
from lianfang.sync.services import open_pairing, pair
from lianfang.verification.taking import runs
from lianfang.verification.tests.make import about
from lianfang.verification.tests.make import csv_of as list_of
from tests.broken.operations import Operations
from tests.cast import World
from tests.completeness.test_permissions import TABLES, doors, stand_ins
from tests.security.canary import CANARY
from tests.security.pages import Forms

ROLES = ("crew", "worker", "secretary", "office", "command", "dpo", "admin", "anonymous")
NOT_FILLED = {"account_logout", "set_language", "ui:theme"}


@dataclass
class Walk:
    """A district with somebody in each role, and what has been tried in it."""

    world: World
    samples: dict[str, dict[str, Any]]
    tried: int = 0
    let_in: int = 0
    """Calls of the API that a token opened; one that is turned away at once is no door that was gone through."""
    sent: set[tuple[str, ...]] = field(default_factory=set)
    """Forms sent already: what stands on every page is the same door."""

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Every page: url name and address."""
        for name, pattern in doors():
            with suppress(NoReverseMatch):
                yield name, reverse(name, kwargs=self.samples.get(name) or stand_ins(pattern))


Door = Callable[[Walk], None]
LAST = {"POST /api/v1/responses/{response_id}/end"}
"""Left to the forms of the pages, which end a response as well: behind it most doors are closed."""


def pages(walk: Walk) -> None:
    """Every form of every page, as the first role that can open it, and every address with the canary in its query.

    Each address is tried by somebody whom the table of doors refuses too.
    """
    clients = {role: walk.world.client(role) for role in ROLES}
    for client in clients.values():
        client.raise_request_exception = False
    for name, address in walk.addresses():
        for role in whom(name):
            client = clients[role]
            answer = client.get(address, {"q": CANARY["name"], "name": CANARY["name"], "phone": CANARY["phone"]})
            walk.tried += 1
            if answer.status_code == 200:
                fill(walk, client, name, address)


def whom(name: str) -> list[str]:
    """The first role whom the table lets in, after the first whom it refuses; the first two where it lets in nobody."""
    statuses = next((part.TABLE[name] for part in TABLES.values() if name in part.TABLE), {})
    let_in = [role for role in ROLES if statuses.get(role) == 200]
    refused = [role for role in ROLES if role not in let_in]
    return [*refused[:1], *let_in[:1]] if let_in else refused[:2]


def fill(walk: Walk, client: Any, name: str, address: str) -> None:
    """Send every form of a page."""
    page = client.get(address)
    if name in NOT_FILLED or not page.headers.get("Content-Type", "").startswith("text/html"):
        return
    for form in Forms(page.content.decode(), address).found:
        filled = form.filled()
        if (door := (form.method, form.action, *sorted(filled))) not in walk.sent:
            walk.sent.add(door)
            send(client, form.method, form.action, filled)
            walk.tried += 1


def send(client: Any, method: str, address: str, sent: dict[str, Any]) -> None:
    if any(address.startswith(reverse(name)) for name in NOT_FILLED if not name.startswith("mfa")):
        return
    (client.get if method == "get" else client.post)(address.split("?")[0], sent)


def api(walk: Walk) -> None:
    """Every operation of the schema with the ids of what is there and the canary in every text, once whole and once cut off."""
    client = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {token(walk.world, 'command')}"})
    operations = Operations(client.get("/api/v1/openapi.json").json()).right()
    for sent in (each for each in operations if each.operation not in LAST):
        address = f"{sent.address}?{urlencode(sent.query)}"
        for body in (sent.body, sent.body[:-1])[: 1 + bool(sent.body)]:
            answer = client.generic(sent.method.upper(), address, body, sent.kind)
            walk.let_in += answer.status_code not in (401, 403)
            walk.tried += 1


def token(world: World, role: str) -> str:
    """The words of a token for the API."""
    _token, words = make_token(actor=Actor.of(world.users[role]), name="walk", expires_at=now() + timedelta(days=1))
    return words


def phones(walk: Walk) -> None:
    """A phone hands in what cannot be taken: of no kind, about nobody, with the canary in every answer."""
    worker = walk.world.users["worker"]
    _pairing, code = open_pairing(actor=Actor.system("walk"), user=worker.pk, label="东门卡口黑色手机")
    client = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {pair(code=code).token}"})
    for kind in (*takers, *takers_of_many, CANARY["name"]):
        record = {
            "id": str(new_id()),
            "kind": kind,
            "about": str(new_id()),
            "at": now().isoformat(),
            "values": dict(CANARY),
        }
        answer = client.post("/api/v1/sync/records", {"records": [record]}, content_type="application/json")
        walk.let_in += answer.status_code not in (401, 403)
        walk.tried += 1


def lists(walk: Walk) -> None:
    """A verification list of which one row is somebody, one is nobody, and one cannot be read."""
    actor = Actor.of(walk.world.users["command"])
    rows = (
        ("1", CANARY["name"], CANARY["id_number"], CANARY["phone"], CANARY["address"], ""),
        ("2", CANARY["name"], "不是号码", CANARY["phone"], CANARY["address"], CANARY["plate"]),
    )
    sent = runs.send_list(actor=actor, about=about(), filename=f"{CANARY['name']}.csv", content=list_of(*rows))
    runs.start(actor=actor, name_list=sent.name_list.pk)
    walk.tried += 1


def failures(walk: Walk) -> None:
    """Pages that break with something personal in their hands, in Python and in SQL, and addresses that do not exist."""
    client = walk.world.client("worker")
    client.raise_request_exception = False
    for address in ("/breaks/", "/breaks-in-sql/", f"/nothing/{CANARY['name']}/", "/people/", "/accounts/login/"):
        client.get(address, {"q": CANARY["name"]})
    for name, text in CANARY.items():
        logging.getLogger("lianfang.test").info("something was done")
        with suppress(DatabaseError, LianfangError, ValueError), transaction.atomic():
            fail_with(name, text)


def fail_with(name: str, text: str) -> None:
    try:
        raise ValueError(f"{name}={text}")
    except ValueError:
        logging.getLogger("lianfang.test").exception("a job failed")
        raise


def jobs(walk: Walk) -> None:
    """A job that fails with something personal in its message, by the worker and as a task in the database."""
    from django_tasks_db.models import DBTaskResult

    from lianfang.kernel import jobs as worker

    code = f"t.canary{walk.tried}"
    worker.job(code, hours=1)(lambda: fail_with("name", CANARY["name"]))
    worker.run_due()
    task = DBTaskResult(
        args_kwargs={"args": [], "kwargs": {}}, task_path="t.task", queue_name="default", backend_name="default"
    )
    try:
        fail_with("address", CANARY["address"])
    except ValueError as error:
        task.save(force_insert=True)
        task.set_failed(error)


def commands(walk: Walk) -> None:
    """The command line with the canary in its arguments."""
    from lianfang.project.cli import cli, gather

    gather()
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        for arguments in (["retention"], ["check", "audit"], ["sunset", CANARY["name"], "--dry-run"]):
            CliRunner().invoke(cli, arguments)


def everything() -> list[Door]:
    """Our own doors and those of the modules."""
    found: list[Door] = [phones, lists, api, pages, failures, jobs, commands]
    for module in MODULES:
        if find_spec(f"lianfang.{module}.tests") and find_spec(f"lianfang.{module}.tests.doors"):
            found += import_module(f"lianfang.{module}.tests.doors").DOORS
    return found


def samples(world: World) -> dict[str, dict[str, Any]]:
    """Real objects for the urls that need one."""
    found: dict[str, dict[str, Any]] = {}
    for part in TABLES.values():
        if hasattr(part, "samples"):
            found |= part.samples(world)
    return found
