"""Projects: the list, the page of each, and what the people who manage them do there."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.forms import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from goldenthread.access import Actor, check_can, check_can_somewhere
from goldenthread.actions import links, milestones, project_updates, projects
from goldenthread.charts.timeline import draw
from goldenthread.models import DateProposal, Decision, Link, Milestone, Project
from goldenthread.reports import projects as report
from goldenthread.reports.beside import beside
from goldenthread.reports.late import late_warning
from goldenthread.reports.project_page import project_page
from goldenthread.reports.project_records import delivery_rules, project_record, scope_of
from goldenthread.reports.projects import ASPECT_WORDS, MONEY_WORDS
from goldenthread.reports.scorecard import span_named
from goldenthread.rules.delivery import MAY_FOLLOW, STATE_WORDS
from goldenthread.rules.periods import Period, day_words
from goldenthread.rules.values import day_sent
from goldenthread.web.actor import actor, now
from goldenthread.web.forms import projects as forms
from goldenthread.web.views.set_up.ask import Given, ask

FILTERS = {
    "status": "Status",
    "service": "Service",
    "committee": "Committee",
    "kind": "Kind",
    "state": "Added, completed, candidates",
}
STANDINGS = {
    "live": ("Make this project live", "A candidate that has been agreed."),
    "completed": ("Complete this project", "It stays in this year’s reports, and in the history for good."),
    "deleted": ("Delete this project", "It is given up. Its history and its reference stay."),
    "replaced": ("Replace this project", "Another takes its place. Its history and its reference stay."),
}


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every project of the year, worst first; what to show comes from the query."""
    reader = actor(request)
    lines = report.project_lines(reader=reader, on=reader.on)
    rules = delivery_rules(reader.on)
    chosen = {name: request.GET.get(name, "") for name in FILTERS}
    shown = [line for line in lines if all(_key(line, name) == want for name, want in chosen.items() if want)]
    group = request.GET.get("group", "")
    context = {
        "groups": [
            (heading, report.summary(some, rules) if heading else "", some)
            for heading, some in report.grouped(shown, group)
        ],
        "group": group,
        "group_choices": tuple(report.GROUPS.items()),
        "summary": report.summary(lines, rules),
        "counts": report.counts(lines, rules),
        "counted": sum(line.is_counted for line in lines),
        "total": len(lines),
        "asking": sum(len(line.asks) for line in lines),
        "filters": [(name, label, _choices(lines, name), chosen[name]) for name, label in FILTERS.items()],
        "chosen": chosen,
        "moved": report.MOVED,
        "may_add": reader.has("manage_projects"),
    }
    return render(request, "projects/index.html", context)


def _key(line: report.ProjectLine, name: str) -> str:
    """What a line is filtered by."""
    return str(
        {
            "status": line.status.code,
            "service": line.service_id,
            "committee": line.body_id or "",
            "kind": line.kind.code,
            "state": line.state,
        }[name]
    )


def _choices(lines: tuple[report.ProjectLine, ...], name: str) -> list[tuple[str, str]]:
    found = {_key(line, name): _word(line, name) for line in lines if _key(line, name)}
    return sorted(found.items(), key=lambda choice: choice[1])


def _word(line: report.ProjectLine, name: str) -> str:
    """What that is called."""
    return {
        "status": line.status.word,
        "service": line.service,
        "committee": line.body,
        "kind": line.kind.several,
        "state": line.state_word,
    }[name]


@require_GET
def project(request: HttpRequest, ref: str) -> HttpResponse:
    """The project with a reference; `?as_at=2026-07-01` shows what was known at the end of that day."""
    reader = actor(request)
    as_at, problem = _as_at(request.GET.get("as_at", ""), reader.on)
    known_at = timezone.make_aware(datetime.combine(as_at, time.max)) if as_at else None
    page = project_page(reader=reader, ref=ref, on=as_at or reader.on, known_at=known_at)
    context = {
        "page": page,
        "may_ask": as_at is None and reader.has("ask_for_more"),
        "picture": draw(page.timeline),
        "as_at": as_at,
        "problem": problem,
        "may_link": as_at is None and reader.has("manage_plan"),
        "links": _links(page.line.pk),
        "beside": beside(reader=reader, on=as_at or reader.on, known_at=known_at, project=page.line.pk),
        "may_withdraw": page.may_manage and Project.objects.get(pk=page.line.pk).standings.current().count() > 1,
        "next_states": [
            (state, STANDINGS[state][0]) for state, before in MAY_FOLLOW.items() if page.line.state in before
        ],
    }
    return render(request, "projects/project.html", context, status=400 if problem else 200)


