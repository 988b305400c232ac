"""Every write to measures, appeals and personal links."""

from lianfang.measures.services.appeals import appeal, appeal_by_link, decide_appeal
from lianfang.measures.services.changes import extend, move, pass_on, recompute
from lianfang.measures.services.endings import end_early, end_with, release
from lianfang.measures.services.links import issue_link, measure_of_link, revoke_links
from lianfang.measures.services.orders import order, refuse, serve
from lianfang.measures.services.proposals import propose

__all__ = [
    "appeal",
    "appeal_by_link",
    "decide_appeal",
    "end_early",
    "end_with",
    "extend",
    "issue_link",
    "measure_of_link",
    "move",
    "order",
    "pass_on",
    "propose",
    "recompute",
    "refuse",
    "release",
    "revoke_links",
    "serve",
]
