"""`lianfang check protocols` lists what nobody but us has decided."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from lianfang import protocols
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


def test_it_reads_a_file_of_ones_own_and_says_the_line_of_what_is_wrong(tmp_path):
    own = tmp_path / "fever-2030.toml"
    shipped = (Path(protocols.__file__).parent / "editions" / "dengue-2014.toml").read_text("utf-8")
    own.write_text(shipped, "utf-8")
    assert CliRunner().invoke(check_protocols, [str(own), "--count"]).exit_code == 0

    own.write_text(shipped.replace("fever_at =", "fever_att ="), "utf-8")
    answer = CliRunner().invoke(check_protocols, [str(own)])

    assert answer.exit_code == 1
    assert re.match(r"Error: fever-2030\.toml:\d+, checkpoints\.fever_att: .*did you mean 'fever_at'", answer.output)


@pytest.mark.parametrize(("language", "reason"), [("en", "One threshold for all."), ("zh", "统一采用一个阈值。")])
def test_it_says_every_value_with_the_edition_that_writes_it(language, reason):
    answer = CliRunner().invoke(check_protocols, ["covid19-2022-ten", "--all", "--language", language])

    taken_over = "  measures.home_isolation.fever_at = 37.3 <- assumption: "
    assert f"{taken_over}{reason} [covid19-2022-ed9]" in answer.output
    assert "  measures.home_isolation.days = 5 <- source: Q-10: 新十条, 2022-12-07\n" in answer.output
    assert "  testing no longer holds <- source: 新十条" in answer.output
