"""The components as template tags, known in every template without ``load``; `/styleguide/` shows each with its states."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django import template
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.context import Context
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from lianfang.kernel.identifiers import mask_id, mask_name, mask_phone, mask_plate
from lianfang.kernel.wording import Text, label_of
from lianfang.ui import due as dues
from lianfang.ui import themes as theme_choices
from lianfang.ui.charts import Chart
from lianfang.ui.icons import STROKES
from lianfang.ui.maps import Map, said
from lianfang.ui.parts import Entry, Link, Steps

register = template.Library()

register.filter("mask_id", mask_id)
register.filter("mask_phone", mask_phone)
register.filter("mask_plate", mask_plate)
register.filter("mask_name", mask_name)

TONES = {constants.SUCCESS: "done", constants.ERROR: "late", constants.WARNING: "soon"}
DRAWING = '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>'
SIGNS = {"late": "alert", "soon": "clock", "done": "check", "info": "info", "": "info"}


# -- words and numbers ---------------------------------------------------------------------------------------------


@register.filter
def daytime(instant: datetime | None) -> str:
    """3月24日 16:00 · 24 Mar 16:00"""
    return dues.daytime(instant) if instant else ""


@register.filter
def monthday(day: date | None) -> str:
    """3月24日 · 24 Mar"""
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


@register.filter
def thousands(number: Any) -> str:
    """12,345; what is no number stays as it is, nothing is an en dash."""
    if number is None:
        return "–"
    return f"{number:,}" if isinstance(number, (int, float)) else str(number)


@register.filter
def label(member: Any) -> str:
    """The name of a member of an enumeration."""
    return label_of(member) if isinstance(member, StrEnum) else str(member)


@register.filter
def tone_of_message(message: Message) -> str:
    return TONES.get(message.level, "info")


# -- small things --------------------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str) -> SafeString:
    """{% icon "clock" %}: decoration, hidden from readers of screens."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>', STROKES[name]
    )


@register.simple_tag(takes_context=True)
def theme_attribute(context: Context) -> SafeString:
    theme = theme_choices.chosen(context.get("request"))
    return format_html(' data-theme="{}"', theme) if theme else mark_safe("")


@register.simple_tag(takes_context=True)
def themes(context: Context) -> list[tuple[str, Text, bool]]:
    chosen = theme_choices.chosen(context.get("request"))
    return [(code, name, code == chosen) for code, name in theme_choices.THEMES]


@register.simple_tag
def languages() -> list[tuple[str, str, bool]]:
    """Each language by its own name."""
    return [(code, name, code == get_language()) for code, name in settings.LANGUAGES]


@register.simple_tag(takes_context=True)
def same_as_block(context: Context, name: str) -> str:
    """What the page put into another block, so that title and heading need one wording."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY) if context.render_context else None
    block = blocks.get_block(name) if blocks else None
    return block.render(context) if block else ""


# -- components ----------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/parts/stat.html")
def stat(label: Text, value: Any, *, href: str = "", note: Text = "", tone: str = "") -> Mapping[str, Any]:
    """{% stat _("on duty") 12 href=url note=_("of 14 posts") tone="late" %}: a number that is a door."""
    return {"label": label, "value": value, "href": href, "note": note, "tone": tone}


@register.inclusion_tag("ui/parts/clock.html")
def clock(due: datetime | None, *, done: datetime | None = None, soon_minutes: int = 60) -> Mapping[str, Any]:
    """{% clock task.due_at done=task.done_at %}: neutral, amber when due soon, red when late, green when done, in words."""
    if due is None:
        return {"clock": None}
    return _signed("clock", dues.clock_of(due, done=done, soon=timedelta(minutes=soon_minutes)))


def _signed(name: str, clock: dues.Clock) -> dict[str, Any]:
    return {name: clock, "sign": SIGNS[clock.tone] if clock.tone else "clock"}


@register.simple_tag
def chip(text: Text, tone: str = "", *, href: str = "") -> SafeString:
    """{% chip _("accepted") "done" %}: a state in a word."""
    sign = icon(SIGNS[tone]) if tone in ("late", "soon", "done") else ""
    if href:
        return format_html('<a class="chip tone-{}" href="{}">{}{}</a>', tone, href, sign, text)
    return format_html('<span class="chip tone-{}">{}{}</span>', tone, sign, text)


@register.simple_tag
def risk(level: str, words: Text) -> SafeString:
    """{% risk area.level area.get_level_display %}: high is a full square, medium half, low empty."""
    return format_html(
        '<span class="chip risk risk-{}{}">{}</span>', level, " tone-late" if level == "high" else "", words
    )


@register.inclusion_tag("ui/parts/person_line.html")
def person_line(name: str, **about: Any) -> Mapping[str, Any]:
    """{% person_line person.name phone=person.phone href=url reveal=url %}: the name before the numbers, which are masked.

    Also ``id_number``, ``sex``, ``age``. ``reveal`` is a url that answers a POST with the open line and logs it;
    ``masked=False`` stands only in that answer.
    """
    if about.pop("masked", True):
        hidden = {"id_number": mask_id(about.get("id_number") or ""), "phone": mask_phone(about.get("phone") or "")}
        return {**about, "name": name, **hidden}
    return {**about, "name": name, "reveal": ""}


@register.inclusion_tag("ui/parts/unit_path.html")
def unit_path(steps: Steps | str) -> Mapping[str, Any]:
    """{% unit_path "云溪街道 / 河东社区" %} or a list of names or `Link`s: from the top down to where one is."""
    parts = steps.split(" / ") if isinstance(steps, str) else steps
    return {"steps": [part if isinstance(part, Link) else Link(part, "") for part in parts]}


@register.inclusion_tag("ui/parts/timeline.html")
def timeline(entries: Sequence[Entry]) -> Mapping[str, Any]:
    """{% timeline entries %}: acts with time, words, who and for whom; a voided one is struck through."""
    return {"entries": entries}


@register.inclusion_tag("ui/parts/pager.html")
def pager(page: Any, *, label: Text = "") -> Mapping[str, Any]:
    """{% pager page %} for a `lists.Shown`: back, forward, and how many there are."""
    return {"page": page, "label": label}


@register.inclusion_tag("ui/parts/skeleton.html")
def skeleton(lines: int = 3) -> Mapping[str, Any]:
    """{% skeleton 5 %}: what stands where something is still being fetched."""
    return {"lines": range(lines)}


@register.inclusion_tag("ui/parts/progress.html")
def progress(done: int, total: int, *, label: Text) -> Mapping[str, Any]:
    """{% progress 1200 4000 label=_("rows read") %}: what is done and what is left, in numbers and as a bar."""
    return {"done": done, "total": total, "label": label}


@register.inclusion_tag("ui/parts/watermark.html", takes_context=True)
def watermark(context: Context) -> Mapping[str, Any]:
    """{% watermark %} inside a print sheet with personal data: the reader's name and the minute of printing."""
    return {"reader": _reader(context), "times": range(24)}


