"""What needs one person, by due date, with how long it should take; nothing that is somebody else's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Q

from goldenthread.access import Actor, Scope
from goldenthread.models import MeasureDefinition, Paper, PromisedAction, Redaction, ReturnVersion, Round, WorkflowEvent
from goldenthread.reports.due_items import NOT_SUBMITTED, PROVIDERS, deadlines, open_items, with_owners
from goldenthread.reports.names import names_on
from goldenthread.rules.periods import day_words

MINUTES: Final[Mapping[str, int]] = {
    "returned": 5,
    "enter": 2,
    "late_data": 2,
    "verify": 1,
    "sign_off": 1,
    "approve": 1,
    "exception": 15,
    "waive": 2,
    "paper": 20,
    "promise": 5,
    "redact": 5,
}
"""What one of each should take: our estimate, said as "about"."""

_PROMISES_AHEAD = timedelta(days=30)
_PROMISES_BEHIND = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Task:
    """One line: what to do, by when, for how long, and on which page (`url_name`, `argument`).

    `note` is what somebody wrote about it; `overdue` compares `due` with the reader's day.
    """

    kind: str
    title: str
    detail: str
    due: date | None
    minutes: int
    url_name: str
    argument: int | None = None
    note: str = ""
    overdue: bool = False

    @property
    def time_words(self) -> str:
        return f"about {self.minutes} minute{'' if self.minutes == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class ToDo:
    """A person's list. `lead` is the sentence that says what matters."""

    lead: str
    tasks: tuple[Task, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item that waits for the reader, and for what: a key of `MINUTES`."""

    kind: str
    item_id: int
    of_return_id: int
    measure_id: int
    ref: str
    round_id: int
    round_label: str
    paper_id: int | None
    exception_id: int | None


_COLUMNS = (
    "pk",
    "state",
    "of_return_id",
    "of_return__measure__ref",
    "round_id",
    "round__label",
    "paper_id",
    "exception__pk",
    "exception__state",
    "measure_now",
    "service_now",
    "directorate_now",
    "has_provider",
)


def waiting(reader: Actor, verified_stage: bool) -> tuple[Waiting, ...]:
    """Every item of the open rounds that waits for this reader: one query. `verified_stage`: whether returns are
    verified by somebody else before they are signed off.

    Returns wait for their data providers and measure owners; where a measure has neither, for its head of service.
    """
    if not reader.has("see_working"):
        return ()
    return tuple(
        Waiting(
            kind=kind,
            item_id=row["pk"],
            of_return_id=row["of_return_id"],
            measure_id=row["measure_now"],
            ref=row["of_return__measure__ref"],
            round_id=row["round_id"],
            round_label=row["round__label"],
            paper_id=row["paper_id"],
            exception_id=row["exception__pk"],
        )
        for row in with_owners(open_items(), reader.on).values(*_COLUMNS)
        for kind in _kinds(reader, row, verified_stage)
    )


def _kinds(reader: Actor, row: Mapping[str, Any], verified_stage: bool) -> Iterator[str]:
    scope = Scope(measure=row["measure_now"], service=row["service_now"], directorate=row["directorate_now"])
    state = row["state"]
    provides = _holds(reader, PROVIDERS if row["has_provider"] else ("head_of_service",), scope)
    if state in NOT_SUBMITTED and provides:
        yield "returned" if state == "returned" else "enter"
    if row["exception__state"] in ("required", "draft") and provides and state not in NOT_SUBMITTED:
        yield "exception"
    if state == "submitted" and verified_stage:
        if _holds(reader, ("verifier",), scope):
            yield "verify"
    elif state in ("submitted", "verified") and _holds(reader, ("head_of_service",), scope):
        yield "sign_off"
    if state == "signed_off" and _holds(reader, ("leadership_team",), scope):
        yield "approve"


def _holds(reader: Actor, roles: Sequence[str], scope: Scope) -> bool:
    return any(grant.role in roles and grant.reaches(scope) for grant in reader.grants)


# The page -------------------------------------------------------------------------------------------------------------


def to_do(reader: Actor) -> ToDo:
    """Everything that needs the reader, what came back first and then by due date."""
    due = deadlines(Round.objects.filter(closed_at__isnull=True))
    found = waiting(reader, any("verified" in days for days in due.values()))
    tasks = [
        *_items(reader, found, due),
        *_late_data(reader),
        *_papers(reader, due),
        *_promises(reader),
        *_redactions(reader),
    ]
    tasks.sort(key=lambda task: (task.kind != "returned", task.due or date.max, task.title))
    minutes = sum(task.minutes for task in tasks)
    return ToDo(_lead(tasks, minutes), tuple(tasks), minutes)


def _lead(tasks: Sequence[Task], minutes: int) -> str:
    if not tasks:
        return "Nothing is waiting for you."
    late = sum(task.overdue for task in tasks)
    things = "One thing needs" if len(tasks) == 1 else f"{len(tasks)} things need"
    time = f"about {minutes} minutes" if minutes < 90 else f"about {round(minutes / 60)} hours"
    return f"{things} you: {time} in all{f', {late} of them late' if late else ''}."


_STAGE = {"enter": "entered", "returned": "entered", "verify": "verified", "sign_off": "signed_off"}
_GROUPED: Mapping[str, tuple[str, str, str, str]] = {
    "enter": ("return to enter", "returns to enter", "updates", "The figure, and a sentence where it is needed"),
    "verify": ("return to verify", "returns to verify", "verify", "Check what somebody else submitted"),
    "sign_off": ("return to sign off", "returns to sign off", "sign-off", "Read what changed, then sign off"),
    "approve": ("return to approve", "returns to approve", "leadership", "Exceptions first, then what changed"),
}


def _items(reader: Actor, found: Sequence[Waiting], due: Mapping[int, Mapping[str, date]]) -> Iterator[Task]:
    def day(each: Waiting) -> date | None:
        stage = _STAGE.get(each.kind, "signed_off" if each.kind == "exception" else "approved")
        if each.paper_id is not None:
            return due.get(each.paper_id, {}).get(stage)
        return min((days[stage] for days in due.values() if stage in days), default=None)

    groups: Counter[tuple[str, str, date | None]] = Counter()
    alone = [each for each in found if each.kind not in _GROUPED]
    for each in found:
        if each.kind in _GROUPED:
            groups[(each.kind, each.round_label, day(each))] += 1
    for (kind, label, until), count in groups.items():
        one, many, url_name, detail = _GROUPED[kind]
        title = f"{count} {one if count == 1 else many} for {label}"
        yield _task(reader, kind, title, detail, until, url_name, times=count)
    titles, notes = _titles(alone), _notes(alone)
    for each in alone:
        title = f"{each.ref} {titles.get(each.measure_id, '')}"
        if each.kind == "returned":
            yield _task(
                reader, "returned", f"{title} came back to you", f"Change it and submit again, for {each.round_label}",
                day(each), "updates-item", each.item_id, note=notes.get(each.item_id, ""),
            )  # fmt: skip
        else:
            yield _task(
                reader, "exception", f"Exception report on {title}", "The facts are already written",
                day(each), "exceptions-item", each.exception_id,
            )  # fmt: skip


def _task(
    reader: Actor,
    kind: str,
    title: str,
    detail: str,
    due: date | None,
    url_name: str,
    argument: int | None = None,
    *,
    times: int = 1,
    note: str = "",
) -> Task:
    late = due is not None and due < reader.on
    return Task(kind, title, detail, due, MINUTES[kind] * times, url_name, argument, note, late)


def _titles(found: Sequence[Waiting]) -> Mapping[int, str]:
    if not found:
        return {}
    rows = MeasureDefinition.objects.current().filter(measure__in={each.measure_id for each in found})
    return {row.measure_id: row.plain_title or row.title for row in rows.order_by("effective_from")}


def _notes(found: Sequence[Waiting]) -> Mapping[int, str]:
    """The last note with which each item was sent back."""
    back = [each.item_id for each in found if each.kind == "returned"]
    if not back:
        return {}
    events = WorkflowEvent.objects.filter(item__in=back, verb="return").select_related("by__person").order_by("at")
    return {event.item_id: f"{event.by.person.name}: {event.note}" for event in events}


def _late_data(reader: Actor) -> Iterator[Task]:
    """Figures that were to have arrived by now."""
    if not reader.has("enter"):
        return
    rows = ReturnVersion.objects.current().filter(absence="awaiting_data", available_from__lte=reader.on)
    late = {row.of_return_id: row.available_from for row in rows}
    if not late:
        return
    items = with_owners(open_items().filter(of_return__in=list(late)), reader.on).exclude(state__in=NOT_SUBMITTED)
    for row in items.values(*_COLUMNS):
        scope = Scope(measure=row["measure_now"], service=row["service_now"], directorate=row["directorate_now"])
        if _holds(reader, PROVIDERS if row["has_provider"] else ("head_of_service",), scope):
            until = late[row["of_return_id"]]
            title = f"The data for {row['of_return__measure__ref']} should have arrived"
            detail = f"You said it would be available from {day_words(until)}" if until else ""
            yield _task(reader, "late_data", title, detail, until, "updates-item", row["pk"])


def _papers(reader: Actor, due: Mapping[int, Mapping[str, date]]) -> Iterator[Task]:
    """Papers to write, finalise and publish; and what has to be waived or chased before one can be finalised."""
    if not (reader.has("finalise_papers") or reader.has("waive") or reader.has("edit_papers")):
        return
    papers = list(
        Paper.objects.filter(round__closed_at__isnull=True)
        .exclude(state="published")
        .select_related("round", "meeting")
    )
    names = names_on(reader.on)
    for paper in papers:
        scope = Scope(body=paper.meeting.body_id)
        name = f"{names.body(paper.meeting.body_id)}, {day_words(paper.meeting.day)}"
        dispatched = due.get(paper.pk, {}).get("dispatched")
        approved = due.get(paper.pk, {}).get("approved")
        if paper.state == "drafted" and reader.may("edit_papers", scope) and _team(reader):
            yield _task(
                reader, "paper", f"Write the paper for {name}", paper.round.label, dispatched, "paper", paper.pk
            )
        if paper.state == "cleared" and reader.may("finalise_papers", scope):
            yield _task(
                reader, "paper", f"Finalise the paper for {name}", paper.round.label, dispatched, "paper", paper.pk
            )
        if paper.state == "finalised" and reader.may("finalise_papers", scope):
            yield _task(
                reader, "paper", f"Publish the paper for {name}", "With the agenda", dispatched, "paper", paper.pk
            )
        if reader.has("waive") and approved is not None and approved < reader.on and not paper.is_final:
            yield from _missing(reader, paper, name, dispatched)


def _team(reader: Actor) -> bool:
    return "performance_team" in reader.roles


def _missing(reader: Actor, paper: Paper, name: str, due: date | None) -> Iterator[Task]:
    no_return = Q(state__in=NOT_SUBMITTED) & ~Q(waivers__what="return", waivers__superseded_at__isnull=True)
    unexplained = Q(exception__state__in=("required", "draft")) & ~Q(
        waivers__what="exception", waivers__superseded_at__isnull=True
    )
    count = paper.items.filter(no_return | unexplained).distinct().count()
    if count:
        things = "thing is" if count == 1 else "things are"
        title = f"{count} {things} missing for {name}"
        yield _task(reader, "waive", title, "Chase, or waive with a reason", due, "completeness", times=count)


def _promises(reader: Actor) -> Iterator[Task]:
    """Actions the reader promised in an exception report, due soon or lately."""
    if reader.person_id is None:
        return
    rows = PromisedAction.objects.filter(
        owner=reader.person_id,
        version__superseded_at__isnull=True,
        due__range=(reader.on - _PROMISES_BEHIND, reader.on + _PROMISES_AHEAD),
    ).select_related("version__exception__item__of_return__measure")
    for row in rows:
        exception = row.version.exception
        detail = f"Promised for {exception.item.place.measure.ref} in an exception report"
        yield _task(reader, "promise", row.text, detail, row.due, "exceptions-item", exception.pk)


def _redactions(reader: Actor) -> Iterator[Task]:
    """Redactions that somebody else asked for and a second person has to approve."""
    if not reader.has("redact"):
        return
    rows = Redaction.objects.filter(approved_by__isnull=True).exclude(asked_by=reader.user)
    for row in rows.select_related("asked_by__person"):
        title = "A redaction waits for a second person"
        yield _task(reader, "redact", title, f"Asked for by {row.asked_by.person.name}", None, "redactions")
