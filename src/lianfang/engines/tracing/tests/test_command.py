"""The command as an epidemiologist uses it: files in, contacts out, a sentence for whatever is wrong."""

import csv
import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from lianfang.engines.tracing.columns import table_of
from lianfang.engines.tracing.command import trace
from lianfang.engines.tracing.tests.make import was

pytestmark = pytest.mark.engine
VISITS = """人员,地点,开始时间,结束时间,场所类型,座位排
王一,1号楼301,2022-07-03 19:00,2022-07-04 07:30,家庭,
王二,1号楼301,2022/7/3 18:30,2022年7月4日8时,家庭,
王一,公交12路,2022-07-04 07:40,2022-07-04 08:10,公交,3
李三,公交12路,2022-07-04T07:50+08:00,2022-07-04T00:05:00Z,公交,3
李四,公交12路,2022-07-04 07:50,2022-07-04 08:05,公交,9
王二,办公室A,2022-07-04 09:00,2022-07-04 17:00,单位,
赵五,办公室A,2022-07-04 上午,2022-07-04 上午,单位,
赵六,办公室A,2022-07-04 16:00,,单位,
"""
BAD = """钱七,商场,2022-07-04 12:00,2022-07-04 11:00,商场,
,商场,2022-07-04 12:00,2022-07-04 13:00,商场,
孙八,商场,昨天,2022-07-04 13:00,商场,
周九,商场,2022-07-04 12:00
周九,商场,2022-07-04 12:00,2022-07-04 13:00,商场,前排

"""
INDEX = "病例,发病日期\n王一,2022-07-05\n"
ED9 = ("--protocol", "covid19-2022-ed9")


