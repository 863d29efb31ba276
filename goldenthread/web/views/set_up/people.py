"""People, accounts and roles."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from goldenthread.access import check_can_somewhere
from goldenthread.actions import people
from goldenthread.models import Person, RoleAssignment, User
from goldenthread.reports.set_up import people as report
from goldenthread.web.actor import actor, now
from goldenthread.web.forms import set_up as forms
from goldenthread.web.views.set_up.ask import Given, ask


def everybody(request: HttpRequest) -> HttpResponse:
    """Everybody, leavers last."""
    reader = actor(request)
    return render(request, "set_up/people.html", {"people": report.people(reader=reader, on=reader.on)})


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person with roles, posts and account."""
    reader = actor(request)
    return render(request, "set_up/person.html", {"page": report.person(reader=reader, on=reader.on, pk=pk)})


def add_person(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_people")

    def do(given: Given) -> str:
        return f"{people.add_person(by=by, at=now(), **given)} added. Open their page to give an account and roles."

    form = forms.PersonForm(request.POST or None)
    return ask(request, title="Add a person", form=form, do=do, back=reverse("set-up-people"), button="Add")


def change_person(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_people")
    found = get_object_or_404(Person, pk=pk)

    def do(given: Given) -> str:
        return f"{people.change_person(by=by, at=now(), person=found, **given)} changed."

    initial = {"name": found.name, "email": found.email, "is_member": found.is_member}
    form = forms.PersonForm(request.POST or None, initial=initial)
    return ask(request, title="Name and address", caption=found.name, form=form, do=do, back=_page(pk))


def give_account(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_people")
    found = get_object_or_404(Person, pk=pk)

    def do(given: Given) -> str:
        user = people.give_account(by=by, at=now(), person=found, **given)
        return f"{found} can sign in as {user.email}."

    form = forms.GiveAccount(request.POST or None, initial={"email": found.email})
    return ask(request, title="Give an account", caption=found.name, form=form, do=do, back=_page(pk))


def set_password(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_people")
    user = get_object_or_404(User, person=pk)

    def do(given: Given) -> str:
        people.set_password(by=by, at=now(), user=user, **given)
        return f"{user.person} has a new password."

    form = forms.SetPassword(request.POST or None)
    return ask(request, title="Set a new password", caption=user.person.name, form=form, do=do, back=_page(pk))


def change_sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_people")
    user = get_object_or_404(User, person=pk)

    def do(given: Given) -> str:
        people.change_sign_in(by=by, at=now(), user=user, **given)
        return f"{user.person} signs in as {user.email}."

    form = forms.ChangeSignIn(request.POST or None, initial={"email": user.email})
    return ask(request, title="Another address to sign in", caption=user.person.name, form=form, do=do, back=_page(pk))


def assign_role(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_people")
    found = get_object_or_404(Person, pk=pk)

    def do(given: Given) -> str:
        people.assign_role(by=by, at=now(), person=found, **given)
        return f"{found} has the role from then on."

    form = forms.AssignRole(request.POST or None, initial={"starts": by.on})
    return ask(
        request,
        title="Give a role",
        caption=found.name,
        lead="Choose the role, then the one thing it is held over. A role over the whole council needs nothing chosen.",
        form=form,
        do=do,
        back=_page(pk),
        button="Give the role",
    )


def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_people")
    assignment = get_object_or_404(RoleAssignment, pk=pk)

    def do(given: Given) -> str:
        people.end_role(by=by, at=now(), assignment=assignment, **given)
        return "The role ends on that day."

    form = forms.LastDay(request.POST or None, initial={"last_day": by.on})
    return ask(
        request,
        title="Last day of this role",
        caption=assignment.person.name,
        form=form,
        do=do,
        back=_page(assignment.person_id),
    )


def leave(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_people")
    found = get_object_or_404(Person, pk=pk)

    def do(given: Given) -> str:
        people.person_leaves(by=by, at=now(), person=found, **given)
        return f"{found}'s roles and posts end on that day."

    form = forms.LastDay(request.POST or None, initial={"last_day": by.on})
    return ask(
        request,
        title="Somebody leaves",
        caption=found.name,
        lead="Roles and posts end with the last day. What they entered and signed stays, under their name.",
        form=form,
        do=do,
        back=_page(pk),
    )


def come_back(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_people")
    found = get_object_or_404(Person, pk=pk)

    def do(given: Given) -> str:
        people.person_returns(by=by, at=now(), person=found)
        return f"{found} is back. Give roles and posts again."

    return ask(
        request,
        title="Somebody is back",
        caption=found.name,
        lead="The account opens again. Roles and posts have to be given again.",
        form=forms.Confirm(request.POST or None),
        do=do,
        back=_page(pk),
        button="Open the account",
    )


def anonymise(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_people")
    found = get_object_or_404(Person, pk=pk)

    def do(given: Given) -> str:
        people.anonymise(by=by, at=now(), person=found)
        return f"{found} is named nowhere any more, but in papers already published."

    return ask(
        request,
        title="Anonymise",
        caption=found.name,
        warns="The name and address are taken out of the records and the audit trail. This cannot be undone.",
        form=forms.Confirm(request.POST or None),
        do=do,
        back=_page(pk),
        button="Anonymise",
    )


def _page(pk: int) -> str:
    return reverse("set-up-person", args=[pk])
