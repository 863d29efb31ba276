"""Sign-off and verification: one page for everything, and one return looked at closely."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.access import Actor
from goldenthread.actions import returns, signing
from goldenthread.models import DueItem
from goldenthread.reports import sign_off as reports
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.values import whole_number
from goldenthread.web.actor import actor, now
from goldenthread.web.forms.chosen import chosen


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """What waits for my signature: the clean ones at once, the rest by ticking them."""
    return _page(request, "sign_off")


@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """What whoever verifies was asked to look at, whether or not the framework makes it a step."""
    return _page(request, "verify")


def _page(request: HttpRequest, verb: reports.Verb) -> HttpResponse:
    reader = actor(request)
    refused = ""
    if request.method == "POST":
        try:
            count = _agree(request, reader, verb)
            messages.success(request, f"{count} {'signed off' if verb == 'sign_off' else 'verified'}.")
            return redirect("sign-off" if verb == "sign_off" else "verify")
        except Refusal as refusal:
            refused = refusal.sentence
    context = {"page": reports.page(reader, verb), "refused": refused, "ticked": request.POST.getlist("item")}
    return render(request, "sign_off/page.html", context, status=400 if refused else 200)


def _agree(request: HttpRequest, reader: Actor, verb: reports.Verb) -> int:
    items, revisions = chosen(request.POST.getlist("clean" if request.POST.get("do") == "clean" else "item"))
    if verb == "verify":
        signing.verify(by=reader, at=now(), items=items)
    else:
        signing.sign_off(by=reader, at=now(), items=items, revisions=revisions)
    return len(items)


@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One return closely: verify, sign off, approve, send back with a note, or set its status by hand."""
    reader = actor(request)
    refused = ""
    if request.method == "POST":
        try:
            messages.success(request, _act(request, reader, pk))
            return redirect("review-item", pk)
        except Refusal as refusal:
            refused = refusal.sentence
    shown = reports.item_page(reader, pk)
    context = {"page": shown, "refused": refused, "typed": request.POST, "back": _list_of(reader, shown.row.state)}
    return render(request, "sign_off/item.html", context, status=400 if refused else 200)


def _list_of(reader: Actor, state: str) -> str:
    """The name of the list on which the reader finds an item in a state."""
    if reader.has("approve") and (state in ("signed_off", "approved") or not reader.has("sign_off")):
        return "leadership"
    return "verify" if reader.has("verify") and not reader.has("sign_off") else "sign-off"


def _act(request: HttpRequest, reader: Actor, pk: int) -> str:
    """The one action that was asked for; gives the sentence to say about it."""
    found = DueItem.objects.filter(pk=pk).first()
    if found is None:
        raise Refusal("no_such_return", "There is no such return.")
    items, revisions = [found], {found.pk: whole_number(request.POST.get("revision", "")) or 0}
    match request.POST.get("do"):
        case "verify":
            signing.verify(by=reader, at=now(), items=items)
            return "Verified."
        case "sign_off":
            signing.sign_off(by=reader, at=now(), items=items, revisions=revisions)
            return "Signed off."
        case "approve":
            signing.approve(by=reader, at=now(), items=items, revisions=revisions)
            return "Approved for committee."
        case "override":
            status, reason = request.POST.get("status", ""), request.POST.get("reason", "")
            returns.override(by=reader, at=now(), item=found, status=status, reason=reason)
            return "The status is set by hand. The paper prints your reason."
        case _:
            signing.send_back(by=reader, at=now(), item=found, note=request.POST.get("note", ""))
            return "Sent back with your note."
