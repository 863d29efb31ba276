"""What needs one person, by due date, with how long it should take; nothing that is somebody else's."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet

from goldenthread.access import Actor, Scope
from goldenthread.models import (
    BudgetLineVersion,
    MeasureDefinition,
    Paper,
    ProjectVersion,
    PromisedAction,
    Publication,
    Redaction,
    ReturnVersion,
    RiskAction,
    RiskStatement,
    Round,
    WorkflowEvent,
)
from goldenthread.reports.clearances import waiting_for
from goldenthread.reports.corrections import corrections
from goldenthread.reports.due_items import (
    MANAGERS,
    NOT_SUBMITTED,
    PROVIDERS,
    deadlines,
    open_items,
    open_returns,
    with_owners,
)
from goldenthread.reports.lives import review
from goldenthread.reports.names import names_on
from goldenthread.reports.outcome_tasks import MINUTES as OUTCOME_MINUTES
from goldenthread.reports.outcome_tasks import outcome_tasks
from goldenthread.reports.risk_records import load, posts_held
from goldenthread.reports.service_plan_tasks import plan_tasks
from goldenthread.rules.due_kinds import KINDS, counted
from goldenthread.rules.framework_words import listed
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
    "clear": 5,
    "promise": 5,
    "redact": 5,
    "table": 5,
    "review_framework": 30,
    **OUTCOME_MINUTES,
    "write_plan": 20,
    "submit_plan": 2,
    "approve_plan": 10,
    "plan_action": 5,
    "risk_action": 5,
    "update": 10,
    "review": 5,
    "explain": 5,
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
    argument: int | str | None = None
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
    """An item that waits for the reader, and for what: a key of `MINUTES`. `key` is the primary key of the measure,
    project, risk or budget line that it is of, `of` which of these: a key of `rules.due_kinds.KINDS`.
    """

    kind: str
    item_id: int
    of: str
    key: int
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
    "project_id",
    "project__ref",
    "risk_id",
    "risk__ref",
    "budget_id",
    "budget__code",
    "round_id",
    "round__label",
    "paper_id",
    "exception__pk",
    "exception__state",
    "measure_now",
    "owner_now",
    "service_now",
    "directorate_now",
    "has_provider",
)


def waiting(reader: Actor, verified_stage: bool) -> tuple[Waiting, ...]:
    """Every item of the open rounds that waits for this reader: two queries. `verified_stage`: whether returns have to
    be verified by somebody else before they are signed off; verifiers are asked either way.

    Returns wait for their data providers and measure owners, projects for their managers, risks for whoever holds the
    post that owns them; where there is nobody, and budgets always, for the head of service.
    """
    rows = list(with_owners(open_items(), reader.on).values(*_COLUMNS)) if reader.is_officer else []
    posts = posts_held(reader) if any(row["owner_now"] for row in rows) else frozenset()
    return tuple(
        Waiting(
            kind=kind,
            item_id=row["pk"],
            of=of,
            key=row["measure_now"] or row[f"{of}_id"],
            ref=row[_REF[of]],
            round_id=row["round_id"],
            round_label=row["round__label"],
            paper_id=row["paper_id"],
            exception_id=row["exception__pk"],
        )
        for row in rows
        for of in (_of(row),)
        for kind in _kinds(reader, row, of, posts, verified_stage)
    )


_REF: Mapping[str, str] = {
    "return": "of_return__measure__ref",
    "project": "project__ref",
    "risk": "risk__ref",
    "budget": "budget__code",
}
_ENTERED_AS: Mapping[str, str] = {"return": "enter", "project": "update", "risk": "review", "budget": "explain"}

ASKED: Final = ("returned", *_ENTERED_AS.values())
"""What is to be handed in, by what waits for the reader."""


def _of(row: Mapping[str, Any]) -> str:
    """What a row is of: a key of `rules.due_kinds.KINDS`."""
    if row["of_return_id"] is not None:
        return "return"
    return next(of for of in ("project", "risk", "budget") if row[f"{of}_id"] is not None)


def _kinds(
    reader: Actor, row: Mapping[str, Any], of: str, posts: Collection[int], verified_stage: bool
) -> Iterator[str]:
    service, directorate = row["service_now"], row["directorate_now"]
    scope = Scope(measure=row["measure_now"], project=row["project_id"], service=service, directorate=directorate)
    state, heads = row["state"], _head_of(service, directorate)
    provides = _provides(reader, row, of, posts, scope)
    if state in NOT_SUBMITTED and provides:
        yield "returned" if state == "returned" else _ENTERED_AS[of]
    if row["exception__state"] in ("required", "draft") and provides and state not in NOT_SUBMITTED:
        yield "exception"
    figure = state == "submitted" and of == "return"
    if figure and _holds(reader, ("verifier",), scope):
        yield "verify"
    if state in ("submitted", "verified") and not (figure and verified_stage) and _holds(reader, heads, scope):
        yield "sign_off"
    if state == "signed_off" and _holds(reader, ("leadership_team",), scope):
        yield "approve"


def _provides(reader: Actor, row: Mapping[str, Any], of: str, posts: Collection[int], scope: Scope) -> bool:
    """Whether it is the reader's to hand in."""
    if of == "risk" and row["owner_now"] is not None:
        return row["owner_now"] in posts
    usual = {"return": PROVIDERS, "project": MANAGERS}.get(of, ())
    return _holds(reader, usual if usual and row["has_provider"] else ("head_of_service",), scope)


