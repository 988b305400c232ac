"""What is counted about people: the denominators."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianfang.figures.declare import Breakdown, Figure, Kind, Privacy, Rows, declare
from lianfang.people.access import SEE_PEOPLE
from lianfang.people.models import SEXES, Household, Person

RESIDENTS = declare(
    Figure(
        code="people.residents",
        name=_("residents"),
        also=("居民数", "常住人口", "户籍人口", "在册人数", "辖区人口", "总人数"),
        means=_("People of the standing register who live here at the time asked for; merged records once."),
        rows=(
            Rows(
                Person,
                when="created_at",
                until="gone_at",
                where=Q(response=None, merged_into=None),
                opens="people:person",
            ),
        ),
        kind=Kind.STOCK,
        by=(Breakdown("sex", _("sex"), tuple(SEXES)),),
        action=SEE_PEOPLE,
        privacy=Privacy.PUBLIC,
        unit_of_number=_("people"),
    )
)
HOUSEHOLDS = declare(
    Figure(
        code="people.households",
        name=_("households lived in"),
        also=("住户数", "户数", "在册户数", "应摸排户数", "总户数"),
        means=_("Doors behind which somebody lives at the time asked for; empty ones are left out."),
        rows=(Rows(Household, when="created_at", where=Q(is_occupied=True), opens="people:household"),),
        kind=Kind.STOCK,
        action=SEE_PEOPLE,
        privacy=Privacy.PUBLIC,
        unit_of_number=_("households"),
    )
)
