"""A post's day: the pad on which passages are counted, and everything else one press away."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianfang.accounts.middleware import StaffRequest
from lianfang.checkpoints import selectors, services
from lianfang.checkpoints.access import MANAGE_POSTS, SEE_POSTS, WORK_AT_POST
from lianfang.checkpoints.forms import HelpForm
from lianfang.checkpoints.models import Post
from lianfang.checkpoints.rules import Direction, HelpKind
from lianfang.checkpoints.seen import Passing
from lianfang.checkpoints.views.stamps import stamp_of
from lianfang.kernel.errors import Invalid
from lianfang.kernel.ids import new_id
from lianfang.kernel.wording import Reason

LOADS = range(1, 9)
"""How many people one press counts in a vehicle."""


@login_required
def posts(request: StaffRequest) -> HttpResponse:
    """All posts one may see; a crew with one open post lands on its pad."""
    if request.GET.get("all") is None and (post := selectors.post_of(request.actor)):
        return redirect("checkpoints:post", post.pk)
    seen = selectors.posts_visible_to(request.actor, SEE_POSTS)
    context = {"posts": [_line(post) for post in seen], "may_manage": request.actor.may_somewhere(MANAGE_POSTS)}
    return render(request, "checkpoints/posts.html", context)


def _line(post: Post) -> dict[str, object]:
    return {"post": post, "counts": selectors.counts_of(post), "is_open": post.is_open}


@login_required
def post(request: StaffRequest, post_id: UUID) -> HttpResponse:
    """The pad of a post, or its day for whoever only looks."""
    at = selectors.get_post_for(request.actor, post_id, action=SEE_POSTS)
    return render(request, "checkpoints/post.html", _pad(request, at))


def _pad(request: StaffRequest, at: Post, line: str = "") -> dict[str, object]:
    return {
        "post": at,
        "counts": selectors.counts_of(at),
        "checks": selectors.recent_checks(at),
        "loads": LOADS,
        "stamp": new_id(),
        "line": line,
        "shift": selectors.last_shift_of(request.actor, at),
        "may_work": at.is_open and selectors.may_at(request.actor, at, WORK_AT_POST),
        "may_manage": selectors.may_at(request.actor, at, MANAGE_POSTS),
        "help": HelpForm(),
    }


@login_required
@require_POST
def tally(request: StaffRequest, post_id: UUID) -> HttpResponse:
    """One press."""
    passing = Passing(
        direction=_direction(request),
        vehicles=_number(request, "vehicles"),
        people=_number(request, "people"),
    )
    counted = services.tally(actor=request.actor, stamp=stamp_of(request), post=post_id, passing=passing)
    line = _("Counted: vehicles %(vehicles)s, people %(people)s, %(direction)s.") % {
        "vehicles": counted.vehicles,
        "people": counted.people,
        "direction": counted.get_direction_display(),
    }
    return _answer(request, counted.post, line)


@login_required
@require_POST
def undo(request: StaffRequest, post_id: UUID) -> HttpResponse:
    """Take back the last press."""
    taken = services.undo_last_tally(actor=request.actor, post=post_id)
    line = _("Taken back: vehicles %(vehicles)s, people %(people)s.") % {
        "vehicles": taken.vehicles,
        "people": taken.people,
    }
    return _answer(request, taken.post, line)


@login_required
@require_POST
def call_help(request: StaffRequest, post_id: UUID) -> HttpResponse:
    """Call help to the post."""
    form = HelpForm(request.POST)
    if form.is_valid():
        kind = HelpKind(form.cleaned_data["kind"])
        note = form.cleaned_data["note"]
        services.call_for_help(actor=request.actor, stamp=stamp_of(request), post=post_id, kind=kind, note=note)
        messages.success(request, _("Help is called. The unit above sees it now and has 15 minutes to answer."))
        return redirect("checkpoints:post", post_id)
    at = selectors.get_post_for(request.actor, post_id, action=WORK_AT_POST)
    return render(request, "checkpoints/post.html", {**_pad(request, at), "help": form}, status=422)


def _answer(request: StaffRequest, at: Post, line: str) -> HttpResponse:
    """The counts anew for a press without a reload, the whole page otherwise."""
    if request.headers.get("HX-Request"):
        return render(request, "checkpoints/parts/counts.html", _pad(request, at, line))
    messages.success(request, line)
    return redirect("checkpoints:post", at.pk)


def _direction(request: HttpRequest) -> Direction:
    try:
        return Direction(request.POST.get("direction", Direction.IN))
    except ValueError:
        raise Invalid({"direction": Reason.of("checkpoints.no_direction")}) from None


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "0")
    return int(text) if text.isdecimal() and len(text) < 6 else 0
