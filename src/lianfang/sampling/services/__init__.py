"""Every write to sites, sessions and tubes."""

from lianfang.sampling.services.sessions import (
    SessionPlan,
    close_session,
    exempt,
    open_session,
    plan_session,
    pools_for,
    report_queue,
    set_slots,
    void_exemption,
    why_not_yet,
)
from lianfang.sampling.services.sites import change_site, check_site, close_site, found_site
from lianfang.sampling.services.taking import Taken, take_tubes
from lianfang.sampling.services.tubes import (
    close_tube,
    draw,
    draw_many,
    move_tubes,
    reopen_tube,
    settle,
    undo_last_swab,
    void_swab,
)

__all__ = [
    "SessionPlan",
    "Taken",
    "change_site",
    "check_site",
    "close_session",
    "close_site",
    "close_tube",
    "draw",
    "draw_many",
    "exempt",
    "found_site",
    "move_tubes",
    "open_session",
    "plan_session",
    "pools_for",
    "reopen_tube",
    "report_queue",
    "set_slots",
    "settle",
    "take_tubes",
    "undo_last_swab",
    "void_exemption",
    "void_swab",
    "why_not_yet",
]
