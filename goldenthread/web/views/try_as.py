"""Trying the site as somebody of the demo council. Where the database belongs to a real one, there is no such page."""

from __future__ import annotations

from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from goldenthread.demo.doors import DOORS
from goldenthread.models import Council, User


@login_not_required
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in as the person behind one of the doors, and go to their one task."""
    door = next((each for each in DOORS if each.email == request.POST.get("email")), None)
    if door is None or not Council.objects.filter(is_demo=True).exists():
        raise Http404
    user = User.objects.filter(email=door.email, is_active=True).first()
    if user is None:
        raise Http404
    logout(request)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect(door.url_name)
