"""How many questions each page asks the database, pinned in ``query_counts.json``: a rise fails.

``LIANFANG_PIN=1 pytest tests/completeness/test_query_counts.py`` writes the file anew, to be read before it is committed.
"""

import json
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import make_world
from tests.completeness.test_permissions import TABLES, doors

PINS = Path(__file__).parent / "query_counts.json"
READERS = ("command", "office", "secretary", "dpo", "admin", "crew")
"""Each page is opened by the first of these whom the table lets in."""


def pages():
    """Pages without arguments, with the role that opens them."""
    patterns = dict(doors())
    for part in TABLES.values():
        for name, statuses in part.TABLE.items():
            reader = next((role for role in READERS if statuses.get(role) == 200), None)
            if reader and name in patterns and not patterns[name].pattern.converters:
                yield name, reader


@pytest.mark.django_db
def test_no_page_asks_more_than_it_did(watcher):
    with watcher.resting():
        world = make_world()
    clients = {role: world.client(role) for role in READERS}
    asked = {}
    for name, reader in sorted(pages()):
        clients[reader].get(reverse(name))
        with CaptureQueriesContext(connection) as queries:
            clients[reader].get(reverse(name))
        asked[name] = len(queries)
    assert len(asked) > 20
    if os.environ.get("LIANFANG_PIN"):
        PINS.write_text(json.dumps(asked, indent=1) + "\n")
    pinned = json.loads(PINS.read_text())
    assert sorted(set(asked) - set(pinned)) == [], "not pinned yet"
    assert {name: count for name, count in asked.items() if count > pinned[name]} == {}
