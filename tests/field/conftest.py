"""A district with a worker's phone that is enrolled."""

import base64
import gzip
import json
import os
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.wording import Reason
from lianfang.measures.tests.make import District, make_measure
from lianfang.people.tests.make import make_household, make_person
from lianfang.sync import services
from lianfang.sync.sealing import public_key
from lianfang.tasks.services import ask
from lianfang.tasks.subjects import HOUSEHOLD, Subject
from lianfang.tasks.tests.make import LOOK_IN
from tests.cast import make_world


@pytest.fixture
def world(db, watcher):
    with watcher.resting():
        return make_world()


class Phone:
    """The protocol as a phone speaks it, without a browser."""

    def __init__(self, client, enrolled):
        self.client, self.device = client, enrolled["device"]
        self.token, self.delivery = enrolled["token"], enrolled["delivery_token"]
        self.holds, self.items = "", {}

    def receive(self):
        """Ask for the slice and apply the difference, as the phone does."""
        answer = self.client.get(f"/api/v1/sync/slice?holds={self.holds}", headers=self._headers(self.token))
        if answer.status_code == 200:
            said = answer.json()
            self.items = {} if said["whole"] else self.items
            self.items = {key: value for key, value in self.items.items() if key not in said["gone"]} | said["put"]
            self.holds = said["watermark"]
        return answer

    def hand_in(self, *records, packed=False, left=0):
        body = json.dumps({"records": records, "left": left}, default=str).encode()
        more = {"Content-Encoding": "gzip"} if packed else {}
        return self.client.post(
            "/api/v1/sync/records",
            gzip.compress(body) if packed else body,
            "application/json",
            headers={**self._headers(self.token), **more},
        )

    def deliver(self, *records):
        """Hand in sealed, by the token beside the PIN: as with nobody logged in, or by whoever else is."""
        body = {"sealed": [sealed(record) for record in records]}
        return self.client.post("/api/v1/sync/sealed", body, "application/json", headers=self._headers(self.delivery))

    def _headers(self, token):
        return {"Authorization": f"Bearer {token}"}


def sealed(record):
    """A record sealed to the server, as `field/keys.js` does it."""
    mine = ec.generate_private_key(ec.SECP256R1())
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), base64.b64decode(public_key()))
    shared = mine.exchange(ec.ECDH(), point)
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"lianfang sealed record 1").derive(shared)
    nonce = os.urandom(12)
    raw = mine.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    parts = {
        "key": raw,
        "nonce": nonce,
        "locked": AESGCM(key).encrypt(nonce, json.dumps(record, default=str).encode(), None),
    }
    return {name: base64.b64encode(part).decode() for name, part in parts.items()}


@pytest.fixture
def enrol(world, client, watcher):
    def enrol(role, by="secretary"):
        with watcher.resting():
            officer = Actor.of(world.users["office"])
            _made, code = services.open_pairing(actor=officer, user=world.users[role].pk, label=f"phone of {role}")
        answer = client.post("/api/v1/sync/pair", {"code": code.lower()}, "application/json")
        assert answer.status_code == 200, answer.content
        return Phone(client, answer.json())

    return enrol


@pytest.fixture
def post(world, watcher):
    with watcher.resting():
        return make_post(world)


def make_post(world):
    from lianfang.checkpoints.models import Post

    unit = world.units["河西社区居委会"]
    return Post.objects.create(
        response=world.response,
        name="滨河路卡口",
        kind="road",
        area_path=world.areas["河西社区"].path,
        unit=unit,
        unit_path=unit.path,
        document="联防〔2022〕1号",
        from_at=now() - timedelta(days=1),
        until_at=now() + timedelta(days=5),
    )


def make_observed(world, door="3-2-601", name="周晓岚"):
    """Somebody at home under observation in the eastern community, asked for from today."""
    household = make_household(world.areas["河东社区"].path, door=door)
    person = make_person(name, household=household)
    district = District(world.response, world.areas, world.units, person)
    return make_measure(district, days_ago=2)


def make_asked_door(world, door="5-1-302"):
    """A household of which the community is asked how many live there."""
    home = make_household(world.areas["河东社区"].path, door=door)
    ask(
        actor=Actor.system("tests"),
        response=world.response,
        kind=LOOK_IN.code,
        subject=Subject(HOUSEHOLD, home.pk),
        area_path=home.area_path,
        unit=world.units["河东社区居委会"],
        due_at=now() + timedelta(hours=4),
        because=Reason.of("tasks.asked"),
        questions=("tasks.people_at_home",),
        household=home,
    )
    return home


def press(post, people=3, at=None, **more):
    values = {"direction": "in", "vehicles": 1, "people": people}
    at = at or now()
    return {"id": str(new_id()), "kind": "checkpoints.tally", "about": str(post.pk), "at": at, "values": values, **more}


__all__ = ["Phone", "make_post", "press"]
