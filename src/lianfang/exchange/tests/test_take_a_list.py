"""A list taken away is written as it is shown, and named in the audit log."""

import pytest

from lianfang.accounts.actors import Actor
from lianfang.exchange import read_table
from lianfang.exchange.lists import writer_for
from lianfang.privacy.models import AuditEntry
from lianfang.ui.lists import Export


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_it_is_written_and_logged(form):
    rows = ([f"王{number}*", number] for number in range(3))
    export = Export("people-2022-03-24", "People", form, ["name", "visits"], ["name", "visits"], rows)

    answer = writer_for(Actor.system("test"))(export)

    assert f'people-2022-03-24.{form}"' in answer["Content-Disposition"]
    table = read_table(answer.getvalue(), f"list.{form}")
    assert [[row.values[0], float(str(row.values[1]))] for row in table.rows()] == [
        ["王0*", 0],
        ["王1*", 1],
        ["王2*", 2],
    ]
    entry = AuditEntry.objects.get(verb="list.exported")
    assert (entry.subject_id, entry.detail["format"]) == ("people-2022-03-24", form)
