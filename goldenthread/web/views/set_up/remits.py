"""What a body looks at: selections added to its remit and taken off it, from a day on."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from goldenthread.access import Actor, check_can_somewhere
from goldenthread.actions import governance
from goldenthread.models import Body
from goldenthread.reports.names import names_on
from goldenthread.reports.remit_words import selection_words
from goldenthread.reports.remits import remits_on
from goldenthread.rules.remits import Selection
from goldenthread.web.actor import actor, now
from goldenthread.web.forms.remits import DropLookForm, LookForm
from goldenthread.web.views.set_up.ask import Given, ask


def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Something more that a body looks at."""
    by = actor(request)
    check_can_somewhere(by, "manage_governance")
    body = get_object_or_404(Body, pk=pk)
    form = LookForm(request.POST or None, initial={"effective_from": by.on})

    def do(given: Given) -> str:
        before = remits_on(given["effective_from"])[pk]
        kept = before.selections if before.selects else ()
        _change(by, body, given, (*kept, form.selection()))
        return "Its papers hold it from then on."

    return ask(
        request,
        title="Add what it looks at",
        caption=names_on(by.on).body(pk),
        lead="With the first selection, its papers hold what is selected and nothing else.",
        form=form,
        do=do,
        back=reverse("set-up-committee", args=[pk]),
        button="Add",
    )


def drop(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take a selection off: the one that stands at a place, from 1, in today's remit."""
    by = actor(request)
    check_can_somewhere(by, "manage_governance")
    body = get_object_or_404(Body, pk=pk)
    today = remits_on(by.on)[pk]
    if not today.selects or not 1 <= number <= len(today.selections):
        raise Http404
    dropped = today.selections[number - 1]

    def do(given: Given) -> str:
        before = remits_on(given["effective_from"])[pk]
        _change(by, body, given, [each for each in before.selections if each != dropped])
        return "Its papers no longer hold it from then on."

    return ask(
        request,
        title="Remove what it looks at",
        caption=names_on(by.on).body(pk),
        lead=f"{selection_words([dropped], by.on)[0]}.",
        form=DropLookForm(request.POST or None, initial={"effective_from": by.on}),
        do=do,
        back=reverse("set-up-committee", args=[pk]),
        button="Remove",
    )


def _change(by: Actor, body: Body, given: Given, selections: Sequence[Selection]) -> None:
    before = remits_on(given["effective_from"])[body.pk]
    governance.change_remit(
        by=by,
        at=now(),
        body=body,
        effective_from=given["effective_from"],
        terms=before.terms,
        remit=before.text,
        reason=given["reason"],
        selections=selections,
    )
