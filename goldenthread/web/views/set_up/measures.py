"""Measures: what they mean, whose they are, targets, tolerances, benchmarks and whether they are live."""

from __future__ import annotations

from datetime import date

from django.forms import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from goldenthread.access import check_can_somewhere
from goldenthread.actions import measures
from goldenthread.models import Measure
from goldenthread.reports.measure_facts import facts_of
from goldenthread.reports.records import frameworks, in_force
from goldenthread.reports.set_up import measures as report
from goldenthread.rules.values import day_sent
from goldenthread.web.actor import actor, now
from goldenthread.web.forms import set_up as forms
from goldenthread.web.views.set_up.ask import Given, ask
from goldenthread.web.views.set_up.dates import first_day

STANDING_CHANGES = {
    "suspend": (measures.suspend, "Suspend this measure", "Not collected from that day on, for a while."),
    "retire": (measures.retire, "Retire this measure", "Its history and its reference stay."),
    "reinstate": (measures.reinstate, "Make this measure live", "Collected from that day on."),
}


def all_measures(request: HttpRequest) -> HttpResponse:
    """Every measure, and which lack a target or a place in the plan."""
    reader = actor(request)
    rows = report.measures(reader=reader, on=reader.on)
    live = [row for row in rows if row.state == "live"]
    page = {
        "rows": rows,
        "live": len(live),
        "bare": sum(row.needs_target for row in live),
        "loose": sum(not row.home for row in live),
    }
    return render(request, "set_up/measures.html", page)


def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """One measure and everything about it that can be changed."""
    reader = actor(request)
    found = report.measure(reader=reader, on=reader.on, pk=pk)
    rule = in_force(frameworks(), reader.on)
    page = {
        "page": found,
        "facts": facts_of(found.measure, reader.on),
        "rule": rule.default_rule if rule else None,
        "today": reader.on,
    }
    return render(request, "set_up/measure.html", page)


def add_measure(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_measures")

    def do(given: Given) -> str:
        return f"{measures.add(by=by, at=now(), **given)} added. Now its targets, and its place in the plan."

    form = forms.AddMeasure(request.POST or None, initial={"effective_from": first_day(), "frequency": "quarter"})
    return ask(request, title="Add a measure", form=form, do=do, back=reverse("set-up-measures"), button="Add")


def redefine(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_measures")
    found = get_object_or_404(Measure, pk=pk)

    def do(given: Given) -> str:
        measures.redefine(by=by, at=now(), measure=found, **given)
        return f"{found.ref} has a new definition. Earlier periods keep the old one."

    latest = found.definitions.current().order_by("effective_from").last()
    initial = {**(model_to_dict(latest) if latest else {}), "effective_from": by.on, "reason": ""}
    form = forms.Redefine(request.POST or None, initial=initial)
    return ask(request, title="Change the definition", caption=str(found), form=form, do=do, back=_page(pk))


def set_owner(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_measures")
    found = get_object_or_404(Measure, pk=pk)

    def do(given: Given) -> str:
        measures.set_owner(by=by, at=now(), measure=found, **given)
        return f"{found.ref} changes hands on that day."

    latest = found.ownerships.current().order_by("effective_from").last()
    initial = {**(model_to_dict(latest) if latest else {}), "effective_from": by.on, "reason": ""}
    form = forms.SetOwner(request.POST or None, initial=initial)
    return ask(request, title="Whose it is", caption=str(found), form=form, do=do, back=_page(pk))


def place(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_measures")
    found = get_object_or_404(Measure, pk=pk)

    def do(given: Given) -> str:
        measures.place(by=by, at=now(), measure=found, **given)
        return "Saved."

    form = forms.PlaceMeasure(request.POST or None, initial={"parent": found.parent_id})
    form.fields["parent"].queryset = Measure.objects.exclude(pk=pk)  # type: ignore[attr-defined]
    return ask(request, title="What it is a part of", caption=str(found), form=form, do=do, back=_page(pk))


def targets(request: HttpRequest, pk: int) -> HttpResponse:
    """A year's targets in one grid."""
    by = actor(request)
    check_can_somewhere(by, "manage_measures")
    year_of = _day(request.GET.get("year", ""))
    page = report.measure(reader=by, on=by.on, pk=pk, year_of=year_of)
    form = forms.TargetGrid(page.targets, page.definition.polarity, request.POST or None)

    def do(given: Given) -> str:
        kept = measures.set_targets(
            by=by, at=now(), measure=page.measure, targets=form.targets(), reason=given["reason"]
        )
        return f"{len(kept)} targets changed." if kept else "Nothing was different."

    before, after = report.neighbouring_years(page.year, page.definition.calendar)
    return ask(
        request,
        title=f"Targets for {page.year.label}",
        caption=f"{page.row.ref} {page.row.title}",
        form=form,
        do=do,
        back=_page(pk),
        template="set_up/targets.html",
        page=page,
        before=before,
        after=after,
    )


def _day(text: str) -> date | None:
    try:
        return day_sent(text) if text else None
    except ValueError:
        raise Http404 from None


def tolerance(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_measures")
    found = get_object_or_404(Measure, pk=pk)
    latest = found.tolerances.current().order_by("effective_from").last()
    initial = {**(latest.changes if latest else {}), "effective_from": by.on}
    form = forms.ToleranceForm(request.POST or None, initial=initial)

    def do(given: Given) -> str:
        measures.set_tolerance(
            by=by,
            at=now(),
            measure=found,
            effective_from=given["effective_from"],
            changes=form.changes(),
            reason=given["reason"],
        )
        return f"{found.ref} is judged by this rule from then on."

    return ask(
        request,
        title="How it is judged",
        caption=str(found),
        lead="Leave a field empty for what the framework says.",
        form=form,
        do=do,
        back=_page(pk),
    )


def change_standing(request: HttpRequest, pk: int, change: str) -> HttpResponse:
    """Suspend, retire or reinstate."""
    by = actor(request)
    check_can_somewhere(by, "manage_measures")
    found = get_object_or_404(Measure, pk=pk)
    if change not in STANDING_CHANGES:
        raise Http404
    act, title, lead = STANDING_CHANGES[change]

    def do(given: Given) -> str:
        standing = act(by=by, at=now(), measure=found, **given)
        return f"{found.ref} is {standing.state} from then on."

    form = forms.StandingForm(request.POST or None, initial={"effective_from": by.on})
    return ask(request, title=title, caption=str(found), lead=lead, form=form, do=do, back=_page(pk))


def add_benchmark(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_measures")
    found = get_object_or_404(Measure, pk=pk)

    def do(given: Given) -> str:
        return f"{measures.add_benchmark(by=by, at=now(), measure=found, **given)} added."

    form = forms.BenchmarkForm(request.POST or None)
    return ask(request, title="How others did", caption=str(found), form=form, do=do, back=_page(pk), button="Add")


def _page(pk: int) -> str:
    return reverse("set-up-measure", args=[pk])
