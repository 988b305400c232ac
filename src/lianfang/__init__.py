"""Lianfang 联防: the working system of a district that holds off an epidemic street by street.

Tasks ask, acts answer, figures count. ``docs/map.md`` says where everything is.
"""

__version__ = "0.1.0"