@pytest.fixture
def files(tmp_path):
    """Writes files beside each other and runs the command on them."""

    class Files:
        folder = tmp_path

        def write(self, name, text, encoding="utf-8"):
            (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
            return str(tmp_path / name)

        def trace(self, *more, visits=VISITS, index=INDEX, rules=ED9, language="en"):
            where = ["--visits", self.write("visits.csv", visits)] if visits is not None else []
            index = ["--index", self.write("index.csv", index)] if index is not None else []
            return CliRunner().invoke(trace, [*where, *index, *rules, "--language", language, *map(str, more)])

    return Files()


def people(result):
    rows = csv.DictReader(io.StringIO(result.stdout.lstrip("\ufeff")))
    return {row["person"]: (row["class"], row["certainty"]) for row in rows}


EXPECTED = {
    "王二": ("close contact", "certain"),
    "李三": ("close contact", "certain"),
    "赵五": ("secondary contact", "possible"),
    "赵六": ("secondary contact", "certain"),
    "李四": ("general contact", "certain"),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_it_finds_contacts_by_an_edition_from_tables_as_offices_write_them(files, encoding):
    result = files.trace(visits=VISITS.encode(encoding))
    assert result.exit_code == 0, result.output
    assert people(result) == EXPECTED


def test_it_names_bad_rows_one_by_one_and_uses_the_others(files):
    result = files.trace(visits=VISITS + BAD)
    assert result.exit_code == 3
    assert people(result) == EXPECTED
    for said in (
        "row 10: 结束时间 '2022-07-04 11:00'",
        "row 11: 人员 is empty",
        "row 12: '昨天'",
        "row 13: cells / headings are 3 / 6",
        "row 14: 座位排 can't be '前排'",
    ):
        assert said in result.stderr
    assert "5 rows left out" in result.stderr


def test_it_speaks_chinese(files):
    result = files.trace(visits=VISITS + BAD, language="zh")
    assert result.stdout.startswith("人员,类别,层级")
    assert "王二,密切接触者,1,确定" in result.stdout
    assert "第 11 行：“人员”为空" in result.stderr


def test_it_takes_the_language_of_the_environment(files, monkeypatch):
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    where = ["--visits", files.write("v.csv", VISITS), "--index", files.write("i.csv", INDEX), *ED9]
    assert "密切接触者" in CliRunner().invoke(trace, where).stdout


def test_it_writes_a_table_or_a_document(files):
    files.trace("--out", files.folder / "contacts.csv", "--degree", 3)
    files.trace("--out", files.folder / "contacts.json", "--degree", 3)
    table = (files.folder / "contacts.csv").read_text(encoding="utf-8-sig")
    document = json.loads((files.folder / "contacts.json").read_text(encoding="utf-8"))
    assert len(table.splitlines()) == 1 + len(document["contacts"])
    assert document["counts"] == {
        "1": {"certain": 2, "possible": 0},
        "2": {"certain": 1, "possible": 1},
        "3": {"certain": 0, "possible": 0},
    }
    step = next(each for each in document["contacts"] if each["person"] == "赵六")["chain"][-1]
    assert step == {
        "source": "王二",
        "person": "赵六",
        "place": "办公室A",
        "from": "2022-07-04 16:00:00+08:00",
        "to": "2022-07-04 16:00:00+08:00",
    }
    assert (
        files.trace("--json").stdout
        == json.dumps(json.loads(files.trace("--json").stdout), ensure_ascii=False, indent=1) + "\n"
    )


@pytest.mark.parametrize(
    ("person", "said"),
    [
        ("赵六", "2. 王二 met 赵六 at 办公室A from 2022-07-04 16:00"),
        ("赵五", "Possible only"),
        ("王一", "王一 is an index person"),
        ("周八", "周八 is not in the visits"),
        ("孤身", "孤身 is no contact within 2 degrees"),
    ],
)
def test_it_explains_one_person(files, person, said):
    alone = "孤身,别处,2022-07-04 12:00,2022-07-04 13:00,商场,\n"
    assert said in files.trace("--explain", person, visits=VISITS + alone).stdout


def test_the_engines_agree(files):
    native, duckdb = (
        files.trace("--degree", 3, "--json", "--engine", engine).stdout for engine in ("native", "duckdb")
    )
    assert native == duckdb


@pytest.mark.parametrize("kind", ["parquet", "arrow", "feather"])
def test_it_reads_columns_of_a_table_with_whole_numbers(files, kind):
    table = table_of([was(7, 1, 1, 2, setting="home"), was(12, 1, 1, 2, setting="home")])
    path = files.folder / f"visits.{kind}"
    if kind == "parquet":
        pq.write_table(table, path)
    else:
        with (
            pa.OSFile(str(path), "wb") as sink,
            (pa.ipc.new_file if kind == "arrow" else pa.ipc.new_stream)(sink, table.schema) as writer,
        ):
            writer.write_table(table)
    result = files.trace("--visits", path, visits=None, index="person,onset\n7,2022-07-01\n")
    assert people(result) == {"12": ("close contact", "certain")}


def test_it_keeps_a_store_adds_to_it_and_asks_it_again(files):
    store = ("--store", files.folder / "store")
    files.trace(*store)
    more = VISITS.splitlines()[0] + "\n吴十,办公室A,2022-07-04 10:00,2022-07-04 11:00,单位,\n"
    added = files.trace(*store, visits=more)
    assert (
        people(added)
        == people(files.trace(*store, visits=None))
        == EXPECTED | {"吴十": ("secondary contact", "certain")}
    )


def test_it_takes_rules_of_an_order(files):
    first, second = 'minutes = 30\nsettings = ["家庭", "office"]\nclass = "close"\n', "kin = true\n"
    order = f"[[degree]]\n{first}[[degree]]\n{second}[window]\nbefore_onset_days = 2\n"
    rules = files.write("order.toml", order)
    families = files.write("families.csv", "人员,户号\n王二,1\n赵六,1\n赵五,2\n")
    result = files.trace("--families", families, rules=("--rules", rules))
    assert people(result) == {"王二": ("close contact", "certain"), "赵六": ("degree2", "certain")}


def test_minutes_and_latent_hours_can_be_set_by_degree(files):
    assert people(files.trace("--minutes", "16")) == EXPECTED | {
        "李三": ("general contact", "certain"),
        "赵六": ("secondary contact", "possible"),  # how long they stayed is not known
    }
    assert set(people(files.trace("--minutes", "10,90"))) == {"王二", "李三", "李四", "赵五"}
    assert "赵六" not in people(files.trace("--latent-hours", "24"))


def test_who_has_no_visit_and_what_no_rule_knows_is_said(files):
    result = files.trace(
        index=INDEX + "郑九,2022-07-05\n", visits=VISITS + "周八,山洞,2022-07-04 12:00,2022-07-04 13:00,洞穴,\n"
    )
    assert "郑九 has no visit" in result.stderr
    assert "洞穴" in result.stderr
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"visits": ""}, "visits.csv is empty"),
        ({"visits": "a,b\n1,2\n"}, "the column person is missing"),
        ({"visits": VISITS.splitlines()[0] + "\n"}, "no visit that can be used"),
        ({"visits": VISITS.replace("座位排", "到达")}, "several columns could be from"),
        ({"visits": "人员,地点,开始时间,结束时间\n" + "x,,,\n" * 1001}, "more than 1000 rows"),
        ({"visits": "人员,地点,开始时间,结束时间\n" + "x\n" * 1001}, "more than 1000 rows"),
        ({"visits": b"\xff\xfe\x00" * 50}, "visits.csv"),
        ({"index": ""}, "index.csv is empty"),
        ({"index": "病例,发病日期\n"}, "no index person"),
        ({"index": "病例,发病日期\n王一,\n"}, "no index person"),
        ({"index": "病例,发病日期\n无名,2022-07-05\n"}, "none of the index persons"),
        ({"rules": ()}, "by which rules"),
        ({"rules": ("--protocol", "covid19-2022-ed10")}, "did you mean"),
        ({"rules": ("--protocol", "dengue-2014")}, "does not say who is a close contact"),
        ({"rules": ("--rules", "nowhere.toml")}, "there is no file nowhere.toml"),
    ],
)
def test_broken_input_ends_in_one_sentence(files, given, sentence):
    refused(files.trace(**given), sentence)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (("--visits", "nowhere.csv"), "there is no file nowhere.csv"),
        (("--visits", "README"), "there is no file"),
        (("--visits", "."), "none of CSV, Parquet or Arrow"),
        (("--zone", "Asia/Atlantis"), "no time zone Asia/Atlantis"),
        (("--minutes", "a quarter"), "--minutes takes whole numbers"),
        (("--out", "contacts.docx"), "neither in .csv nor in .json"),
        (("--out", "nowhere/contacts.csv"), "can't be written"),
        (("--store", "/proc/no/store"), "can't hold a store"),
        (("--store", "s", "--engine", "duckdb"), "--store is of the native engine"),
        (("--families", "nowhere.csv"), "there is no file nowhere.csv"),
    ],
)
def test_options_that_can_not_be_met_end_in_one_sentence(files, more, sentence):
    refused(files.trace(*more), sentence)


