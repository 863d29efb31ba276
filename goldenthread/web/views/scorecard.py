"""The scorecard: on a page, and as a file to take away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread.documents.excel import excel
from goldenthread.documents.table_csv import table_csv
from goldenthread.reports import scorecard as reports
from goldenthread.reports.scorecard import GROUPS, Filters, Scorecard, Spans
from goldenthread.rules.periods import Period
from goldenthread.rules.values import day_sent
from goldenthread.web.actor import actor

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def scorecard(request: HttpRequest) -> HttpResponse:
    """Every measure for a period, worst first; what to show and how to group it come from the query."""
    card, spans, problem = _asked(request)
    chosen = card.span in spans.choices
    context = {
        "card": card,
        "spans": [(_value(span), span.long_label) for span in spans.choices],
        "span": _value(card.span) if chosen else "",
        "own_dates": None if chosen else card.span,
        "problem": problem,
        "query": request.GET.urlencode(),
        "groups": tuple(GROUPS.items()),
        "columns": [(column.title, column.kind) for column in reports.COLUMNS],
        "rows": [
            (group, [(row, reports.notes(row, card.span), reports.cells(row)) for row in group.rows])
            for group in card.groups
        ],
    }
    return render(request, "scorecard/scorecard.html", context, status=400 if problem else 200)


@require_GET
def as_csv(request: HttpRequest) -> HttpResponse:
    """The rows of the page as comma-separated text."""
    card, _, _ = _asked(request)
    return _file(table_csv(reports.exported(card)), "text/csv; charset=utf-8", card.span, "csv")


@require_GET
def as_excel(request: HttpRequest) -> HttpResponse:
    """The page as a workbook."""
    card, _, _ = _asked(request)
    return _file(excel(reports.document(card, on=actor(request).on)), EXCEL, card.span, "xlsx")


def _file(content: bytes, content_type: str, span: Period, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    name = f"scorecard-{span.start}-to-{span.end}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _asked(request: HttpRequest) -> tuple[Scorecard, Spans, str]:
    """The scorecard that the query asks for, what else could be asked for, and what was wrong with the dates."""
    reader = actor(request)
    spans = reports.spans(reader=reader, on=reader.on)
    span, problem = _span(request, spans)
    filters = Filters(**{name: request.GET.get(name, "") for name in (*GROUPS, "group")})
    due = spans.due if span == spans.default else {}
    return reports.scorecard(reader=reader, on=reader.on, span=span, filters=filters, due=due), spans, problem


def _span(request: HttpRequest, spans: Spans) -> tuple[Period, str]:
    """The span of the query: two dates of one's own, one of the choices, or the newest."""
    typed = [request.GET.get(name, "").strip() for name in ("from", "to")]
    if not any(typed):
        typed = request.GET.get("period", "").split("_")
        if typed == [""]:
            return spans.default, ""
    try:
        start, end = map(day_sent, typed)
    except ValueError:
        return spans.default, "Give both days as numbers: the year, the month, the day, as in 2026-04-01."
    if end < start:
        return spans.default, "The last day is before the first. Swap the two."
    return reports.span_named(start, end), ""


def _value(span: Period) -> str:
    return f"{span.start}_{span.end}"
