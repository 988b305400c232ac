"""A measure's history as a timeline, the latest first."""

from django.utils.translation import gettext as _

from lianfang.accounts.names import names_of_actors
from lianfang.measures.models import Change, Measure
from lianfang.measures.rules import Step
from lianfang.ui.parts import Entry

TONES = {Step.ENDED: "done", Step.REFUSED: "soon", Step.EXTENDED: "soon"}


def history_of(measure: Measure) -> list[Entry]:
    changes = list(measure.changes.order_by("-at", "-id"))
    names = names_of_actors(change.by for change in changes)
    return [_entry(change, names[change.by]) for change in changes]


def _entry(change: Change, who: str) -> Entry:
    words = change.get_step_display()
    if change.last_day_before and change.last_day_before != change.last_day:
        days = {"step": words, "before": f"{change.last_day_before:%F}", "after": f"{change.last_day:%F}"}
        words = _("%(step)s: last day %(before)s → %(after)s") % days
    if change.excess:
        words = f"{words} · {_excess(change)}"
    return Entry(change.at, words, who=who, note=str(change.because), tone=TONES.get(Step(change.step), ""))


def _excess(change: Change) -> str:
    return _("%(excess)s, by authority of %(authority)s") % {
        "excess": change.get_excess_display(),
        "authority": change.authority,
    }
