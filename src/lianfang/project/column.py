"""The modules from the top of the column to the bottom; a line imports only from the lines below it.

`.importlinter` says the same to the linter and a test holds the two together.
"""

LAYERS: tuple[tuple[str, ...], ...] = (
    ("project",),
    ("command",),
    ("publicity",),
    ("reporting",),
    ("isolation", "laboratory"),
    ("arrivals", "sampling"),
    ("checkpoints", "screening", "verification"),
    ("measures",),
    ("tasks",),
    ("paper",),
    ("acts",),
    ("risk",),
    ("orgs",),
    ("people",),
    ("response",),
    ("territory",),
    ("sync", "exchange", "figures", "messaging", "codes"),
    ("privacy",),
    ("accounts",),
    ("vault",),
    ("ui",),
    ("kernel", "engines"),
    ("protocols",),
)
PURE = ("protocols", "engines")
"""Packages that know no framework: they are imported, never installed."""
MODULES = tuple(module for layer in LAYERS for module in layer if module not in PURE)
