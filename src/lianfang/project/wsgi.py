"""The program as a server runs it, with all addresses and views read: the first visitor need not wait for them.

What was read lives as long as the process. It is put out of the collector's sight, which would walk a third of a million
objects again and again, in the middle of somebody's request, and free none.
"""

import gc

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

SELDOM = (20_000, 20, 20)
"""New objects before the youngest are looked at (usually 700): a batch of tubes makes that many in one request."""

application = get_wsgi_application()
_read = get_resolver().url_patterns
gc.collect()
gc.freeze()
gc.set_threshold(*SELDOM)
