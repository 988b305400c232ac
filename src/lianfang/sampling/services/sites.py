"""Sites: founding, checking before they open, closing for good."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.acts.services import Scene, record
from lianfang.acts.stamps import Stamp
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, Refused
from lianfang.kernel.wording import Reason
from lianfang.orgs.models import Unit
from lianfang.privacy.audit import audit
from lianfang.response.models import Response
from lianfang.sampling import selectors
from lianfang.sampling.access import DRAW, MANAGE_SITES
from lianfang.sampling.models import Site, SiteCheck

MOST_TABLES = 200


@transaction.atomic
def found_site(  # noqa: PLR0913 - what is said of a new site
    *, actor: Actor, response: Response, name: str, area_path: str, unit: Unit, tables: int = 1, name_en: str = ""
) -> Site:
    """A new place where people are sampled. Raises Refused, or Invalid naming the fields."""
    actor.require(MANAGE_SITES, area_path=area_path, unit_path=unit.path)
    _check_site(name, tables)
    site = Site.objects.create(
        response=response,
        name=name.strip(),
        name_en=name_en.strip(),
        area_path=area_path,
        unit=unit,
        unit_path=unit.path,
        tables=tables,
    )
    audit(actor, "site.founded", site, tables=tables)
    return site


@transaction.atomic
def change_site(*, actor: Actor, site: UUID | str, name: str, tables: int, name_en: str = "") -> Site:
    """Another name or another number of tables. Raises NotFound or Invalid."""
    found = selectors.get_site_for(actor, site, action=MANAGE_SITES)
    _check_site(name, tables)
    said = {"name": name.strip(), "name_en": name_en.strip(), "tables": tables}
    changed = [field for field, value in said.items() if getattr(found, field) != value]
    if changed:
        for field in changed:
            setattr(found, field, said[field])
        found.save(update_fields=changed)
        audit(actor, "site.changed", found, fields=changed)
    return found


@transaction.atomic
def close_site(*, actor: Actor, site: UUID | str) -> Site:
    """Nobody is sampled here any more; closing it again changes nothing. Raises NotFound."""
    found = selectors.get_site_for(actor, site, action=MANAGE_SITES)
    if found.closed_at is None:
        found.closed_at = now()
        found.save(update_fields=["closed_at"])
        audit(actor, "site.closed", found)
    return found


@transaction.atomic
def check_site(
    *, actor: Actor, stamp: Stamp, site: UUID | str, wanting: Sequence[str] = (), note: str = ""
) -> SiteCheck:
    """What was found at a site before it opens: the codes of what is not in order. Raises NotFound or Refused."""
    found = selectors.get_site_for(actor, site, action=DRAW)
    if found.closed_at is not None and not stamp.offline:
        raise Refused("sampling.site_closed")
    scene = Scene(found.response, found.area_path, found.unit)
    fields = {"site": found, "wanting": sorted(wanting), "note": note}
    return record(SiteCheck, actor=actor, stamp=stamp, scene=scene, **fields)


def _check_site(name: str, tables: int) -> None:
    problems = {}
    if not name.strip():
        problems["name"] = Reason.of("sampling.name_missing")
    if not 1 <= tables <= MOST_TABLES:
        problems["tables"] = Reason.of("sampling.tables_wrong", most=MOST_TABLES)
    if problems:
        raise Invalid(problems)
