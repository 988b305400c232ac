"""The public page: one page, no account, nothing stored about whoever reads it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from lianfang.publicity import selectors


def front(request: HttpRequest) -> HttpResponse:
    """What is in force, the risk of a place, what to do, and one's rights."""
    in_force = selectors.what_is_in_force()
    place = request.GET.get("place", "")[:120]
    context = {
        "in_force": in_force,
        "place": place,
        "found": selectors.risk_of_place(place),
        "risk_areas": selectors.risk_areas(in_force.response) if in_force else [],
        "numbers": selectors.public_numbers(in_force.response) if in_force else [],
        "days": selectors.LAST_DAYS,
        "report_url": _url("arrivals:self_report"),
    }
    return render(request, "publicity/front.html", context)


def rights(request: HttpRequest) -> HttpResponse:
    """What is recorded, why, until when, who sees it, and how to object."""
    return render(request, "publicity/rights.html", {"in_force": selectors.what_is_in_force()})


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
