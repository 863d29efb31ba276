"""To do: what needs the person who is reading."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread.reports.to_do import to_do
from goldenthread.web.actor import actor


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Everything that needs me, by due date."""
    return render(request, "to_do.html", {"page": to_do(actor(request))})
