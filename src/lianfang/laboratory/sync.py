"""Whom a sampler's phone carries to be sampled singly: where they are, by when, and at which session the tube is handed in.

What is recorded of them is a swab of its own tube and its closing, as at the table (`sampling.sync`), at the door and
without a signal.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.kernel.wording import in_both
from lianfang.laboratory.models import Resample
from lianfang.laboratory.selectors.people import to_sample_singly
from lianfang.sampling.access import DRAW
from lianfang.sampling.models import WHYS, Session
from lianfang.sampling.rules import Why
from lianfang.sampling.selectors import sessions_today
from lianfang.sampling.sheets import SWAB
from lianfang.sync.purposes import Purpose, serves
from lianfang.sync.registry import Carried, carry
from lianfang.territory.names import full_name, names_of

MOST = 400
"""People whom a phone carries so: more than anybody goes to in a day."""
WORDED = {Why(code): words for code, words in WHYS}


def _singles(actor: Actor) -> Iterator[Carried]:
    """Everybody who waits to be sampled singly where this actor samples."""
    if not actor.may_somewhere(DRAW):
        return
    waiting = list(to_sample_singly(actor)[:MOST])
    open_now = [each for each in sessions_today(actor) if each.opened_at is not None] if waiting else []
    names_of({each.area_path for each in waiting})
    for resample in waiting:
        here = [session for session in open_now if session.response_id == resample.response_id]
        yield Carried(str(resample.pk), _single(resample, here), (resample.person_id,))


def _single(resample: Resample, sessions: Sequence[Session]) -> dict[str, Any]:
    person = resample.person
    place = f"{full_name(resample.area_path)} {person.household.door if person.household else ''}".strip()
    return {
        "title": f"{place} {person.name}",
        "says": in_both(WORDED[Why(resample.why)]),
        "sort": place,
        "page": "single",
        "once": True,
        "records": [SWAB.code],
        "about": str(resample.pk),
        "person": str(person.pk),
        "why": resample.why,
        "due_at": resample.due_at.isoformat(),
        "sessions": [_session(each) for each in _nearest(resample.sender_path, sessions)],
    }


def _nearest(sender_path: str, sessions: Sequence[Session]) -> list[Session]:
    """Those of the unit that sampled them first come first."""
    return sorted(sessions, key=lambda each: each.unit_path != sender_path)


def _session(session: Session) -> dict[str, Any]:
    site = session.site
    name = {"zh": f"{site.name} {session.name}", "en": f"{site.name_en or site.name} {session.name}"}
    return {"about": str(session.pk), "title": name, "numbers": {"own_labels": int(session.own_labels)}}


serves("laboratory", Purpose.SAMPLING)
carry("singles", _singles, name=_("To be sampled singly"), order=0)
