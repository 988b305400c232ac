"""What pages show of boxes and tubes: lines and histories."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lianfang.accounts.actors import Actor
from lianfang.accounts.names import names_of_actors
from lianfang.kernel.wording import label_of
from lianfang.laboratory.models import Box, Leg, Packed, Resample, Result
from lianfang.laboratory.rules import Place, Side, Value
from lianfang.laboratory.selectors import boxes_visible_to, contents_of, resamples_visible_to
from lianfang.sampling.models import Swab, Tube
from lianfang.ui.due import daytime
from lianfang.ui.parts import Entry

TONES = {Place.MISSING: "late", Place.LOST: "late", Place.ARRIVED: "done"}
RESULT_TONES = {Value.POSITIVE: "late", Value.INVALID: "soon", Value.NEGATIVE: "done"}


@dataclass(frozen=True)
class BoxLine:
    """A tube of a box, who has it now, and its result."""

    packed: Packed
    result: Result | None

    @property
    def in_charge(self) -> str:
        return label_of(self.packed.in_charge)

    @property
    def tone(self) -> str:
        return TONES.get(Place(self.packed.place), "")

    @property
    def is_missing(self) -> bool:
        return self.packed.place == Place.MISSING

    @property
    def is_inside(self) -> bool:
        return self.packed.place == Place.INSIDE


def box_lines(box: Box) -> list[BoxLine]:
    contents = list(contents_of(box))
    results = {each.tube_id: each for each in Result.kept.filter(tube__in=[each.tube_id for each in contents])}
    return [BoxLine(each, results.get(each.tube_id)) for each in contents]


def box_history(box: Box) -> list[Entry]:
    """Every hand-over with who recorded it, newest first, and the one that is due."""
    legs = list(box.legs.order_by("number"))
    names = names_of_actors([box.opened_by, box.sealed_by, *(leg.done_by for leg in legs)])
    entries = [Entry(box.opened_at, _("packing began"), who=names.get(box.opened_by, ""), unit=str(box.unit))]
    if box.sealed_at:
        note = f"{box.temperature} °C" if box.temperature is not None else ""
        text = _("sealed with %(count)s tubes") % {"count": box.tubes}
        entries.append(Entry(box.sealed_at, text, who=names.get(box.sealed_by, ""), note=note))
    entries += [_entry(leg, names.get(leg.done_by, "")) for leg in legs]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _entry(leg: Leg, who: str) -> Entry:
    way = _("%(giver)s to %(taker)s") % {"giver": label_of(Side(leg.from_side)), "taker": label_of(Side(leg.to_side))}
    if leg.done_at is None:
        return Entry(
            leg.opened_at,
            _("waits: %(way)s") % {"way": way},
            note=_due(leg.due_at),
            tone="late" if leg.was_late else "",
        )
    said = [
        str(leg.carrier or ""),
        _tubes(leg),
        f"{leg.temperature} °C" if leg.temperature is not None else "",
        str(leg.note or ""),
    ]
    late = _("late") if leg.was_late else ""
    return Entry(
        leg.done_at,
        way,
        who=who,
        note=" · ".join(filter(None, [*said, late])),
        tone="late" if leg.was_late or leg.missing or leg.extra else "done",
    )


def _due(at: datetime) -> str:
    return _("due %(at)s") % {"at": daytime(at)}


def _tubes(leg: Leg) -> str:
    told = [_("%(count)s tubes") % {"count": leg.counted}]
    if leg.missing:
        told.append(_("%(count)s missing") % {"count": leg.missing})
    if leg.extra:
        told.append(_("%(count)s too many") % {"count": leg.extra})
    if leg.unknown:
        told.append(_("nobody knows: %(codes)s") % {"codes": ", ".join(str(leg.unknown).split("\n"))})
    return ", ".join(told)


def tube_history(actor: Actor, tube: Tube) -> list[Entry]:
    """Everything about a tube from its first swab to what followed its result, newest first; nobody is named.

    It leads to what opens to this actor.
    """
    entries = [*_at_the_table(tube), *_on_the_way(actor, tube), *_found(tube), *_followed(actor, tube)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _at_the_table(tube: Tube) -> Iterable[Entry]:
    first = Swab.kept.filter(tube=tube).order_by("happened_at").first()
    if first is not None:
        yield Entry(first.happened_at, _("first swab"), unit=str(tube.session.site))
    if tube.closed_at:
        yield Entry(tube.closed_at, _("closed with %(count)s people") % {"count": tube.people})


def _on_the_way(actor: Actor, tube: Tube) -> Iterable[Entry]:
    inside = Packed.objects.filter(tube=tube).select_related("box")
    opens = set(boxes_visible_to(actor).filter(pk__in=inside.values("box")).values_list("pk", flat=True))
    for packed in inside:
        href = reverse("laboratory:box", args=[packed.box_id]) if packed.box_id in opens else ""
        yield Entry(packed.at, _("into box %(box)s") % {"box": packed.box.code}, href=href)
        if packed.arrived_at:
            yield Entry(packed.arrived_at, _("at the laboratory"), unit=packed.box.laboratory, href=href)


def _found(tube: Tube) -> Iterable[Entry]:
    for result in Result.objects.filter(tube=tube):
        said = (result.reading.numbers, result.get_source_display(), str(result.void_reason or ""))
        note = " · ".join(filter(None, said))
        tone = "" if result.is_voided else RESULT_TONES[Value(result.value)]
        yield Entry(
            result.happened_at,
            _("result: %(value)s") % {"value": result.get_value_display()},
            note=note,
            tone=tone,
            is_voided=result.is_voided,
        )


def _followed(actor: Actor, tube: Tube) -> Iterable[Entry]:
    opens = set(resamples_visible_to(actor).filter(tube=tube).values_list("pk", flat=True))
    for each in Resample.objects.filter(tube=tube).select_related("unit"):
        yield from steps_of(each, opens=each.pk in opens)


def steps_of(resample: Resample, *, opens: bool = True) -> list[Entry]:
    """What happened to one who is sampled again, by the place alone; ``opens``: whether it leads to the page of it."""
    href = reverse("laboratory:resample", args=[resample.pk]) if opens else ""
    entries = [Entry(resample.asked_at, resample.get_why_display(), unit=str(resample.unit), href=href, tone="soon")]
    if resample.drawn_at:
        entries.append(Entry(resample.drawn_at, _("sampled singly"), href=href))
    if resample.ended_at:
        tone = RESULT_TONES.get(Value(resample.step), "") if resample.step in set(Value) else ""
        entries.append(Entry(resample.ended_at, resample.get_step_display(), href=href, tone=tone))
    if resample.stays_until:
        entries.append(Entry(resample.stays_until, _("need not stay any longer"), href=href, tone="done"))
    return entries
