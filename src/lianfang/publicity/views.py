"""The public page: one page, no account, nothing stored about whoever reads it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from lianfang.publicity import selectors
from lianfang.publicity.bulletins import newest, public_bulletin


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


def bulletins(request: HttpRequest) -> HttpResponse:
    """The newest bulletins that are out."""
    return render(request, "publicity/bulletins.html", {"bulletins": newest()})


def bulletin(request: HttpRequest, bulletin_id: UUID) -> HttpResponse:
    """One of them, small counts hidden."""
    return render(request, "publicity/bulletin.html", {"told": public_bulletin(bulletin_id)})


def rights(request: HttpRequest) -> HttpResponse:
    """What is recorded, why, until when, who sees it, and how to object."""
    return render(request, "publicity/rights.html", {"in_force": selectors.what_is_in_force()})


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
