"""Reading units, members and duties. Units and duty phones are for everybody who works here; members have their place."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.accounts.models import Grant, User
from lianfang.accounts.scopes import get, get_by_id, scope
from lianfang.kernel.clock import now, today
from lianfang.kernel.errors import NotFound, Refused
from lianfang.kernel.paths import line_of, under
from lianfang.orgs.access import SEE_MEMBERS, SEE_UNITS, SET_DUTY
from lianfang.orgs.models import Charge, Member, OnDuty, Unit
from lianfang.orgs.rules import ANSWERS_FOR_AREAS, UnitKind
from lianfang.territory.models import Area
from lianfang.territory.rules import Level
from lianfang.territory.selectors import areas_under


def units_at_work() -> QuerySet[Unit]:
    """Units that have not ended."""
    return Unit.objects.filter(Q(ended_on=None) | Q(ended_on__gt=today()))


def unit_at(path: str) -> Unit:
    """The unit at a path, ended ones included. Raises NotFound."""
    return get(Unit.objects.all(), path=path)


def units_visible_to(actor: Actor) -> QuerySet[Unit]:
    """Every unit for whoever may look up units anywhere, none for anybody else."""
    return Unit.objects.all() if actor.may_somewhere(SEE_UNITS) else Unit.objects.none()


def units_where(actor: Actor, action: Action) -> QuerySet[Unit]:
    """The units with which the actor may do this: by the area they answer for, or by the tree of units."""
    return scope(Unit.objects.all(), actor, action, area="area_path", units=("path",))


def get_unit_for(actor: Actor, unit_id: UUID | str, *, action: Action = SEE_UNITS) -> Unit:
    """The unit, if this actor may do this with it; NotFound otherwise, as for a unit that does not exist."""
    rows = units_visible_to(actor) if action == SEE_UNITS else units_where(actor, action)
    return get_by_id(rows, unit_id)


def unit_for_area(area_path: str) -> Unit | None:
    """The committee, office or command that answers for an area: the nearest one walking up the tree.

    Where two answer for the same area (after a merger), the committee before the office, then the one first founded.
    """
    answering = units_at_work().filter(area_path__in=["", *line_of(area_path)], kind__in=ANSWERING)
    return min(answering, key=lambda unit: (-len(unit.area_path), ANSWERING.index(unit.kind), unit.path), default=None)


ANSWERING = [kind.value for kind in ANSWERS_FOR_AREAS]


def units_answering_for(area_path: str) -> QuerySet[Unit]:
    """Every committee, office and command that answers for this area itself; more than one is to be put right."""
    return units_at_work().filter(area_path=area_path, kind__in=ANSWERING).order_by("path")


def above(unit: Unit) -> Unit | None:
    """The unit to which this one's lateness rises: the nearest one at work above it; None at the top."""
    return units_at_work().filter(path__in=list(line_of(unit.path))[:-1]).order_by("-path").first()


def command_above(area_path: str) -> Unit | None:
    """The command that answers for an area."""
    commands = units_at_work().filter(kind=UnitKind.COMMAND.value, area_path__in=["", *line_of(area_path)])
    return commands.order_by("-area_path", "path").first()


def search_units(text: str, limit: int = 20) -> list[Unit]:
    """Units at work whose name or code holds the text, those beginning with it first."""
    if not text.strip():
        return []
    found = units_at_work().filter(named_like(text))
    return sorted(found[: limit * 5], key=lambda unit: (not unit.name.startswith(text), unit.path))[:limit]


def named_like(text: str) -> Q:
    return Q(name__contains=text.strip()) | Q(name_en__icontains=text.strip()) | Q(code__startswith=text.strip())


def line_above(unit: Unit) -> list[Unit]:
    """The units above, from the top down, without itself."""
    return list(Unit.objects.filter(path__in=list(line_of(unit.path))[:-1]).order_by("path"))


def require_lookup(actor: Actor) -> QuerySet[Unit]:
    """Every unit, for whoever may look them up. Raises NotFound for anybody else."""
    if not actor.may_somewhere(SEE_UNITS):
        raise NotFound
    return units_visible_to(actor)


# -- duty ------------------------------------------------------------------------------------------------------------


def open_duties() -> QuerySet[OnDuty]:
    return OnDuty.objects.filter(until=None).select_related("unit", "user").order_by("-since", "-id")


def on_duty(unit: Unit) -> OnDuty | None:
    """Who answers for the unit now: the one who went on duty last."""
    return open_duties().filter(unit=unit).first()


def duty_of(actor: Actor) -> OnDuty | None:
    """Where this actor is on duty now."""
    return open_duties().filter(user_id=actor.user_id).first() if actor.user_id else None


def units_with_nobody_on_duty(under_area: str = "") -> QuerySet[Unit]:
    """Units at work that answer at every hour and have nobody on duty now: the red line."""
    somebody = OnDuty.objects.filter(unit=OuterRef("pk"), until=None)
    return units_at_work().filter(under("area_path", under_area), ~Exists(somebody), answers_always=True)


def contact_list(under_area: str = "") -> QuerySet[Unit]:
    """Units at work below an area that have a number or must be reachable, each with ``open_duties``, the newest first."""
    rows = units_below(under_area).filter(~Q(kind=UnitKind.TEAM.value) | Q(answers_always=True))
    return with_duties(rows)


def with_duties(rows: QuerySet[Unit]) -> QuerySet[Unit]:
    """Each unit with ``open_duties``, the newest first, which is the one that counts."""
    return rows.prefetch_related(Prefetch("duties", open_duties(), "open_duties")).order_by("path")


