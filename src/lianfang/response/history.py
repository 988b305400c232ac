"""A response's decisions as a timeline, the latest first."""

from itertools import pairwise

from django.utils.translation import gettext as _

from lianfang.kernel.wording import label_of
from lianfang.response.models import Decree, Response
from lianfang.response.rules import step
from lianfang.response.selectors import sunset_records_of
from lianfang.response.words import name_of_edition, name_of_level
from lianfang.ui.parts import Entry


def history_of(response: Response) -> list[Entry]:
    decrees = list(response.decrees.all())
    entries = [_entry(decree, before) for before, decree in pairwise([None, *decrees]) if decree is not None]
    if response.ended_at is not None:
        entries.append(
            Entry(
                response.ended_at, _("response ended"), who=response.ended_by, note=response.end_document, tone="done"
            )
        )
    if (record := sunset_records_of([response]).get(response.pk)) is not None and record.ended_at is not None:
        entries.append(Entry(record.ended_at, _("personal records left, the key is destroyed"), tone="done"))
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _entry(decree: Decree, before: Decree | None) -> Entry:
    words = _("%(step)s: %(level)s, %(edition)s") % {
        "step": label_of(step(before.standing if before else None, decree.standing)),
        "level": name_of_level(decree.level),
        "edition": name_of_edition(decree.edition),
    }
    return Entry(
        decree.from_at, words, who=decree.authority, note=_note(decree), tone="soon" if decree.is_tighter else ""
    )


def _note(decree: Decree) -> str:
    if not decree.is_tighter:
        return decree.document
    return _("%(document)s · further than level %(above)s set from above, because: %(why)s") % {
        "document": decree.document,
        "above": decree.level_above,
        "why": decree.stricter_because,
    }
