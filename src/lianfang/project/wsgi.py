"""The program as a server runs it, with all addresses and views read: the first visitor need not wait for them."""

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

application = get_wsgi_application()
_read = get_resolver().url_patterns
