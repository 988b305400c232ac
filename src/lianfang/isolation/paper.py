"""The temperatures of a day on paper: one line for each who is observed at home in a community, by door."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.acts.models import Act
from lianfang.isolation import selectors, services
from lianfang.isolation.access import RECORD_HEALTH
from lianfang.isolation.models import HealthReport
from lianfang.kernel.clock import today
from lianfang.kernel.identifiers import mask_name
from lianfang.measures.models import Measure
from lianfang.paper.registry import Block, Known, Line, Part, Subject, column, form
from lianfang.territory.selectors import area_at, community_of

HEALTH = "isolation.health_report"


def _communities(actor: Actor) -> Iterator[Subject]:
    """The communities in which somebody is observed whose temperature this actor records."""
    if not actor.may_somewhere(RECORD_HEALTH):
        return
    for path, measure in sorted(_by_community(actor).items()):
        area = area_at(path)
        yield Subject(area.pk, str(area), measure.response, path, measure.unit_path)


def _by_community(actor: Actor) -> dict[str, Measure]:
    """One of the measures of each community."""
    return {community_of(measure.area_path): measure for measure in _observed(actor, today())}


def _observed(actor: Actor, day: date, area_path: str = "") -> list[Measure]:
    return list(selectors.observed_by(actor, day, area_path).select_related("response"))


def _doors(actor: Actor, subject: Subject, day: date) -> list[Line]:
    return [Line(each.pk, thing=each.person_id) for each in _observed(actor, day, subject.area_path)]


def _named(lines: Sequence[Line]) -> list[Known]:
    """Door, masked name and the number on the notice: nothing that says why."""
    measures = Measure.objects.select_related("person__household").in_bulk([line.about for line in lines])
    return [_words(measures[line.about]) if line.about in measures else Known(()) for line in lines]


def _words(measure: Measure) -> Known:
    person = measure.person
    door = person.household.door if person.household else ""
    return Known((door, mask_name(str(person.name)), measure.number), (person.pk,))


def _take_back(actor: Actor, report: Act) -> None:
    services.void_report(actor=actor, report=HealthReport.objects.get(pk=report.pk), because="paper")


form(
    "isolation.day",
    _("Temperatures of a day"),
    means=_("Everybody observed at home in a community, one line each: temperature, symptoms."),
    action=RECORD_HEALTH,
    subjects=_communities,
    blocks=[
        Block(
            "observed",
            (
                Part(
                    HEALTH,
                    (
                        column(HEALTH, "temperature", share=1.0),
                        column(HEALTH, "second_temperature", share=1.0),
                        column(HEALTH, "symptoms", share=1.0),
                        column(HEALTH, "note", share=2.0),
                    ),
                    take_back=_take_back,
                ),
            ),
            heads=((_("door"), 1.1), (_("full name"), 0.9), (_("number of the measure"), 1.4)),
            rows=20,
            lines=_doors,
            known=_named,
            timed=True,
        )
    ],
)
