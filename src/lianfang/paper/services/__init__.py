"""Every write about paper: printing pages, keying them in, finishing and setting them aside."""

from lianfang.paper.services.closing import finish, set_aside, take_up
from lianfang.paper.services.heading import Head
from lianfang.paper.services.keying import Keyed, Typed, key_in
from lianfang.paper.services.printing import print_pages

__all__ = ["Head", "Keyed", "Typed", "finish", "key_in", "print_pages", "set_aside", "take_up"]
