"""Agendas and what comes of them: the meetings, one agenda, one item, and every step a clerk takes with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from goldenthread.access import Actor, Scope, check_can
from goldenthread.actions import outcomes, referrals, tracked
from goldenthread.models import AgendaItem, Meeting, Outcome
from goldenthread.reports import outcome_sheets as sheets
from goldenthread.reports import outcomes as report
from goldenthread.reports.blocks import Document
from goldenthread.reports.outcomes import ItemPage
from goldenthread.reports.tracked import likely_owner
from goldenthread.rules.bodies import is_executive
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.web.actor import actor, now
from goldenthread.web.forms import outcomes as of_outcomes
from goldenthread.web.views.papers import WRITERS
from goldenthread.web.views.set_up.ask import Given, ask


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every meeting: those to come, and those that were."""
    reader = actor(request)
    return render(request, "outcomes/index.html", {"page": report.meetings(reader=reader, on=reader.on)})


@require_GET
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """What is on a meeting's agenda, and what came of each item."""
    reader = actor(request)
    return render(request, "outcomes/agenda.html", {"page": report.agenda(pk, reader=reader, on=reader.on)})


@require_GET
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One agenda item: what it asks, what came of it, and what is next."""
    reader = actor(request)
    page = report.item_page(pk, reader=reader, on=reader.on)
    return render(
        request, "outcomes/item.html", {"page": page, "steps": _links(page), "may_withhold": reader.has("withhold")}
    )


def _links(page: ItemPage) -> list[tuple[str, str]]:
    """The steps that can be taken, with the words of their links, in the order in which they come."""
    return [(name, found.link) for name, found in STEPS.items() if found.needs in page.may]


def add_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Put something on a meeting's agenda."""
    by = actor(request)
    page = report.agenda(pk, reader=by, on=by.on)
    check_can(by, "record_outcomes", Scope(body=page.body_id))
    meeting = get_object_or_404(Meeting, pk=pk)
    first = page.papers[0] if page.papers else None
    initial = {"number": page.next_number, "purpose": "note", "paper": first[0] if first else None}
    if first:
        initial["title"] = f"Performance report: {first[1]}"
    form = of_outcomes.ItemForm(request.POST or None, meeting=meeting, initial=initial)

    def do(given: Given) -> str:
        made = outcomes.add_item(by=by, at=now(), meeting=meeting, **given)
        return f"Item {made.number} is on the agenda."

    back = reverse("agenda", args=[pk])
    return ask(request, title="Add an item", caption=_meeting_words(page), form=form, do=do, back=back, button="Add")


def _meeting_words(page: report.Agenda) -> str:
    return f"{page.body}, {day_words(page.day)}"


@require_POST
def confirm(request: HttpRequest, pk: int, earlier: int) -> HttpResponse:
    """The minutes of an earlier meeting are confirmed at this one."""
    by = actor(request)
    meeting, before = get_object_or_404(Meeting, pk=pk), get_object_or_404(Meeting, pk=earlier)
    try:
        confirmed = outcomes.confirm(by=by, at=now(), meeting=before, confirmed_at=meeting)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        count = f"{len(confirmed)} {'outcome is' if len(confirmed) == 1 else 'outcomes are'}"
        messages.success(request, f"The minutes of {day_words(before.day)} are confirmed: {count} final.")
    return redirect("agenda", pk)


# Steps with one item --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """A step that somebody wants to take with an agenda item."""

    by: Actor
    page: ItemPage
    posted: Any

    @property
    def item(self) -> AgendaItem:
        return self.page.record.item

    @property
    def outcome(self) -> Outcome:
        return self.item.outcome

    @property
    def executive(self) -> bool:
        return is_executive(self.page.record.meeting.body.kind)


@dataclass(frozen=True, slots=True)
class Step:
    """A step: the words of its link and its page, what it needs (a word of `ItemPage.may`), its form, what it does."""

    link: str
    needs: str
    form: Callable[[Asked], forms.Form]
    do: Callable[[Asked, Any, Given], str]
    button: str = "Save"


