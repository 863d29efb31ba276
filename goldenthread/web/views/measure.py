"""One measure: how it is going, what it means and what happened to it, now or as known on an earlier day."""

from __future__ import annotations

from datetime import date, datetime, time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from goldenthread.reports.beside import beside
from goldenthread.reports.measure_page import measure_page
from goldenthread.reports.reading import one_reading
from goldenthread.rules.values import day_sent
from goldenthread.web.actor import actor


@require_GET
def measure(request: HttpRequest, ref: str) -> HttpResponse:
    """The measure with a reference; `?as_at=2026-07-01` shows what was known at the end of that day."""
    reader = actor(request)
    as_at, problem = _as_at(request.GET.get("as_at", ""), reader.on)
    known_at = _end_of(as_at) if as_at else None
    with one_reading():
        page = measure_page(reader=reader, ref=ref, on=reader.on, known_at=known_at)
        about = beside(reader=reader, on=as_at or reader.on, known_at=known_at, measure=page.result.measure_id)
    context = {
        "page": page,
        "as_at": as_at,
        "problem": problem,
        "may_ask": reader.has("ask_for_more"),
        "may_propose": reader.has("manage_measures") or reader.has("sign_off"),
        "beside": about,
    }
    return render(request, "measure/measure.html", context, status=400 if problem else 200)


def _as_at(typed: str, today: date) -> tuple[date | None, str]:
    """The day to look back to; None for now. Today is now."""
    if not typed.strip():
        return None, ""
    try:
        day = day_sent(typed.strip())
    except ValueError:
        return None, "Give the day as numbers: the year, the month, the day, as in 2026-07-01."
    if day > today:
        return None, "That day has not come yet. Choose one that has."
    return (day if day < today else None), ""


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))
