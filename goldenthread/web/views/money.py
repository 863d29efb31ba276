"""Money to read: revenue, capital, savings, the tables beside, what it all pays for, one service and one line."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from goldenthread.reports import finance as report
from goldenthread.reports.finance import Stand
from goldenthread.reports.money_pages import budget_and_plan, line_page
from goldenthread.rules.money_tables import TABLES
from goldenthread.rules.values import day_sent
from goldenthread.web.actor import actor

_TABS = (
    ("Revenue", "money"),
    ("Capital", "money-capital"),
    ("Savings", "money-savings"),
    ("Reserves and other tables", "money-tables"),
    ("What it pays for", "money-plan"),
)


def _ends(request: HttpRequest) -> date | None:
    """The day asked for by `?ends=2026-09-30`; anything else is the newest."""
    try:
        return day_sent(request.GET.get("ends", ""))
    except ValueError:
        return None


def _page(request: HttpRequest, name: str, stand: Stand, **more: Any) -> HttpResponse:
    reader = actor(request)
    query = f"?ends={stand.ends.isoformat()}" if _ends(request) == stand.ends else ""
    context = {
        "stand": stand,
        "query": query,
        "tabs": [(title, reverse(each) + query, each == name) for title, each in _TABS],
        "may_manage": reader.has("manage_money"),
        "may_withhold": reader.has("withhold"),
        **more,
    }
    return render(request, f"money/{name.replace('money-', '').replace('money', 'revenue')}.html", context)


@require_GET
def revenue(request: HttpRequest) -> HttpResponse:
    """Revenue by fund, directorate and service, worst services named first."""
    reader, ends = actor(request), _ends(request)
    found = report.summary(reader=reader, on=reader.on, ends=ends)
    stand = found.stand if found else report.stands(on=reader.on, wanted=ends)
    return _page(request, "money", stand, summary=found)


@require_GET
def capital(request: HttpRequest) -> HttpResponse:
    """The capital programme, scheme by scheme."""
    reader, ends = actor(request), _ends(request)
    grid = report.capital(reader=reader, on=reader.on, ends=ends)
    return _page(request, "money-capital", report.stands(on=reader.on, wanted=ends), grid=grid)


@require_GET
def savings(request: HttpRequest) -> HttpResponse:
    """The year's savings and what is at risk of them."""
    reader, ends = actor(request), _ends(request)
    grid = report.savings(reader=reader, on=reader.on, ends=ends)
    return _page(request, "money-savings", report.stands(on=reader.on, wanted=ends), grid=grid)


@require_GET
def tables(request: HttpRequest) -> HttpResponse:
    """Housing, collection fund, reserves, write-offs, treasury."""
    reader, ends = actor(request), _ends(request)
    grids = report.tables(reader=reader, on=reader.on, ends=ends)
    kinds = [(table.code, table.title) for table in TABLES.values()]
    return _page(request, "money-tables", report.stands(on=reader.on, wanted=ends), grids=grids, kinds=kinds)


@require_GET
def plan(request: HttpRequest) -> HttpResponse:
    """Budget lines beside what they pay for: parts of the plan, measures and projects."""
    reader = actor(request)
    found = budget_and_plan(reader=reader, on=reader.on, ends=_ends(request))
    return _page(request, "money-plan", found.stand, page=found)


@require_GET
def service(request: HttpRequest, pk: int) -> HttpResponse:
    """A service's money beside its measures of the same quarter."""
    reader = actor(request)
    found = report.service_money(reader=reader, service=pk, on=reader.on, ends=_ends(request))
    if found is None:
        raise Http404
    return _page(request, "money-service", found.stand, page=found)


@require_GET
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """One line: where it stands, how its budget came about, and every position."""
    reader = actor(request)
    found = line_page(reader=reader, pk=pk, on=reader.on, ends=_ends(request))
    return _page(request, "money-line", found.stand, page=found)
