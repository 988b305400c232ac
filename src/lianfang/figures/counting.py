"""Each act that counts leaves its deltas in its own transaction."""

from django.db.models import Model


def count(act: Model, sign: int) -> None:
    """Add (+1) or take back (-1) what this row contributes to the daily sums."""
