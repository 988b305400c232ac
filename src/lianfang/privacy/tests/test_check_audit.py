import json

import pytest
from click.testing import CliRunner

from lianfang.accounts.actors import Actor
from lianfang.kernel.ids import new_id
from lianfang.privacy import anchors
from lianfang.privacy.audit import CHAINS, audit, keyed, seal_of_head
from lianfang.privacy.commands import check_audit
from lianfang.privacy.integrity import findings
from lianfang.privacy.models import AuditEntry, AuditHead

pytestmark = pytest.mark.django_db

CLOCK = Actor.system("clock")


@pytest.fixture(autouse=True)
def anchor_file(settings, tmp_path):
    settings.LIANFANG_ANCHORS = tmp_path / "anchors.jsonl"
    return settings.LIANFANG_ANCHORS


@pytest.fixture
def chain():
    """Five entries in one chain."""
    for number in range(5):
        audit(CLOCK, "thing.done", "thing", new_id(), number=number, share=0.5, of=new_id())
    return AuditEntry.objects.first().chain


def found():
    return [str(reason) for reason in findings()]


def head(chain):
    return AuditHead.objects.get(chain=chain)


def test_it_finds_nothing_in_a_log_that_is_whole(chain):
    anchors.anchor_heads()
    assert found() == []


def test_a_transaction_keeps_to_one_chain(chain):
    assert AuditEntry.objects.values("chain").distinct().count() == 1


@pytest.mark.parametrize("number", [1, 3, 5], ids=["first", "middle", "last"])
def test_it_names_a_removed_entry(chain, number):
    AuditEntry.objects.filter(number=number).delete()
    assert found() == [f"Chain {chain}: entry {number} was removed."]


def test_it_names_a_removed_stretch(chain):
    AuditEntry.objects.filter(number__in=[2, 3, 4]).delete()
    assert found() == [f"Chain {chain}: entries 2 to 4 were removed."]


@pytest.mark.parametrize("what", [{"actor": "user:1"}, {"detail": {}}, {"verb": "thing.undone"}, {"mac": bytes(32)}])
@pytest.mark.parametrize("number", [2, 5])
def test_it_names_an_edited_entry(chain, what, number):
    AuditEntry.objects.filter(number=number).update(**what)
    assert f"Chain {chain}: entry {number} was changed after it was written." in found()


def test_it_names_a_removed_chain(chain):
    AuditEntry.objects.all().delete()
    head(chain).delete()
    assert found() == [f"Chain {chain}: the whole chain was removed."]


def test_it_names_a_chain_whose_entries_were_removed(chain):
    AuditEntry.objects.all().delete()
    assert found() == [f"Chain {chain}: entries 1 to 5 were removed."]


@pytest.mark.parametrize("what", [{"number": 4}, {"mac": bytes(32)}, {"seal": bytes(32)}])
def test_it_names_a_tampered_head(chain, what):
    AuditHead.objects.filter(chain=chain).update(**what)
    assert f"Chain {chain}: its head was changed or put back." in found()


def test_an_older_state_is_seen_by_the_anchor(chain):
    """Entries and head put back together, with seals that were true once."""
    before = head(chain)
    audit(CLOCK, "thing.done", "thing")
    anchors.anchor_heads()
    AuditEntry.objects.filter(number=6).delete()
    before.save()
    today = json.loads(anchors.path().read_text())["at"][:10]
    assert found() == [
        f"Chain {chain}: it ends before entry 6, which was anchored on {today}; an older state was put back."
    ]


def test_an_emptied_log_is_seen_by_the_anchor(chain):
    anchors.anchor_heads()
    AuditEntry.objects.all().delete()
    AuditHead.objects.all().delete()
    assert len(found()) == CHAINS


def test_a_chain_written_anew_is_seen_by_the_anchor(chain):
    anchors.anchor_heads()
    AuditEntry.objects.all().delete()
    AuditHead.objects.filter(chain=chain).update(
        number=0, mac=bytes(32), seal=seal_of_head(AuditHead(chain=chain, number=0, mac=bytes(32)))
    )
    for _ in range(5):
        audit(CLOCK, "nothing.happened", "thing")
    assert [line for line in found() if "is not the one that was anchored" in line]


def test_a_restored_backup_is_no_finding(chain):
    before = head(chain)
    audit(CLOCK, "thing.done", "thing")
    anchors.anchor_heads()
    AuditEntry.objects.filter(number=6).delete()
    before.save()
    anchors.anchor_heads(anchors.RESTORED)
    assert found() == []


@pytest.mark.parametrize("damage", ["edit", "remove", "rubbish"])
def test_it_names_a_changed_file_of_anchors(chain, anchor_file, damage):
    for _ in range(3):
        anchors.anchor_heads()
    lines = anchor_file.read_text().splitlines()
    lines[1:2] = {"edit": [lines[1].replace("2", "3")], "remove": [], "rubbish": ["{not json"]}[damage]
    anchor_file.write_text("\n".join(lines) + "\n")
    assert "The file of anchors: line 2 was changed, removed or put in." in found()


def test_a_seal_cannot_be_made_without_the_key():
    assert keyed(b"content") != keyed(b"other content")


def test_the_command_says_that_all_is_well_and_anchors(chain, anchor_file):
    done = CliRunner().invoke(check_audit, ["--anchor"])
    assert done.exit_code == 0
    assert "The audit log is whole: 5 entries." in done.output
    assert anchor_file.exists()


def test_the_command_names_what_it_found_and_fails(chain, anchor_file):
    AuditEntry.objects.filter(number=2).delete()
    done = CliRunner().invoke(check_audit, ["--anchor"])
    assert done.exit_code == 1
    assert f"Chain {chain}: entry 2 was removed." in done.output
    assert not anchor_file.exists()
