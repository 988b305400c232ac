"""One's own results, opened by the personal link: date and result, and nothing that names anybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from lianfang.accounts.actors import Actor
from lianfang.kernel.errors import NotFound, Refused
from lianfang.laboratory.selectors.people import own_samples
from lianfang.laboratory.services import person_of_link
from lianfang.privacy.reads import How, log_reads

LINK = Actor("link:results")


@never_cache
def my(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the address sees the dates and the results of one person."""
    try:
        person = person_of_link(token)
    except (NotFound, Refused) as closed:
        return _quiet(render(request, "laboratory/my_closed.html", {"why": closed}, status=closed.status))
    log_reads(LINK, How.LINK, "laboratory:my", [person.pk])
    return _quiet(render(request, "laboratory/my.html", {"samples": own_samples(person)}))


def _quiet(answer: HttpResponse) -> HttpResponse:
    """The address holds the key: it is told to no other site and indexed by none."""
    answer["Referrer-Policy"] = "same-origin"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
