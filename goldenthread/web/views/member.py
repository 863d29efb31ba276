"""A councillor's own page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread.reports.member import member_page
from goldenthread.reports.reading import one_reading
from goldenthread.web.actor import actor


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """My committees, my portfolio, my ward: now, and as last reported."""
    reader = actor(request)
    with one_reading():
        found = member_page(reader=reader, on=reader.on)
    return render(request, "member/page.html", {"page": found, "may_ask": reader.has("ask_for_more")})
