"""What can be done with a service plan and its actions: each step a form, an action and a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.access import Actor, check_can, check_can_somewhere
from goldenthread.actions import service_actions, service_plan_years, service_plans
from goldenthread.actions.service_plans import WRITE
from goldenthread.models import ServicePlan
from goldenthread.reports.project_records import delivery_rules
from goldenthread.reports.service_plan_page import ServicePlanPage, service_plan_page
from goldenthread.reports.service_plan_records import ActionRecord, PlanRecord, holds, of_action, scope_of
from goldenthread.reports.service_plan_rollover import roll_over_preview
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.service_plans import STAGE_WORDS
from goldenthread.web.actor import actor, now
from goldenthread.web.forms import service_plans as of_plans
from goldenthread.web.views.set_up.ask import Given, ask


@dataclass(frozen=True, slots=True)
class Asked:
    """A step that somebody wants to take with a plan."""

    by: Actor
    page: ServicePlanPage
    plan: ServicePlan
    posted: Any


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its title, the words of `ServicePlanPage.may` any of which it takes, its form, and what is done."""

    title: str
    needs: str
    form: Callable[[Asked], forms.Form]
    do: Callable[[Asked, Given], str]
    button: str = "Save"


def add(request: HttpRequest) -> HttpResponse:
    """A service's plan for a year."""
    by = actor(request)
    check_can_somewhere(by, WRITE)

    def do(given: Given) -> str:
        return f"{service_plans.add(by=by, at=now(), **given)} is begun. Now write its sections."

    form = of_plans.AddServicePlan(request.POST or None)
    return ask(request, title="Begin a service plan", form=form, do=do, back=reverse("service-plans"), button="Begin")


def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take a step with a plan."""
    by = actor(request)
    page = service_plan_page(reader=by, pk=pk, on=by.on)
    plan = ServicePlan.objects.select_related("plan", "service").get(pk=pk)
    found = STEPS.get(name)
    if found is None:
        raise Http404
    asked = Asked(by, page, plan, request.POST if request.method == "POST" else None)
    _check_may(asked, found.needs)
    return ask(
        request,
        title=found.title,
        lead=page.sentence,
        caption=page.line.title,
        form=found.form(asked),
        do=lambda given: found.do(asked, given),
        back=reverse("service-plan", args=[pk]),
        button=found.button,
    )


def _check_may(asked: Asked, needs: str) -> None:
    """Refuse what this reader may not do with this plan now, saying why."""
    may = asked.page.may
    if needs in may or (needs == "stage" and any(each.startswith("stage:") for each in may)):
        return
    if needs == "approve":
        role = asked.page.approver
        raise Refusal("not_allowed", f"Nothing waits for you to approve here. Plans submitted are approved by: {role}.")
    check_can(asked.by, WRITE, scope_of(asked.plan))
    raise Refusal("not_now", f"{asked.page.line.title}: {asked.page.sentence}")


def section(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Write one of the framework's sections."""
    by = actor(request)
    page = service_plan_page(reader=by, pk=pk, on=by.on)
    plan = ServicePlan.objects.select_related("plan", "service").get(pk=pk)
    check_can(by, WRITE, scope_of(plan))
    chosen = next((each for each in page.sections if each.number == number), None)
    if chosen is None:
        raise Http404

    def do(given: Given) -> str:
        service_plans.write(by=by, at=now(), service_plan=plan, heading=chosen.heading, text=given["text"])
        return f"“{chosen.heading}” is saved."

    lead = "The risks in the service’s register are listed by themselves; add what else there is to say."
    reopens = "The plan is a draft again once you change it, and needs approval again."
    return ask(
        request,
        title=chosen.heading,
        lead=lead if chosen.is_risks else reopens if page.line.status in ("approved", "submitted") else "",
        caption=page.line.title,
        form=of_plans.WriteSection(request.POST or None, initial={"text": chosen.text}),
        do=do,
        back=reverse("service-plan", args=[pk]),
    )


def roll_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Next year's plan: what carries over, what is done, what is dropped; then make it."""
    by = actor(request)
    plan = ServicePlan.objects.select_related("plan", "service").filter(pk=pk).first()
    if plan is None:
        raise Http404
    check_can(by, WRITE, scope_of(plan))
    kept = {int(each) for each in request.POST.getlist("keep") if each.isdigit()}
    preview = roll_over_preview(reader=by, pk=pk)
    drop = [line.pk for line in preview.of("carries") if line.pk not in kept] if request.method == "POST" else []
    if request.method == "POST":
        try:
            made = service_plan_years.roll_over(by=by, at=now(), service_plan=plan, drop=drop)
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, f"{made} is begun as a draft. Change what is different, then submit it.")
            return redirect("service-plan", made.pk)
    return render(request, "service_plans/roll_over.html", {"preview": preview, "plan": plan})


# Steps with a plan ----------------------------------------------------------------------------------------------------


def _own(asked: Asked, given: Given) -> str:
    service_plans.own(by=asked.by, at=now(), service_plan=asked.plan, owner=given["owner"])
    return "The owner is saved."


