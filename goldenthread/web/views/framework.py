"""The council's rules, in words a committee could approve, and the document they are read from."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread.reports import framework_page as reports
from goldenthread.rules.values import whole_number
from goldenthread.web.actor import actor


@require_GET
def framework(request: HttpRequest) -> HttpResponse:
    """The version in force, or another by `?version=`."""
    reader = actor(request)
    chosen = request.GET.get("version", "")
    version = whole_number(chosen)
    if chosen and version is None:
        raise Http404
    page = reports.framework_page(reader=reader, on=reader.on, pk=version)
    return render(request, "framework/framework.html", {"page": page})


@require_GET
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """A version's document, byte for byte as it was approved."""
    text, name = reports.source_of(reader=actor(request), pk=pk)
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
