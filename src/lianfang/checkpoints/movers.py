"""Posts that stand and passes in force follow the area and the unit."""

from django.db.models import Q

from lianfang.checkpoints.models import Partner, Pass, Post
from lianfang.kernel.clock import now, today
from lianfang.orgs.movers import goes_along_with_unit
from lianfang.territory.movers import goes_along


def standing() -> Q:
    return Q(closed_at=None, until_at__gt=now())


def at_a_standing_post() -> Q:
    return Q(post__closed_at=None, post__until_at__gt=now())


def in_force() -> Q:
    return Q(withdrawn_at=None, until_on__gte=today())


goes_along(Post, "area_path", while_open=standing)
goes_along_with_unit(Post, "unit_path", while_open=standing)
goes_along_with_unit(Partner, "unit_path", while_open=at_a_standing_post)
goes_along(Pass, "area_path", while_open=in_force)
