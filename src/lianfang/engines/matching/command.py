"""``lianfang match``: a list against a register, or a file against itself."""

import json
import math
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from lianfang.engines.matching.fields import PERSONS, Fields, load_fields
from lianfang.engines.matching.learning import learn
from lianfang.engines.matching.model import Answer, Match, MatchingError, Verdict
from lianfang.engines.matching.records import columns_of, read_records
from lianfang.engines.matching.register import Register, match_list
from lianfang.engines.matching.tables import Mapped, map_columns, read_sheet, write_beside
from lianfang.engines.matching.tables.decided import decisions_in
from lianfang.engines.matching.wording import reason_in, sentence, verdict_in

_SHOWN_PROBLEMS = 20
_ADDED = ("verdict", "weight", "reason", "whom", "key", "decision")


@dataclass(frozen=True)
class Options:
    """What was asked for on the command line."""

    language: str
    likely_at: float
    fields: Fields
    columns: Mapping[str, Sequence[str]]
    register_columns: Mapping[str, Sequence[str]]
    key: str
    decisions: Sequence[Path]
    learn: bool

    def say(self, code: str, **params: object) -> None:
        """A sentence beside the result."""
        click.echo(sentence(self.language, code, **params), err=True)


@dataclass
class Matched:
    """A list with an answer for each of its rows, and the register's rows to name people by."""

    asked: Mapped
    register: Mapped
    answers: list[Answer]
    records: list[dict[str, str]]
    residents: list[dict[str, str]] = field(repr=False)
    built: Register = field(repr=False)

    def whom(self, language: str, match: Match) -> str:
        """The row in the register's file, and the name there."""
        number = sentence(language, "row", row=self.register.numbers[match.row])
        return f"{number} {self.residents[match.row].get(self.built.fields.names[0], '')}".strip()