def _add_action(asked: Asked, given: Given) -> str:
    serves = [given.pop("serves")] if given.get("serves") else []
    given.pop("serves", None)
    made = service_actions.add(by=asked.by, at=now(), service_plan=asked.plan, serves=serves, **given)
    return f"Action {made.code} is added."


def _add_team(asked: Asked, given: Given) -> str:
    plan = asked.plan
    made = service_plans.add(
        by=asked.by, at=now(), service=plan.service, starts=plan.plan.starts, ends=plan.plan.ends, above=plan, **given
    )
    return f"{made} is begun below {plan}."


def _submit(asked: Asked, _given: Given) -> str:
    service_plans.submit(by=asked.by, at=now(), service_plan=asked.plan)
    return f"Submitted. It waits for the {asked.page.approver}."


def _approve(asked: Asked, given: Given) -> str:
    service_plans.approve(by=asked.by, at=now(), service_plan=asked.plan, **given)
    return f"{asked.plan} is approved."


def _send_back(asked: Asked, given: Given) -> str:
    service_plans.send_back(by=asked.by, at=now(), service_plan=asked.plan, **given)
    return f"{asked.plan} went back to its owner."


def _move_on(asked: Asked, given: Given) -> str:
    service_plans.move_on(by=asked.by, at=now(), service_plan=asked.plan, **given)
    return f"The plan is at the stage {STAGE_WORDS[given['stage']]}."


def _stages(asked: Asked) -> forms.Form:
    stages = [each.partition(":")[2] for each in sorted(asked.page.may) if each.startswith("stage:")]
    return of_plans.MoveOn(asked.posted, stages=stages)


STEPS: Final = {
    "owner": Step("Who owns this plan?", "write", lambda a: of_plans.Own(a.posted), _own),
    "add-action": Step("Add an action", "write", lambda a: of_plans.AddAction(a.posted), _add_action, "Add"),
    "add-team": Step("Begin a team’s plan", "add_team", lambda a: of_plans.AddTeamPlan(a.posted), _add_team, "Begin"),
    "submit": Step("Submit for approval", "submit", lambda a: of_plans.Nothing(a.posted), _submit, "Submit"),
    "approve": Step("Approve this plan", "approve", lambda a: of_plans.Approve(a.posted), _approve, "Approve"),
    "return": Step("Send this plan back", "approve", lambda a: of_plans.SendBack(a.posted), _send_back, "Send back"),
    "stage": Step("Move to the next stage", "stage", _stages, _move_on),
}


# Steps with an action -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AskedOfAction:
    """A step that somebody wants to take with an action."""

    by: Actor
    record: PlanRecord
    action: ActionRecord
    posted: Any


@dataclass(frozen=True, slots=True)
class ActionStep:
    """A step with an action; whoever owns the action may take those that are open to the owner."""

    title: str
    form: Callable[[AskedOfAction], forms.Form]
    do: Callable[[AskedOfAction, Given], str]
    for_owner: bool = False


def action_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take a step with an action."""
    by = actor(request)
    record, action = of_action(reader=by, element=pk)
    found = ACTION_STEPS.get(name)
    if found is None:
        raise Http404
    if not (found.for_owner and holds(by, action.words.owner_id)):
        check_can(by, WRITE, record.scope)
    asked = AskedOfAction(by, record, action, request.POST if request.method == "POST" else None)
    return ask(
        request,
        title=found.title,
        caption=f"{action.element.code} {action.words.title}",
        form=found.form(asked),
        do=lambda given: found.do(asked, given),
        back=reverse("service-plan-action", args=[pk]),
    )


def _report_form(asked: AskedOfAction) -> forms.Form:
    last = asked.action.last()
    initial = {"on": asked.by.on, "status": last.status if last else "", "percent": last.percent if last else None}
    return of_plans.ReportAction(asked.posted, statuses=delivery_rules(asked.by.on).status_set, initial=initial)


def _report(asked: AskedOfAction, given: Given) -> str:
    service_actions.report(by=asked.by, at=now(), element=asked.action.element, **given)
    return "Saved. What was said before stays on record."


def _revise(asked: AskedOfAction, given: Given) -> str:
    service_actions.revise(by=asked.by, at=now(), element=asked.action.element, **given)
    return "The action is changed."


def _serve(asked: AskedOfAction, given: Given) -> str:
    service_actions.serve(by=asked.by, at=now(), element=asked.action.element, **given)
    return f"Linked to {given['serves'].code}."


def _serve_no_longer(asked: AskedOfAction, given: Given) -> str:
    service_actions.serve_no_longer(by=asked.by, at=now(), element=asked.action.element, **given)
    return f"No longer linked to {given['serves'].code}."


ACTION_STEPS: Final = {
    "report": ActionStep("How does it stand?", _report_form, _report, for_owner=True),
    "revise": ActionStep(
        "Change this action",
        lambda a: of_plans.ReviseAction(a.posted, words=a.action.words, terms=a.action.terms),
        _revise,
    ),
    "link": ActionStep("Link it to the Council Plan", lambda a: of_plans.ServeElement(a.posted), _serve),
    "unlink": ActionStep(
        "Undo a link", lambda a: of_plans.ServeNoLonger(a.posted, linked=a.action.serves), _serve_no_longer
    ),
}
