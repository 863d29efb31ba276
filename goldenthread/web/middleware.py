"""What happens to every request besides its view."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from goldenthread.reports.reading import one_reading
from goldenthread.rules.refusals import Refusal

NOT_FOUND = "no_such_"
"""Codes that begin so are answered as if there were nothing there."""


class PlainTextMiddleware:
    """Refuses the one character that is in nobody's text and that PostgreSQL cannot keep: NUL."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = [request.path, *_values(request.GET), *_values(request.POST)]
        if any("\0" in text for text in sent):
            raise BadRequest("NUL in what was sent")
        return self.get_response(request)


def _values(fields: QueryDict) -> Iterator[str]:
    for _, values in fields.lists():
        yield from map(str, values)


class PrivatePagesMiddleware:
    """Keeps what somebody signed in was shown out of caches that others use, and fresh in their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response


class OneReadingMiddleware:
    """Lets a page and the frame around it read once what both ask for; not where something is written in between."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with one_reading():
            return self.get_response(request)


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
