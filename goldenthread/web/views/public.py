"""How the council is doing, for everybody: no page here asks who is reading."""

from __future__ import annotations

import json
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.documents.excel import excel
from goldenthread.documents.table_csv import table_csv
from goldenthread.reports import annual as annual_report
from goldenthread.reports import papers as paper_reports
from goldenthread.reports import public as reports
from goldenthread.reports.blocks import Table
from goldenthread.reports.public_summary import summary as summary_document
from goldenthread.reports.reading import one_reading
from goldenthread.reports.scorecard import COLUMNS, Filters, cells, notes
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.values import whole_number
from goldenthread.web.actor import actor
from goldenthread.web.views.papers import WRITERS

NOTHING_YET: Final = Refusal("no_such_publication", "Nothing has been published yet. Come back after the next meeting.")
FORMATS: Final = {"word": "Word", "pdf": "PDF", "excel": "Excel"}


@login_not_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """How the council is doing in ten sentences, and what can be read and taken away."""
    on = actor(request).on
    with one_reading():
        found = reports.public_page(on=on)
        years = annual_report.years(on=on)
    return render(request, "public/page.html", {"page": found, "years": years, "formats": FORMATS})


@login_not_required
@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """The measures by priority, or those of a service, or those that are about some words."""
    on = actor(request).on
    service, words = request.GET.get("service", ""), request.GET.get("words", "").strip()
    with one_reading():
        shown = reports.public_card(on=on, filters=Filters(service=service, group="priority"))
    if shown is None:
        raise NOTHING_YET
    found = reports.find(shown, words)
    kept = {row.result.measure_id for row in found}
    groups = [
        (group, [(row, notes(row, shown.span), cells(row)) for row in group.rows if row.result.measure_id in kept])
        for group in shown.card.groups
    ]
    context = {
        "shown": shown,
        "groups": [(group, rows) for group, rows in groups if rows],
        "found": len(found),
        "service": service,
        "words": words,
        "columns": [(column.title, column.kind) for column in COLUMNS],
    }
    return render(request, "public/measures.html", context)


@login_not_required
@require_safe
def measure(request: HttpRequest, ref: str) -> HttpResponse:
    """One measure as it was last published."""
    with one_reading():
        found = reports.public_measure(ref, on=actor(request).on)
    return render(request, "public/measure.html", {"page": found})


@login_not_required
@require_safe
def data(request: HttpRequest, ending: str) -> HttpResponse:
    """Every published figure as comma-separated text, JSON or a workbook."""
    if ending not in ("csv", "json", "xlsx"):
        raise Http404
    on = actor(request).on
    with one_reading():
        shown = reports.public_card(on=on)
        if shown is None:
            raise NOTHING_YET
        name = f"figures-{shown.span.start}-to-{shown.span.end}"
        if ending == "xlsx":
            return _file(excel(reports.data_document(shown, on=on)), WRITERS["excel"][2], f"{name}.xlsx")
        table = reports.data_table(shown)
    if ending == "csv":
        return _file(table_csv(table), "text/csv; charset=utf-8", f"{name}.csv")
    return _file(_as_json(table, shown.data_date), "application/json", f"{name}.json")


def _as_json(table: Table, data_date: str) -> bytes:
    """The rows by the titles of their columns; figures as strings that keep every digit."""
    titles = [column.title for column in table.columns]
    rows = [
        {
            title: cell.text if cell.number is None else f"{cell.number:f}"
            for title, cell in zip(titles, row, strict=True)
        }
        for row in table.rows
    ]
    return json.dumps({"about": data_date, "figures": rows}, ensure_ascii=False, indent=1).encode()


@login_not_required
@require_safe
def summary(request: HttpRequest) -> HttpResponse:
    """The newest published period on one page."""
    with one_reading():
        document = summary_document(on=actor(request).on)
    if document is None:
        raise NOTHING_YET
    return render(request, "public/summary.html", {"document": document, "formats": {"pdf": "PDF", "word": "Word"}})


@login_not_required
@require_safe
def summary_file(request: HttpRequest, name: str) -> HttpResponse:
    """The one page as a file."""
    if name not in WRITERS:
        raise Http404
    with one_reading():
        document = summary_document(on=actor(request).on)
    if document is None:
        raise NOTHING_YET
    write, ending, content_type = WRITERS[name]
    return _file(write(document), content_type, f"summary.{ending}")


@login_not_required
@require_safe
def annual(request: HttpRequest) -> HttpResponse:
    """The annual report; `?year=2025` is the year that begins in 2025."""
    with one_reading():
        found = annual_report.annual(on=actor(request).on, first_year=whole_number(request.GET.get("year", "")) or None)
    return render(request, "public/annual.html", {"report": found, "formats": FORMATS})


@login_not_required
@require_safe
def annual_file(request: HttpRequest, year: int, name: str) -> HttpResponse:
    """The annual report as a file."""
    if name not in WRITERS:
        raise Http404
    with one_reading():
        found = annual_report.annual(on=actor(request).on, first_year=year)
    write, ending, content_type = WRITERS[name]
    return _file(write(found.document), content_type, f"annual-report-{year}.{ending}")


@login_not_required
@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The public pack of a published paper."""
    found = reports.public_paper(pk, on=actor(request).on)
    return render(request, "public/paper.html", {"paper": found, "formats": FORMATS})


@login_not_required
@require_safe
def paper_file(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A file of the public pack, byte for byte as it was frozen."""
    found = paper_reports.find(pk, reader=reports.the_public(actor(request).on))
    file = paper_reports.frozen_file(found, name)
    if name not in WRITERS or file is None:
        raise Http404
    _, ending, content_type = WRITERS[name]
    return _file(bytes(file.content), content_type, f"{found.meeting.body.code}-{found.meeting.day}.{ending}")


@login_not_required
@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """What was on the agenda of a meeting, and what came of it."""
    with one_reading():
        found = reports.public_meeting(pk, on=actor(request).on)
    return render(request, "public/meeting.html", {"page": found})


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
