"""The frame around every page, for the templates: worked out only where a page draws it."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from goldenthread.reports.frame import Frame
from goldenthread.reports.frame import frame as frame_of
from goldenthread.web.actor import actor


def frame(request: HttpRequest) -> dict[str, object]:
    """The template variable `frame`; a fragment that leaves it alone costs no query.

    It is false where there is nothing to draw it from: a request refused before anybody looked who sent it, or a
    database that does not answer. The page then stands without its frame.
    """

    def worked_out() -> Frame | None:
        if not hasattr(request, "user"):
            return None
        match = request.resolver_match
        try:
            return frame_of(actor(request), (match.url_name or "") if match else "")
        except DatabaseError:
            return None

    return {"frame": SimpleLazyObject(worked_out)}
