"""Choosing among candidate projects: criteria, scores, and the ranking they give."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from goldenthread.access import EVERYWHERE, check_can
from goldenthread.actions import prioritisation
from goldenthread.models import Prioritisation
from goldenthread.reports import prioritisation as report
from goldenthread.reports.project_records import project_record
from goldenthread.rules.prioritisation import Weighed
from goldenthread.web.actor import actor, now
from goldenthread.web.forms.projects import BeginChoosing, ScoreForm, WeighForm
from goldenthread.web.views.set_up.ask import Given, ask


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every ranking there is, the newest first."""
    reader = actor(request)
    reader.signed_in  # noqa: B018
    context = {"rankings": Prioritisation.objects.all(), "may_begin": reader.has("manage_projects")}
    return render(request, "projects/rankings.html", context)


@require_GET
def ranking(request: HttpRequest, pk: int) -> HttpResponse:
    """One ranking, the highest first."""
    reader = actor(request)
    return render(
        request,
        "projects/ranking.html",
        {
            "page": report.ranking(reader=reader, on=reader.on, pk=pk),
            "may_weigh": reader.may("manage_projects", EVERYWHERE),
        },
    )


def begin(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    check_can(by, "manage_projects")

    def do(given: Given) -> str:
        return f"{prioritisation.begin(by=by, at=now(), **given)}: now score the candidates."

    form = BeginChoosing(request.POST or None)
    return ask(request, title="Rank candidates", form=form, do=do, back=reverse("rankings"), button="Begin")


def weigh(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """What a criterion asks and weighs from now on; the ranking as it was can still be repeated."""
    by = actor(request)
    check_can(by, "manage_projects")
    made = get_object_or_404(Prioritisation, pk=pk)
    criterion = get_object_or_404(made.criteria.current(), code=code)

    def do(given: Given) -> str:
        weighed = Weighed(code, given["title"], given["weight"])
        kept = prioritisation.weigh(by=by, at=now(), prioritisation=made, criterion=weighed, reason=given["reason"])
        return f"{kept.title} weighs {kept.weight} from now on."

    form = WeighForm(request.POST or None, initial={"title": criterion.title, "weight": criterion.weight})
    return ask(
        request, title="Weigh a criterion", caption=made.title, form=form, do=do, back=reverse("ranking", args=[pk])
    )


def score(request: HttpRequest, pk: int, ref: str) -> HttpResponse:
    """The scores of one candidate."""
    by = actor(request)
    made = get_object_or_404(Prioritisation, pk=pk)
    record = project_record(ref)
    check_can(by, "manage_projects", record.scope)
    given_before = made.scores.current().filter(project=record.project)
    form = ScoreForm(
        report.criteria_of(made),
        made.top_score,
        request.POST or None,
        initial=dict(given_before.values_list("criterion", "score")),
    )

    def do(given: Given) -> str:
        kept = prioritisation.score(
            by=by,
            at=now(),
            prioritisation=made,
            project=record.project,
            scores=form.scores(),
            reason=given["reason"],
        )
        return f"{len(kept)} scores kept." if kept else "Nothing was different."

    return ask(
        request,
        title="Score a candidate",
        caption=f"{record.project.ref} {record.version.title}",
        form=form,
        do=do,
        back=reverse("ranking", args=[pk]),
    )
