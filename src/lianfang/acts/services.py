"""Writing and voiding acts: the same for every kind of them."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from django.db import models

from lianfang.accounts.actors import Actor
from lianfang.acts.events import ActRecorded, ActVoided
from lianfang.acts.models import Act
from lianfang.acts.stamps import Stamp
from lianfang.figures.counting import count, count_all
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Conflict, Invalid
from lianfang.kernel.events import publish
from lianfang.kernel.wording import Reason
from lianfang.orgs.models import Unit
from lianfang.people.bulk import insert_rows
from lianfang.privacy.audit import audit
from lianfang.response.models import Response
from lianfang.vault import keyfile

A = TypeVar("A", bound=Act)

FUTURE_TOLERATED = timedelta(minutes=10)


@dataclass(frozen=True)
class Scene:
    """Where and for whom something was done."""

    response: Response
    area_path: str
    unit: Unit
    with_units: Sequence[Unit] = ()


def record(kind: type[A], /, *, actor: Actor, stamp: Stamp, scene: Scene, **fields: Any) -> A:
    """Write an act, count it, audit it and announce it; call it inside ``transaction.atomic``.

    The same stamp from the same recorder with the same content returns the first record and changes nothing.
    Raises Conflict where the id is taken by anything else, and Invalid for a time that has not come.
    """
    if earlier := kind.objects.filter(pk=stamp.id).first():
        return answer_again(earlier, actor=actor, stamp=stamp, **fields)
    refuse_the_future(stamp)
    digest = _digest(kind, fields, keyfile.secret("digest"))
    act = kind(**_of_scene(scene), **_of_stamp(actor, stamp), digest=digest, **fields)
    act.save(force_insert=True)
    count(act, +1)
    audit(actor, f"{kind._meta.model_name}.recorded", act, offline=stamp.offline)
    publish(ActRecorded(act))
    return act


def answer_again(earlier: A, /, *, actor: Actor, stamp: Stamp, **fields: Any) -> A:
    """The first record, for the same content from the same recorder; nothing changes.

    Raises Conflict for anything else under its id, and Invalid for a time that has not come.
    """
    refuse_the_future(stamp)
    digest = _digest(type(earlier), fields, keyfile.secret("digest"))
    if earlier.recorded_by == recorder_of(actor, stamp) and hmac.compare_digest(bytes(earlier.digest), digest):
        return earlier
    raise Conflict("acts.id_taken")


def record_many(
    kind: type[A], *, actor: Actor, scene: Scene, rows: Iterable[tuple[Stamp, Mapping[str, Any]]]
) -> list[A]:
    """Write many acts of one scene with few statements and one entry of the log; stamps already recorded are left out.

    Call it inside ``transaction.atomic``. Raises Invalid for a time that has not come.
    """
    given = {stamp.id: (stamp, fields) for stamp, fields in rows}
    known = set(kind.objects.filter(pk__in=given).values_list("pk", flat=True))
    new = [(kind, stamp, fields) for stamp, fields in given.values() if stamp.id not in known]
    return record_new(actor=actor, scene=scene, rows=new)


def record_new(*, actor: Actor, scene: Scene, rows: Iterable[tuple[type[A], Stamp, Mapping[str, Any]]]) -> list[A]:
    """Write acts of one scene, perhaps of several kinds, whose ids are not taken: an insert a kind, one entry of the log.

    Call it inside ``transaction.atomic``. An act whose fields void it from the start is kept and not counted. Raises
    Invalid for a time that has not come, and the database's IntegrityError for an id that is taken.
    """
    shared, key = _of_scene(scene), keyfile.secret("digest")
    acts: dict[type[A], list[A]] = {}
    for kind, stamp, fields in rows:
        refuse_the_future(stamp)
        act = kind(**shared, **_of_stamp(actor, stamp), digest=_digest(kind, fields, key), **fields)
        acts.setdefault(kind, []).append(act)
    for kind, some in acts.items():
        insert_rows(kind, some)
    every = [act for some in acts.values() for act in some]
    count_all([act for act in every if not act.is_voided], +1)
    if every:
        first = type(every[0])._meta
        counts = {kind._meta.label_lower: len(some) for kind, some in acts.items()}
        audit(actor, f"{first.model_name}.recorded_many", first.label_lower, count=len(every), kinds=counts)
    for act in every:
        publish(ActRecorded(act))
    return every


def was_recorded(kind: type[A], stamp: Stamp) -> bool:
    """Whether a record of this stamp exists, so that a service may skip what follows from it the second time."""
    return kind.objects.filter(pk=stamp.id).exists()


def void(act: A, *, actor: Actor, because: str) -> A:
    """Take an act out of the count with a reason; it stays readable. Voiding it again changes nothing."""
    if act.is_voided:
        return act
    act.voided_at, act.voided_by, act.void_reason = now(), actor.name, because
    act.save(update_fields=["voided_at", "voided_by", "void_reason"])
    count(act, -1)
    audit(actor, f"{act._meta.model_name}.voided", act)
    publish(ActVoided(act))
    return act


def refuse_the_future(stamp: Stamp) -> None:
    """Raise Invalid for a time that has not come; a device may be a little ahead."""
    if stamp.happened_at > now() + FUTURE_TOLERATED:
        raise Invalid({"happened_at": Reason.of("acts.in_the_future")})


def recorder_of(actor: Actor, stamp: Stamp) -> str:
    """Who recorded: on paper who wrote it, whoever hands it in otherwise."""
    return stamp.recorder or actor.name


def _of_scene(scene: Scene) -> dict[str, Any]:
    """The columns that all acts of one scene share."""
    return {
        "response": scene.response,
        "area_path": scene.area_path,
        "unit_path": scene.unit.path,
        "with_units": [unit.path for unit in scene.with_units],
        "received_at": now(),
    }


def _of_stamp(actor: Actor, stamp: Stamp) -> dict[str, Any]:
    return {
        "id": stamp.id,
        "happened_at": stamp.happened_at,
        "raw_happened_at": stamp.at,
        "recorded_by": recorder_of(actor, stamp),
        "device": stamp.device or actor.device,
        "recorded_offline": stamp.offline,
        "typed_by": stamp.typed_by,
        "would_have_been_refused": stamp.flag,
    }


def _digest(kind: type[Act], fields: Mapping[str, Any], key: bytes) -> bytes:
    """A keyed digest of the content: it tells equal from different and betrays nothing."""
    content = {name: value.pk if isinstance(value, models.Model) else value for name, value in fields.items()}
    plain = json.dumps([kind._meta.label_lower, content], sort_keys=True, default=str)
    return hmac.digest(key, plain.encode(), hashlib.sha256)[:16]
