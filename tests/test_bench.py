"""``lianfang bench``: one JSON line a figure on stdout, whatever the size. How quick anything is, no test says."""

import json
import shutil

import pytest
from click.testing import CliRunner

from lianfang.project import bench as benching
from lianfang.project.bench import BENCHES, bench

KEYS = {"figure", "params", "value", "unit", "baseline", "baseline_value", "ratio"}


OF_A_BROWSER = {"checkpoint", "field"}


def test_it_prints_a_json_line_for_each_figure(capfd):
    """All in one process; without a browser one after the other, without those that need it."""
    whole = shutil.which("chromium") is not None
    names = set(BENCHES) if whole else set(BENCHES) - OF_A_BROWSER
    for arguments in [[]] if whole else [[name] for name in sorted(names)]:
        with pytest.raises(SystemExit) as ended:
            bench.main([*arguments, "--tiny"], standalone_mode=False)
        assert ended.value.code == 0, arguments
    lines = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert {line["figure"].partition(".")[0] for line in lines} == names
    for line in lines:
        assert set(line) == KEYS
        assert line["value"] > 0 and line["baseline_value"] > 0 and line["ratio"] > 0


def test_it_says_where_the_measurements_are_when_they_are_not_here(monkeypatch, tmp_path):
    monkeypatch.setattr(benching, "CHECKOUT", tmp_path)
    answer = CliRunner().invoke(bench, ["lists"])
    assert answer.exit_code == 1
    assert "come with the source" in answer.output
