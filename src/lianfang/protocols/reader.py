"""Which editions there are, and from a TOML file to an Edition."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from lianfang.protocols.declare import Leaf, day, yes_no
from lianfang.protocols.edition import Edition
from lianfang.protocols.errors import ProtocolError, instead_of
from lianfang.protocols.following import is_written, overlaid
from lianfang.protocols.lines import line_of
from lianfang.protocols.origin import Entry
from lianfang.protocols.outbreak import ContactRules, PoolRules, RiskAreaRules, TestingRules
from lianfang.protocols.page import Page
from lianfang.protocols.rules import ArrivalRules, CeilingRules, CheckpointRules, MeasureRules, ReportingRules
from lianfang.protocols.words import MEASURE_KINDS

_FOLDER = Path(__file__).parent / "editions"
_NEEDED = ("code", "disease", "name_zh", "name_en", "in_force_from", "complete")
_PARTS = ("checkpoints", "arrivals", "measures", "contacts", "risk_areas")
_MORE_PARTS = ("reporting", "clocks", "testing", "pools", "ceilings")
_KNOWN = (*_NEEDED, "superseded_by", "recomputes_running", "follows", "without", *_PARTS, *_MORE_PARTS)


def editions() -> tuple[str, ...]:
    """The codes of the editions that are shipped, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@cache
def load_edition(code: str) -> Edition:
    """The shipped edition of this code; the same object every time. Raises ProtocolError."""
    if code not in editions():
        raise ProtocolError(f"edition {code!r}", "", f"there is no such edition; {instead_of(code, editions())}")
    edition = load_file(_shipped(code))
    if edition.code != code:
        raise ProtocolError(f"{code}.toml", "code", f"is '{edition.code}'; a shipped file is named after its code")
    return edition


def load_file(path: Path) -> Edition:
    """The edition in a file of one's own, read anew every time. Raises ProtocolError where it can't be read."""
    raw = _toml(path)
    page = Page(path.name, str(raw.get("code", "")))
    try:
        return _fitting(page, _edition(page, raw))
    except ProtocolError as refused:
        line = line_of(path.read_text(encoding="utf-8"), refused.path) if refused.where == path.name else None
        if line is None:
            raise
        raise ProtocolError(f"{path.name}:{line}", refused.path, refused.problem) from None


def _shipped(code: str) -> Path:
    return _FOLDER / f"{code}.toml"


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ProtocolError(str(path), "", "there is no such file; check the path") from None
    except OSError as error:
        raise ProtocolError(str(path), "", f"the file can't be opened ({error.strerror}); check it") from None
    except UnicodeDecodeError:
        raise ProtocolError(path.name, "", "the file is not in UTF-8; save it in that encoding") from None
    except tomllib.TOMLDecodeError as error:
        raise ProtocolError(path.name, "", f"this is not TOML: {str(error).rstrip('.')}; mend it there") from None


def _edition(page: Page, own: dict[str, Any]) -> Edition:
    page.expect(own, "", known=_KNOWN, needed=_NEEDED)
    base = _base(page, own)
    raw = _whole(page, own)
    return Edition(
        code=page.text(own, "code"),
        disease=page.text(own, "disease"),
        name_zh=page.text(own, "name_zh"),
        name_en=page.text(own, "name_en"),
        in_force_from=page.leaf(Leaf(day), own["in_force_from"], "in_force_from"),
        superseded_by=page.text(own, "superseded_by") if "superseded_by" in own else None,
        follows=base.code if base else None,
        complete=page.flag(own, "complete"),
        recomputes_running=_recomputes(page, own),
        checkpoints=page.part(raw, "checkpoints", CheckpointRules),
        arrivals=page.part(raw, "arrivals", ArrivalRules),
        measures=page.tables(MEASURE_KINDS, MeasureRules, raw.get("measures", {}), "measures"),
        contacts=page.part(raw, "contacts", ContactRules),
        risk_areas=page.part(raw, "risk_areas", RiskAreaRules),
        reporting=page.part(raw, "reporting", ReportingRules),
        clocks=page.clocks(raw.get("clocks", {}), "clocks"),
        testing=page.part(raw, "testing", TestingRules),
        pools=page.part(raw, "pools", PoolRules),
        ceilings=page.part(raw, "ceilings", CeilingRules),
        without=page.without(own),
        entries=MappingProxyType(_where_written(page.entries, own, base)),
    )


