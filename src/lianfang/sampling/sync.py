"""What a table's phone carries, and what may be recorded at a session from any door."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.acts.models import Act
from lianfang.acts.records import Row, record_kind
from lianfang.acts.stamps import Stamp
from lianfang.codes.services import codes_for
from lianfang.kernel.errors import Invalid, LianfangError, NotFound
from lianfang.people.models import Person
from lianfang.sampling import selectors, services
from lianfang.sampling.access import DRAW
from lianfang.sampling.models import Exemption, Session, Swab
from lianfang.sampling.register import living_in
from lianfang.sampling.rules import Exempt, Why
from lianfang.sampling.said import SwabSaid, TubeSaid, id_of
from lianfang.sampling.sheets import CHECK, CLOSE, EXEMPT, QUEUE, SWAB
from lianfang.sync.purposes import Purpose, serves
from lianfang.sync.registry import Carried, carry
from lianfang.territory.names import full_name, names_of

MOST_CALLED = 6000
"""People of a session that a phone carries by name; beyond that a table binds by code, ID number or what is entered."""
MOST_ELSEWHERE = 400
"""Codes of tubes that a phone carries to know them for another session's; they name nobody."""
SITE, PERSON, HOUSEHOLD = "sampling.site", "people.person", "people.household"


def _swab(*, actor: Actor, stamp: Stamp, about: UUID, values: dict[str, Any]) -> Act:
    said = SwabSaid.of(stamp, values)
    return services.draw(actor=actor, session=about, tube=values["tube"], said=said, why=Why(values["why"]))


def _swabs(*, actor: Actor, rows: Sequence[Row]) -> list[Act | LianfangError]:
    """Many samples of a table, session by session."""
    answers: dict[UUID, Act | LianfangError] = {}
    by_session: dict[UUID, list[TubeSaid]] = {}
    for row in rows:
        try:
            swab = SwabSaid.of(row.stamp, row.values)
            said = TubeSaid(row.values["tube"], (swab,), why=Why(row.values["why"]))
            by_session.setdefault(row.about, []).append(said)
        except Invalid as nobody:
            answers[row.stamp.id] = nobody
    for session, tubes in by_session.items():
        taken = services.draw_many(actor=actor, session=session, said=tubes)
        answers |= {tube.swabs[0].stamp.id: each for tube, each in zip(tubes, taken, strict=True)}
    return [answers[row.stamp.id] for row in rows]


def _close(*, actor: Actor, stamp: Stamp, about: UUID, values: dict[str, Any]) -> Act:
    return services.close_tube(actor=actor, stamp=stamp, session=about, tube=values["tube"], counted=values["counted"])


def _exempt(*, actor: Actor, stamp: Stamp, about: UUID, values: dict[str, Any]) -> Act:
    return services.exempt(
        actor=actor,
        stamp=stamp,
        session=about,
        person=id_of(values["person"]),
        code=values["code"],
        reason=Exempt(values["reason"]),
        note=values["note"],
    )


def _queue(*, actor: Actor, stamp: Stamp, about: UUID, values: dict[str, Any]) -> Act:
    return services.report_queue(actor=actor, stamp=stamp, session=about, waiting=values["waiting"])


def _check(*, actor: Actor, stamp: Stamp, about: UUID, values: dict[str, Any]) -> Act:
    return services.check_site(actor=actor, stamp=stamp, site=about, **values)


def _session_of_site(*, actor: Actor, text: str) -> UUID:
    """The session of today at the site of this name, where there is only one."""
    named = [
        each
        for each in selectors.sessions_today(actor)
        if text.strip() in {each.site.name, each.site.name_en, str(each)}
    ]
    if len(named) != 1:
        raise NotFound
    return named[0].pk


def _site_of_name(*, actor: Actor, text: str) -> UUID:
    """The one standing site of this name."""
    standing = selectors.sites_visible_to(actor, DRAW).filter(closed_at=None)
    named = [each for each in standing if text.strip() in {each.name, each.name_en}]
    if len(named) != 1:
        raise NotFound
    return named[0].pk


