"""An invented district at work (演示区), for whoever wants to see the house before there is a real one.

It comes into being by chapters, a file each: places, units, residents; then three weeks of a response are lived through
by the same services as in a real district, each event at its own time. Everything is drawn with seeded dice and relative
to the moment of creation. See docs/modules/demo.md for what is invented and how.
"""

from lianfang.project.demo.accounts import Login, logins
from lianfang.project.demo.building import Built, build
from lianfang.project.demo.checking import check

__all__ = ["Built", "Login", "build", "check", "logins"]
