"""Polars and pandas: the visits in memory, a join by place and day for each degree."""

import gc
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl

from benchmarks.tracing.machine import peak_memory
from benchmarks.tracing.questions import DEGREES, RULES, Case, Level, read
from benchmarks.tracing.world import DAY, SETTINGS, Ints, Visits
from lianfang.engines.tracing.model import Rule


def _settings(rule: Rule) -> list[int]:
    return [at for at, name in enumerate(SETTINGS) if rule.settings is None or name in rule.settings]


def _columns(visits: Visits) -> dict[str, Ints]:
    named = {"person": visits.person, "place": visits.place, "start": visits.start, "stop": visits.end}
    narrow = {name: column.astype(np.int32) for name, column in named.items()}
    return {**narrow, "day": (visits.start // DAY).astype(np.int16), "setting": visits.setting.astype(np.int8)}


class Frames:
    """What both have in common: built anew from the file at each opening."""

    visits: Any
    longest = np.array([870, 730, 45, 40], np.int32)
    """Minutes of the longest visit of each setting."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def build(self, visits: Path) -> None:
        self.file = visits
        self.open()

    def ask(self, cases: Sequence[Case]) -> list[Level]:
        people = np.array([case.person for case in cases], np.int32)
        since = np.array([case.since for case in cases], np.int32)
        levels: list[Level] = []
        level = (people, since)
        for degree in range(1, DEGREES + 1):
            level = self.level(*level, people, RULES.of(degree))
            levels.append(level)
        return levels

    def level(self, people: Ints, since: Ints, cases: Ints, rule: Rule) -> Level:
        raise NotImplementedError

    def open(self) -> None:
        raise NotImplementedError

    def peak(self) -> float:
        return peak_memory()

    def close(self) -> None:
        del self.visits
        gc.collect()


class Polars(Frames):
    """Sorted by person; lazy joins on every core."""

    name = "Polars"

    def open(self) -> None:
        self.visits = pl.DataFrame(_columns(read(self.file))).sort("person", "start")

    def add(self, visits: Visits) -> None:
        self.visits = pl.concat([self.visits, pl.DataFrame(_columns(visits))]).sort("person", "start")

    def level(self, people: Ints, since: Ints, cases: Ints, rule: Rule) -> Level:
        all_visits = self.visits.lazy()
        sources = pl.LazyFrame({"person": people, "since": since})
        longest = pl.col("setting").replace_strict(dict(enumerate(self.longest)), return_dtype=pl.Int32)
        a = (
            all_visits.join(sources, on="person")
            .filter(pl.col("stop") > pl.col("since"), pl.col("setting").is_in(_settings(rule)))
            .with_columns(
                day=pl.int_ranges((pl.col("start") - longest) // DAY, pl.col("stop") // DAY + 1, dtype=pl.Int16)
            )
            .explode("day")
        )
        begin = pl.max_horizontal("start", "start_b", "since")
        met = all_visits.filter(~pl.col("person").is_in(cases)).join(a, on=["place", "day"], suffix="_b")
        found = (
            met.filter(
                pl.col("person") != pl.col("person_b"),
                pl.min_horizontal("stop", "stop_b") - begin >= rule.minutes,
            )
            .group_by("person")
            .agg(begin.min().alias("first"))
            .collect()
        )
        return found["person"].to_numpy(), found["first"].to_numpy()


class Pandas(Frames):
    """Whole-column masks, then merges of what is left."""

    name = "pandas"

    def open(self) -> None:
        self.visits = pd.DataFrame(_columns(read(self.file))).sort_values(["person", "start"], ignore_index=True)

    def add(self, visits: Visits) -> None:
        both = pd.concat([self.visits, pd.DataFrame(_columns(visits))])
        self.visits = both.sort_values(["person", "start"], ignore_index=True)

    def level(self, people: Ints, since: Ints, cases: Ints, rule: Rule) -> Level:
        sources = pd.DataFrame({"person": people, "since": since})
        a = self.visits[self.visits["person"].isin(people)].merge(sources, on="person")
        a = a[(a["stop"] > a["since"]) & a["setting"].isin(_settings(rule))]
        b = self.visits[self.visits["place"].isin(a["place"].unique()) & (self.visits["stop"] > a["start"].min())]
        firsts, lasts = (a["start"] - self.longest[a["setting"]]) // DAY, a["stop"] // DAY
        spread = [a.assign(day=(firsts + more).astype(np.int16))[firsts + more <= lasts] for more in range(3)]
        pairs = pd.concat(spread).merge(b[~b["person"].isin(cases)], on=["place", "day"], suffixes=("_a", ""))
        begin = pairs[["start", "start_a", "since"]].max(axis=1)
        long = pairs[["stop", "stop_a"]].min(axis=1) - begin >= rule.minutes
        met = pairs.assign(first=begin)[long & (pairs["person"] != pairs["person_a"])]
        found = met.groupby("person")["first"].min()
        return found.index.to_numpy(), found.to_numpy()
