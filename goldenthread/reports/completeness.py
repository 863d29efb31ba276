"""How complete a round is: services against stages, what is late, whom to ask, and how late each service has been."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.utils.timezone import localtime

from goldenthread.access import Actor
from goldenthread.models import Deadline, DueItem, ReturnVersion, WorkflowEvent
from goldenthread.reports.due_items import (
    NOT_SUBMITTED,
    Contact,
    Suspended,
    Worklist,
    contacts,
    state_word,
    subjects,
    suspended,
    worklist,
)
from goldenthread.reports.names import names_on
from goldenthread.reports.review import exception_of
from goldenthread.rules.due_kinds import KINDS
from goldenthread.rules.periods import day_words

COLUMNS: Mapping[str, str] = {
    "due": "Due",
    "draft": "Draft",
    "returned": "Sent back",
    "submitted": "Submitted",
    "verified": "Verified",
    "signed_off": "Signed off",
    "approved": "Approved",
    "late": "Late",
    "blocked": "Waiting for outside data",
}
"""The board's columns. An item is in one of the first seven; late and waiting are counted beside them."""

_COLUMN_OF = {"entered": "draft"}


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One service: how many items stand at each column, in the order of the board's `columns`."""

    service_id: int
    service: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item behind a number of the board: `kind` as in `rules.due_kinds.KINDS`, `kind_word` empty for a return.

    `service_id` is 0 for what belongs to the council as a whole.
    """

    kind: str
    item_id: int
    measure_id: int | None
    paper_id: int | None
    round: str
    ref: str
    title: str
    service_id: int
    service: str
    body: str
    period: str
    kind_word: str
    state: str
    state_word: str
    columns: tuple[str, ...]
    due: date | None
    days_late: int
    until: date | None
    exception_owed: bool
    providers: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class Chase:
    """Somebody who is late, what they owe, and a message ready to be copied or sent."""

    name: str
    email: str
    owed: tuple[str, ...]
    subject: str
    message: str

    @property
    def mailto(self) -> str:
        """The address of a mail link with the message in it; empty without an address."""
        if not self.email:
            return ""
        return f"mailto:{self.email}?subject={quote(self.subject)}&body={quote(self.message)}"


@dataclass(frozen=True, slots=True)
class Lateness:
    """How often what a service owed came after the day it was due, over the last rounds (`late` of `total`)."""

    service: str
    rounds: tuple[tuple[str, int, int], ...]
    worst_days: int


@dataclass(frozen=True, slots=True)
class Completeness:
    """The board of the open rounds. `columns` are (code, title); the unusual ones only where something stands there."""

    lead: str
    rounds: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    rows: tuple[BoardRow, ...]
    totals: tuple[int, ...]
    lines: tuple[ItemLine, ...]
    chase: tuple[Chase, ...]
    lateness: tuple[Lateness, ...]
    suspended: tuple[Suspended, ...]


def completeness(reader: Actor, *, service: int | None = None, column: str = "") -> Completeness:
    """The board of the open rounds; `service` and `column` choose which items are listed under it."""
    work = worklist(reader, DueItem.objects.filter(round__closed_at__isnull=True), "chase")
    lines = _lines(work)
    columns = _columns(lines)
    rows = _board(lines, columns)
    chosen = [
        line
        for line in lines
        if (service is None or line.service_id == service) and (not column or column in line.columns)
    ]
    return Completeness(
        lead=_lead(lines),
        rounds=tuple(dict.fromkeys(item.round.label for item in work.items)),
        columns=columns,
        rows=rows,
        totals=tuple(sum(row.counts[place] for row in rows) for place in range(len(columns))),
        lines=tuple(chosen) if service is not None or column else (),
        chase=_chase(lines),
        lateness=_lateness(reader, lines),
        suspended=suspended(reader, "chase"),
    )


def _lines(work: Worklist) -> list[ItemLine]:
    on = work.reader.on
    providers = contacts({item.pk: work.subject(item) for item in work.items}, on, heads=True)
    waiting = {
        version.of_return_id: version.available_from
        for version in ReturnVersion.objects.current().filter(
            of_return__in=[item.place.pk for item in work.returns], absence="awaiting_data"
        )
    }
    return [
        _line(work, item, waiting.get(item.of_return_id or 0), item.of_return_id in waiting, providers[item.pk])
        for item in work.items
    ]


def _line(
    work: Worklist,
    item: DueItem,
    until: date | None,
    is_waiting: bool,
    providers: tuple[Contact, ...],
) -> ItemLine:
    on = work.reader.on
    subject = work.subject(item)
    due = work.deadline(item, "entered")
    blocked = is_waiting and (until is None or until > on)
    days_late = (on - due).days if due is not None and due < on and item.state in NOT_SUBMITTED else 0
    columns = [_COLUMN_OF.get(item.state, item.state)]
    if days_late:
        columns.append("late")
    if blocked:
        columns.append("blocked")
    exception = exception_of(item)
    return ItemLine(
        kind=item.kind,
        item_id=item.pk,
        measure_id=subject.key if item.kind == "return" else None,
        paper_id=item.paper_id,
        round=item.round.label,
        ref=subject.ref,
        title=subject.title,
        service_id=subject.scope.service or 0,
        service=work.service(item),
        body=work.body(item),
        period=work.period_label(item),
        kind_word=KINDS[item.kind].word if item.kind != "return" else "",
        state=item.state,
        state_word=state_word(item.state),
        columns=tuple(columns),
        due=due,
        days_late=days_late,
        until=until if blocked else None,
        exception_owed=exception is not None and exception.state != "complete",
        providers=providers,
    )


_ALWAYS = ("due", "draft", "submitted", "signed_off", "approved", "late", "blocked")


def _columns(lines: Sequence[ItemLine]) -> tuple[tuple[str, str], ...]:
    used = {code for line in lines for code in line.columns}
    return tuple((code, title) for code, title in COLUMNS.items() if code in _ALWAYS or code in used)


def _board(lines: Sequence[ItemLine], columns: Sequence[tuple[str, str]]) -> tuple[BoardRow, ...]:
    by_service: dict[int, list[ItemLine]] = defaultdict(list)
    for line in lines:
        by_service[line.service_id].append(line)
    rows = []
    for service_id, its in by_service.items():
        counts = Counter(code for line in its for code in line.columns)
        rows.append(BoardRow(service_id, its[0].service, tuple(counts[code] for code, _ in columns), len(its)))
    return tuple(sorted(rows, key=lambda row: row.service))


def _lead(lines: Sequence[ItemLine]) -> str:
    if not lines:
        return "No round is open, so nothing is due."
    in_ = sum(line.state not in NOT_SUBMITTED for line in lines)
    late = sum(bool(line.days_late) for line in lines)
    approved = sum(line.state == "approved" for line in lines)
    owed = sum(line.exception_owed for line in lines)
    parts = [f"{in_} of {len(lines)} {_several(lines)} are in", f"{approved} approved", f"{late} late"]
    if owed:
        parts.append(f"{owed} exception report{'' if owed == 1 else 's'} still to be written")
    return f"{', '.join(parts)}."


def _several(lines: Iterable[ItemLine]) -> str:
    """What they are together: "returns", "project updates"; "things asked for" where they are of several kinds."""
    kinds = {line.kind for line in lines}
    return KINDS[kinds.pop()].several if len(kinds) == 1 else "things asked for"


def _chase(lines: Iterable[ItemLine]) -> tuple[Chase, ...]:
    """Everybody with something overdue, and a message to each."""
    owed: dict[Contact, list[ItemLine]] = defaultdict(list)
    for line in lines:
        if line.days_late:
            for contact in line.providers or (Contact("Nobody holds this measure", ""),):
                owed[contact].append(line)
    return tuple(_message(contact, its) for contact, its in sorted(owed.items(), key=lambda pair: pair[0].name))


def _message(contact: Contact, lines: Sequence[ItemLine]) -> Chase:
    listed = tuple(
        f"{line.kind_word}{': ' if line.kind_word else ''}{line.ref} {line.title}, {line.period}" for line in lines
    )
    due = min(line.due for line in lines if line.due is not None)
    count = (
        f"One {KINDS[lines[0].kind].word.lower()} was" if len(lines) == 1 else f"{len(lines)} {_several(lines)} were"
    )
    message = "\n".join(
        [
            f"Dear {contact.name},",
            "",
            f"{count} due by {day_words(due)}:",
            *(f"- {each}" for each in listed),
            "",
            *_asking(lines),
        ]
    )
    return Chase(contact.name, contact.email, listed, "Performance returns that are due", message)


def _asking(lines: Iterable[ItemLine]) -> Iterator[str]:
    kinds = {line.kind for line in lines}
    if "return" in kinds:
        yield "Please enter the figures, or say when they will be available: then nobody asks again before that day."
    if kinds - {"return"}:
        yield "Please open “My updates”: each of the others is listed there with its form."


_ROUNDS_BACK = 6


def _lateness(reader: Actor, lines: Iterable[ItemLine]) -> tuple[Lateness, ...]:
    """Of what the last rounds asked for, how much came late or is late now, by the service it belongs to now.

    Only services that were ever late are named.
    """
    due = dict(Deadline.objects.filter(stage="entered").values_list("paper_id", "due"))
    first: dict[int, date] = {}
    for item, at in WorkflowEvent.objects.filter(verb="submit").order_by("at").values_list("item_id", "at"):
        first.setdefault(item, localtime(at).date())
    items = list(DueItem.objects.filter(pk__in=first).select_related("of_return", "round").order_by("pk"))
    told = subjects(items, reader.on)
    came = [
        (told[item.pk].scope.service or 0, item.round.label, item.paper_id, first[item.pk])
        for item in sorted(items, key=lambda item: first[item.pk])
        if item.pk in told
    ]
    overdue = [(line.service_id, line.round, line.paper_id, reader.on) for line in lines if line.days_late]
    found = _by_service([*came, *overdue], due, reader.on)
    return tuple(each for each in found if each.worst_days)


def _by_service(
    handed_in: Iterable[tuple[int, str, int | None, date]], due: Mapping[int, date], on: date
) -> tuple[Lateness, ...]:
    names = names_on(on)
    counted: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    labels: dict[str, None] = {}
    for service, label, paper, day in handed_in:
        until = due.get(paper) if paper is not None else None
        if until is not None and service:
            labels[label] = None
            counted[service][label].append(max((day - until).days, 0))
    shown = list(labels)[-_ROUNDS_BACK:]
    return tuple(
        Lateness(
            service=names.service(service),
            rounds=tuple(
                (label, sum(days > 0 for days in by_round.get(label, [])), len(by_round.get(label, [])))
                for label in shown
            ),
            worst_days=max((days for label in shown for days in by_round.get(label, [])), default=0),
        )
        for service, by_round in sorted(counted.items(), key=lambda pair: names.service(pair[0]))
    )
