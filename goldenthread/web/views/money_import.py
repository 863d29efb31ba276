"""A ledger export from a page: choose it, hold it against its control totals, see what it would do, load it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.access import check_can_somewhere
from goldenthread.imports.ledger import COLUMNS, LedgerOutcome, LedgerWishes, load_ledger
from goldenthread.reports.finance import stands
from goldenthread.rules.money import Unit, parse_pence
from goldenthread.rules.refusals import Refusal
from goldenthread.web.actor import actor, now
from goldenthread.web.forms.money import Ledger, Loading
from goldenthread.web.forms.previewed import previewed_file

_TITLE = "Load a ledger export"
_SENT = ("ends_day", "ends_month", "ends_year", "unit", "controls", "mapping")


def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file; see what it would do; load it. The file travels with the preview: nothing is kept in between."""
    reader = actor(request)
    check_can_somewhere(reader, "manage_money")
    loads = request.method == "POST" and "content" in request.POST
    form = (Loading if loads else Ledger)(
        request.POST or None, request.FILES or None, initial={"ends": stands(on=reader.on).ends}
    )
    if request.method == "POST" and form.is_valid():
        try:
            advice = "Export one year, or one directorate at a time."
            name, content = previewed_file(request, form, loads=loads, advice=advice)
            outcome = _run(request, form, content, name, keep=loads)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            if not outcome.loaded:
                return _preview(request, form, content, name, outcome)
            counts = [f"{outcome.counts.get(effect, 0)} {effect}" for effect in ("added", "changed", "unchanged")]
            messages.success(request, f"{name} loaded: {', '.join(counts)}.")
            return redirect("money")
    lead = "It is loaded only if it adds up to its control totals."
    page = {"form": form, "title": _TITLE, "lead": lead, "columns": COLUMNS, "back": reverse("money")}
    return render(request, "imports/choose.html", page, status=422 if form.errors else 200)


def _run(request: HttpRequest, form: Ledger, content: bytes, name: str, *, keep: bool) -> LedgerOutcome:
    given = form.cleaned_data
    unit: Unit = given["unit"]
    wishes = LedgerWishes(
        ends=given["ends"],
        controls={column: parse_pence(total, unit) for column, total in _pairs(given["controls"]).items()},
        unit=unit,
        columns=_pairs(given["mapping"]),
        flip=given["flip"],
    )
    return load_ledger(by=actor(request), at=now(), content=content, name=name, wishes=wishes, keep=keep)


def _pairs(text: str) -> Mapping[str, str]:
    """Lines such as "Cost centre=code"."""
    found = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        left, equals, right = line.rpartition("=")
        if not equals or not left.strip() or not right.strip():
            raise Refusal("not_a_pair", f"“{line}” has no = with something on both its sides.")
        found[left.strip()] = right.strip()
    return found


def _preview(request: HttpRequest, form: Ledger, content: bytes, name: str, outcome: LedgerOutcome) -> HttpResponse:
    said = [f"It agrees with its control totals: {', '.join(outcome.agreed)}."]
    if outcome.left_out:
        said.append(f"{outcome.left_out} Until they have, totals take their budget as their forecast.")
    flip = [("flip", "on")] if form.cleaned_data["flip"] else []
    page = {
        "title": _TITLE,
        "name": name,
        "content": b64encode(content).decode(),
        "problems": outcome.problems,
        "said": said,
        "rows": [line for line in outcome.lines if line[1] != "unchanged"],
        "counts": {effect: outcome.counts.get(effect, 0) for effect in ("added", "changed", "unchanged")},
        "sent": [*((key, form.data[key]) for key in _SENT), *flip],
    }
    return render(request, "imports/preview.html", page, status=422 if outcome.problems else 200)
