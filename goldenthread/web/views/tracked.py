"""The tracker: what was asked for and what was answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from goldenthread.access import Actor, Scope, check_can
from goldenthread.actions import tracked
from goldenthread.models import Measure, Project, TrackedItem
from goldenthread.reports import tracked as report
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.web.actor import actor, now
from goldenthread.web.forms import outcomes as of_outcomes
from goldenthread.web.views.outcomes import with_owner
from goldenthread.web.views.set_up.ask import Given, ask


@require_GET
def tracker(request: HttpRequest) -> HttpResponse:
    """Everything asked for, overdue first; what to show comes from the query."""
    reader = actor(request)
    filters = report.Filters(**{name: request.GET.get(name, "") for name in report.FILTERS})
    return render(
        request, "outcomes/tracker.html", {"page": report.tracker(reader=reader, on=reader.on, filters=filters)}
    )


@require_GET
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One thing that was asked for, and everything said about it."""
    reader = actor(request)
    page = report.tracked_page(pk, reader=reader, on=reader.on)
    steps = [(name, found.link) for name, found in STEPS.items() if name in page.may]
    return render(
        request, "outcomes/tracked.html", {"page": page, "steps": steps, "may_withhold": reader.has("withhold")}
    )


def ask_for(request: HttpRequest) -> HttpResponse:
    """Ask for something; `?measure=W1` or `?project=P1` asks about that."""
    by = actor(request)
    bodies = [pk for pk, _ in report.bodies_to_ask_for(by, by.on)]
    if not bodies:
        check_can(by, "ask_for_more", Scope(body=0))
    measure = Measure.objects.filter(ref=request.GET.get("measure", "")).first()
    project = Project.objects.filter(ref=request.GET.get("project", "")).first()
    initial = {"kind": "nomination" if project else "detail", "measure": measure, "project": project}
    form = of_outcomes.AskForm(request.POST or None, bodies=bodies, keeps=by.has("record_outcomes"), initial=initial)

    def do(given: Given) -> str:
        made = tracked.ask(by=by, at=now(), **with_owner(given, by))
        return f"{made.owner.name} is asked to answer by {day_words(made.due)}."

    about = measure or project
    return ask(
        request,
        title="Ask for more",
        caption=about.ref if about else "",
        lead="It stays in the tracker until it is answered, and stands in the next report to the body.",
        form=form,
        do=do,
        back=reverse("tracker"),
        button="Ask",
    )


@dataclass(frozen=True, slots=True)
class Step:
    """A step with a tracked item: the words of its link, its form and what it does."""

    link: str
    form: type[forms.Form]
    do: Callable[[Actor, TrackedItem, Given], str]
    button: str = "Save"


def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Answer, move, ask again or close."""
    by = actor(request)
    page = report.tracked_page(pk, reader=by, on=by.on)
    found = STEPS.get(name)
    if found is None:
        raise Http404
    row = get_object_or_404(TrackedItem, pk=pk)
    if name not in page.may:
        check_can(by, "chase" if name == "answer" else "record_outcomes", Scope(body=row.body_id))
        raise Refusal("not_now", f"You cannot do this now: {page.lead}")
    posted: Any = request.POST if request.method == "POST" else None
    return ask(
        request,
        title=found.link,
        caption=page.line.text,
        lead=page.lead,
        form=found.form(posted),
        do=lambda given: found.do(by, row, given),
        back=reverse("tracker-item", args=[pk]),
        button=found.button,
    )


def _answer(by: Actor, row: TrackedItem, given: Given) -> str:
    tracked.answer(by=by, at=now(), item=row, **given)
    return "Answered. The body reads it with its next report."


def _move(by: Actor, row: TrackedItem, given: Given) -> str:
    tracked.move(by=by, at=now(), item=row, **given)
    return f"{row.owner.name} answers by {day_words(row.due)}."


def _ask_again(by: Actor, row: TrackedItem, given: Given) -> str:
    tracked.ask_again(by=by, at=now(), item=row, **given)
    return f"Asked again, by {day_words(row.due)}."


def _close(by: Actor, row: TrackedItem, given: Given) -> str:
    tracked.close(by=by, at=now(), item=row, **given)
    return "Closed."


STEPS: Final[Mapping[str, Step]] = {
    "answer": Step("Answer it", of_outcomes.AnswerForm, _answer, "Answer"),
    "close": Step("Close it: the body is content", of_outcomes.CloseForm, _close, "Close"),
    "ask-again": Step("Ask again: something is missing", of_outcomes.AskAgainForm, _ask_again, "Ask again"),
    "move": Step("Give it to somebody else, or another day", of_outcomes.MoveForm, _move),
}
