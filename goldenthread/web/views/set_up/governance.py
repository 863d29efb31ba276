"""Committees, meetings, closure days and portfolios."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from goldenthread.access import check_can_somewhere
from goldenthread.actions import council, governance
from goldenthread.models import Body, ClosureDay, Meeting, Portfolio
from goldenthread.reports.names import names_on
from goldenthread.reports.records import frameworks
from goldenthread.reports.set_up import governance as report
from goldenthread.rules.bodies import BODY_KINDS
from goldenthread.web.actor import actor, now
from goldenthread.web.forms import set_up as forms
from goldenthread.web.views.set_up.ask import Given, ask
from goldenthread.web.views.set_up.dates import first_day


def committees(request: HttpRequest) -> HttpResponse:
    """Every body, and those of the framework that are still missing."""
    reader = actor(request)
    rows = report.bodies(reader=reader, on=reader.on)
    known = {row.code.lower() for row in rows}
    missing = [one for one in frameworks()[-1].framework.committees if one.code.lower() not in known]
    page = {"bodies": rows, "missing": missing, "kinds": BODY_KINDS}
    return render(request, "set_up/committees.html", page)


def committee(request: HttpRequest, pk: int) -> HttpResponse:
    """One body: names, remits and meetings."""
    reader = actor(request)
    found = report.body(reader=reader, on=reader.on, pk=pk)
    return render(request, "set_up/committee.html", {"page": found, "kinds": BODY_KINDS, "today": reader.on})


def add_body(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_governance")

    def do(given: Given) -> str:
        return f"{governance.add_body(by=by, at=now(), **given)} added. Open its page to add meetings."

    form = forms.AddBody(request.POST or None, initial={"starts": first_day()})
    return ask(request, title="Add a committee", form=form, do=do, back=reverse("set-up-committees"), button="Add")


def add_bodies_of_framework(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_governance")
    framework = frameworks()[-1].framework

    def do(given: Given) -> str:
        added = governance.add_bodies_of_framework(by=by, at=now(), framework=framework, **given)
        return f"Added: {', '.join(body.code for body in added) or 'nothing; all were there'}."

    form = forms.BodiesFrom(request.POST or None, initial={"starts": first_day()})
    return ask(
        request,
        title="Add the committees of the framework",
        lead=f"{', '.join(one.name for one in framework.committees)}.",
        form=form,
        do=do,
        back=reverse("set-up-committees"),
        button="Add them",
    )


def rename_body(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_governance")
    body = get_object_or_404(Body, pk=pk)

    def do(given: Given) -> str:
        named = governance.rename_body(by=by, at=now(), body=body, **given)
        return f"{body.code} is called {named.name} from then on."

    name = names_on(by.on).body(pk)
    form = forms.Rename(request.POST or None, initial={"name": name, "effective_from": by.on})
    return ask(request, title="Rename", caption=name, form=form, do=do, back=_page(pk))


def change_remit(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_governance")
    body = get_object_or_404(Body, pk=pk)

    def do(given: Given) -> str:
        governance.change_remit(by=by, at=now(), body=body, **given)
        return "The remit changes from then on."

    last = body.remits.current().order_by("effective_from").last()
    initial = {"effective_from": by.on, "terms": last.terms if last else "", "remit": last.text if last else ""}
    form = forms.ChangeRemit(request.POST or None, initial=initial)
    return ask(request, title="Change the remit", caption=names_on(by.on).body(pk), form=form, do=do, back=_page(pk))


def end_body(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_governance")
    body = get_object_or_404(Body, pk=pk)

    def do(given: Given) -> str:
        governance.end_body(by=by, at=now(), body=body, **given)
        return f"{body.code} ends on that day."

    form = forms.LastDay(request.POST or None, initial={"last_day": by.on})
    return ask(request, title="End this body", caption=names_on(by.on).body(pk), form=form, do=do, back=_page(pk))


def add_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_governance")
    body = get_object_or_404(Body, pk=pk)

    def do(given: Given) -> str:
        governance.add_meeting(by=by, at=now(), body=body, **given)
        return "Meeting added."

    form = forms.MeetingForm(request.POST or None)
    return ask(
        request,
        title="Add a meeting",
        caption=names_on(by.on).body(pk),
        form=form,
        do=do,
        back=_page(pk),
        button="Add",
    )


def move_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_governance")
    meeting = get_object_or_404(Meeting, pk=pk)

    def do(given: Given) -> str:
        governance.move_meeting(by=by, at=now(), meeting=meeting, **given)
        return "Meeting changed."

    form = forms.MeetingForm(
        request.POST or None, initial={"day": meeting.day, "starts_at": meeting.starts_at, "place": meeting.place}
    )
    return ask(
        request,
        title="Move this meeting",
        caption=names_on(meeting.day).body(meeting.body_id),
        form=form,
        do=do,
        back=_page(meeting.body_id),
    )


def cancel_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_governance")
    meeting = get_object_or_404(Meeting, pk=pk)

    def do(given: Given) -> str:
        governance.cancel_meeting(by=by, at=now(), meeting=meeting)
        return "Meeting cancelled. It stays on record."

    return ask(
        request,
        title="Cancel this meeting",
        caption=str(meeting),
        form=forms.Confirm(request.POST or None),
        do=do,
        back=_page(meeting.body_id),
        button="Cancel the meeting",
    )


def _page(pk: int) -> str:
    return reverse("set-up-committee", args=[pk])


def closures(request: HttpRequest) -> HttpResponse:
    """Days the offices are closed, and a form to add one."""
    by = actor(request)
    check_can_somewhere(by, "manage_governance")

    def do(given: Given) -> str:
        return f"{council.add_closure(by=by, at=now(), **given).reason}: added."

    return ask(
        request,
        title="Days the offices are closed",
        lead="Weekends and bank holidays are known. Other days added here are neither working days nor clear days.",
        form=forms.AddClosure(request.POST or None),
        do=do,
        back=reverse("set-up-closures"),
        button="Add",
        template="set_up/closures.html",
        closures=ClosureDay.objects.all(),
    )


def remove_closure(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_governance")
    closure = get_object_or_404(ClosureDay, pk=pk)

    def do(given: Given) -> str:
        council.remove_closure(by=by, at=now(), closure=closure)
        return "Removed."

    return ask(
        request,
        title="The offices are open that day",
        caption=str(closure),
        form=forms.Confirm(request.POST or None),
        do=do,
        back=reverse("set-up-closures"),
        button="Remove from the list",
    )


def portfolios(request: HttpRequest) -> HttpResponse:
    """Members' areas of responsibility and who holds them."""
    reader = actor(request)
    found = report.portfolios(reader=reader, on=reader.on)
    return render(request, "set_up/portfolios.html", {"portfolios": found})


def add_portfolio(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_governance")

    def do(given: Given) -> str:
        return f"{governance.add_portfolio(by=by, at=now(), **given)} added."

    form = forms.AddPortfolio(request.POST or None, initial={"starts": first_day()})
    return ask(request, title="Add a portfolio", form=form, do=do, back=reverse("set-up-portfolios"), button="Add")


def end_portfolio(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_governance")
    portfolio = get_object_or_404(Portfolio, pk=pk)

    def do(given: Given) -> str:
        return f"{governance.end_portfolio(by=by, at=now(), portfolio=portfolio, **given)} ends on that day."

    form = forms.LastDay(request.POST or None, initial={"last_day": by.on})
    return ask(
        request,
        title="End this portfolio",
        caption=portfolio.name,
        form=form,
        do=do,
        back=reverse("set-up-portfolios"),
    )
