"""What counting does when a response reaches its sunset."""

from lianfang.figures.sunset import settle
from lianfang.privacy.sunset import derived

derived(settle)
