"""My updates: the grid of returns to enter, one return alone, and what a figure would mean while it is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.access import Actor
from goldenthread.actions import returns
from goldenthread.actions.returns import Attempt
from goldenthread.reports import updates as reports
from goldenthread.reports.remits import locked_papers_of
from goldenthread.reports.updates import Typed
from goldenthread.reports.wards import return_to_split
from goldenthread.rules.entries import ABSENCES, DATA_STATUSES, EntryProblem, EntryRefused
from goldenthread.rules.refusals import Refusal
from goldenthread.web.actor import actor, now
from goldenthread.web.forms.updates import TypedRow, refused_row, typed_rows

_CHOICES = {
    "absences": ABSENCES,
    "data_statuses": DATA_STATUSES,
}


@require_http_methods(["GET", "POST"])
def grid(request: HttpRequest) -> HttpResponse:
    """Every return I have to enter; drafts are saved and returns submitted from one form."""
    reader = actor(request)
    typed: Mapping[int, Typed] = {}
    if request.method == "POST":
        submitting = request.POST.get("do") == "submit"
        typed, done = _take(reader, typed_rows(request.POST), submitting=submitting)
        _say(request, done, len(typed), submitting=submitting)
        if not typed:
            return redirect("updates")
    page = reports.grid(reader, typed)
    context = {"page": page, "errors": _errors(page.rows), **_CHOICES}
    return render(request, "updates/grid.html", context, status=400 if typed else 200)


def _take(reader: Actor, rows: Sequence[TypedRow], *, submitting: bool) -> tuple[Mapping[int, Typed], int]:
    """Save or submit the rows that have something in them. Gives those to be shown again, and how many went well."""
    wanted = {row.item_id: row for row in rows if row.touched or (submitting and row.has_figure)}
    items = {item.pk: item for item in reports.items_to_enter(reader, wanted)}
    scales = reports.scales(tuple(items.values()))
    read = {pk: wanted[pk].attempt(item, scales[pk]) for pk, item in items.items()}
    ready = [pk for pk, (_, problems) in read.items() if submitting and not problems and wanted[pk].has_figure]
    drafts = [pk for pk in read if pk not in ready]
    refused = dict(returns.submit_all(by=reader, at=now(), attempts=[read[pk][0] for pk in ready]))
    refused |= returns.save_all(by=reader, at=now(), attempts=[read[pk][0] for pk in drafts])
    if submitting:
        refused |= {pk: EntryRefused(read[pk][1]) for pk in drafts if read[pk][1] and pk not in refused}
    return {pk: refused_row(wanted[pk], why) for pk, why in refused.items()}, len(read) - len(refused)


def _say(request: HttpRequest, done: int, refused: int, *, submitting: bool) -> None:
    what = ("return", "submitted") if submitting else ("draft", "saved")
    if done:
        messages.success(request, f"{done} {what[0]}{'' if done == 1 else 's'} {what[1]}.")
    elif not refused:
        messages.info(request, "There was nothing to save: no row was changed.")


def _errors(rows: Sequence[reports.Row]) -> list[tuple[str, str]]:
    """Everything that needs attention, each with the address of its row."""
    found = []
    for row in rows:
        if row.theirs:
            found.append((f"#row-{row.item_id}", f"{row.ref}: {row.theirs.who} saved it meanwhile. Both are shown."))
        if row.outcome:
            found.append((f"#row-{row.item_id}", f"{row.ref}: {row.outcome}"))
        for name, sentence in row.problems.items():
            found.append((f"#i{row.item_id}-{name}", f"{row.ref}: {sentence}"))
    return found


@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One return: with the note it came back with, or to be changed after it was handed in."""
    reader = actor(request)
    typed: Typed | None = None
    reason = request.POST.get("reason", "")
    if request.method == "POST":
        rows = [row for row in typed_rows(request.POST) if row.item_id == pk]
        typed = _take_one(request, reader, rows[0], reason) if rows else None
        if typed is None:
            return redirect("updates")
    row = reports.one(reader, pk, typed)
    context = {
        "row": row,
        "errors": _errors([row]),
        "reason": reason,
        "late": request.POST.get("late", ""),
        "by_ward": return_to_split(row.item_id),
        **_CHOICES,
    }
    return render(request, "updates/item.html", context, status=400 if typed else 200)


def _take_one(request: HttpRequest, reader: Actor, row: TypedRow, reason: str) -> Typed | None:
    """Save or submit one row; gives it back where it was refused."""
    items = reports.items_to_enter(reader, [row.item_id])
    if not items:
        raise Refusal("no_such_return", "There is no such return for you to enter.")
    attempt, problems = row.attempt(items[0], reports.scales(items)[row.item_id])
    try:
        if request.POST.get("do") == "save":
            returns.save_draft(by=reader, at=now(), item=attempt.item, content=row.content, seen=row.seen)
            messages.success(request, "Draft saved.")
        else:
            late = request.POST.get("late", "")
            _submit(reader, attempt, problems, reason, late)
            messages.success(request, _TABLED if late == "table" else "Submitted.")
    except Refusal as refusal:
        return refused_row(row, refusal)
    return None


_TABLED = (
    "Submitted. The paper prints what the Leadership Team locked; once it is final, the head of service can table your "
    "figure at its meeting, under Corrections."
)


def _submit(reader: Actor, attempt: Attempt, problems: tuple[EntryProblem, ...], reason: str, late: str) -> None:
    if late not in ("table", "reopen") and locked_papers_of(attempt.item):
        wanted = "Choose whether the figure is tabled at the meeting or goes into the paper, which takes the lock off."
        problems = (*problems, EntryProblem("late", wanted))
    if problems:
        raise EntryRefused(problems)
    returns.submit(
        by=reader,
        at=now(),
        item=attempt.item,
        entry=attempt.entry,
        seen=attempt.seen,
        reason=reason,
        late=late == "table",
    )


@require_POST
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What one row would mean, as a fragment: nothing is kept."""
    rows = [row for row in typed_rows(request.POST) if row.item_id == pk]
    typed = Typed(rows[0].content, seen=str(rows[0].seen)) if rows else None
    return render(request, "updates/meaning.html", {"row": reports.one(actor(request), pk, typed)})