def _head_of(service: int | None, directorate: int | None) -> tuple[str, ...]:
    """Who signs off: a service's head, of a directorate's own things its director, of the council's who approves."""
    if service is not None:
        return ("head_of_service",)
    return ("director",) if directorate is not None else ("leadership_team",)


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
        *_clearances(reader, due),
        *_promises(reader),
        *_risk_actions(reader),
        *_redactions(reader),
        *_to_table(reader),
        *_framework(reader),
        *_service_plans(reader),
        *_outcomes(reader),
    ]
    tasks.sort(key=lambda task: (task.kind != "returned", task.due or date.max, task.title))
    minutes = sum(task.minutes for task in tasks)
    return ToDo(_lead(tasks, minutes), tuple(tasks), minutes)


def beside_returns(reader: Actor) -> tuple[Task, ...]:
    """The updates, reviews and explanations that the reader owes the open rounds, by due date."""
    due = deadlines(Round.objects.filter(closed_at__isnull=True))
    found = [each for each in waiting(reader, verified_stage=False) if each.of != "return" and each.kind in ASKED]
    return tuple(sorted(_items(reader, found, due), key=lambda task: (task.due or date.max, task.title)))


def _lead(tasks: Sequence[Task], minutes: int) -> str:
    if not tasks:
        return "Nothing is waiting for you."
    late = sum(task.overdue for task in tasks)
    time = f"about {minutes} minutes" if minutes < 90 else f"about {round(minutes / 60)} hours"
    if len(tasks) == 1:
        return f"One thing needs you{', and it is late' if late else ''}: {time}."
    return f"{len(tasks)} things need you: {time} in all{f', {late} of them late' if late else ''}."


_STAGE = {
    **dict.fromkeys(("enter", "update", "review", "explain", "returned"), "entered"),
    "verify": "verified",
    "sign_off": "signed_off",
}
_GROUPED: Mapping[str, tuple[str, str, str]] = {
    "enter": ("to enter", "updates", "The figure, and a sentence where it is needed"),
    "verify": ("to verify", "verify", "Check what somebody else submitted"),
    "sign_off": ("to sign off", "sign-off", "Read what changed, then sign off"),
    "approve": ("to approve", "leadership", "Exceptions first, then what changed"),
}