@click.command("match")
@click.argument("list_file", metavar="LIST", type=click.Path(path_type=Path))
@click.argument("register_file", metavar="[REGISTER]", required=False, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Where the list goes with its answers: .xlsx or .csv.")
@click.option("--self", "itself", is_flag=True, help="Look for people who stand in LIST twice; takes no register.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a row on standard output.")
@click.option("--explain", type=int, metavar="ROW", help="Say field by field what is known of one row of LIST.")
@click.option(
    "--decisions", multiple=True, type=click.Path(path_type=Path), help="An earlier result with decisions filled in."
)
@click.option(
    "--likely-at", default=3.0, show_default=True, help="Bits from which somebody is likely; 3 asks for 8 : 1."
)
@click.option(
    "--column", "columns", multiple=True, metavar="FIELD=HEADER", help="Which column means what, in both files."
)
@click.option(
    "--register-column", "register_columns", multiple=True, metavar="FIELD=HEADER", help="The same, in REGISTER only."
)
@click.option("--key", default="", metavar="HEADER", help="The column of REGISTER that names its rows.")
@click.option(
    "--fields", "fields_file", type=click.Path(path_type=Path), help="A TOML file that describes other fields."
)
@click.option("--learn", "learns", is_flag=True, help="Learn the weights from these files instead of the shipped ones.")
@click.option("--language", type=click.Choice(["zh", "en"]), help="Of the sentences; otherwise by LANG.")
def match(  # noqa: PLR0913 - one parameter for each option
    list_file: Path,
    register_file: Path | None,
    out: Path | None,
    itself: bool,
    as_json: bool,
    explain: int | None,
    decisions: tuple[Path, ...],
    likely_at: float,
    columns: tuple[str, ...],
    register_columns: tuple[str, ...],
    key: str,
    fields_file: Path | None,
    learns: bool,
    language: str | None,
) -> None:
    """Who of LIST stands in REGISTER: certain by stated rules, likely by weight, possible but several, or not.

    Both are CSV, XLSX or XLS files with their columns in any order and the usual headers in Chinese or English.
    """
    spoken = language or ("zh" if os.environ.get("LANG", "").startswith("zh") else "en")
    try:
        fields = load_fields(fields_file) if fields_file else PERSONS
        if not math.isfinite(likely_at):
            raise MatchingError("no_weight", text=likely_at)
        both, own = _told(columns), _told(register_columns)
        options = Options(spoken, likely_at, fields, both, both | own, key or fields.key, decisions, learns)
        _refuse(list_file, register_file, out, itself)
        began = time.perf_counter()
        matched = _match(list_file, register_file, options)
        _show(matched, options, out, as_json=as_json, explain=explain)
        _summarise(matched, options, time.perf_counter() - began)
    except MatchingError as problem:
        raise click.ClickException(problem.sentence(spoken)) from None


def _told(mappings: Sequence[str]) -> dict[str, list[str]]:
    """``name=姓名`` as headers by field."""
    told: dict[str, list[str]] = {}
    for text in mappings:
        name, parted, header = text.partition("=")
        if not (name and parted and header):
            raise MatchingError("bad_column", text=text)
        told.setdefault(name.strip(), []).append(header.strip())
    return told


def _refuse(list_file: Path, register_file: Path | None, out: Path | None, itself: bool) -> None:
    if itself and register_file is not None:
        raise MatchingError("both")
    if not itself and register_file is None:
        raise MatchingError("no_register")
    if out is None:
        return
    if out.suffix.lower() not in (".xlsx", ".csv"):
        raise MatchingError("out_kind", file=out.name)
    if out.resolve() in {each.resolve() for each in (list_file, register_file) if each}:
        raise MatchingError("out_is_input", file=out.name)


# -- matching ------------------------------------------------------------------------------------------------------


def _match(list_file: Path, register_file: Path | None, options: Options) -> Matched:
    """Read both files, build the register, and ask it for every row."""
    listed = map_columns(
        read_sheet(list_file), options.fields, options.columns, options.key if register_file is None else ""
    )
    known = listed
    if register_file is not None:
        known = map_columns(read_sheet(register_file), options.fields, options.register_columns, options.key)
    for each in (listed,) if known is listed else (listed, known):
        if not each.numbers:
            raise MatchingError("empty", file=each.sheet.path.name)
        options.say("columns_of", file=each.sheet.path.name, mapping=each.described())
    records = listed.records()
    residents = records if known is listed else known.records()
    register = _register(residents, records, options)
    answers = list(match_list(records, register, likely_at=options.likely_at, itself=known is listed))
    return Matched(listed, known, answers, records, residents, register)


def _register(residents: list[dict[str, str]], records: list[dict[str, str]], options: Options) -> Register:
    register = Register.build(residents, fields=options.fields)
    missing = 0
    for path in options.decisions:
        for record, row, same in decisions_in(path, options.fields, options.columns):
            known = register.rows_called(row)
            missing += not known
            for number in known:
                register.decide(record, number, same=same)
    if missing:
        options.say("decisions_unknown", count=missing)
    if options.learn or not options.fields.people:
        read = read_records(columns_of(records, options.fields), options.fields)
        register.weights = learn(read, register, register.decided(records), itself=records is residents)
        options.say("learned")
    return register


# -- showing -------------------------------------------------------------------------------------------------------


def _show(matched: Matched, options: Options, out: Path | None, *, as_json: bool, explain: int | None) -> None:
    if explain is not None:
        _explain(matched, options, explain)
        return
    if out is not None:
        _write(matched, options, out)
    if as_json or out is None:
        for line in _as_json(matched) if as_json else _as_lines(matched, options):
            click.echo(line)


def _write(matched: Matched, options: Options, out: Path) -> None:
    problems = matched.asked.sheet.problems
    names = [*_ADDED, *(["problem"] if problems else [])]
    headers = [sentence(options.language, f"column.{name}") for name in names]
    cells = {
        number: [
            *_cells(matched, options.language, answer),
            "; ".join(
                sentence(options.language, problem.code, **problem.params) for problem in problems.get(number, [])
            ),
        ][: len(names)]
        for number, answer in zip(matched.asked.numbers, matched.answers, strict=True)
    }
    write_beside(matched.asked.sheet, matched.asked.header_row, headers, cells, out)


def _cells(matched: Matched, language: str, answer: Answer) -> list[str]:
    """Verdict, weight, reason, whom, key and what was decided."""
    named = answer.matches if answer.verdict is not Verdict.NOT else ()
    if not named:
        return [verdict_in(language, answer.verdict), "", "", "", "", ""]
    best = named[0]
    return [
        verdict_in(language, answer.verdict),
        f"{best.weight:.1f}",
        "; ".join(reason_in(language, reason) for reason in best.reasons if reason.code != "prior"),
        "; ".join(matched.whom(language, each) for each in named),
        "; ".join(each.key for each in named),
        sentence(language, "same") if best.reasons[0].code == "decided" else "",
    ]


def _as_lines(matched: Matched, options: Options) -> Iterator[str]:
    for number, answer in zip(matched.asked.numbers, matched.answers, strict=True):
        cells = _cells(matched, options.language, answer)
        yield "\t".join([sentence(options.language, "row", row=number), *cells[:4]]).rstrip()


def _as_json(matched: Matched) -> Iterator[str]:
    for number, answer in zip(matched.asked.numbers, matched.answers, strict=True):
        yield json.dumps(
            {
                "row": number,
                "verdict": answer.verdict.value,
                "matches": [_match_as_json(matched, each) for each in answer.matches],
                "problems": [problem.code for problem in matched.asked.sheet.problems.get(number, [])],
            },
            ensure_ascii=False,
        )


def _match_as_json(matched: Matched, each: Match) -> dict[str, object]:
    reasons = [{"code": one.code, "field": one.field, "weight": round(one.weight, 2)} for one in each.reasons]
    return {
        "row": matched.register.numbers[each.row],
        "key": each.key,
        "verdict": each.verdict.value,
        "weight": round(each.weight, 2),
        "probability": round(each.probability, 4),
        "reasons": reasons,
    }


def _explain(matched: Matched, options: Options, row: int) -> None:
    """Both records side by side with what each field weighs, for everybody who comes near."""
    numbers = matched.asked.numbers
    if row not in numbers:
        first, last = (numbers[0], numbers[-1]) if numbers else (0, 0)
        raise MatchingError("no_row", file=matched.asked.sheet.path.name, row=row, first=first, last=last)
    at = numbers.index(row)
    asked = [matched.records[at]]
    answer = (
        next(match_list(asked, matched.built, likely_at=options.likely_at, keep=5)) if not _is_self(matched) else None
    )
    answer = answer or matched.answers[at]
    click.echo(f"{sentence(options.language, 'row', row=row)}: {verdict_in(options.language, answer.verdict)}")
    for each in answer.matches:
        click.echo(f"\n{matched.whom(options.language, each)}: {each.weight:+.1f}")
        for reason in each.reasons:
            click.echo(f"  {reason_in(options.language, reason)}{_beside(matched, at, each, reason.field)}")


def _is_self(matched: Matched) -> bool:
    return matched.asked is matched.register


def _beside(matched: Matched, at: int, each: Match, name: str) -> str:
    if not name:
        return ""
    return f": {matched.records[at].get(name) or '-'} | {matched.residents[each.row].get(name) or '-'}"


def _summarise(matched: Matched, options: Options, seconds: float) -> None:
    problems = [each for row, of_row in sorted(matched.asked.sheet.problems.items()) for each in of_row]
    for problem in problems[:_SHOWN_PROBLEMS]:
        options.say(problem.code, **problem.params)
    if len(problems) > _SHOWN_PROBLEMS:
        options.say("more_problems", count=len(problems) - _SHOWN_PROBLEMS)
    counts = {verdict: sum(answer.verdict is verdict for answer in matched.answers) for verdict in Verdict}
    options.say(
        "summary",
        rows=len(matched.answers),
        residents=len(matched.built),
        certain=counts[Verdict.CERTAIN],
        likely=counts[Verdict.LIKELY],
        several=counts[Verdict.SEVERAL],
        none=counts[Verdict.NOT],
        seconds=f"{seconds:.1f}",
    )
