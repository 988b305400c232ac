"""What the edition in force says of pooled samples and their clocks."""

from datetime import timedelta

from lianfang.laboratory.rules import OTHERWISE, PoolTerms
from lianfang.response.models import Response
from lianfang.response.selectors import edition_in_force


def terms_of(response: Response) -> PoolTerms:
    """Where the edition is silent nobody is asked to stay, who was in a positive tube is sampled singly."""
    rules = edition_in_force(response).pools
    if rules is None:
        return PoolTerms()
    return PoolTerms(
        isolates_all=bool(rules.positive_isolates_all),
        resampled_singly=rules.positive_resampled_singly is not False,
        clears_all=rules.negative_clears_all is not False,
    )


def within(response: Response, clock: str) -> timedelta:
    """How long something may take."""
    return edition_in_force(response).clock(clock) or OTHERWISE[clock]
