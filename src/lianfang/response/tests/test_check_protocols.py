"""`lianfang check protocols` lists what nobody but us has decided."""

import pytest
from click.testing import CliRunner

from lianfang.protocols import editions, load_edition
from lianfang.response.commands import check_protocols


def test_it_lists_every_assumption_of_an_edition():
    answer = CliRunner().invoke(check_protocols, ["covid19-2022-ed9"])

    assert answer.exit_code == 0
    assert len(answer.output.splitlines()) == 1 + len(load_edition("covid19-2022-ed9").assumptions())


def test_it_reads_every_edition_that_is_shipped():
    answer = CliRunner().invoke(check_protocols, ["--count"])

    assert [line.split(" ")[0] for line in answer.output.splitlines()] == list(editions())


@pytest.mark.parametrize("wrong", ["plague-1894"])
def test_an_unknown_edition_is_named_with_those_there_are(wrong):
    answer = CliRunner().invoke(check_protocols, [wrong])

    assert answer.exit_code == 2
    assert "dengue-2014" in answer.output