@pytest.mark.parametrize("name", ["visits.parquet", "visits.arrow"])
def test_a_file_that_is_not_what_it_is_called_is_refused(files, name):
    refused(files.trace("--visits", files.write(name, "人员,地点\n"), visits=None), "can't be read")


@pytest.mark.parametrize(
    "order",
    [
        "degree = 1",
        "[[degree]]\nminuts = 5",
        "[[degree]]\nminutes = -5",
        "[[degree]]\nkin = 1",
        "degree = ",
        "[window]\nbefore_onset_days = 2",
    ],
)
def test_an_order_that_makes_no_sense_is_refused(files, order):
    refused(files.trace(rules=("--rules", files.write("order.toml", order))), "order.toml")


def test_onset_needs_days_in_the_rules(files):
    order = files.write("order.toml", "[[degree]]\nminutes = 5")
    refused(files.trace(rules=("--rules", order)), "no days before this date")
    own = "病例,传染期开始,隔离时间\n王一,2022-07-03,2022-07-04 07:45\n"
    assert "李三" not in people(files.trace(rules=("--rules", order), index=own))


def refused(result, sentence):
    assert result.exit_code == 1, result.output
    assert sentence in result.stderr
    assert "Traceback" not in result.output
    assert result.stderr.strip().splitlines()[-1].startswith("lianfang: ")


def test_a_damaged_store_is_refused(files):
    store = ("--store", files.folder / "store")
    files.trace(*store)
    words = next((files.folder / "store").glob("*-place-words"))
    words.write_bytes(words.read_bytes()[:-8])
    refused(files.trace(*store, visits=None), "cut off")
    refused(files.trace("--store", files.folder / "nothing", visits=None), "no store of visits")
