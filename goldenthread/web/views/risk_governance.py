"""How well risks are managed: the mid-year and the annual report, as page and file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from goldenthread.reports import risk_governance as report
from goldenthread.rules.values import whole_number
from goldenthread.web.actor import actor
from goldenthread.web.views.outcomes import as_file


def _found(request: HttpRequest, which: str) -> report.Governance:
    reader = actor(request)
    if which not in report.SPANS:
        raise Http404
    return report.governance(reader=reader, on=reader.on, which=which, year=whole_number(request.GET.get("year", "")))


@require_GET
def page(request: HttpRequest, which: str) -> HttpResponse:
    """The report of one span; `?year=2025` is the financial year that starts then."""
    found = _found(request, which)
    query = f"?year={found.span.start.year}"
    files = [
        (word, reverse("risk-governance-file", args=[which, name]) + query)
        for name, word in (("word", "Word"), ("pdf", "PDF"))
    ]
    return render(request, "outcomes/governance.html", {"page": found, "files": files, "spans": report.SPANS})


@require_GET
def file(request: HttpRequest, which: str, name: str) -> HttpResponse:
    """The report as a Word or PDF file."""
    if name not in ("word", "pdf"):
        raise Http404
    found = _found(request, which)
    return as_file(found.document, name, f"risk-management-{which}-{found.span.start.year}")
