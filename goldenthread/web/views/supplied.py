"""The frameworks that come with the software, in words anybody can read, whether there is a council here or not."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.imports import framework_files
from goldenthread.rules.framework_words import describe


@login_not_required
@require_safe
def frameworks(request: HttpRequest) -> HttpResponse:
    """All of them, and how to see the fictional council under each."""
    supplied = [framework_files.load(name) for name in framework_files.names()]
    return render(request, "framework/all_supplied.html", {"supplied": supplied})


@login_not_required
@require_safe
def framework(request: HttpRequest, name: str) -> HttpResponse:
    """One of them, rule by rule."""
    if name not in framework_files.names():
        raise Http404
    found = framework_files.load(name)
    return render(request, "framework/supplied.html", {"framework": found, "passages": describe(found)})
