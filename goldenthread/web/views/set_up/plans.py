"""Plans, their elements and the golden thread."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from goldenthread.access import check_can_somewhere
from goldenthread.actions import links, plans
from goldenthread.models import Link, Measure, Plan, PlanElement
from goldenthread.reports import plan as plan_report
from goldenthread.rules.values import whole_number
from goldenthread.web.actor import actor, now
from goldenthread.web.forms import set_up as forms
from goldenthread.web.views.set_up.ask import Given, ask


def all_plans(request: HttpRequest) -> HttpResponse:
    """Plans, the one in force first, with its elements."""
    reader = actor(request)
    check_can_somewhere(reader, "manage_plan")
    chosen = request.GET.get("plan", "")
    found = plan_report.outline(reader=reader, on=reader.on, plan=whole_number(chosen))
    return render(request, "set_up/plans.html", {"outline": found})


def add_plan(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_plan")

    def do(given: Given) -> str:
        return f"{plans.add_plan(by=by, at=now(), **given)} added. Now add what it aims at."

    form = forms.PlanForm(request.POST or None)
    return ask(request, title="Add a plan", form=form, do=do, back=reverse("set-up-plans"), button="Add")


def change_plan(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_plan")
    found = get_object_or_404(Plan, pk=pk)

    def do(given: Given) -> str:
        return f"{plans.change_plan(by=by, at=now(), plan=found, **given)} changed."

    initial = {name: getattr(found, name) for name in ("title", "starts", "ends", "approved_by", "approved_on")}
    form = forms.PlanForm(request.POST or None, initial=initial)
    return ask(request, title="Change this plan", caption=found.title, form=form, do=do, back=_plan(pk))


def add_element(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_plan")
    found = get_object_or_404(Plan, pk=pk)
    levels = [(level.code, level.name) for level in plans.levels()]

    def do(given: Given) -> str:
        added = plans.add_element(by=by, at=now(), plan=found, **given)
        return f"{added.code} added."

    above = whole_number(request.GET.get("parent", ""))
    parent = None if above is None else PlanElement.objects.filter(plan=found, pk=above).first()
    form = forms.AddElement(
        request.POST or None, initial={"parent": parent, "level": _below(parent.level if parent else "", levels)}
    )
    form.fields["level"].choices = levels  # type: ignore[attr-defined]
    form.fields["parent"].queryset = found.elements.filter(ends=None)  # type: ignore[attr-defined]
    form.fields["predecessor"].queryset = PlanElement.objects.exclude(plan=found)  # type: ignore[attr-defined]
    return ask(request, title="Add to the plan", caption=found.title, form=form, do=do, back=_plan(pk), button="Add")


def _below(level: str, levels: list[tuple[str, str]]) -> str:
    """The level under this one; the highest where there is none above."""
    codes = [code for code, _ in levels]
    place = codes.index(level) + 1 if level in codes else 0
    return codes[min(place, len(codes) - 1)]


def revise_element(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_plan")
    element = get_object_or_404(PlanElement, pk=pk)

    def do(given: Given) -> str:
        plans.revise_element(by=by, at=now(), element=element, **given)
        return f"{element.code} changed. The earlier words stay on record."

    said = element.versions.current().get()
    initial = {
        "title": said.title,
        "description": said.description,
        "owner": said.owner_id,
        "service": said.service_id,
    }
    form = forms.ReviseElement(request.POST or None, initial=initial)
    return ask(request, title="Change the words", caption=f"{element.code} {said}", form=form, do=do, back=_thread(pk))


def place_element(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_plan")
    element = get_object_or_404(PlanElement, pk=pk)

    def do(given: Given) -> str:
        plans.place_element(by=by, at=now(), element=element, **given)
        return f"{element.code} moved."

    form = forms.PlaceElement(
        request.POST or None, initial={"parent": element.parent_id, "predecessor": element.predecessor_id}
    )
    form.fields["parent"].queryset = element.plan.elements.exclude(pk=pk)  # type: ignore[attr-defined]
    form.fields["predecessor"].queryset = PlanElement.objects.exclude(pk=pk)  # type: ignore[attr-defined]
    return ask(request, title="Where it belongs", caption=element.code, form=form, do=do, back=_thread(pk))


def end_element(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_plan")
    element = get_object_or_404(PlanElement, pk=pk)

    def do(given: Given) -> str:
        plans.end_element(by=by, at=now(), element=element, **given)
        return f"{element.code} ends on that day."

    form = forms.LastDay(request.POST or None, initial={"last_day": by.on})
    return ask(request, title="End this part of the plan", caption=element.code, form=form, do=do, back=_thread(pk))


def link_to_element(request: HttpRequest, pk: int) -> HttpResponse:
    """From an element: what serves it."""
    by = actor(request)
    check_can_somewhere(by, "manage_plan")
    element = get_object_or_404(PlanElement, pk=pk)

    def do(given: Given) -> str:
        return f"{links.link(by=by, at=now(), serves=element, **given)}."

    form = forms.LinkMeasure(request.POST or None, initial={"starts": element.starts})
    form.fields["element"].queryset = PlanElement.objects.filter(ends=None).exclude(pk=pk)  # type: ignore[attr-defined]
    said = element.versions.current().get()
    return ask(
        request,
        title="What serves this",
        caption=f"{element.code} {said}",
        form=form,
        do=do,
        back=_thread(pk),
        button="Link",
    )


def link_measure(request: HttpRequest, pk: int) -> HttpResponse:
    """From a measure: what it serves."""
    by = actor(request)
    check_can_somewhere(by, "manage_plan")
    measure = get_object_or_404(Measure, pk=pk)

    def do(given: Given) -> str:
        return f"{links.link(by=by, at=now(), measure=measure, **given)}."

    form = forms.LinkTo(request.POST or None, initial={"starts": by.on})
    back = reverse("set-up-measure", args=[pk])
    return ask(request, title="What this serves", caption=measure.ref, form=form, do=do, back=back, button="Link")


def unlink(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_plan")
    link = get_object_or_404(Link.objects.current(), pk=pk)

    def do(given: Given) -> str:
        links.unlink(by=by, at=now(), link=link, **given)
        return "The link ends on that day."

    form = forms.Unlink(request.POST or None, initial={"last_day": by.on})
    back = reverse("set-up-measure", args=[link.measure_id]) if link.measure_id else _thread(link.serves_id)
    return ask(request, title="End this link", caption=str(link), form=form, do=do, back=back)


def _plan(pk: int) -> str:
    return f"{reverse('set-up-plans')}?plan={pk}"


def _thread(pk: int) -> str:
    return reverse("thread", args=[pk])