def units_below(area_path: str) -> QuerySet[Unit]:
    """Units at work that answer for an area or something below it."""
    return units_at_work().filter(under("area_path", area_path))


def get_duty_for(actor: Actor, duty_id: UUID | str) -> OnDuty:
    """The duty, if it is the actor's own or they may set it; NotFound otherwise."""
    rows = OnDuty.objects.select_related("unit", "user")
    settable = scope(rows, actor, SET_DUTY, area="unit__area_path", units=("unit__path",))
    return settable.filter(pk=duty_id).first() or get(rows, pk=duty_id, user_id=actor.user_id)


def who_may_serve(unit: Unit) -> list[User]:
    """Accounts that can be put on duty for a unit: its members' and those with a role in it."""
    members = Member.objects.filter(on_the_day(), unit=unit, user__isnull=False).values("user")
    holding = Grant.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now()), unit_path=unit.path).values("user")
    return list(User.objects.filter(Q(pk__in=members) | Q(pk__in=holding), is_active=True).order_by("username"))


# -- members ---------------------------------------------------------------------------------------------------------


def on_the_day(day_field_prefix: str = "") -> Q:
    """The filter for rows that hold today, their first and last day included."""
    begun = Q(**{f"{day_field_prefix}from_on__lte": today()})
    return begun & (Q(**{f"{day_field_prefix}until_on": None}) | Q(**{f"{day_field_prefix}until_on__gte": today()}))


def members_of(unit: Unit) -> QuerySet[Member]:
    """Who belongs to the unit today."""
    return Member.objects.filter(on_the_day(), unit=unit).select_related("user").order_by("from_on", "id")


def members_visible_to(actor: Actor) -> QuerySet[Member]:
    rows = Member.objects.select_related("unit", "user")
    return scope(rows, actor, SEE_MEMBERS, area="unit__area_path", units=("unit__path",))


def get_member_for(actor: Actor, member_id: UUID | str, *, action: Action = SEE_MEMBERS) -> Member:
    """The member, if this actor may do this with the unit; NotFound otherwise."""
    rows = scope(
        Member.objects.select_related("unit", "user"), actor, action, area="unit__area_path", units=("unit__path",)
    )
    return get_by_id(rows, member_id)


def workers_of_grid(path: str) -> QuerySet[Member]:
    """Leader and workers of a grid and of its parts, the leader first."""
    here = Member.objects.filter(on_the_day(), under("grid_path", path)).exclude(grid_path="")
    return here.select_related("unit", "user").order_by("grid_post", "grid_path", "from_on", "id")


def workers_visible_to(actor: Actor, path: str) -> QuerySet[Member]:
    """Leader and workers of a grid, as far as the actor may see the members of their units."""
    return scope(workers_of_grid(path), actor, SEE_MEMBERS, area="unit__area_path", units=("unit__path",))


def charges_of(paths: Iterable[str]) -> QuerySet[Charge]:
    """Who answers for these places today."""
    return Charge.objects.filter(on_the_day(), area_path__in=list(paths)).select_related("unit", "member")


def places_without_anybody(under_path: str = "") -> QuerySet[Area]:
    """Areas in use for which nobody answers: no unit of their own, no responsibility, no leader or worker of the grid.

    Streets and above have their office; buildings and entrances are their grid's. So these are the communities,
    compounds and grids (点位分包, 联片包户).
    """
    here = {"area_path": OuterRef("path")}
    own_unit = units_at_work().filter(**here, kind__in=ANSWERING)
    charged = Charge.objects.filter(on_the_day(), **here)
    worker = Member.objects.filter(on_the_day(), grid_path=OuterRef("path"))
    watched = areas_under(under_path).filter(level__in=[level.value for level in WATCHED])
    return watched.filter(~Exists(own_unit), ~Exists(charged), ~Exists(worker)).defer("geometry")


WATCHED = (Level.COMMUNITY, Level.COMPOUND, Level.GRID)


# -- where somebody works --------------------------------------------------------------------------------------------


def unit_of(actor: Actor) -> Unit:
    """Where this actor works now: where they are on duty, else the unit of their grant, else of their membership, else
    the unit that answers for the area of their grant. Raises Refused with a sentence where there is none.
    """
    if units := units_of(actor):
        return units[0]
    raise Refused("orgs.no_unit")


def units_of(actor: Actor) -> list[Unit]:
    """Every unit for which this actor may act now, the one meant without asking first."""
    found: list[Unit | None] = []
    if duty := duty_of(actor):
        found.append(duty.unit)
    found += _units_of_grants(actor)
    if actor.user_id:
        found += [
            member.unit for member in Member.objects.filter(on_the_day(), user_id=actor.user_id).select_related("unit")
        ]
    found += [_answering_for(held.area_path) for held in actor.held if held.area_path is not None]
    return list({unit.pk: unit for unit in found if unit is not None and not unit.has_ended}.values())


def _units_of_grants(actor: Actor) -> list[Unit]:
    paths = [held.unit_path for held in actor.held if held.unit_path]
    units = {unit.path: unit for unit in units_at_work().filter(path__in=paths)}
    return [units[path] for path in paths if path in units]


def _answering_for(area_path: str) -> Unit | None:
    unit = unit_for_area(area_path)
    return unit if unit is not None and unit.area_path == area_path else None


def unit_chosen_by(actor: Actor, unit_id: UUID | str | None) -> Unit:
    """The unit for which this actor acts: the one chosen, if it is one of theirs, or the one meant without choosing."""
    if not unit_id:
        return unit_of(actor)
    if chosen := next((unit for unit in units_of(actor) if str(unit.pk) == str(unit_id)), None):
        return chosen
    raise NotFound
