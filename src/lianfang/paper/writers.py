"""Who wrote on a page: an account where the name on the paper is that of one who works there, else the page itself names them."""

from django.db.models import Q

from lianfang.accounts.models import Grant, User
from lianfang.kernel.clock import now
from lianfang.kernel.paths import line_of, under
from lianfang.paper.models import Page

MOST = 300


def writers_of(page: Page) -> list[User]:
    """Accounts with a role where the page belongs: above its place, below it, or in its unit."""
    holding = Q(area_path__in=["", *line_of(page.area_path)]) | under("area_path", page.area_path)
    if page.unit_path:
        holding |= Q(unit_path__in=list(line_of(page.unit_path)))
    grants = Grant.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now()), holding)
    found = User.objects.filter(pk__in=grants.values("user"), is_active=True)
    return list(found.order_by("username")[:MOST])


def recorder_of(page: Page, written: str) -> str:
    """How the records of a page name who wrote it: ``user:<id>`` where just one account has this login or name."""
    said = "".join(written.split()).casefold()
    alike = [user for user in writers_of(page) if said in {user.username.casefold(), _plain(str(user.name))}]
    exact = [user for user in alike if user.username.casefold() == said] or alike
    return f"user:{exact[0].pk}" if len(exact) == 1 else f"paper:{page.code}"


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()
