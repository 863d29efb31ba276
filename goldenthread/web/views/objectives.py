"""Individual objectives: pages for the person whose they are and the line manager of the day alone."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from goldenthread.access import check_can_somewhere
from goldenthread.actions import line_management, objectives
from goldenthread.documents.table_csv import table_csv
from goldenthread.models import Person
from goldenthread.reports import objectives as report
from goldenthread.rules.periods import day_words, year_containing
from goldenthread.web.actor import actor, now
from goldenthread.web.forms.objectives import EndManager, ManagerForm, ObjectiveForm
from goldenthread.web.views.set_up.ask import Given, ask


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """One's own objectives."""
    reader = actor(request)
    page = {
        "page": report.mine(reader=reader, on=reader.on),
        "me": reader.person_id,
        "manages": bool(report.team(reader=reader, on=reader.on)),
    }
    return render(request, "objectives/mine.html", page)


@require_GET
def team(request: HttpRequest) -> HttpResponse:
    """The objectives of everybody the reader manages today."""
    reader = actor(request)
    return render(request, "objectives/team.html", {"people": report.team(reader=reader, on=reader.on)})


@require_GET
def as_csv(request: HttpRequest) -> HttpResponse:
    """One's own objectives, to take away."""
    reader = actor(request)
    table = report.as_table(report.mine(reader=reader, on=reader.on))
    return _attached(HttpResponse(table_csv(table), content_type="text/csv; charset=utf-8"), "csv")


@require_GET
def as_json(request: HttpRequest) -> HttpResponse:
    """One's own objectives, to take away."""
    reader = actor(request)
    data = report.as_data(report.mine(reader=reader, on=reader.on))
    return _attached(JsonResponse(data, safe=False, json_dumps_params={"ensure_ascii": False, "indent": 2}), "json")


def _attached(response: HttpResponse, ending: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="my-objectives.{ending}"'
    return response


def add(request: HttpRequest, pk: int) -> HttpResponse:
    """An objective of one's own, or of somebody one manages."""
    by = actor(request)
    person = report.person(reader=by, on=by.on, pk=pk)

    def do(given: Given) -> str:
        objectives.add(by=by, at=now(), person=person, **given)
        return "Added."

    year = year_containing(by.on, "financial")
    form = ObjectiveForm(request.POST or None, on=by.on, initial={"starts": by.on, "ends": year.end})
    lead = "" if person.pk == by.person_id else f"For {person.name}, who will see it too."
    return ask(
        request, title="Add an objective", lead=lead, form=form, do=do, back=_back(by.person_id, pk), button="Add"
    )


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words, another link or other days."""
    by = actor(request)
    objective = report.one(reader=by, on=by.on, pk=pk)

    def do(given: Given) -> str:
        objectives.change(by=by, at=now(), objective=objective, **given)
        return "Changed. What it said before is not kept."

    initial = {
        "title": objective.title,
        "element": objective.element_id,
        "starts": objective.starts,
        "ends": objective.ends,
    }
    form = ObjectiveForm(request.POST or None, on=by.on, initial=initial)
    back = _back(by.person_id, objective.person_id)
    return ask(request, title="Change this objective", form=form, do=do, back=back)


def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete an objective for good."""
    by = actor(request)
    objective = report.one(reader=by, on=by.on, pk=pk)

    def do(_given: Given) -> str:
        objectives.remove(by=by, at=now(), objective=objective)
        return "Deleted."

    return ask(
        request,
        title="Delete this objective",
        caption=objective.title,
        form=forms.Form(request.POST if request.method == "POST" else None),
        do=do,
        back=_back(by.person_id, objective.person_id),
        button="Delete",
        warns="It is deleted for good: no earlier state of it is kept.",
    )


def _back(me: int | None, person: int) -> str:
    return reverse("objectives" if me == person else "objectives-of-team")


# Who manages whom -----------------------------------------------------------------------------------------------------


@require_GET
def managers(request: HttpRequest) -> HttpResponse:
    """Everybody and their line manager."""
    reader = actor(request)
    return render(request, "set_up/line_managers.html", {"people": report.managed(reader=reader, on=reader.on)})


def set_manager(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody's line manager from a day on."""
    by = actor(request)
    check_can_somewhere(by, "manage_people")
    person = get_object_or_404(Person, pk=pk)

    def do(given: Given) -> str:
        row = line_management.set_manager(by=by, at=now(), person=person, **given)
        return f"{row.manager.name} is {person.name}’s line manager from {day_words(row.starts)}."

    form = ManagerForm(request.POST or None, person=person, initial={"starts": by.on})
    lead = "A line manager sees the objectives of the people they manage, for as long as they manage them."
    return ask(
        request,
        title="Line manager",
        caption=person.name,
        lead=lead,
        form=form,
        do=do,
        back=reverse("set-up-line-managers"),
    )


def end_manager(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of somebody's line manager."""
    by = actor(request)
    check_can_somewhere(by, "manage_people")
    person = get_object_or_404(Person, pk=pk)

    def do(given: Given) -> str:
        row = line_management.end_manager(by=by, at=now(), person=person, **given)
        return f"{row.manager.name} is {person.name}’s line manager until then."

    form = EndManager(request.POST or None, initial={"last_day": by.on})
    back = reverse("set-up-line-managers")
    return ask(request, title="Last day of the line manager", caption=person.name, form=form, do=do, back=back)
