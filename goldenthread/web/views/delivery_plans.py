"""Delivery plans: the list, one of them at a version, and what the performance team does with them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from goldenthread.access import check_can
from goldenthread.actions import delivery_plans
from goldenthread.models import Decision, DeliveryPlan, DeliveryPlanVersion, Prioritisation
from goldenthread.reports import delivery_plans as report
from goldenthread.rules.money_words import year_of
from goldenthread.rules.values import whole_number
from goldenthread.web.actor import actor, now
from goldenthread.web.forms import delivery_plans as forms
from goldenthread.web.views.set_up.ask import Given, ask


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every delivery plan, the newest year first."""
    reader = actor(request)
    plans = report.delivery_plans(reader=reader, on=reader.on)
    return render(request, "delivery/index.html", {"plans": plans, "may_add": reader.has("manage_plan")})


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One delivery plan: `?version=2` shows a version, `&against=1` how it differs from another."""
    reader = actor(request)
    number, against = (_number(request.GET.get(name, "")) for name in ("version", "against"))
    found = report.delivery_page(reader=reader, pk=pk, on=reader.on, number=number, against=against)
    return render(request, "delivery/page.html", {"page": found})


def _number(typed: str) -> int | None:
    number = whole_number(typed)
    if typed and number is None:
        raise Http404
    return number


def add(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    check_can(by, "manage_plan")

    def do(given: Given) -> str:
        return f"{delivery_plans.add(by=by, at=now(), **given)} added. Now propose what is in it."

    form = forms.AddDeliveryPlan(request.POST or None, initial={"year": year_of(by.on)})
    return ask(request, title="Add a delivery plan", form=form, do=do, back=reverse("delivery-plans"), button="Add")


def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """A new version, starting from the newest one and in the order of the newest ranking."""
    by = actor(request)
    check_can(by, "manage_plan")
    plan = get_object_or_404(DeliveryPlan, pk=pk)
    newest, ranking = plan.versions.order_by("-number").first(), Prioritisation.objects.first()

    def do(given: Given) -> str:
        made = delivery_plans.propose(by=by, at=now(), delivery_plan=plan, **given)
        return f"Version {made.number} is proposed. It holds once it is approved."

    form = forms.ProposeVersion(
        report.choices(reader=by, on=by.on, made=ranking),
        request.POST or None,
        initial={"projects": [one.project_id for one in newest.entries.all()] if newest else []},
    )
    back = reverse("delivery-plan", args=[pk])
    return ask(request, title="Propose a version", caption=plan.title, form=form, do=do, back=back, button="Propose")


def approve(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The decision that approved a version."""
    by = actor(request)
    check_can(by, "manage_plan")
    version = get_object_or_404(
        DeliveryPlanVersion.objects.select_related("delivery_plan"), delivery_plan=pk, number=number
    )

    def do(given: Given) -> str:
        delivery_plans.approve(by=by, at=now(), version=version, **given)
        return f"Version {number} is approved."

    form = forms.ApproveVersion(request.POST or None)
    form.fields["decision"].queryset = Decision.objects.filter(  # type: ignore[attr-defined]
        body=version.delivery_plan.body_id, day__gte=version.recorded_at.date()
    )
    back = reverse("delivery-plan", args=[pk])
    return ask(request, title="Approve this version", caption=str(version), form=form, do=do, back=back)