def _links(pk: int) -> dict[int, int]:
    """The links by which a project serves parts of the plan today, by the part's primary key."""
    rows = Link.objects.current().filter(project=pk, ends__isnull=True)
    return dict(rows.values_list("serves_id", "pk"))


def _as_at(typed: str, today: date) -> tuple[date | None, str]:
    """The day to look back to; None for now."""
    if not typed.strip():
        return None, ""
    try:
        day = day_sent(typed.strip())
    except ValueError:
        return None, "Give the day as numbers: the year, the month, the day, as in 2026-07-01."
    if day > today:
        return None, "That day has not come yet. Choose one that has."
    return (day if day < today else None), ""


# What it is -----------------------------------------------------------------------------------------------------------


def add(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_projects")

    def do(given: Given) -> str:
        made = projects.add(by=by, at=now(), **given)
        return f"{made.ref} added. Now its milestones, and what it serves in the plan."

    form = forms.AddProject(request.POST or None, initial={"effective_from": by.on})
    form.fields["kind"].choices = [(kind.code, kind.name) for kind in delivery_rules(by.on).kinds]  # type: ignore[attr-defined]
    return ask(request, title="Add a project", form=form, do=do, back=reverse("projects"), button="Add")


def change(request: HttpRequest, ref: str) -> HttpResponse:
    by, found = _managed(request, ref)
    version = projects.current(found)
    words = {name: getattr(version, name) for name in forms.ProjectWords.base_fields}

    def do(given: Given) -> str:
        reason = given.pop("reason")
        different = {name: value for name, value in given.items() if value != words[name]}
        if not different:
            return "Nothing was different."
        projects.revise(by=by, at=now(), project=found, reason=reason, **different)
        return f"{found.ref} changed. The earlier words stay on record."

    form = forms.ReviseProject(request.POST or None, initial=model_to_dict(version) | {"reason": ""})
    return ask(request, title="Change this project", caption=_caption(found), form=form, do=do, back=_page(found))


def stand(request: HttpRequest, ref: str, state: str) -> HttpResponse:
    """Live, completed, deleted or replaced."""
    if state not in STANDINGS:
        raise Http404
    by, found = _managed(request, ref)
    version = projects.current(found)

    def do(given: Given) -> str:
        projects.stand(by=by, at=now(), project=found, state=state, **given)
        return f"{found.ref} is {state} from then on."

    kind = forms.ReplaceForm if state == "replaced" else forms.StandForm
    form = kind(request.POST or None, initial={"effective_from": by.on})
    form.fields["decision"].queryset = Decision.objects.filter(body=version.body_id)  # type: ignore[attr-defined]
    if state == "replaced":
        form.fields["replaced_by"].queryset = Project.objects.exclude(pk=found.pk)  # type: ignore[attr-defined]
    title, lead = STANDINGS[state]
    return ask(request, title=title, lead=lead, caption=_caption(found), form=form, do=do, back=_page(found))


def withdraw_standing(request: HttpRequest, ref: str) -> HttpResponse:
    """The newest standing was recorded by mistake."""
    by, found = _managed(request, ref)
    standing = found.standings.current().order_by("effective_from", "pk").last()
    if standing is None:
        raise Http404

    def do(given: Given) -> str:
        projects.withdraw_standing(by=by, at=now(), standing=standing, **given)
        return "Withdrawn: the standing before holds again. The mistake stays in the history."

    return ask(
        request,
        title="Withdraw this standing",
        lead=f"{STATE_WORDS[standing.state]} from {day_words(standing.effective_from)}.",
        caption=_caption(found),
        form=forms.WithdrawStanding(request.POST or None),
        do=do,
        back=_page(found),
        button="Withdraw",
    )


def link(request: HttpRequest, ref: str) -> HttpResponse:
    """What it serves in the plan."""
    by = actor(request)
    check_can(by, "manage_plan")
    found = _project(ref)

    def do(given: Given) -> str:
        return f"{links.link(by=by, at=now(), project=found, **given)}."

    form = forms.LinkProject(request.POST or None, initial={"starts": by.on})
    return ask(
        request, title="What this serves", caption=_caption(found), form=form, do=do, back=_page(found), button="Link"
    )


# How it is going ------------------------------------------------------------------------------------------------------


def update(request: HttpRequest, ref: str) -> HttpResponse:
    """The update for the current period, or for another by `?period=2026-04-01_2026-06-30`."""
    by = actor(request)
    record = project_record(ref)
    check_can(by, "update_projects", record.scope)
    span = _span(request.GET.get("period", "")) or report.current_span(by.on)
    there = record.update(span.start, span.end)

    def do(given: Given) -> str:
        project_updates.report(by=by, at=now(), project=record.project, starts=span.start, ends=span.end, **given)
        return f"{record.project.ref} is updated for {span.label}."

    initial: dict[str, Any] = {"seen": there.number if there else 0}
    if there is not None:
        initial |= model_to_dict(there, exclude=["reason"])
        initial |= {kind: forms.in_pounds(getattr(there, kind)) for kind in MONEY_WORDS}
        initial |= {aspect: getattr(there, aspect) for aspect in ("overall", *ASPECT_WORDS)}
    form = forms.UpdateForm(delivery_rules(span.end).status_set, request.POST or None, initial=initial)
    return ask(
        request,
        title="How this project is going",
        lead=f"For {span.long_label}. {late_warning(on=by.on, project=record.project)}".strip(),
        caption=f"{record.project.ref} {record.version.title}",
        form=form,
        do=do,
        back=_page(record.project),
    )


def _span(typed: str) -> Period | None:
    if not typed:
        return None
    try:
        start, end = map(day_sent, typed.split("_"))
    except ValueError:
        raise Http404 from None
    if end < start:
        raise Http404
    return span_named(start, end)


# Milestones -----------------------------------------------------------------------------------------------------------


def add_milestone(request: HttpRequest, ref: str) -> HttpResponse:
    by, found = _managed(request, ref)

    def do(given: Given) -> str:
        return f"{milestones.add(by=by, at=now(), project=found, **given)} added."

    form = forms.AddMilestone(request.POST or None)
    return ask(
        request, title="Add a milestone", caption=_caption(found), form=form, do=do, back=_page(found), button="Add"
    )


def milestone(request: HttpRequest, pk: int, change: str) -> HttpResponse:
    """When it is expected, when it was reached, or a new date to be agreed."""
    by = actor(request)
    found = get_object_or_404(Milestone.objects.select_related("project"), pk=pk)
    version = projects.current(found.project)
    check_can(by, "update_projects", scope_of(version))
    if change not in ("forecast", "reach", "propose"):
        raise Http404

    def do(given: Given) -> str:
        if change == "forecast":
            milestones.forecast(by=by, at=now(), milestone=found, **given)
            return f"{found.title} is expected then. The approved date stays."
        if change == "reach":
            milestones.reach(by=by, at=now(), milestone=found, **given)
            return f"{found.title} was reached."
        asked = milestones.propose(by=by, at=now(), milestone=found, **given)
        return "The new date waits for the committee’s decision." if asked else "The new date holds."

    kind, title = {
        "forecast": (forms.ForecastForm, "When it is expected"),
        "reach": (forms.ReachForm, "When it was reached"),
        "propose": (forms.ProposeForm, "Ask for a new date"),
    }[change]
    lead = "It takes effect only when the committee that owns the project agrees." if change == "propose" else ""
    form = kind(request.POST or None)
    caption = f"{found.project.ref} {found.title}"
    return ask(request, title=title, lead=lead, caption=caption, form=form, do=do, back=_page(found.project))


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a proposed date back."""
    by = actor(request)
    found = get_object_or_404(DateProposal.objects.select_related("milestone__project"), pk=pk)
    check_can(by, "update_projects", scope_of(projects.current(found.milestone.project)))

    def do(given: Given) -> str:
        milestones.withdraw(by=by, at=now(), proposal=found, **given)
        return "The proposal is taken back; it stays in the history."

    form = forms.WithdrawForm(request.POST or None)
    back = _page(found.milestone.project)
    return ask(request, title="Take the proposal back", caption=str(found), form=form, do=do, back=back)


def _managed(request: HttpRequest, ref: str) -> tuple[Actor, Project]:
    """The reader and the project, where the reader may manage it."""
    by, found = actor(request), _project(ref)
    check_can(by, "manage_projects", scope_of(projects.current(found)))
    return by, found


def _project(ref: str) -> Project:
    return project_record(ref).project


def _caption(found: Project) -> str:
    return f"{found.ref} {projects.current(found).title}"


def _page(found: Project) -> str:
    return reverse("project", args=[found.ref])
