"""The first page: in a demo council its doors, elsewhere what this site is and where to sign in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from goldenthread.demo.doors import DOORS
from goldenthread.imports import framework_files
from goldenthread.models import Council
from goldenthread.web.actor import actor


@login_not_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """For somebody signed in, their own first page; for everybody else the ways in."""
    reader = actor(request)
    if reader.user is not None:
        return redirect("to-do" if reader.is_officer else "member")
    council = Council.objects.get()
    doors = DOORS if council.is_demo else ()
    supplied = [framework_files.load(name) for name in framework_files.names()] if doors else []
    return render(request, "home.html", {"council": council, "doors": doors, "supplied": supplied})
