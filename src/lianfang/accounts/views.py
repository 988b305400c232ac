"""Pages about accounts: one's own, those one manages, and why somebody may do something."""

from uuid import UUID

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import i18n
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from lianfang.accounts import forms, selectors, services
from lianfang.accounts.access import MANAGE_USERS, actions, roles
from lianfang.accounts.middleware import StaffRequest
from lianfang.accounts.models import User
from lianfang.kernel.errors import Invalid, LianfangError, NotFound

PAGE = 50


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Django's own choice of language, remembered for whoever is logged in."""
    response = i18n.set_language(request)
    if isinstance(request.user, User):
        services.choose_language(user=request.user, language=request.POST.get("language", ""))
    return response


@login_required
def me(request: StaffRequest) -> HttpResponse:
    """One's own account: what one may do and where, and everything about logging in."""
    grants = request.user.grants.order_by("-starts_at")
    return render(request, "accounts/me.html", {"grants": grants, "roles": roles})


@login_required
def second_factor(request: StaffRequest) -> HttpResponse:
    """Says why a second factor has to be set up before anything else."""
    guarded = [role for held in request.actor.held if (role := roles.get(held.role)) and role.is_guarded]
    return render(request, "accounts/second_factor.html", {"guarded": guarded})


@login_required
def roles_page(request: StaffRequest) -> HttpResponse:
    """Each role with the sentences of what it lets one do."""
    shown = [(role, [actions[code] for code in sorted(role.actions)]) for role in roles.values()]
    return render(request, "accounts/roles.html", {"shown": shown})


@login_required
def why(request: StaffRequest) -> HttpResponse:
    """Why can, or can't, somebody do something somewhere."""
    form = forms.Question(request.GET or None, initial={"username": request.user.username})
    found = None
    if form.is_bound and form.is_valid():
        asked = User.objects.filter(username=form.cleaned_data["username"]).first()
        if asked is None:
            raise NotFound
        found = selectors.explain(
            actor=request.actor,
            user=asked,
            action=actions[form.cleaned_data["action"]],
            area_path=form.reach.area_path,
            unit_path=form.reach.unit_path,
        )
    return render(request, "accounts/why.html", {"form": form, "found": found})


# -- accounts one manages ------------------------------------------------------------------------------------------


@login_required
def users(request: StaffRequest) -> HttpResponse:
    """Accounts in reach, by login name, a page at a time."""
    request.actor.require_somewhere(MANAGE_USERS)
    sought, after = request.GET.get("q", "").strip().lower(), request.GET.get("after", "")
    rows = selectors.users_visible_to(request.actor).filter(username__startswith=sought, username__gt=after)
    page = list(rows.order_by("username").prefetch_related("grants")[: PAGE + 1])
    following = page[PAGE - 1].username if len(page) > PAGE else ""
    return render(
        request, "accounts/users.html", {"users": page[:PAGE], "q": sought, "following": following, "roles": roles}
    )


@login_required
@never_cache
@sensitive_variables("password")
def new_user(request: StaffRequest) -> HttpResponse:
    """Make an account; its temporary password is shown once, on the answer to this form."""
    request.actor.require_somewhere(MANAGE_USERS)
    form = forms.NewUser(_posted(request))
    if form.is_valid():
        try:
            made, password = services.create_user(actor=request.actor, **form.cleaned_data)
            return render(request, "accounts/password_shown.html", {"shown": made, "password": password})
        except Invalid as refused:
            forms.show_refusals(form, refused)
    return render(request, "accounts/new_user.html", {"form": form}, status=_status(form))


@login_required
def user(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """One account with its grants; a POST gives it another."""
    shown = selectors.get_user_for(request.actor, user_id)
    form = forms.NewGrant(_posted(request))
    if form.is_valid():
        try:
            services.give(actor=request.actor, user=shown.pk, **form.as_grant())
            return redirect("accounts:user", shown.pk)
        except Invalid as refused:
            forms.show_refusals(form, refused)
        except LianfangError as refused:
            form.add_error(None, str(refused))
    about = {
        "shown": shown,
        "form": form,
        "grants": shown.grants.order_by("-starts_at"),
        "tokens": selectors.tokens_of(shown.pk),
        "sessions": UserSession.objects.filter(user=shown).order_by("-last_seen_at"),
        "has_second_factor": is_mfa_enabled(shown, ["totp"]),
    }
    return render(request, "accounts/user.html", about, status=_status(form))


@require_POST
@login_required
def deactivate(request: StaffRequest, user_id: UUID) -> HttpResponse:
    services.deactivate(actor=request.actor, user=user_id)
    return redirect("accounts:user", user_id)


@require_POST
@login_required
def reactivate(request: StaffRequest, user_id: UUID) -> HttpResponse:
    services.reactivate(actor=request.actor, user=user_id)
    return redirect("accounts:user", user_id)


@require_POST
@login_required
@never_cache
@sensitive_variables("password")
def reset_password(request: StaffRequest, user_id: UUID) -> HttpResponse:
    holder, password = services.reset_password(actor=request.actor, user=user_id)
    return render(request, "accounts/password_shown.html", {"shown": holder, "password": password})


@require_POST
@login_required
def reset_second_factor(request: StaffRequest, user_id: UUID) -> HttpResponse:
    services.reset_second_factor(actor=request.actor, user=user_id)
    return redirect("accounts:user", user_id)


@require_POST
@login_required
def end_sessions(request: StaffRequest, user_id: UUID) -> HttpResponse:
    services.end_sessions(actor=request.actor, user=user_id)
    return redirect("accounts:user", user_id)


@require_POST
@login_required
def withdraw(request: StaffRequest, grant_id: UUID) -> HttpResponse:
    ended = services.withdraw(actor=request.actor, grant=grant_id)
    return redirect("accounts:user", ended.user_id)


# -- tokens --------------------------------------------------------------------------------------------------------


@login_required
@never_cache
def tokens(request: StaffRequest) -> HttpResponse:
    """One's own API tokens; a new one is shown once, on the answer to this form."""
    form = forms.NewToken(_posted(request))
    words = ""
    if form.is_valid():
        try:
            name = form.cleaned_data["name"]
            _token, words = services.make_token(actor=request.actor, name=name, expires_at=form.expires_at)
        except Invalid as refused:
            form.add_error("until_on", str(refused))
    mine = selectors.tokens_of(request.user.pk)
    return render(request, "accounts/tokens.html", {"form": form, "tokens": mine, "words": words}, status=_status(form))


@require_POST
@login_required
def revoke_token(request: StaffRequest, token_id: UUID) -> HttpResponse:
    ended = services.revoke_token(actor=request.actor, token=token_id)
    messages.success(request, _("The token is revoked."))
    if ended.user_id == request.user.pk:
        return redirect("accounts:tokens")
    return redirect("accounts:user", ended.user_id)


def _posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, if anything was; an empty form that was sent is sent."""
    return request.POST if request.method == "POST" else None


def _status(form: Form) -> int:
    return 422 if form.is_bound and form.errors else 200
