"""What the figure engine does by itself."""

from lianfang.figures.folding import fold_all
from lianfang.kernel.jobs import job


@job("figures.fold", minutes=1)
def fold_waiting() -> None:
    """Fold what the acts of the last minute left."""
    fold_all()
