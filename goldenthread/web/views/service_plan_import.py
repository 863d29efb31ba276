"""A file of actions from a page: choose it, see what it would do, load it."""

from __future__ import annotations

from base64 import b64encode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.access import check_can_somewhere
from goldenthread.imports.service_actions_file import COLUMNS, ActionsOutcome, ActionWishes, load_actions
from goldenthread.rules.periods import year_containing
from goldenthread.rules.refusals import Refusal
from goldenthread.web.actor import actor, now
from goldenthread.web.forms.previewed import previewed_file
from goldenthread.web.forms.service_plans import ImportActions, LoadActions

_TITLE = "Load service plan actions"
_SENT = (
    "as_at_day",
    "as_at_month",
    "as_at_year",
    "starts_day",
    "starts_month",
    "starts_year",
    "directorate",
    "services",
)


def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file; see what it would do; load it. The file travels with the preview: nothing is kept in between."""
    reader = actor(request)
    check_can_somewhere(reader, "import_data")
    loads = request.method == "POST" and "content" in request.POST
    initial = {"as_at": reader.on, "starts": year_containing(reader.on, "financial").start}
    form = (LoadActions if loads else ImportActions)(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            name, content = previewed_file(request, form, loads=loads, advice="Load one service at a time.")
            wishes = _wishes(form)
            outcome = load_actions(by=reader, at=now(), content=content, name=name, wishes=wishes, keep=loads)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            if not outcome.loaded:
                return _preview(request, form, content, name, outcome)
            counts = [f"{outcome.counts.get(effect, 0)} {effect}" for effect in ("added", "changed", "unchanged")]
            messages.success(request, f"{name} loaded: {', '.join(counts)}.")
            return redirect("service-plans-movement")
    lead = "A later file of the same actions adds how they stand then."
    page = {"form": form, "title": _TITLE, "lead": lead, "columns": COLUMNS, "back": reverse("service-plans")}
    return render(request, "imports/choose.html", page, status=422 if form.errors else 200)


def _wishes(form: ImportActions) -> ActionWishes:
    given = form.cleaned_data
    named = {}
    for line in filter(None, map(str.strip, given["services"].splitlines())):
        code, equals, name = line.partition("=")
        if not equals or not code.strip() or not name.strip():
            raise Refusal("not_a_pair", f"“{line}” has no = with something on both its sides.")
        named[code.strip()] = name.strip()
    return ActionWishes(given["as_at"], given["starts"], given["directorate"], named)


def _preview(
    request: HttpRequest, form: ImportActions, content: bytes, name: str, outcome: ActionsOutcome
) -> HttpResponse:
    page = {
        "title": _TITLE,
        "name": name,
        "content": b64encode(content).decode(),
        "problems": outcome.problems,
        "said": [*([f"It begins {'; '.join(outcome.made)}."] if outcome.made else []), *outcome.remarks],
        "rows": [(line.row, line.effect, line.what) for line in outcome.lines if line.effect != "unchanged"],
        "counts": {effect: outcome.counts.get(effect, 0) for effect in ("added", "changed", "unchanged")},
        "sent": [(key, form.data[key]) for key in _SENT],
    }
    return render(request, "imports/preview.html", page, status=422 if outcome.problems else 200)
