"""The component gallery: every piece that pages are made of, in every state."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@login_not_required
@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Open to everybody: it holds examples only."""
    return render(request, "gallery.html")
