"""Reports: the papers of every committee, from draft to frozen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.access import Actor, Scope, check_can
from goldenthread.actions import papers as actions
from goldenthread.documents.excel import excel
from goldenthread.documents.pdf import pdf
from goldenthread.documents.word import word
from goldenthread.models.cycles import Paper
from goldenthread.reports import canonical
from goldenthread.reports import papers as reports
from goldenthread.reports.blocks import Document
from goldenthread.reports.corrections import corrections
from goldenthread.rules.refusals import Refusal
from goldenthread.web.actor import actor, now
from goldenthread.web.forms.papers import AsAtForm, PaperTextForm

WRITERS: Final[dict[str, tuple[Callable[[Document], bytes], str, str]]] = {
    "word": (word, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (pdf, "pdf", "application/pdf"),
    "excel": (excel, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}

_Step = Callable[..., object]
STEPS: Final[dict[str, tuple[_Step, str]]] = {
    "lock": (actions.lock, "The figures are locked for this paper."),
    "clear": (actions.clear, "The implications are marked as cleared."),
    "redraft": (actions.redraft, "The draft is open again."),
    "finalise": (actions.finalise, "The paper is final. Its files are being built."),
    "publish": (actions.publish, "The paper is published."),
}


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The next meeting first, then the others, then what was published."""
    reader = actor(request)
    papers = reports.paper_list(reader=reader, on=reader.on)
    may = {"may_redact": reader.has("redact"), "may_send": reader.has("manage_rounds")}
    return render(request, "papers/index.html", {"papers": papers, **may})


@require_GET
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a paper is, what it lacks, and what to do next."""
    reader = actor(request)
    found = reports.find(pk, reader=reader)
    page = reports.paper_page(found, reader=reader, on=reader.on, now=now())
    return render(request, "papers/paper.html", {"page": page, "as_at": AsAtForm()})


@require_GET
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper as the committee will see it, or saw it; with `as_at` as it was known at that moment."""
    reader = actor(request)
    found = reports.find(pk, reader=reader)
    asked = AsAtForm(request.GET, earliest=found.round.opened_at) if "as_at_0" in request.GET else None
    if asked is not None and not asked.is_valid():
        page = reports.paper_page(found, reader=reader, on=reader.on, now=now())
        return render(request, "papers/paper.html", {"page": page, "as_at": asked}, status=400)
    as_at = asked.moment if asked is not None else None
    frozen = reports.frozen(found) if as_at is None else None
    whole = _is_whole(request)
    pack = reports.restricted(found, reader=reader) if whole else None
    if pack is not None and as_at is None:
        document = canonical.from_json(bytes(pack.report))
    else:
        document = frozen[1] if frozen else _draft(found, reader, as_at, whole=whole)
    return render(
        request,
        "papers/preview.html",
        {
            "document": document,
            "pk": pk,
            "frozen": frozen[0] if frozen else None,
            "as_at": as_at,
            "sees_draft": reports.sees_draft(reader, found),
            "corrections": corrections(reader=reader, paper=found).lines if frozen else (),
        },
    )


def _is_whole(request: HttpRequest) -> bool:
    """Whether the restricted pack is asked for; without that, everybody gets the one for the public."""
    return request.GET.get("pack") == "restricted"


def _draft(found: Paper, reader: Actor, as_at: datetime | None, *, whole: bool) -> Document:
    moment = now()
    seen_by = reader if whole else reader.as_public()
    report = reports.draft(found, reader=seen_by, on=reader.on, known_at=as_at or moment, now=moment)
    return report.document


@require_GET
def download(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A paper as a file: the frozen bytes once it is final, a draft drawn now before that."""
    if name not in WRITERS:
        raise Http404
    reader = actor(request)
    found = reports.find(pk, reader=reader)
    write, ending, content_type = WRITERS[name]
    whole = _is_whole(request)
    if whole and not reports.reads_restricted(reader, found):
        raise reports.NOT_FOR_YOU
    frozen = reports.frozen(found)
    if frozen is None:
        content = write(_draft(found, reader, None, whole=whole))
    elif (
        file := reports.restricted_file(found, name, reader=reader) if whole else reports.frozen_file(found, name)
    ) is not None:
        content = bytes(file.content)
    else:
        messages.info(request, "This file is still being built. Try again in a moment.")
        return redirect("paper", pk)
    kind = ("" if frozen else "-draft") + ("-restricted" if whole else "")
    response = HttpResponse(content, content_type=content_type)
    file_name = f"{found.meeting.body.code}-{found.meeting.day}-performance{kind}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


@require_GET
def as_json(request: HttpRequest, pk: int) -> HttpResponse:
    """The frozen report itself, the very bytes whose hash is printed."""
    reader = actor(request)
    found = reports.find(pk, reader=reader)
    frozen = reports.frozen(found)
    if frozen is None:
        raise Refusal("no_such_file", "The paper is not final yet, so nothing is frozen.")
    pack = reports.restricted(found, reader=reader) if _is_whole(request) else None
    return HttpResponse(bytes((pack or frozen[0]).report), content_type="application/json")


@require_http_methods(["GET", "POST"])
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the header and the sections that people write."""
    reader = actor(request)
    found = reports.find(pk, reader=reader)
    check_can(reader, "edit_papers", Scope(body=found.meeting.body_id))
    page = reports.paper_page(found, reader=reader, on=reader.on, now=now())
    form = PaperTextForm(
        request.POST or None,
        layout=reports.framework_of(found).committee_report,
        texts=reports.texts_of(found),
        unwritten=reports.unwritten(found, reader=reader, on=reader.on, now=now()),
        number=page.text_number,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.write(by=reader, at=now(), paper=found, texts=form.texts(), seen=form.cleaned_data["seen"])
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "The text is saved.")
            return redirect("paper", pk)
    status = 400 if form.errors else 200
    return render(request, "papers/text.html", {"form": form, "page": page}, status=status)


@require_POST
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponseRedirect:
    """One step of a paper: lock, clear, redraft, finalise or publish."""
    if verb not in STEPS:
        raise Http404
    reader = actor(request)
    found = reports.find(pk, reader=reader)
    act, done = STEPS[verb]
    try:
        act(by=reader, at=timezone.now(), paper=found)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, done)
    return redirect("paper", pk)
