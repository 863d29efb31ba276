"""Outside sets, who leads, the balanced scorecard, and what else is said of a measure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from goldenthread.access import Actor, check_can
from goldenthread.actions import measure_facts
from goldenthread.models import Measure, SetMembership
from goldenthread.reports import measure_sets as report
from goldenthread.reports.perspectives import balanced, settings_on
from goldenthread.reports.scorecard import spans
from goldenthread.web.actor import actor, now
from goldenthread.web.forms import assessments as of_measures
from goldenthread.web.views.set_up.ask import Given, ask


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Every set, and who leads on what."""
    reader = actor(request)
    found = report.overview(reader=reader, on=reader.on, span=spans(reader=reader, on=reader.on).default)
    may_change = reader.has("manage_measures")
    return render(request, "assessments/sets.html", {"page": found, "may_change": may_change})


@require_GET
def one(request: HttpRequest, code: str) -> HttpResponse:
    """One set."""
    reader = actor(request)
    found = report.set_page(reader=reader, on=reader.on, code=code, span=spans(reader=reader, on=reader.on).default)
    return render(request, "assessments/set.html", {"page": found})


@require_GET
def perspectives(request: HttpRequest) -> HttpResponse:
    """The balanced scorecard of the newest round."""
    reader = actor(request)
    found = balanced(reader=reader, on=reader.on, span=spans(reader=reader, on=reader.on).default)
    return render(request, "assessments/perspectives.html", {"page": found})


def add(request: HttpRequest) -> HttpResponse:
    """A new set."""
    by = actor(request)
    check_can(by, "manage_measures")

    def do(given: Given) -> str:
        return f"{measure_facts.add_set(by=by, at=now(), **given).name} added. Now put measures in it."

    form = of_measures.SetForm(request.POST or None)
    return ask(request, title="Add an outside set", form=form, do=do, back=reverse("indicator-sets"), button="Add")


@dataclass(frozen=True, slots=True)
class Step:
    """Something that may be said of a measure: its title, its form, and what is done with what was given."""

    title: str
    form: Callable[[HttpRequest, Actor, Measure], forms.Form]
    do: Callable[[Actor, Measure, Given], str]


def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Say something of a measure."""
    by = actor(request)
    check_can(by, "manage_measures")
    found = STEPS.get(name)
    if found is None:
        raise Http404
    measure = get_object_or_404(Measure, pk=pk)
    return ask(
        request,
        title=found.title,
        caption=measure.ref,
        form=found.form(request, by, measure),
        do=lambda given: found.do(by, measure, given),
        back=reverse("set-up-measure", args=[pk]),
    )


def _set_form(request: HttpRequest, by: Actor, _measure: Measure) -> forms.Form:
    return of_measures.PutInSet(request.POST or None, initial={"starts": by.on})


def _put_in_set(by: Actor, measure: Measure, given: Given) -> str:
    place = measure_facts.put_in_set(by=by, at=now(), measure=measure, **given)
    return f"{measure.ref} is in {place.indicator_set.name}. It is still entered once."


def _lead_form(request: HttpRequest, by: Actor, _measure: Measure) -> forms.Form:
    return of_measures.LeadForm(request.POST or None, initial={"effective_from": by.on, "led_by": "council"})


def _set_lead(by: Actor, measure: Measure, given: Given) -> str:
    measure_facts.set_lead(by=by, at=now(), measure=measure, **given)
    return "Recorded."


def _perspective_form(request: HttpRequest, by: Actor, _measure: Measure) -> forms.Form:
    return of_measures.PerspectiveForm(settings_on(by.on), request.POST or None, initial={"effective_from": by.on})


def _place(by: Actor, measure: Measure, given: Given) -> str:
    measure_facts.place_in_perspective(by=by, at=now(), measure=measure, **given)
    return "Recorded."


def _proxy_form(request: HttpRequest, _by: Actor, measure: Measure) -> forms.Form:
    return of_measures.ProxyForm(request.POST or None, survey=measure)


def _stand_in(by: Actor, measure: Measure, given: Given) -> str:
    proxy = measure_facts.stand_in(by=by, at=now(), survey=measure, **given)
    return f"{proxy.measure.ref} stands in within the year."


STEPS: Final[Mapping[str, Step]] = {
    "set": Step("Put it in an outside set", _set_form, _put_in_set),
    "lead": Step("Who leads on it", _lead_form, _set_lead),
    "perspective": Step("Its place on the balanced scorecard", _perspective_form, _place),
    "stand-in": Step("A measure that stands in within the year", _proxy_form, _stand_in),
}


def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of a measure in a set."""
    by = actor(request)
    check_can(by, "manage_measures")
    place = get_object_or_404(SetMembership.objects.current(), pk=pk)

    def do(given: Given) -> str:
        measure_facts.take_out_of_set(by=by, at=now(), membership=place, **given)
        return f"{place.measure.ref} is in {place.indicator_set.name} until then."

    form = of_measures.TakeOut(request.POST or None, initial={"last_day": by.on})
    caption = f"{place.measure.ref} in {place.indicator_set.name}"
    back = reverse("set-up-measure", args=[place.measure_id])
    return ask(request, title="Last day in this set", caption=caption, form=form, do=do, back=back)
