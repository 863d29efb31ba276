"""What happens to every request besides its view."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.rules.refusals import Refusal

NOT_FOUND = "no_such_"
"""Codes that begin so are answered as if there were nothing there."""


class RefusalMiddleware:
    """Turns a refusal that no view caught into a page that says so in its words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page of a refusal: 404 for what is not there (or not for this reader to know of), else 403."""
        if not isinstance(exception, Refusal):
            return None
        status = 404 if exception.code.startswith(NOT_FOUND) else 403
        return render(request, "errors/refused.html", {"sentence": exception.sentence}, status=status)
