"""Files that set a council up: a template to download, a preview, and all or nothing."""

from __future__ import annotations

from base64 import b64encode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.access import check_can_somewhere
from goldenthread.imports.kinds import FILE_KINDS
from goldenthread.imports.loading import FileKind, Outcome, load
from goldenthread.rules.refusals import Refusal
from goldenthread.web.actor import actor, now
from goldenthread.web.forms.previewed import previewed_file
from goldenthread.web.forms.set_up import Upload

LISTS = {
    "services": "set-up-services",
    "people": "set-up-people",
    "plan": "set-up-plans",
    "measures": "set-up-measures",
    "targets": "set-up-measures",
    "calendar": "meetings",
    "wards": "set-up-wards",
    "ward-figures": "updates",
}


def template(request: HttpRequest, kind: str) -> HttpResponse:
    """The CSV to fill in."""
    found = _kind(request, kind)
    headers = {"Content-Disposition": f'attachment; filename="{found.code}.csv"'}
    return HttpResponse(found.template(), content_type="text/csv; charset=utf-8", headers=headers)


def upload(request: HttpRequest, kind: str) -> HttpResponse:
    """Choose a file; see what it would do; load it. The file travels with the preview: nothing is kept in between."""
    found = _kind(request, kind)
    if request.method == "POST" and "content" in request.POST:
        return _load(request, found)
    form = Upload(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            name, content = previewed_file(request, form, loads=False, advice="Split it.")
            outcome = _run(request, found, content, name, keep=False)
        except Refusal as refusal:
            form.add_error("file", refusal.sentence)
        else:
            return _preview(request, found, content, name, outcome)
    page = {"kind": found, "form": form, "back": reverse(LISTS[kind])}
    return render(request, "set_up/upload.html", page, status=422 if form.errors else 200)


def _load(request: HttpRequest, kind: FileKind) -> HttpResponse:
    name, content = previewed_file(request, Upload(), loads=True, advice="Split it.")
    outcome = _run(request, kind, content, name, keep=True)
    if not outcome.loaded:
        # Somebody changed a record between preview and load.
        return _preview(request, kind, content, name, outcome)
    counts = outcome.counts
    messages.success(
        request,
        f"{name} loaded: {counts.get('added', 0)} added, {counts.get('changed', 0)} changed, "
        f"{counts.get('unchanged', 0)} were there already.",
    )
    return redirect(LISTS[kind.code])


def _preview(request: HttpRequest, kind: FileKind, content: bytes, name: str, outcome: Outcome) -> HttpResponse:
    page = {
        "kind": kind,
        "name": name,
        "content": b64encode(content).decode(),
        "outcome": outcome,
        "counts": {effect: outcome.counts.get(effect, 0) for effect in ("added", "changed", "unchanged")},
    }
    return render(request, "set_up/preview.html", page, status=422 if outcome.problems else 200)


def _run(request: HttpRequest, kind: FileKind, content: bytes, name: str, *, keep: bool) -> Outcome:
    return load(by=actor(request), at=now(), kind=kind, content=content, name=name, keep=keep)


def _kind(request: HttpRequest, code: str) -> FileKind:
    if code not in FILE_KINDS:
        raise Http404
    kind = FILE_KINDS[code]
    check_can_somewhere(actor(request), kind.permission)
    return kind
