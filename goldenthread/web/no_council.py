"""Before there is a council: every page says how to begin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.models import Council

STILL_SERVED = ("council-css", "accessibility", "privacy", "cookies", "supplied-frameworks", "supplied-framework")


class NoCouncilMiddleware:
    """Answers every page with how to begin while the database holds no council.

    Asks only for people who are not signed in: without a council nobody can be.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """503 and two commands, or None where the page can be shown."""
        match = request.resolver_match
        if request.user.is_authenticated or (match and match.url_name in STILL_SERVED) or Council.objects.exists():
            return None
        return render(request, "start.html", status=503)
