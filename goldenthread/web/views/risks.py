"""Risks and opportunities: the register, the heat map, and one risk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from goldenthread.access import check_can_somewhere
from goldenthread.actions import risks
from goldenthread.reports import risk_maps
from goldenthread.reports import risks as reports
from goldenthread.reports.risk_page import risk_page
from goldenthread.reports.risk_records import risk_framework
from goldenthread.rules.risk import LEVEL_WORDS
from goldenthread.web.actor import actor, now
from goldenthread.web.forms.risks import AddRisk
from goldenthread.web.views.set_up.ask import Given, ask


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The register: open risks, gravest first, or whatever the query asks for."""
    reader = actor(request)
    filters = reports.Filters(**{name: request.GET.get(name, "") for name in reports.FILTERS})
    page = reports.register(reader=reader, on=reader.on, filters=filters)
    return render(request, "risks/register.html", {"page": page})


@require_GET
def heat_map(request: HttpRequest) -> HttpResponse:
    """How many risks are in each cell, now and at the last round; `?level=` keeps to one register."""
    reader = actor(request)
    level = request.GET.get("level", "")
    maps = risk_maps.heat_maps(reader=reader, on=reader.on, level=level if level in LEVEL_WORDS else "")
    context = {
        "lead": risk_maps.heat_lead(maps[0]),
        "maps": maps,
        "level": level,
        "levels": tuple(LEVEL_WORDS.items()),
    }
    return render(request, "risks/heat_map.html", context)


@require_GET
def risk(request: HttpRequest, ref: str) -> HttpResponse:
    """One risk."""
    reader = actor(request)
    return render(request, "risks/risk.html", {"page": risk_page(reader=reader, ref=ref, on=reader.on)})


def add(request: HttpRequest) -> HttpResponse:
    """A new risk or opportunity."""
    by = actor(request)
    check_can_somewhere(by, "manage_risks")

    def do(given: Given) -> str:
        added = risks.add(by=by, at=now(), **given)
        return f"{added.ref} added. Now score it."

    form = AddRisk(request.POST or None, settings=risk_framework(by.on).framework.risk)
    form.initial["opened_on"] = by.on
    return ask(request, title="Add a risk or opportunity", form=form, do=do, back=reverse("risks"), button="Add")
