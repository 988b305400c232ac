"""`lianfang import divisions` as somebody types it."""

import pytest
from click.testing import CliRunner

from lianfang.kernel.errors import Invalid
from lianfang.territory.commands import divisions
from lianfang.territory.models import Area
from lianfang.territory.tests.test_import_divisions import FIRST, edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(tmp_path):
    def type_it(files, *options, answer=None):
        paths = []
        for name, content in files:
            (tmp_path / name).write_bytes(content)
            paths.append(str(tmp_path / name))
        return CliRunner().invoke(divisions, [*paths, *options], input=answer)

    return type_it


def test_it_says_what_it_would_do_asks_and_does_it(typed):
    result = typed(FIRST, answer="y\n")
    assert "The files hold: province 1, city 1, district 2, street or town 4." in result.output
    assert "added 8" in result.output
    assert result.output.rstrip().endswith("Done.")
    assert Area.objects.count() == 8


def test_it_changes_nothing_without_a_yes(typed):
    result = typed(FIRST, answer="n\n")
    assert result.exit_code == 1
    assert not Area.objects.exists()


def test_it_says_that_there_is_nothing_to_do(typed):
    typed(FIRST, "--yes")
    result = typed(FIRST)
    assert "unchanged 8" in result.output
    assert "Nothing to do" in result.output


def test_it_lists_what_changes(typed):
    typed(FIRST, "--yes")
    changed = edition(
        ("290101001", None),
        ("290101002", None),
        ("290101003", "290101003,北江街道"),
        ("290102007", "290102007,云溪街道"),
    )
    result = typed(changed, "--into", "290101002=290101003", "--yes", "--document", "和民〔2026〕3号")
    assert "renamed: 290101003 北河街道 → 北江街道" in result.output
    assert "moved: 290101001 云溪镇 goes below 290102 西区" in result.output
    assert "merged into another: 290101002 南山街道 → 290101003 北江街道" in result.output


def test_a_pair_that_is_none_is_refused(typed):
    result = typed(FIRST, "--into", "290101002")
    assert isinstance(result.exception, Invalid)
    assert "write OLD=NEW" in str(result.exception)
