"""The one way a set-up page asks: a form, an action, a message, and back to the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.reports.names import names_on
from goldenthread.rules.refusals import Refusal
from goldenthread.web.actor import actor
from goldenthread.web.forms.fields import call_by
from goldenthread.web.views.set_up.labels import name_of

Given = dict[str, Any]


def ask(
    request: HttpRequest,
    *,
    title: str,
    form: forms.Form,
    do: Callable[[Given], str],
    back: str,
    lead: str = "",
    caption: str = "",
    button: str = "Save",
    warns: str = "",
    template: str = "set_up/form.html",
    **more: Any,
) -> HttpResponse:
    """Show the form; when it is posted and right, `do` it with what was given, say what `do` returns, and go `back`.

    A refusal is shown above the form, which keeps what was typed. `warns` marks what cannot be undone.
    """
    call_by(form, name_of(names_on(actor(request).on)))
    if request.method == "POST" and form.is_valid():
        try:
            said = do(dict(form.cleaned_data))
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, said)
            return redirect(back)
    page = {
        "title": title,
        "lead": lead,
        "caption": caption,
        "form": form,
        "back": back,
        "button": button,
        "warns": warns,
        **more,
    }
    return render(request, template, page, status=422 if form.errors else 200)