@register.inclusion_tag("ui/parts/print_head.html", takes_context=True)
def print_head(context: Context, unit: Text = "") -> Mapping[str, Any]:
    """{% print_head unit.name %} at the top of a print sheet: the unit, the minute of printing, and who printed."""
    return {"reader": _reader(context), "unit": unit}


def _reader(context: Context) -> str:
    user = getattr(context.get("request"), "user", None)
    return getattr(user, "name", "") or getattr(user, "username", "")


@register.inclusion_tag("ui/parts/chart.html", takes_context=True)
def chart(context: Context, chart: Chart, *, full: bool = False) -> Mapping[str, Any]:
    """{% chart chart full=True %} for a `charts.Chart`: the picture with its sentence, its table and a way to save it.

    ``full`` where it has the whole width of the page on a desk.
    """
    return {"chart": chart, "wide": chart.full() if full else chart.wide(), "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/parts/map.html")
def map(map: Map) -> Mapping[str, Any]:
    """{% map map %} for a `maps.Map`: areas in classes, each a door, with a legend that counts and the same as a table."""
    return {"map": map}


register.filter("said", said)


# -- components around something -----------------------------------------------------------------------------------


@register.simple_block_tag
def empty_state(content: str, title: Text, icon: str = "inbox") -> SafeString:
    """{% empty_state _("Nobody is missing") %}what would fill this list{% endempty_state %}"""
    return _around("empty_state", content, title=title, icon=icon)


@register.simple_block_tag
def banner(content: str, title: Text = "", tone: str = "info") -> SafeString:
    """{% banner _("2 units have nobody on duty") "late" %}why, and what to do{% endbanner %}"""
    return _around("banner", content, title=title, tone=tone, sign=SIGNS[tone])


@register.simple_block_tag
def live(content: str, url: str, seconds: int = 30) -> SafeString:
    """{% live url 20 %}what stands there now{% endlive %}: fetched again every so often, drawn again only when it changed.

    The view of ``url`` answers with the same part and is wrapped in Django's ``conditional_page``, which gives the ETag.
    """
    return _around("live", content, url=url, seconds=seconds)


@register.simple_block_tag
def dialog(content: str, name: str, title: Text) -> SafeString:
    """{% dialog "void" _("Void this record") %}...{% enddialog %}; a button with data-opens="void" opens it."""
    return _around("dialog", content, name=name, title=title)


@register.simple_block_tag
def task_card(
    content: str, title: Text, *, due: datetime | None = None, done: datetime | None = None, **about: Any
) -> SafeString:
    """{% task_card title href=url due=task.due_at sender=unit receiver=unit because=task.because %}buttons{% endtask_card %}

    Also ``state`` (words), ``asked`` (instant), ``phone`` (of who is on duty), ``done`` (instant).
    """
    tone = dues.clock_of(due, done=done).tone if due else ""
    return _around("task_card", content, title=title, due=due, done=done, tone=tone, **about)


def _around(part: str, content: str, **values: Any) -> SafeString:
    return render_to_string(f"ui/parts/{part}.html", {**values, "content": content})
