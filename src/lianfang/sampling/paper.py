"""Sampling on paper: tubes with who went into them, and the called list of a building."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.acts.models import Act
from lianfang.acts.services import void
from lianfang.kernel.identifiers import mask_id
from lianfang.kernel.numbers import walk_key
from lianfang.kernel.paths import under
from lianfang.paper.registry import (
    Block,
    Known,
    Line,
    Part,
    Subject,
    Thing,
    column,
    form,
    labels_for,
    mark,
    printed_codes,
)
from lianfang.people.models import Person
from lianfang.sampling import selectors, services
from lianfang.sampling.access import DRAW, SEE_SAMPLING
from lianfang.sampling.models import Session, Tube
from lianfang.sampling.register import by_building, living_in, still_open
from lianfang.sampling.services.tubes import recount
from lianfang.territory.names import full_name, name_of, names_of

SWAB, CLOSE, EXEMPT = "sampling.swab", "sampling.close_tube", "sampling.exempt"
MOST_BUILDINGS = 300
ROWS = 20
"""As many as go into the largest tube."""


def _tables(actor: Actor) -> Iterator[Subject]:
    """The sessions of today at which this actor works."""
    if actor.may_somewhere(DRAW):
        for session in selectors.sessions_today(actor):
            yield _subject(session, session.area_path, _title(session))


def _buildings(actor: Actor) -> Iterator[Subject]:
    """The buildings that those sessions call, each a list of its own."""
    if not actor.may_somewhere(DRAW):
        return
    for session in selectors.sessions_today(actor):
        paths = sorted(by_building(living_in(session)))[:MOST_BUILDINGS]
        names_of(paths)
        for path in paths:
            yield _subject(session, path, f"{_title(session)} · {name_of(path)}")


def _subject(session: Session, path: str, title: str) -> Subject:
    return Subject(session.pk, title, session.response, path, session.unit_path)


def _title(session: Session) -> str:
    hours = f"{localtime(session.from_at):%H:%M}–{localtime(session.until_at):%H:%M}"
    return f"{session.site} {session.name} {hours}"


def _called(actor: Actor, subject: Subject, _day: date) -> list[Line]:
    """Who is called in a building and neither sampled nor exempt, door by door."""
    session = selectors.get_session_for(actor, subject.about, action=DRAW)
    people = still_open([session], selectors.round_of(session)).filter(under("area_path", subject.area_path))
    rows = people.values_list("area_path", "household__door", "birth_year", "pk")
    ordered = sorted(rows, key=lambda row: (row[0], walk_key(row[1] or ""), row[2] or 0, row[3]))
    return [Line(session.pk, thing=row[3], fixed={"person": str(row[3])}) for row in ordered]


def _named(lines: Sequence[Line]) -> list[Known]:
    """Door, name, and enough of the ID number to tell two of one name apart."""
    people = Person.objects.select_related("household").in_bulk([line.thing for line in lines if line.thing])
    return [_words(people[line.thing]) if line.thing in people else Known(()) for line in lines]


def _words(person: Person) -> Known:
    door = person.household.door if person.household else ""
    return Known((door, str(person.name), mask_id(str(person.id_number or ""))), (person.pk,))


def _out_of_tube(actor: Actor, swab: Act) -> None:
    services.void_swab(actor=actor, swab=swab.pk, because="paper")


def _not_closed(actor: Actor, closing: Act) -> None:
    void(closing, actor=actor, because="paper")
    recount(Tube.objects.select_for_update().get(pk=getattr(closing, "tube_id")))  # noqa: B009 - of every closing


def _comes_after_all(actor: Actor, exemption: Act) -> None:
    services.void_exemption(actor=actor, exemption=exemption.pk, because="paper")


def _sites(actor: Actor, area_path: str) -> Iterator[Thing]:
    """The standing sites of a place, each on a page for its wall."""
    standing = selectors.sites_visible_to(actor).filter(under("area_path", area_path), closed_at=None)
    for site in standing:
        yield Thing(site.pk, str(site), full_name(site.area_path))


TUBE = column(SWAB, "tube", share=1.5, ditto=True)
INTO_TUBE = Part(
    SWAB,
    (
        TUBE,
        column(SWAB, "code", share=1.5),
        column(SWAB, "name", share=1.2),
        column(SWAB, "id_number", share=2.2),
        column(SWAB, "phone", share=1.5),
    ),
    take_back=_out_of_tube,
)
CLOSING = Part(
    CLOSE,
    (column(CLOSE, "tube", share=1.5, ditto=True), column(CLOSE, "counted", share=0.8)),
    needs="counted",
    take_back=_not_closed,
)
CALLED = Part(SWAB, (mark("came", _("sampled"), share=0.6), TUBE), take_back=_out_of_tube)
SPARED = Part(EXEMPT, (column(EXEMPT, "reason", share=0.8),), take_back=_comes_after_all)

form(
    "sampling.tubes",
    _("Tube list"),
    means=_("Tube by tube who went into it: the code of the tube once, the people below it."),
    action=DRAW,
    subjects=_tables,
    blocks=[Block("tubes", (INTO_TUBE, CLOSING), rows=ROWS, timed=True)],
)
form(
    "sampling.called",
    _("Called list"),
    means=_("Who is called in a building and not sampled yet: tick them and write the tube."),
    action=DRAW,
    subjects=_buildings,
    blocks=[
        Block(
            "called",
            (CALLED, SPARED),
            heads=((_("door"), 1.0), (_("full name"), 1.1), (_("ID number"), 2.0)),
            rows=ROWS,
            lines=_called,
            known=_named,
            timed=True,
        )
    ],
)
labels_for(DRAW)
printed_codes(
    "sampling.site",
    _("Codes of sampling sites"),
    action=SEE_SAMPLING,
    things=_sites,
    means=_("One page for the wall of each site."),
)
