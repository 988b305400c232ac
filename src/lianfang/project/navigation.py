"""What stands in the menu, by what the actor may do somewhere, and where each role begins the day."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import actions
from lianfang.accounts.actors import Actor
from lianfang.kernel.wording import Text
from lianfang.orgs.banner import duty_line
from lianfang.orgs.selectors import units_of
from lianfang.people.access import SEE_PEOPLE
from lianfang.response.banner import banner
from lianfang.tasks.selectors import inbox_of
from lianfang.ui.parts import Link


@dataclass(frozen=True)
class Item:
    """A line of the menu: shown to whoever may do one of these actions somewhere."""

    label: Text
    url_name: str
    any_of: tuple[str, ...]
    count: Callable[[Actor], int] | None = None

    def is_for(self, actor: Actor) -> bool:
        return any(code in actions and actor.may_somewhere(actions[code]) for code in self.any_of)


def waiting(actor: Actor) -> int:
    return inbox_of(actor, tuple(unit.path for unit in units_of(actor))).count()


MENU = (
    Item(_("Command picture"), "command:picture", ("command.see",)),
    Item(_("Work waiting"), "tasks:inbox", ("tasks.see",), waiting),
    Item(_("Checkpoints"), "checkpoints:posts", ("checkpoints.see",)),
    Item(_("Arrivals"), "arrivals:list", ("arrivals.see",)),
    Item(_("Observed today"), "isolation:today", ("isolation.see",)),
    Item(_("Measures"), "measures:list", ("measures.see",)),
    Item(_("Screening rounds"), "screening:rounds", ("screening.see",)),
    Item(_("Verification lists"), "verification:lists", ("verification.see",)),
    Item(_("Sampling"), "sampling:sessions", ("sampling.see",)),
    Item(_("Boxes and results"), "laboratory:boxes", ("laboratory.see",)),
    Item(_("Daily reports"), "reporting:reports", ("reporting.see",)),
    Item(_("Bulletins"), "reporting:bulletins", ("reporting.see",)),
    Item(_("Phones"), "sync:devices", ("sync.enrol", "sync.carry")),
    Item(_("Paper"), "paper:forms", ("paper.key",)),
    Item(_("Figures"), "figures:catalogue", ("figures.see",)),
    Item(_("People"), "people:find", ("people.see",)),
    Item(_("Areas"), "territory:tree", ("territory.see",)),
    Item(_("Organisations"), "orgs:units", ("orgs.see",)),
    Item(_("Response"), "response:list", ("response.see",)),
    Item(_("Risk areas"), "risk:list", ("risk.see",)),
    Item(_("Public page"), "publicity:front", ("response.see",)),
    Item(_("Audit log"), "privacy:audit", ("privacy.read_audit",)),
    Item(_("Who read whose data"), "privacy:reads", ("privacy.read_reads",)),
    Item(_("Lists taken out"), "privacy:exports", ("privacy.request_export", "privacy.release_export")),
    Item(_("How long data is kept"), "privacy:promises", ("privacy.read_audit",)),
    Item(_("Accounts"), "accounts:users", ("accounts.manage_users",)),
    Item(_("What runs by itself"), "tasks:background", ("worker.keep_running",)),
)

HOMES = (
    ("command.see", "command:picture"),
    ("checkpoints.work", "checkpoints:posts"),
    ("tasks.do", "tasks:inbox"),
    ("laboratory.enter", "laboratory:boxes"),
    ("sampling.draw", "sampling:sessions"),
    ("privacy.read_reads", "privacy:reads"),
    ("accounts.manage_users", "accounts:users"),
)
"""Where somebody begins: the first whose action their role includes."""


def home_of(actor: Actor) -> str:
    """The url of the work this actor begins with."""
    for code, url_name in HOMES:
        if code in actions and actor.may_somewhere(actions[code]):
            return reverse(url_name)
    return reverse("response:list")


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The context of every page: the menu, the response in force, who is on duty, and whether all this is invented."""
    actor: Actor = getattr(request, "actor", None) or Actor(name="anonymous")
    given: dict[str, Any] = {"is_demo": settings.LIANFANG_DEMO}
    if not actor.user_id:
        return given
    given["navigation"] = [_line(request, actor, item) for item in MENU if item.is_for(actor) and _url(item.url_name)]
    given["response_line"] = banner(request)
    given["duty_line"] = duty_line(actor)
    given["search_url"] = _url("people:find") if actor.may_somewhere(SEE_PEOPLE) else ""
    given["account_links"] = [
        Link(_("My account"), _url("accounts:me")),
        Link(_("Why can or cannot I"), _url("accounts:why")),
    ]
    return given


def _url(name: str) -> str:
    """The address of a page by its name; "" where this place has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _line(request: HttpRequest, actor: Actor, item: Item) -> tuple[Text, str, bool, int]:
    here = request.resolver_match is not None and request.resolver_match.view_name == item.url_name
    return item.label, item.url_name, here, item.count(actor) if item.count else 0