def _items(reader: Actor, found: Sequence[Waiting], due: Mapping[int, Mapping[str, date]]) -> Iterator[Task]:
    def day(each: Waiting) -> date | None:
        stage = _STAGE.get(each.kind, "signed_off" if each.kind == "exception" else "approved")
        if each.paper_id is not None:
            return due.get(each.paper_id, {}).get(stage)
        return min((days[stage] for days in due.values() if stage in days), default=None)

    groups: dict[tuple[str, str, date | None], Counter[str]] = {}
    alone = [each for each in found if each.kind not in _GROUPED]
    for each in found:
        if each.kind in _GROUPED:
            groups.setdefault((each.kind, each.round_label, day(each)), Counter())[each.of] += 1
    for (kind, label, until), counts in groups.items():
        what, url_name, detail = _GROUPED[kind]
        things = listed([counted(counts[of], of) for of in KINDS if counts[of]])
        yield _task(reader, kind, f"{things} {what} for {label}", detail, until, url_name, times=counts.total())
    titles, notes = _titles(alone), _notes(alone)
    for each in alone:
        title = f"{each.ref} {titles.get((each.of, each.key), '')}"
        if each.kind == "exception":
            yield _task(
                reader, "exception", f"Exception report on {title}", "The facts are already written",
                day(each), "exceptions-item", each.exception_id,
            )  # fmt: skip
            continue
        url_name, argument = _form_of(each)
        if each.kind == "returned":
            yield _task(
                reader, "returned", f"{title} came back to you", f"Change it and submit again, for {each.round_label}",
                day(each), url_name, argument, note=notes.get(each.item_id, ""),
            )  # fmt: skip
        else:
            yield _task(
                reader, each.kind, f"{KINDS[each.of].word}: {title}", f"For {each.round_label}",
                day(each), url_name, argument,
            )  # fmt: skip


def _form_of(each: Waiting) -> tuple[str, int | str]:
    """The page on which it is handed in."""
    if each.of == "return":
        return "updates-item", each.item_id
    if each.of == "project":
        return "project-update", each.ref
    return ("risk", each.ref) if each.of == "risk" else ("money-line", each.key)


def _task(
    reader: Actor,
    kind: str,
    title: str,
    detail: str,
    due: date | None,
    url_name: str,
    argument: int | str | None = None,
    *,
    times: int = 1,
    note: str = "",
) -> Task:
    late = due is not None and due < reader.on
    return Task(kind, title, detail, due, MINUTES[kind] * times, url_name, argument, note, late)


def _titles(found: Sequence[Waiting]) -> Mapping[tuple[str, int], str]:
    """The titles of what is listed alone, by kind and primary key: a query for each kind."""
    keys: dict[str, set[int]] = defaultdict(set)
    for each in found:
        keys[each.of].add(each.key)
    titles: dict[tuple[str, int], str] = {}
    if keys["return"]:
        for row in MeasureDefinition.objects.current().filter(measure__in=keys["return"]).order_by("effective_from"):
            titles["return", row.measure_id] = row.plain_title or row.title
    others: tuple[tuple[str, QuerySet[Any]], ...] = (
        ("project", ProjectVersion.objects.current().filter(project__in=keys["project"])),
        ("risk", RiskStatement.objects.current().filter(risk__in=keys["risk"])),
        ("line", BudgetLineVersion.objects.current().filter(line__in=keys["budget"]).order_by("effective_from")),
    )
    for thing, rows in others:
        of = "budget" if thing == "line" else thing
        if keys[of]:
            titles |= {(of, key): title for key, title in rows.values_list(f"{thing}_id", "title")}
    return titles


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
    items = with_owners(open_returns().filter(of_return__in=list(late)), reader.on).exclude(state__in=NOT_SUBMITTED)
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


