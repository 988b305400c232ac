"""Several people add areas below one parent at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from lianfang.territory.models import Area
from lianfang.territory.services import add_area, move_area
from lianfang.territory.tests.make import SYSTEM, make_area


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_no_path_is_given_twice_and_nobody_is_turned_away(watcher):
    if connection.vendor != "postgresql":
        pytest.skip("left out on SQLite, which has one writer")
    with watcher.resting():
        street = make_area("云溪街道", below=make_area("和安区"))
        other = make_area("南山镇", below=street.parent)
        community = make_area("河东社区", below=street)

    def work(number: int) -> None:
        try:
            if number % 4:
                add_area(actor=SYSTEM, parent=street, level="community", name=f"第{number}社区")
            else:
                move_area(actor=SYSTEM, area=community, parent=[street, other][number // 4 % 2])
        finally:
            connections.close_all()

    with watcher.resting(), ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(40)))
    assert Area.objects.filter(parent=street, name__startswith="第").count() == 30
    assert all(
        area.path[:-4] == area.parent.path for area in Area.objects.exclude(parent=None).select_related("parent")
    )
