"""Codes come into being when something is to be printed or carried."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.codes.models import Code
from lianfang.codes.rules import draw
from lianfang.codes.selectors import codes_of
from lianfang.privacy.audit import audit


@transaction.atomic
def codes_for(kind: str, things: Iterable[UUID], *, actor: Actor) -> dict[UUID, str]:
    """The codes of these things, by their ids; who has none gets one now. The same thing always has the same code."""
    wanted = list(dict.fromkeys(things))
    known = codes_of(kind, wanted)
    missing = [thing for thing in wanted if thing not in known]
    if missing:
        made = [Code(text=draw(), subject_kind=kind, subject_id=thing) for thing in missing]
        Code.objects.bulk_create(made, ignore_conflicts=True, batch_size=1000)
        audit(actor, "codes.made", Code._meta.label_lower, kind=kind, count=len(made))
        known |= codes_of(kind, missing)
    return known
