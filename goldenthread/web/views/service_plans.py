"""Service plans: every service's plan of a year, one plan, one action, what moved, and the files."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread.documents.pdf import pdf
from goldenthread.documents.table_csv import table_csv
from goldenthread.documents.word import word
from goldenthread.reports import service_plan_page as pages
from goldenthread.reports import service_plans as reports
from goldenthread.reports.service_plan_movement import movement as moved
from goldenthread.rules.values import day_sent, whole_number
from goldenthread.web.actor import actor

_FILES = {
    "docx": (word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (pdf, "application/pdf"),
}


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every service's plan of the year under way, or of another by `?year=`."""
    reader = actor(request)
    page = reports.plans_page(reader=reader, on=reader.on, year=whole_number(request.GET.get("year", "")))
    return render(
        request,
        "service_plans/index.html",
        {"page": page, "may_add": reader.has("write_service_plans"), "may_import": reader.has("import_data")},
    )


@require_GET
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One service plan or team plan."""
    reader = actor(request)
    page = pages.service_plan_page(reader=reader, pk=pk, on=reader.on)
    return render(request, "service_plans/plan.html", {"page": page, "may_withhold": reader.has("withhold")})


@require_GET
def action(request: HttpRequest, pk: int) -> HttpResponse:
    """One action and how it has gone."""
    reader = actor(request)
    return render(request, "service_plans/action.html", {"page": pages.action_page(reader=reader, pk=pk, on=reader.on)})


@require_GET
def movement(request: HttpRequest) -> HttpResponse:
    """What moved between two days: the last two, or `?from=` and `?to=`."""
    reader = actor(request)
    page = moved(
        reader=reader, on=reader.on, earlier=_day(request.GET.get("from", "")), later=_day(request.GET.get("to", ""))
    )
    return render(request, "service_plans/movement.html", {"page": page})


def _day(text: str) -> date | None:
    try:
        return day_sent(text) if text else None
    except ValueError:
        raise Http404 from None


@require_GET
def actions_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """The actions of a plan and of its teams' plans, to be linked to elsewhere."""
    reader = actor(request)
    page = pages.service_plan_page(reader=reader, pk=pk, on=reader.on)
    lines = list(page.actions)
    for team in page.teams:
        lines += pages.service_plan_page(reader=reader, pk=team.pk, on=reader.on).actions
    response = HttpResponse(table_csv(reports.export_table(lines)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="service-plan-{pk}-actions.csv"'
    return response


@require_GET
def file(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The plan as Word or PDF."""
    if ending not in _FILES:
        raise Http404
    reader = actor(request)
    draw, content_type = _FILES[ending]
    document = pages.service_plan_document(reader=reader, pk=pk, on=reader.on)
    response = HttpResponse(draw(document), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="service-plan-{pk}.{ending}"'
    return response