def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take a step with an agenda item."""
    by = actor(request)
    page = report.item_page(pk, reader=by, on=by.on)
    found = STEPS.get(name)
    if found is None:
        raise Http404
    if found.needs not in page.may:
        check_can(by, "record_outcomes", Scope(body=page.record.meeting.body_id))
        raise Refusal("not_now", f"You cannot do this now: {page.lead}")
    asked = Asked(by, page, request.POST if request.method == "POST" else None)
    form = found.form(asked)
    return ask(
        request,
        title=found.link,
        lead=page.lead,
        caption=f"{page.record.item.number}. {page.record.item.title}",
        form=form,
        do=lambda given: found.do(asked, form, given),
        back=reverse("agenda-item", args=[pk]),
        button=found.button,
    )


def _change_form(asked: Asked) -> forms.Form:
    item = asked.item
    names = ("number", "title", "purpose", "presenting_officer", "presenting_member", "late_reason")
    initial = {name: getattr(item, name) for name in names}
    return of_outcomes.ChangeItemForm(asked.posted, meeting=item.meeting, initial=initial)


def _change(asked: Asked, _form: Any, given: Given) -> str:
    outcomes.change_item(by=asked.by, at=now(), item=asked.item, **given)
    return "The item is changed."


def _withdraw(asked: Asked, _form: Any, _given: Given) -> str:
    outcomes.withdraw_item(by=asked.by, at=now(), item=asked.item)
    return f"Item {asked.item.number} is off the agenda."


def _record_form(asked: Asked) -> forms.Form:
    waiting = report.choices_for(asked.page.record, reader=asked.by, on=asked.by.on)
    version = asked.page.record.version
    initial = _words_of(asked) if version is not None else {}
    return of_outcomes.RecordForm(waiting, asked.posted, executive=asked.executive, initial=initial)


def _record(asked: Asked, form: Any, given: Given) -> str:
    made = outcomes.record(
        by=asked.by,
        at=now(),
        outcome=asked.outcome,
        result=given["result"],
        minute=given["minute"],
        said=form.said(),
        approves=form.chosen("approve"),
        refuses=form.chosen("refuse"),
        **form.words(),
    )
    settled = len(form.chosen("approve")) + len(form.chosen("refuse"))
    if made.awaits:
        return "Recorded. What it approves holds once it can no longer be called in."
    return f"Recorded. {settled} proposed {'change is' if settled == 1 else 'changes are'} settled by it."


_WORDS: Final = (
    "considerations", "grounds", "proposer", "seconder", "vote", "options", "consultees", "wards",
    "background_papers", "key_decision", "published_on",
)  # fmt: skip


def _words_of(asked: Asked) -> dict[str, Any]:
    """What an outcome says now, as its form takes it."""
    record = asked.page.record
    words = {name: getattr(record.version, name) for name in _WORDS}
    named = [quote for quote in record.quotes if quote.to is not None]
    return words | {
        "resolved": "\n\n".join(quote.text for quote in record.quotes if quote.to is None),
        "recommended": "\n\n".join(quote.text for quote in named),
        "recommended_to": named[0].to if named else None,
    }


def _correct_form(asked: Asked) -> forms.Form:
    return of_outcomes.CorrectForm(asked.posted, executive=asked.executive, initial=_words_of(asked))


def _correct(asked: Asked, form: Any, given: Given) -> str:
    outcomes.correct(
        by=asked.by, at=now(), outcome=asked.outcome, reason=given["reason"], said=form.said(), **form.words()
    )
    return "Corrected. The earlier words stay on record."


def _publish(asked: Asked, _form: Any, given: Given) -> str:
    published = given["published_on"]
    made = outcomes.correct(
        by=asked.by, at=now(), outcome=asked.outcome, reason="The decision was published.", published_on=published
    )
    return f"Published. Effective from {day_words(made.effective_from)}." if made.effective_from else "Published."


def _refer_form(asked: Asked) -> forms.Form:
    return of_outcomes.ReferForm(asked.posted, item=asked.item, initial={"purpose": "decide"})


def _refer(asked: Asked, _form: Any, given: Given) -> str:
    item = given.pop("joins", None)
    if item is not None:
        made = referrals.join(by=asked.by, at=now(), outcome=asked.outcome, item=item)
    else:
        made = referrals.refer(by=asked.by, at=now(), outcome=asked.outcome, **given)
    return f"Referred: it is item {made.to_item.number} there, and quotes what was recommended word for word."


def _track_form(asked: Asked) -> forms.Form:
    body = asked.page.record.meeting.body_id
    initial = {"kind": "action", "body": body}
    return of_outcomes.AskForm(asked.posted, bodies=[body], initial=initial)


def _track(asked: Asked, _form: Any, given: Given) -> str:
    made = tracked.ask(
        by=asked.by,
        at=now(),
        outcome=asked.outcome,
        asked_on=asked.page.record.meeting.day,
        **with_owner(given, asked.by),
    )
    return f"{made.owner.name} is asked to answer by {day_words(made.due)}."


def with_owner(given: Given, by: Actor) -> Given:
    """What was given, with whoever owns the measure or manages the project where nobody was named."""
    owner = given.get("owner") or likely_owner(on=by.on, measure=given["measure"], project=given["project"])
    if owner is None:
        raise Refusal("no_owner", "Nobody is known to own it. Choose who answers.")
    return {**given, "owner": owner}


def _call_in(asked: Asked, _form: Any, given: Given) -> str:
    outcomes.call_in(by=asked.by, at=now(), outcome=asked.outcome, reason=given["reason"])
    return "Called in: nothing of it takes effect until it is decided again."


def _take_effect(asked: Asked, _form: Any, _given: Given) -> str:
    outcomes.take_effect(by=asked.by, at=now(), outcome=asked.outcome)
    return "What it approved holds now."


def _close(asked: Asked, _form: Any, _given: Given) -> str:
    outcomes.close(by=asked.by, at=now(), outcome=asked.outcome)
    return "Closed: everything that came of it is done."


def _plain(form: type[forms.Form]) -> Callable[[Asked], forms.Form]:
    return lambda asked: form(asked.posted)


def _today(asked: Asked) -> forms.Form:
    return of_outcomes.PublishForm(asked.posted, initial={"published_on": asked.by.on})


STEPS: Final[Mapping[str, Step]] = {
    "record": Step("Record the outcome", "record", _record_form, _record, "Record"),
    "refer": Step("Refer it to another body", "refer", _refer_form, _refer, "Refer"),
    "track": Step("Assign an action or ask for something", "track", _track_form, _track, "Ask"),
    "publish": Step("Say when it was published", "publish", _today, _publish),
    "correct": Step("Correct the words", "correct", _correct_form, _correct),
    "call-in": Step("Record that it was called in", "call-in", _plain(of_outcomes.ReasonForm), _call_in),
    "take-effect": Step("Let it take effect", "take-effect", _plain(forms.Form), _take_effect, "Take effect"),
    "close": Step("Close it: every action is done", "close", _plain(forms.Form), _close, "Close"),
    "change": Step("Change the item", "change", _change_form, _change),
    "withdraw": Step("Take it off the agenda", "withdraw", _plain(forms.Form), _withdraw, "Take it off"),
}


# Sheets ---------------------------------------------------------------------------------------------------------------


def _document(request: HttpRequest, pk: int, sheet: str) -> tuple[Document, str, str]:
    """A sheet, where its page leads back to, and the beginning of its file's name.

    It is the public one; with `?pack=restricted`, what the reader may read beside it.
    """
    reader = actor(request)
    if request.GET.get("pack") != "restricted":
        reader = reader.as_public()
    if sheet == "minutes":
        return sheets.minutes(pk, reader=reader, on=reader.on), reverse("agenda", args=[pk]), f"minutes-{pk}"
    found = report.record_of(pk, reader=reader)
    source = (found.sources or (found,))[0]
    link = request.build_absolute_uri(reverse("agenda", args=[source.meeting.pk]))
    write = {"referral": sheets.referral_sheet, "decision": sheets.outcome_sheet}.get(sheet)
    if write is None:
        raise Http404
    name = f"{found.meeting.body.code}-{found.meeting.day}-{sheet}-{found.item.number}".replace("/", "-")
    return write(pk, reader=reader, on=reader.on, link=link), reverse("agenda-item", args=[pk]), name


@require_GET
def sheet(request: HttpRequest, pk: int, sheet: str) -> HttpResponse:
    """A referral sheet, the record of a decision, or the minutes of a meeting, as a page."""
    document, back, _ = _document(request, pk, sheet)
    is_restricted = request.GET.get("pack") == "restricted"
    asked = "?pack=restricted" if is_restricted else ""
    files = [(word, reverse("outcome-file", args=[pk, sheet, name]) + asked) for name, word in _FILES]
    context = {"document": document, "back": back, "files": files, "other": _other_pack(request, pk, sheet)}
    return render(request, "outcomes/sheet.html", context)


def _other_pack(request: HttpRequest, pk: int, sheet: str) -> tuple[str, str] | None:
    """The address and the words of the other pack; None where the reader has only the public one."""
    here, reader = reverse("outcome-sheet", args=[pk, sheet]), actor(request)
    if request.GET.get("pack") == "restricted":
        return here, "The public pack"
    rows = report.records(sheets.items_of(pk, sheet), reader=reader)
    return (f"{here}?pack=restricted", "The restricted pack") if sheets.has_two_packs(rows) else None


_FILES: Final = (("word", "Word"), ("pdf", "PDF"))


@require_GET
def sheet_file(request: HttpRequest, pk: int, sheet: str, name: str) -> HttpResponse:
    """The same sheet as a Word or PDF file."""
    if name not in dict(_FILES):
        raise Http404
    document, _, file_name = _document(request, pk, sheet)
    return as_file(document, name, file_name)


def as_file(document: Document, name: str, file_name: str) -> HttpResponse:
    """A document as a file to download: "word" or "pdf"."""
    write, ending, content_type = WRITERS[name]
    response = HttpResponse(write(document), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name}.{ending}"'
    return response