def _clearances(reader: Actor, due: Mapping[int, Mapping[str, date]]) -> Iterator[Task]:
    """Implications of papers that the reader's office clears, once they are written."""
    for each in waiting_for(reader):
        title = f"Clear the text of the paper for {each.body}, {day_words(each.meeting)}"
        dispatched = due.get(each.paper, {}).get("dispatched")
        yield _task(reader, "clear", title, each.headings, dispatched, "paper-clearances", each.paper, times=each.count)


def _promises(reader: Actor) -> Iterator[Task]:
    """Actions the reader promised in an exception report, due soon or lately."""
    if reader.person_id is None:
        return
    rows = PromisedAction.objects.filter(
        owner=reader.person_id,
        version__superseded_at__isnull=True,
        due__range=(reader.on - _PROMISES_BEHIND, reader.on + _PROMISES_AHEAD),
    ).select_related(*(f"version__exception__item__{of}" for of in ("of_return__measure", "project", "risk", "budget")))
    for row in rows:
        exception = row.version.exception
        detail = f"Promised for {exception.item.ref} in an exception report"
        yield _task(reader, "promise", row.text, detail, row.due, "exceptions-item", exception.pk)


def _risk_actions(reader: Actor) -> Iterator[Task]:
    """What the reader's posts have planned about open risks, late or due soon, until it is done."""
    posts = posts_held(reader)
    open_actions = RiskAction.objects.filter(owner__in=posts).exclude(updates__done_on__isnull=False)
    rows = list(open_actions.prefetch_related("updates")) if posts else []
    records = load(reader=reader, risks={row.risk_id for row in rows}, with_reviews=False) if rows else []
    there = {record.risk.pk: record for record in records if record.standing.state == "open"}
    for row in rows:
        due = next((update.due for update in reversed(list(row.updates.all())) if update.due), row.due)
        if row.risk_id in there and due <= reader.on + _PROMISES_AHEAD:
            risk = there[row.risk_id]
            detail = f"Planned for {risk.risk.ref} {risk.statement.title}"
            yield _task(reader, "risk_action", row.text, detail, due, "risk", risk.risk.ref)


def _framework(reader: Actor) -> Iterator[Task]:
    """The framework whose review is due soon or was due, for whoever runs rounds."""
    found = review(reader.on) if reader.has("manage_rounds") else None
    if found is not None and found.is_near:
        yield _task(
            reader, "review_framework", "The framework is due for review", found.sentence, found.day, "framework-life"
        )


def _to_table(reader: Actor) -> Iterator[Task]:
    """What came late for a paper that is frozen, while its meeting is still to come and can be told."""
    ahead = Publication.objects.filter(paper__meeting__day__gte=reader.on)
    if not (reader.has("sign_off") and ahead.exists()):
        return
    for each in corrections(reader=reader).waiting:
        if each.may_table:
            title = f"Table {each.ref} {each.title} at the meeting of {each.body}"
            detail = f"{each.period}: the paper prints {each.printed}, and now it is {each.now}"
            yield _task(reader, "table", title, detail, each.meeting, "corrections")


def _redactions(reader: Actor) -> Iterator[Task]:
    """Redactions that somebody else asked for and a second person has to approve."""
    if not reader.has("redact"):
        return
    rows = Redaction.objects.filter(approved_by__isnull=True).exclude(asked_by=reader.user)
    for row in rows.select_related("asked_by__person"):
        title = "A redaction waits for a second person"
        yield _task(reader, "redact", title, f"Asked for by {row.asked_by.person.name}", None, "redactions")


def _service_plans(reader: Actor) -> Iterator[Task]:
    """Service plans to complete, submit or approve, and the reader's own actions that fall due."""
    for each in plan_tasks(reader):
        yield _task(reader, each.kind, each.title, each.detail, each.due, each.url_name, each.argument)


def _outcomes(reader: Actor) -> Iterator[Task]:
    """What bodies asked of the reader, and what a clerk still has to record, confirm and close."""
    for each in outcome_tasks(reader):
        yield _task(
            reader, each.kind, each.title, each.detail, each.due, each.url_name, each.argument, times=each.times
        )
