"""The front door: everybody lands on their own work."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect

from lianfang.accounts.middleware import StaffRequest
from lianfang.project.navigation import home_of


@login_required
def home(request: StaffRequest) -> HttpResponse:
    return redirect(home_of(request.actor))
