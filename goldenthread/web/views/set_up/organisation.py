"""Directorates, services and posts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from goldenthread.access import check_can_somewhere
from goldenthread.actions import organisation
from goldenthread.models import Directorate, Post, PostHolding, Service
from goldenthread.reports.names import names_on
from goldenthread.reports.set_up import organisation as report
from goldenthread.web.actor import actor, now
from goldenthread.web.forms import set_up as forms
from goldenthread.web.views.set_up.ask import Given, ask
from goldenthread.web.views.set_up.dates import first_day


def services(request: HttpRequest) -> HttpResponse:
    """Directorates with their services."""
    reader = actor(request)
    found = report.organisation(reader=reader, on=reader.on)
    return render(request, "set_up/services.html", {"directorates": found, "today": reader.on})


def add_directorate(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_people")

    def do(given: Given) -> str:
        added = organisation.add_directorate(by=by, at=now(), **given)
        return f"{added.code} added."

    form = forms.AddDirectorate(request.POST or None, initial={"starts": first_day()})
    return ask(request, title="Add a directorate", form=form, do=do, back=reverse("set-up-services"), button="Add")


def add_service(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_people")

    def do(given: Given) -> str:
        added = organisation.add_service(by=by, at=now(), **given)
        return f"{added.code} added."

    initial = {"starts": first_day(), "directorate": request.GET.get("directorate")}
    form = forms.AddService(request.POST or None, initial=initial)
    return ask(request, title="Add a service", form=form, do=do, back=reverse("set-up-services"), button="Add")


def rename_directorate(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_people")
    directorate = get_object_or_404(Directorate, pk=pk)

    def do(given: Given) -> str:
        named = organisation.rename_directorate(by=by, at=now(), directorate=directorate, **given)
        return f"{directorate.code} is called {named.name} from then on."

    name = names_on(by.on).directorate(pk)
    form = forms.Rename(request.POST or None, initial={"name": name, "effective_from": by.on})
    return ask(request, title="Rename", caption=name, form=form, do=do, back=reverse("set-up-services"))


def end_directorate(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_people")
    directorate = get_object_or_404(Directorate, pk=pk)

    def do(given: Given) -> str:
        organisation.end_directorate(by=by, at=now(), directorate=directorate, **given)
        return f"{directorate.code} ends on that day."

    form = forms.LastDay(request.POST or None, initial={"last_day": by.on})
    return ask(
        request,
        title="End this directorate",
        caption=names_on(by.on).directorate(pk),
        form=form,
        do=do,
        back=reverse("set-up-services"),
    )


def rename_service(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_people")
    service = get_object_or_404(Service, pk=pk)

    def do(given: Given) -> str:
        named = organisation.rename_service(by=by, at=now(), service=service, **given)
        return f"{service.code} is called {named.name} from then on."

    name = names_on(by.on).service(pk)
    form = forms.Rename(request.POST or None, initial={"name": name, "effective_from": by.on})
    return ask(request, title="Rename", caption=name, form=form, do=do, back=reverse("set-up-services"))


def move_service(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_people")
    service = get_object_or_404(Service, pk=pk)

    def do(given: Given) -> str:
        organisation.move_service(by=by, at=now(), service=service, **given)
        return f"{service.code} moved."

    form = forms.MoveService(request.POST or None, initial={"directorate": service.directorate_id})
    return ask(
        request,
        title="Move to another directorate",
        caption=names_on(by.on).service(pk),
        form=form,
        do=do,
        back=reverse("set-up-services"),
    )


def end_service(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_people")
    service = get_object_or_404(Service, pk=pk)

    def do(given: Given) -> str:
        organisation.end_service(by=by, at=now(), service=service, **given)
        return f"{service.code} ends on that day."

    form = forms.LastDay(request.POST or None, initial={"last_day": by.on})
    return ask(
        request,
        title="End this service",
        caption=names_on(by.on).service(pk),
        form=form,
        do=do,
        back=reverse("set-up-services"),
    )


def posts(request: HttpRequest) -> HttpResponse:
    """Posts and who holds them."""
    reader = actor(request)
    return render(request, "set_up/posts.html", {"posts": report.posts(reader=reader, on=reader.on)})


def add_post(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_people")

    def do(given: Given) -> str:
        return f"{organisation.add_post(by=by, at=now(), **given)} added."

    form = forms.PostForm(request.POST or None)
    return ask(request, title="Add a post", form=form, do=do, back=reverse("set-up-posts"), button="Add")


def change_post(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_people")
    post = get_object_or_404(Post, pk=pk)

    def do(given: Given) -> str:
        return f"{organisation.change_post(by=by, at=now(), post=post, **given)} changed."

    initial = {
        "title": post.title,
        "service": post.service_id,
        "directorate": post.directorate_id,
        "is_senior": post.is_senior,
    }
    form = forms.PostForm(request.POST or None, initial=initial)
    return ask(request, title="Change this post", caption=post.title, form=form, do=do, back=reverse("set-up-posts"))


def fill_post(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_people")
    post = get_object_or_404(Post, pk=pk)

    def do(given: Given) -> str:
        holding = organisation.fill_post(by=by, at=now(), post=post, **given)
        return f"{holding.person} holds this post from then on."

    form = forms.FillPost(request.POST or None, initial={"starts": by.on})
    return ask(request, title="Who holds this post", caption=post.title, form=form, do=do, back=reverse("set-up-posts"))


def vacate_post(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    check_can_somewhere(by, "manage_people")
    holding = get_object_or_404(PostHolding, pk=pk)

    def do(given: Given) -> str:
        organisation.vacate_post(by=by, at=now(), holding=holding, **given)
        return f"{holding.person} holds this post until then."

    form = forms.LastDay(request.POST or None, initial={"last_day": by.on})
    return ask(
        request,
        title=f"Last day of {holding.person}",
        caption=holding.post.title,
        form=form,
        do=do,
        back=reverse("set-up-posts"),
    )