def _base(page: Page, own: dict[str, Any]) -> Edition | None:
    """The edition that this one follows, read first. Refuses one that is not shipped, or follows back to this one."""
    line = [page.text(own, "code")]
    raw = own
    while "follows" in raw:
        code = page.text(raw, "follows")
        if code in line:
            raise page.refuse(
                "follows", f"leads back to itself ({' > '.join([*line, code])}); let one of them stand alone"
            )
        if code not in editions():
            raise page.refuse(
                "follows", f"names '{code}', which is no edition; {instead_of(code, set(editions()) - {*line})}"
            )
        line.append(code)
        raw = _toml(_shipped(code))
    if "without" in own and len(line) == 1:
        raise page.refuse("without", 'takes something out of nothing; name the edition in follows = "..."')
    return load_edition(line[1]) if len(line) > 1 else None


def _fitting(page: Page, edition: Edition) -> Edition:
    """Refuse an edition that follows one of another disease or a later one."""
    base = load_edition(edition.follows) if edition.follows else edition
    if base.disease != edition.disease:
        raise page.refuse("follows", f"names an edition of {base.disease}; follow one of {edition.disease}")
    if base.in_force_from > edition.in_force_from:
        raise page.refuse("follows", f"names an edition that came later ({base.in_force_from}); follow an earlier one")
    return _agreeing(page, edition)


def _whole(page: Page, own: dict[str, Any]) -> dict[str, Any]:
    """The tables of a file over those of all that it follows."""
    if "follows" not in own:
        return own
    try:
        return overlaid(_whole(page, _toml(_shipped(own["follows"]))), own)
    except KeyError as missing:
        raise page.refuse(f"without.{missing.args[0]}", f"is not said by {own['follows']}; take the line out") from None


def _where_written(entries: Mapping[str, Entry], own: dict[str, Any], base: Edition | None) -> dict[str, Entry]:
    """The entries, those that were taken over with the edition that writes them."""
    if base is None:
        return dict(entries)
    return {path: entry if is_written(own, path) else base.entries[path] for path, entry in entries.items()}


def _recomputes(page: Page, raw: dict[str, Any]) -> bool:
    key = "recomputes_running"
    return bool(page.leaf(Leaf(yes_no), raw[key], key)) if key in raw else False


def _agreeing(page: Page, edition: Edition) -> Edition:
    """Refuse an edition that names a measure it lacks, lets measures follow without end, or contradicts itself."""
    for path, kind in _named_measures(edition):
        if kind not in edition.measures:
            raise page.refuse(path, f"names {kind}, which this edition does not have; write [measures.{kind}]")
    for kind in edition.measures:
        if _returns(edition, kind):
            raise page.refuse(f"measures.{kind}.followed_by", 'leads back to itself; end the chain with "none"')
    for path, minutes, clock in _said_twice(edition):
        if clock in edition.clocks and edition.clocks[clock] != timedelta(minutes=minutes):
            raise page.refuse(path, f"is {minutes} minutes, but clocks.{clock} says otherwise; make them agree")
    return edition


def _named_measures(edition: Edition) -> Iterator[tuple[str, str]]:
    for level, kind in (edition.arrivals.measures if edition.arrivals else {}).items():
        yield f"arrivals.measures.{level}", kind
    for code, contacts in (edition.contacts.classes if edition.contacts else {}).items():
        yield from ((f"contacts.classes.{code}.measures", kind) for kind in contacts.measures)
    for name, rules in edition.measures.items():
        followers = [rules.followed_by, *(each.followed_by for each in rules.grounds.values())]
        yield from ((f"measures.{name}.followed_by", kind) for kind in followers if kind)


def _returns(edition: Edition, kind: str) -> bool:
    """Whether somebody under this measure, on whatever grounds, could come under it again with no new order."""
    reached: set[str] = set()
    ahead = [kind]
    while ahead:
        rules = edition.measures[ahead.pop()]
        following = {rules.followed_by, *(each.followed_by for each in rules.grounds.values())} - reached
        ahead += [each for each in following if each]
        reached |= {each for each in following if each}
    return kind in reached


def _said_twice(edition: Edition) -> Iterator[tuple[str, int, str]]:
    posts, arrivals = edition.checkpoints, edition.arrivals
    if posts and posts.second_reading:
        yield "checkpoints.second_reading_after_minutes", posts.second_reading_after_minutes, "second_temperature"
    if arrivals:
        yield "arrivals.accept_within_minutes", arrivals.accept_within_minutes, "hand_over.accept"
        yield "arrivals.see_within_minutes", arrivals.see_within_minutes, "hand_over.see"
