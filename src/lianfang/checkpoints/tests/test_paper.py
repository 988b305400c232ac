"""A shift on paper: printed, written on by hand, keyed in by somebody else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lianfang.accounts.models import User
from lianfang.checkpoints.models import Tally
from lianfang.checkpoints.selectors import counts_of
from lianfang.checkpoints.tests.make import CREW, logged_in
from lianfang.kernel.clock import day_of, start_of, today
from lianfang.orgs.tests.make import make_worker
from lianfang.paper.access import KEY_IN
from lianfang.paper.models import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def typist(cast, watcher):
    """A colleague of the crew who keys in what it wrote."""
    with watcher.resting():
        make_worker("writer", cast.post.unit, *CREW)
        return logged_in(make_worker("typist", cast.post.unit, *CREW, KEY_IN))


@pytest.fixture
def yesterday():
    return today() - timedelta(days=1)


@pytest.fixture
def page(cast, typist, yesterday, watcher):
    """The printed shift from 8 to 16 of yesterday."""
    with watcher.resting():
        cast.post.from_at = start_of(yesterday)
        cast.post.save(update_fields=["from_at"])
    given = {"subject": f"{cast.post.pk}:{cast.post.area_path}:08", "day": f"{yesterday:%F}"}
    answer = typist.post(reverse("paper:print", args=["checkpoints.shift"]), given)
    assert answer.status_code == 302, answer.content.decode()
    return Page.objects.get()


def key(client, page, **rows):
    """Key in rows by their names: ``hours_1={"in.vehicles": "3"}``."""
    given = {"writer": "writer", "day": "", "from_at": "0800", "until_at": "16:00"}
    seen = {row.pk: row for row in page.rows.all()}
    for row in seen.values():
        prefix = f"{row.block}-{row.number}"
        cells = rows.get(f"{row.block}_{row.number}", row.cells)
        given |= {f"{prefix}:seen": str(row.version), **{f"{prefix}:{name}": text for name, text in cells.items()}}
    answer = client.post(reverse("paper:page", args=[page.pk]), given)
    page.refresh_from_db()
    return answer


def test_an_hour_in_both_directions_is_two_presses_of_who_wrote(cast, typist, page, yesterday):
    answer = key(typist, page, hours_2={"in.vehicles": "12", "in.people": "２０", "out.people": "5"})

    assert answer.status_code == 302
    way_in, way_out = Tally.kept.order_by("direction")
    assert (way_in.direction, way_in.vehicles, way_in.people) == ("in", 12, 20)
    assert (way_out.direction, way_out.vehicles, way_out.people) == ("out", 0, 5)
    writer, key_punch = User.objects.get(username="writer"), User.objects.get(username="typist")
    assert (way_in.recorded_by, way_in.typed_by) == (f"user:{writer.pk}", f"user:{key_punch.pk}")
    assert (day_of(way_in.happened_at), way_in.happened_at) == (yesterday, start_of(yesterday) + timedelta(hours=9))
    assert counts_of(cast.post, start_of(yesterday))["people_in"] == 20
