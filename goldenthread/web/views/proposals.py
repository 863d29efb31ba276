"""Changes proposed for measures: what waits, what was decided, and proposing one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from goldenthread.access import Actor
from goldenthread.actions import measure_proposals
from goldenthread.actions.measures import PeriodTarget
from goldenthread.models import Measure, MeasureProposal
from goldenthread.reports import proposals as report
from goldenthread.reports.measure_page import measure_page
from goldenthread.reports.records import load
from goldenthread.rules.outcomes import CHANGE_WORDS
from goldenthread.rules.periods import add_months, periods_between
from goldenthread.web.actor import actor, now
from goldenthread.web.forms import outcomes as of_outcomes
from goldenthread.web.views.set_up.ask import Given, ask


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every proposed change to a measure: those that wait, and what became of the others."""
    reader = actor(request)
    found = report.measure_changes(reader=reader, on=reader.on)
    may = reader.has("manage_measures") or reader.has("sign_off")
    return render(request, "outcomes/proposals.html", {"lines": found, "may_propose": may})


def propose(request: HttpRequest, kind: str, ref: str) -> HttpResponse:
    """Propose another target, other words, or that a measure be agreed or retired."""
    by = actor(request)
    if kind not in CHANGE_WORDS:
        raise Http404
    page = measure_page(reader=by, ref=ref, on=by.on)
    measure = get_object_or_404(Measure, ref=ref)
    posted: Any = request.POST if request.method == "POST" else None
    build, do = _KINDS[kind]
    form = build(by, measure, posted)

    def done(given: Given) -> str:
        do(by, measure, given)
        return "Proposed. It takes effect only when the body approves it."

    return ask(
        request,
        title=CHANGE_WORDS[kind],
        caption=f"{ref} {page.title}",
        lead="What is agreed stays in force until a body approves the change.",
        form=form,
        do=done,
        back=reverse("proposals"),
        button="Propose",
    )


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a proposal back before it is decided."""
    by = actor(request)
    proposal = get_object_or_404(MeasureProposal, pk=pk)

    def do(given: Given) -> str:
        measure_proposals.withdraw(by=by, at=now(), proposal=proposal, **given)
        return "Taken back. That it was proposed stays on record."

    form = of_outcomes.ReasonForm(request.POST or None)
    title = "Take the proposal back"
    return ask(request, title=title, caption=f"Proposal: {proposal}", form=form, do=do, back=reverse("proposals"))


def _target_form(by: Actor, measure: Measure, posted: Any) -> forms.Form:
    return of_outcomes.ProposeTargetForm(_periods(by, measure), posted)


def _periods(by: Actor, measure: Measure) -> list[tuple[str, str]]:
    """The measure's periods from today's to the end of the year after next, by the days they start and end."""
    record = load(reader=by, measures=[measure.pk]).measures[measure.pk]
    definition: Any = record.definition(by.on)
    until = add_months(by.on, 24)
    frequency: Any = "year" if definition.frequency == "round" else definition.frequency
    found = periods_between(by.on, until, frequency, definition.calendar)
    return [(f"{each.start}_{each.end}", each.long_label) for each in found]


def _target(by: Actor, measure: Measure, given: Given) -> MeasureProposal:
    start, end = map(date.fromisoformat, given.pop("period").split("_"))
    reason = given.pop("reason")
    wanted = PeriodTarget(start, end, **given)
    return measure_proposals.propose_target(by=by, at=now(), measure=measure, target=wanted, reason=reason)


def _words(by: Actor, measure: Measure, given: Given) -> MeasureProposal:
    return measure_proposals.propose_words(by=by, at=now(), measure=measure, **given)


def _agree(by: Actor, measure: Measure, given: Given) -> MeasureProposal:
    return measure_proposals.propose_agreement(by=by, at=now(), measure=measure, **given)


def _retire(by: Actor, measure: Measure, given: Given) -> MeasureProposal:
    return measure_proposals.propose_retirement(by=by, at=now(), measure=measure, **given)


def _plain(form: type[forms.Form]) -> Callable[[Actor, Measure, Any], forms.Form]:
    return lambda by, _measure, posted: form(posted, initial={"effective_from": by.on})


_Build = Callable[[Actor, Measure, Any], forms.Form]
_Do = Callable[[Actor, Measure, Given], MeasureProposal]
_KINDS: Final[Mapping[str, tuple[_Build, _Do]]] = {
    "target": (_target_form, _target),
    "redefine": (_plain(of_outcomes.ProposeWordsForm), _words),
    "agree": (_plain(of_outcomes.ProposeStandingForm), _agree),
    "retire": (_plain(of_outcomes.ProposeStandingForm), _retire),
}
