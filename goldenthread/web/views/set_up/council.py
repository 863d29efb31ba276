"""The council itself: name and colour, the site's own texts, its framework."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.access import check_can_somewhere
from goldenthread.actions import council, frameworks
from goldenthread.imports import framework_files
from goldenthread.models import Council, SiteText
from goldenthread.rules.framework_yaml import FrameworkProblems, parse
from goldenthread.rules.refusals import Refusal
from goldenthread.web.actor import actor, now
from goldenthread.web.forms import set_up as forms
from goldenthread.web.views.set_up.ask import Given, ask

LARGEST_FRAMEWORK = 200_000


def change(request: HttpRequest) -> HttpResponse:
    """Name, colour, contact and whether papers print names."""
    by = actor(request)
    check_can_somewhere(by, "manage_site")
    found = Council.objects.get()

    def do(given: Given) -> str:
        council.change(by=by, at=now(), **given)
        return "Saved."

    initial = {
        "name": found.name,
        "colour": found.colour,
        "contact": found.contact,
        "print_names": found.print_names,
    }
    form = forms.CouncilForm(request.POST or None, initial=initial)
    return ask(request, title="The council", form=form, do=do, back=reverse("set-up"))


def site_texts(request: HttpRequest) -> HttpResponse:
    """The texts every site has to have."""
    check_can_somewhere(actor(request), "manage_site")
    written = {text.slug: text for text in SiteText.objects.current()}
    return render(request, "set_up/site_texts.html", {"titles": council.SITE_TEXTS, "written": written})


def site_text(request: HttpRequest, slug: str) -> HttpResponse:
    """One of them, to change."""
    by = actor(request)
    check_can_somewhere(by, "manage_site")
    if slug not in council.SITE_TEXTS:
        raise Http404

    def do(given: Given) -> str:
        council.set_site_text(by=by, at=now(), slug=slug, **given)
        return f"{council.SITE_TEXTS[slug]}: saved."

    found = SiteText.objects.current().filter(slug=slug).first()
    form = forms.SiteTextForm(request.POST or None, initial={"text": found.text if found else ""})
    return ask(
        request,
        title=council.SITE_TEXTS[slug],
        lead="" if found else "The site shows its standard text until you write your own.",
        form=form,
        do=do,
        back=reverse("set-up-texts"),
    )


def adopt_framework(request: HttpRequest) -> HttpResponse:
    """A new version of the framework, from a day on."""
    by = actor(request)
    check_can_somewhere(by, "manage_site")

    def do(given: Given) -> str:
        source, name = _source(given)
        try:
            framework = parse(source, name)
        except FrameworkProblems as problems:
            raise Refusal("framework_problems", str(problems)) from None
        version = frameworks.adopt(
            by=by,
            at=now(),
            framework=framework,
            source=source,
            effective_from=given["effective_from"],
            reason=given["reason"],
        )
        return f"{version} holds from then on."

    form = forms.AdoptFramework(request.POST or None, request.FILES or None, initial={"effective_from": by.on})
    form.fields["supplied"].choices = [("", "None"), *((name, name) for name in framework_files.names())]  # type: ignore[attr-defined]
    return ask(
        request,
        title="Adopt a version of the framework",
        lead="Copy the framework in force, change it, have it approved, then adopt it here.",
        form=form,
        do=do,
        back=reverse("set-up"),
        button="Adopt",
    )


def _source(given: Given) -> tuple[str, str]:
    file, supplied = given["file"], given["supplied"]
    if bool(file) == bool(supplied):
        raise Refusal("one_framework", "Choose one of the frameworks, or a file of your own.")
    if supplied:
        return framework_files.source(supplied), supplied
    if file.size > LARGEST_FRAMEWORK:
        raise Refusal("file_too_large", f"{file.name} is larger than any framework. Choose another file.")
    try:
        return file.read().decode("utf-8-sig"), file.name
    except UnicodeDecodeError:
        raise Refusal("framework_not_text", f"{file.name} is not plain text: save it in UTF-8.") from None
