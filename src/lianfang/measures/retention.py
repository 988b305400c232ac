from django.db.models import Q

from lianfang.measures.models import Appeal, Change, Measure, PersonalLink
from lianfang.measures.rules import State
from lianfang.privacy.declare import Ending, keep
from lianfang.privacy.endings import hold

keep(
    Measure,
    personal=["person", "place", "refused_because", "excess_reason", "ground"],
    not_personal=[
        "id",
        "response",
        "kind",
        "edition",
        "ground_code",
        "counts_from",
        "counted_from",
        "first_day",
        "last_day",
        "area_path",
        "unit",
        "unit_path",
        "state",
        "follows",
        "proposed_at",
        "proposed_by",
        "decided_at",
        "decided_by",
        "ordered_unit",
        "begins_at",
        "release_due_at",
        "ended_at",
        "ended_by",
        "ending",
        "excess",
        "excess_days",
        "excess_path",
        "excess_authority",
    ],
    then=Ending.HAND_OVER,
)
keep(
    Change,
    personal=["because"],
    not_personal=[
        "id",
        "response",
        "measure",
        "area_path",
        "unit_path",
        "at",
        "by",
        "step",
        "last_day_before",
        "last_day",
        "authority",
        "excess",
        "excess_days",
    ],
    then=Ending.HAND_OVER,
)
keep(
    Appeal,
    personal=["said", "decided_because"],
    not_personal=[
        "id",
        "response",
        "measure",
        "hand_over",
        "area_path",
        "unit",
        "unit_path",
        "filed_at",
        "filed_by",
        "decided_at",
        "decided_by",
        "decision",
    ],
    then=Ending.HAND_OVER,
)
keep(
    PersonalLink,
    not_personal=[
        "id",
        "response",
        "measure",
        "token_hash",
        "issued_at",
        "issued_by",
        "expires_at",
        "revoked_at",
        "hour",
        "uses_in_hour",
    ],
    then=Ending.ERASE,
    days=7,
    counted_from="expires_at",
)

hold(Measure)(lambda: Q(state__in=[State.PROPOSED, State.ORDERED]))
hold(Appeal)(lambda: Q(decided_at=None))
