"""Every write to the tree of areas."""

from lianfang.territory.services.adding import add_area

__all__ = ["add_area"]
