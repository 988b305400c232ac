"""What the picture shows, as codes of figures; those that no module declares are passed over. Pure."""

TODAY = (
    "checkpoints.vehicles",
    "checkpoints.people",
    "checkpoints.handed_over",
    "checkpoints.turned_back",
    "checkpoints.to_clinic",
    "arrivals.reported",
    "arrivals.verified",
    "isolation.reports",
    "isolation.abnormal",
)
"""Flows of today, from midnight on."""

STANDING = ("measures.running", "isolation.people", "tasks.open", "tasks.overdue")
"""Stocks as of now."""

TREND = ("checkpoints.handed_over", "arrivals.reported", "isolation.abnormal", "checkpoints.to_clinic")
TREND_DAYS = 14
PERIODS = (7, TREND_DAYS, 60)
"""Days back that a trend may be looked at."""

LOAD = ("measures.running", "tasks.open", "checkpoints.vehicles", "checkpoints.people")
LATENESS = ("tasks.overdue", "handovers.late", "isolation.missed", "measures.release_overdue")
"""What burdens a place and what is late there, side by side: a place that is late is asked what it needs, not ranked."""

MAP = "measures.running"
"""The figure on the map until another is chosen."""
MOST_PLACES = 400
"""More places than this are on the map only where their level is chosen: they are too small to be read or pressed."""
