"""Small random worlds (Hypothesis) in which everything happens that can: a handful of people, places and hours.

Times lie on a grid of few moments around a midnight of Shanghai, so that touching ends, visits of no length, equal
times and overlaps of one person with himself come up all the time.
"""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from lianfang.engines.tracing.model import Index, Rule, Rules, Visit

MIDNIGHT = datetime(2022, 7, 1, 16, tzinfo=UTC)  # of 2 July in Shanghai
STEP = timedelta(minutes=10)
LAST = 24  # moments of the grid
PEOPLE = tuple("abcdefgh")
PLACES = ("bus", "home", "mall")
SETTINGS = ("home", "shop", "")
moments = st.integers(0, LAST).map(lambda n: MIDNIGHT + (n - LAST // 2) * STEP)


@st.composite
def visits(draw, ranges: bool = True) -> Visit:
    """One visit; with ranges some are known only roughly."""
    begin, end = sorted((draw(moments), draw(moments)))
    span = (end - begin) // STEP
    rough = ranges and draw(st.integers(0, 3)) == 0
    return Visit(
        person=draw(st.sampled_from(PEOPLE)),
        place=draw(st.sampled_from(PLACES)),
        begin=begin,
        end=end,
        setting=draw(st.sampled_from(SETTINGS if ranges else SETTINGS[:2])),
        row=draw(st.none() | st.integers(0, 3)),
        protected=draw(st.integers(0, 5)) == 0,
        begin_latest=begin + draw(st.integers(0, span)) * STEP if rough else None,
        end_earliest=end - draw(st.integers(0, span)) * STEP if rough else None,
        sure=not rough or draw(st.booleans()),
    )


rules_of_one_degree = st.builds(
    Rule,
    minutes=st.sampled_from((0, 0, 10, 20, 30)),
    settings=st.sampled_from((None, None, frozenset({"home"}), frozenset({"home", "shop"}))),
    kin=st.sampled_from((False, False, False, True)),
    rows=st.sampled_from((None, None, 0, 1)),
    protected=st.booleans(),
    latent_minutes=st.sampled_from((0, 10, 60)),
)
families = st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from(("Li", "Wang")))
rules = st.builds(Rules, st.lists(rules_of_one_degree, min_size=1, max_size=3).map(tuple), families)


@st.composite
def indexes(draw) -> list[Index]:
    """One to three index persons, some with an end of their window."""
    people = draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True))
    return [_index(draw, person) for person in people]


def _index(draw, person: str) -> Index:
    since = draw(moments)
    if draw(st.booleans()):
        return Index(person, since)
    return Index(person, since, since + draw(st.integers(0, LAST)) * STEP)


def worlds(ranges: bool = True, most: int = 30):
    """(visits, indexes, rules, degrees): what an engine is asked."""
    return st.tuples(st.lists(visits(ranges), max_size=most), indexes(), rules, st.integers(1, 4))
