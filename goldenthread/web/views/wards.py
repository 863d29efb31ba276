"""Wards and localities: the list, who speaks for them, and the figures of a return split among them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from goldenthread.access import check_can_somewhere
from goldenthread.actions import wards
from goldenthread.models import Ward, WardSeat
from goldenthread.reports import wards as report
from goldenthread.web.actor import actor, now
from goldenthread.web.forms.set_up import LastDay
from goldenthread.web.forms.wards import AddWard, TakeSeat, WardGrid
from goldenthread.web.views.set_up.ask import Given, ask
from goldenthread.web.views.set_up.dates import first_day


def index(request: HttpRequest) -> HttpResponse:
    """Every ward and locality, and its councillors."""
    reader = actor(request)
    return render(request, "set_up/wards.html", {"wards": report.wards(reader=reader, on=reader.on), "on": reader.on})


def add(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_governance")

    def do(given: Given) -> str:
        return f"{wards.add_ward(by=by, at=now(), **given)} added."

    form = AddWard(request.POST or None, initial={"starts": first_day()})
    return ask(request, title="Add a ward or locality", form=form, do=do, back=reverse("set-up-wards"), button="Add")


def end(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_governance")
    ward = get_object_or_404(Ward, pk=pk)

    def do(given: Given) -> str:
        return f"{wards.end_ward(by=by, at=now(), ward=ward, **given)} ends on that day. Its figures stay."

    form = LastDay(request.POST or None, initial={"last_day": by.on})
    return ask(request, title="End this ward", caption=ward.name, form=form, do=do, back=reverse("set-up-wards"))


def seat(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_governance")
    ward = get_object_or_404(Ward, pk=pk)

    def do(given: Given) -> str:
        return f"{wards.take_seat(by=by, at=now(), ward=ward, **given).person} speaks for {ward}."

    form = TakeSeat(request.POST or None, initial={"starts": first_day()})
    return ask(request, title="Add a councillor", caption=ward.name, form=form, do=do, back=reverse("set-up-wards"))


def leave(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_governance")
    seat = get_object_or_404(WardSeat, pk=pk)

    def do(given: Given) -> str:
        wards.leave_seat(by=by, at=now(), seat=seat, **given)
        return f"{seat.person} speaks for {seat.ward} until that day."

    form = LastDay(request.POST or None, initial={"last_day": by.on})
    return ask(
        request,
        title="The last day as councillor",
        caption=f"{seat.person}, {seat.ward}",
        form=form,
        do=do,
        back=reverse("set-up-wards"),
    )


def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Split one return among the wards."""
    by = actor(request)
    page = report.entry_page(pk, reader=by)
    form = WardGrid(page, request.POST or None)

    def do(given: Given) -> str:
        changed = wards.set_figures(
            by=by,
            at=now(),
            measure=page.measure,
            period=page.period,
            entries=list(form.entries()),
            reason=given["reason"],
        )
        return f"{changed} {'ward' if changed == 1 else 'wards'} changed." if changed else "Nothing was different."

    return ask(
        request,
        title=f"{page.title} by ward",
        lead=page.lead,
        caption=f"{page.measure.ref}, {page.period.label}",
        form=form,
        do=do,
        back=reverse("measure", args=[page.measure.ref]),
        template="wards/enter.html",
        page=page,
    )
