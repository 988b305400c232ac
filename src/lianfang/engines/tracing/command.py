"""``lianfang trace``: the contacts of index persons from files, for who never starts the web application."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from lianfang.engines.tracing.asking import Engine, Found
    from lianfang.engines.tracing.editions import Ordered
    from lianfang.engines.tracing.model import Index

LEFT_OUT = 3


class Refused(click.ClickException):
    """One sentence and exit code 1."""

    def show(self, file: Any = None) -> None:
        click.echo(f"lianfang: {self.message}", err=True)


@click.command("trace")
@click.option("--visits", type=click.Path(path_type=Path), help="Visits as CSV, Parquet or Arrow.")
@click.option(
    "--index",
    "index",
    type=click.Path(path_type=Path),
    required=True,
    help="Index persons: onset, sampling date or window.",
)
@click.option("--protocol", help="The edition whose rules hold, as covid19-2022-ed9.")
@click.option("--rules", type=click.Path(path_type=Path), help="An order of one's own (TOML) instead of an edition.")
@click.option("--degree", type=click.IntRange(1, 7), help="How many degrees; otherwise as many as the rules define.")
@click.option("--minutes", default="", help="Minutes together at least, by degree: 15 or 15,30.")
@click.option("--latent-hours", default="", help="Hours after exposure until somebody can pass it on, by degree.")
@click.option(
    "--families", type=click.Path(path_type=Path), help="Who is of which family (person, family), for rules about kin."
)
@click.option("--zone", default="Asia/Shanghai", show_default=True, help="The zone of times that name none.")
@click.option(
    "--longest-stay",
    type=click.IntRange(1, 336),
    default=12,
    show_default=True,
    help="Hours a visit without an end can have lasted.",
)
@click.option("--store", type=click.Path(path_type=Path), help="Keep the visits in this folder, add to it, or ask it.")
@click.option("--engine", type=click.Choice(["native", "duckdb", "spark"]), default="native", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Where the contacts go: .csv or .json.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.option("--explain", help="Only this person: how they were exposed, step by step.")
@click.option("--language", type=click.Choice(["zh", "en"]), help="Otherwise by LANG.")
def trace(**options: Any) -> None:
    """Find the contacts of index persons among visits, with the chain that explains each.

    Exit code 0: all rows were used; 1: refused, with one sentence; 3: done, but some rows could not be used.
    """
    from lianfang.engines.tracing.errors import TracingError

    language = options["language"] or ("zh" if os.environ.get("LANG", "").startswith("zh") else "en")
    try:
        with ExitStack() as stack:
            left_out = Run(options, language, stack).run()
    except TracingError as error:
        raise Refused(error.sentence(language)) from None
    except OSError as error:  # a full disk, a folder that may not be read
        raise Refused(TracingError("system_refused", problem=error).sentence(language)) from None
    if left_out:
        sys.exit(LEFT_OUT)


class Run:
    """One call of the command."""

    def __init__(self, options: dict[str, Any], language: str, stack: ExitStack) -> None:
        from lianfang.engines.tracing.reading.moments import zone_of
        from lianfang.engines.tracing.reading.problems import Problems

        self.options, self.language, self._stack = options, language, stack
        self.zone, self.problems, self.notes = zone_of(options["zone"]), Problems(), list[str]()
        self._check()

    def _check(self) -> None:
        """Refuse what can't be asked before anything is read."""
        out, engine = self.options["out"], self.options["engine"]
        if out and out.suffix.lower() not in (".csv", ".json"):
            raise self._error("out_kind_unknown", file=out)
        if self.options["store"] and engine != "native":
            raise self._error("store_needs_native")
        if not self.options["visits"] and not self.options["store"]:
            raise self._error("visits_missing")

    def _error(self, code: str, **parameters: object) -> Exception:
        from lianfang.engines.tracing.errors import TracingError

        return TracingError(code, **parameters)

    def run(self) -> int:
        """Read, ask, say; how many rows could not be used."""
        from lianfang.engines.tracing.asking import as_names, ask, in_their_names

        ordered = self._ordered()
        indexes = self._indexes(ordered)
        engine = self._engine()
        indexes, rules = in_their_names(indexes, ordered.rules, engine.whole_numbers)
        self._look(engine, indexes, ordered)
        degrees = self.options["degree"] or rules.defined
        only = list(as_names([self.options["explain"]], engine.whole_numbers)) if self.options["explain"] else None
        try:
            found = ask(engine, indexes, replace(ordered, rules=rules), degrees, only)
        except ValueError as error:
            raise self._error("question_wrong", problem=error) from None
        self._say(engine, indexes, found, degrees)
        return len(self.problems.each)

    def _ordered(self) -> "Ordered":
        from lianfang.engines.tracing import editions
        from lianfang.engines.tracing.reading.indexes import read_families
        from lianfang.protocols import ProtocolError, load_edition

        try:
            if self.options["rules"]:
                ordered = editions.of_file(self.options["rules"])
            elif self.options["protocol"]:
                ordered = editions.of_edition(load_edition(self.options["protocol"]))
            else:
                raise self._error("rules_missing")
        except ProtocolError as error:
            raise self._error("protocol_wrong", problem=error) from None
        ordered = editions.changed(ordered, self._numbers("minutes"), self._numbers("latent_hours"))
        if self.options["families"]:
            families = read_families(self.options["families"], self.problems)
            ordered = replace(ordered, rules=replace(ordered.rules, families=families))
        return ordered

    def _numbers(self, option: str) -> tuple[int, ...]:
        said = self.options[option]
        parts = said.replace("，", ",").split(",") if said else []
        if not all(part.strip().isdecimal() for part in parts):
            raise self._error("numbers_wrong", option=f"--{option.replace('_', '-')}", value=said)
        return tuple(int(part) for part in parts)

    def _indexes(self, ordered: "Ordered") -> "list[Index]":
        from lianfang.engines.tracing.reading.indexes import read_indexes

        indexes = read_indexes(self.options["index"], ordered.window, self.zone, self.problems)
        if not indexes:
            self._say_problems()
            raise self._error("index_missing", file=self.options["index"])
        return indexes

    def _engine(self) -> "Engine":
        from lianfang.engines.tracing.asking import Native, Relational

        folder = (
            self.options["store"]
            or Path(self._stack.enter_context(TemporaryDirectory(prefix="lianfang-trace-"))) / "store"
        )
        visits = self._visits() if self.options["visits"] else None
        if self.options["engine"] == "native" or visits is None:
            engine: Any = Native(folder, visits, self._progress)
        else:
            folder.mkdir()
            engine = Relational(folder / "visits.parquet", visits, self.options["engine"], self._progress)
        if not engine.visits:
            self._say_problems()
            raise self._error("visits_none", file=self.options["visits"] or folder)
        return engine  # type: ignore[no-any-return]

    def _visits(self) -> Iterator[Any]:
        from lianfang.engines.tracing.reading.visits import Reading, read_visits

        how = Reading(self.zone, timedelta(hours=self.options["longest_stay"]))
        return read_visits(self.options["visits"], how, self.problems)

    def _progress(self, doing: str, visits: int) -> None:
        if sys.stderr.isatty():
            code = "reading" if doing == "read" else "sorting"
            click.echo(f"\r{self._sentence(code, visits=f'{visits:,}')} ", err=True, nl=False)

    def _look(self, engine: "Engine", indexes: "list[Index]", ordered: "Ordered") -> None:
        """Say which index persons have no visit, and which settings no rule knows."""
        people = [index.person for index in indexes]
        known = engine.known(people)
        if not known:
            raise self._error("no_index_in_visits")
        self.notes += [self._sentence("index_not_in_visits", person=person) for person in people if person not in known]
        asked = [rule.settings for rule in (*ordered.rules.each, ordered.aside) if rule]
        if None not in asked:
            strange = set(engine.settings) - {""} - _all_words(asked)
            if strange:
                self.notes.append(self._sentence("settings_unknown", settings=", ".join(sorted(strange))))

    def _sentence(self, code: str, **parameters: object) -> str:
        from lianfang.engines.tracing.wording import sentence

        return sentence(self.language, code, **parameters)

    def _say_problems(self) -> None:
        for each in self.problems.each:
            click.echo(each.sentence(self.language), err=True)

    def _say(self, engine: "Engine", indexes: "list[Index]", found: "Found", degrees: int) -> None:
        from lianfang.engines.tracing import output

        self._say_problems()
        for note in self.notes:
            click.echo(note, err=True)
        rows = [output.row_of(contact, code, self.zone) for contact, code in found.contacts]
        if self.options["explain"]:
            click.echo(self._explanation(engine, indexes, rows, degrees))
            return
        said = [each.sentence(self.language) for each in self.problems.each]
        document = output.as_json(rows, found.counts, [*said, *self.notes])
        table = output.as_csv(rows, self.language)
        self._write(document, table)
        counts = "; ".join(
            self._sentence("count", degree=d, certain=n.certain, possible=n.possible) for d, n in found.counts.items()
        )
        left_out = len(self.problems.each)
        click.echo(self._sentence("done", contacts=len(rows), counts=counts, left_out=left_out), err=True)

    def _write(self, document: str, table: str) -> None:
        out = self.options["out"]
        if self.options["as_json"] or not out:
            click.echo(document if self.options["as_json"] else table, nl=self.options["as_json"])
        if out:
            try:
                out.write_text(
                    document if out.suffix.lower() == ".json" else f"\ufeff{table}", encoding="utf-8", newline=""
                )
            except OSError as error:
                raise self._error("out_unwritable", file=out, problem=error.strerror) from None

    def _explanation(self, engine: "Engine", indexes: "list[Index]", rows: list[dict[str, Any]], degrees: int) -> str:
        from lianfang.engines.tracing import output
        from lianfang.engines.tracing.asking import as_names

        (person,) = as_names([self.options["explain"]], engine.whole_numbers)
        row = next((row for row in rows if row["person"] == person), None)
        if row and self.options["as_json"]:
            return output.as_json([row], {}, self.notes)
        if row:
            return output.explanation(row, self.language)
        if any(index.person == person for index in indexes):
            return self._sentence("explain_index", person=person)
        code = "explain_none" if engine.known([person]) else "explain_unknown"
        return self._sentence(code, person=person, degrees=degrees)


def _all_words(asked: list[Any]) -> set[str]:
    """Every setting that some rule names, and every usual one: a usual one that doesn't count is known not to."""
    from lianfang.engines.tracing.reading.settings import USUAL

    return set(USUAL).union(*asked)