def _sessions(actor: Actor) -> Iterator[Carried]:
    """The sessions of today at which this actor works."""
    if not actor.may_somewhere(DRAW):
        return
    sessions = list(selectors.sessions_today(actor))
    codes = codes_for(SITE, {each.site_id for each in sessions}, actor=actor) if sessions else {}
    for session in sessions:
        yield Carried(str(session.pk), _session(session, codes[session.site_id]))


def _session(session: Session, code: str) -> dict[str, Any]:
    site, hours = session.site, f"{localtime(session.from_at):%H:%M}-{localtime(session.until_at):%H:%M}"
    return {
        "title": {"zh": f"{site.name} {session.name}", "en": f"{site.name_en or site.name} {session.name}"},
        "says": f"{full_name(session.area_path)} {hours}",
        "sort": f"{session.from_at.isoformat()} {site.name}",
        "about": str(session.pk),
        "records": [SWAB.code, CLOSE.code, EXEMPT.code, QUEUE.code],
        "page": "table",
        "code": code,
        "open": session.opened_at is not None,
        "numbers": {
            "tube_size": session.tube_size,
            "household_tubes": int(session.household_tubes),
            "own_labels": int(session.own_labels),
        },
    }


def _called(actor: Actor) -> Iterator[Carried]:
    """Everybody whom these sessions call, by door, with what a table scans."""
    if not actor.may_somewhere(DRAW):
        return
    for session in selectors.sessions_today(actor):
        people = list(
            living_in(session).select_related("household").order_by("area_path", "household__door", "id")[:MOST_CALLED]
        )
        yield from _people_of(actor, session, people)


def _people_of(actor: Actor, session: Session, people: list[Person]) -> Iterable[Carried]:
    doors = codes_for(HOUSEHOLD, {each.household_id for each in people if each.household_id}, actor=actor)
    codes = codes_for(PERSON, [each.pk for each in people], actor=actor)
    done = _those(Swab, session)
    exempt = _those(Exemption, session)
    names_of({each.area_path for each in people})
    for each in people:
        data = {
            "session": str(session.pk),
            "person": str(each.pk),
            "name": str(each.name),
            "door": each.household.door if each.household else "",
            "area": full_name(each.area_path),
            "code": doors.get(each.household_id, "") if each.household_id else "",
            "person_code": codes[each.pk],
            "sampled": each.pk in done,
            "exempt": each.pk in exempt,
        }
        yield Carried(f"{session.pk}.{each.pk}", data, (each.pk,))


def _elsewhere(actor: Actor) -> Iterator[Carried]:
    """The tubes of today that belong to another session of the same site, for each session at which this actor works."""
    if not actor.may_somewhere(DRAW):
        return
    for session in selectors.sessions_today(actor):
        if codes := list(selectors.tubes_elsewhere(session)[:MOST_ELSEWHERE]):
            yield Carried(str(session.pk), {"tubes": sorted(codes)})


def _those(kind: Any, session: Session) -> set[UUID]:
    """The people of whom this session has a record of this kind that counts."""
    return set(kind.kept.filter(session=session).values_list("person", flat=True))


SESSION = _("sampling site of today")
serves("sampling", Purpose.SAMPLING)
carry("sessions", _sessions, name=_("Sampling sessions"), order=1)
carry("called", _called)
carry("elsewhere", _elsewhere)
record_kind(SWAB, about=SESSION, take=_swab, find=_session_of_site, take_many=_swabs)
record_kind(CLOSE, about=SESSION, take=_close, find=_session_of_site)
record_kind(EXEMPT, about=SESSION, take=_exempt, find=_session_of_site)
record_kind(QUEUE, about=SESSION, take=_queue, find=_session_of_site)
record_kind(CHECK, about=_("sampling site"), take=_check, find=_site_of_name)
