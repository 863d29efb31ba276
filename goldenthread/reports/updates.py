"""What a data provider has to return: one row for each figure, with everything needed to enter it and what it means."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256

from goldenthread.access import Actor
from goldenthread.models import DueItem, ExceptionVersion, ReturnDraft, ReturnVersion, WorkflowEvent
from goldenthread.models.measures import MeasureDefinition
from goldenthread.reports.due_items import (
    NOT_SUBMITTED,
    Suspended,
    Worklist,
    open_returns,
    state_word,
    suspended,
    worklist,
)
from goldenthread.reports.records import MeasureRecord
from goldenthread.reports.remits import locked_papers_of
from goldenthread.reports.results import Result, scale
from goldenthread.reports.returns import as_typed, doubts_about, preview
from goldenthread.reports.review import target_words, value_words
from goldenthread.reports.to_do import Task, beside_returns
from goldenthread.rules.entries import Entry, EntryProblem, commentary_missing, read_entry
from goldenthread.rules.framework_words import listed
from goldenthread.rules.periods import Period, day_words, same_period_last_year
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.status import RATED
from goldenthread.rules.values import format_value

ANSWER = "answer-"
"""How the key of an answer to a doubt begins, before the doubt's code."""


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt about the figure, and the answer given so far."""

    code: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Theirs:
    """What somebody else wrote meanwhile: their name, and each field that differs with its label."""

    who: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One return to enter. Figures are text, with their unit; `content` is the form as typed, by field.

    `status`, `word` and `sentence` say what the entry would mean; empty where nothing was entered. `kept` is the
    fingerprint of what is kept, and `seen` the token of what this row shows ("version.draft"). `problems` are sentences
    by field; `judgements` what can be chosen, where people judge on evidence. `locked` names the papers that the
    Leadership Team has locked with the figure in them, where a change can be tabled instead of reopening them.
    """

    item_id: int
    ref: str
    title: str
    unit: str
    period: str
    state: str
    state_word: str
    due: date | None
    overdue: bool
    numerator_label: str
    denominator_label: str
    last: str
    last_period: str
    target: str
    last_year: str
    judgements: Mapping[str, str]
    series: tuple[Decimal | None, ...]
    chart_target: Decimal | None
    content: Mapping[str, str]
    kept: str
    seen: str
    status: str
    word: str
    sentence: str
    direction: str
    direction_word: str
    direction_sentence: str
    sum_words: str
    commentary_wanted: str
    questions: tuple[Question, ...]
    problems: Mapping[str, str]
    note: str
    promises: tuple[str, ...]
    saved: str
    final: bool
    reopens: str
    changed_since_reported: bool
    theirs: Theirs | None = None
    outcome: str = ""
    locked: str = ""

    @property
    def has_parts(self) -> bool:
        """Whether the figure is made of a numerator and a denominator."""
        return bool(self.numerator_label or self.denominator_label)

    @property
    def is_ready(self) -> bool:
        """Whether it could be submitted as it stands."""
        has_words = self.content.get("value") or self.content.get("numerator") or self.content.get("absence")
        unanswered = any(not question.answer for question in self.questions)
        return bool(has_words) and not (self.problems or self.commentary_wanted or unanswered)


@dataclass(frozen=True, slots=True)
class Submitted:
    """A return that has been handed in."""

    item_id: int
    ref: str
    title: str
    period: str
    value: str
    status: str
    word: str
    sentence: str
    state_word: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Everything the reader has to enter in the open rounds, by due date, and what has been handed in.

    `others` are updates of projects, reviews of risks and explanations of budgets: each has its own form.
    """

    lead: str
    rows: tuple[Row, ...]
    submitted: tuple[Submitted, ...]
    suspended: tuple[Suspended, ...]
    others: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a row that could not be kept or sent as it was, and why."""

    content: Mapping[str, str]
    problems: Mapping[str, str] = field(default_factory=dict)
    theirs_who: str = ""
    theirs: Mapping[str, str] = field(default_factory=dict)
    seen: str = ""
    outcome: str = ""


def grid(reader: Actor, typed: Mapping[int, Typed] | None = None) -> Grid:
    """The reader's returns in the open rounds; `typed` replaces what is kept, by the item's primary key."""
    work = worklist(reader, open_returns(), "enter")
    typed = typed or {}
    todo = [item for item in work.items if item.state in NOT_SUBMITTED or item.pk in typed]
    rows = sorted(_rows(work, todo, typed), key=lambda row: (row.state != "returned", row.due or date.max, row.ref))
    shown = {item.pk for item in todo}
    handed_in = tuple(_submitted(work, item) for item in work.items if item.pk not in shown)
    others = beside_returns(reader)
    lead = _lead(rows, handed_in, others)
    return Grid(lead, tuple(rows), handed_in, suspended(reader, "enter"), others)


def one(reader: Actor, item_id: int, typed: Typed | None = None) -> Row:
    """One return, whatever its state: to enter, to change, or to revise after its paper was finalised."""
    work = worklist(reader, DueItem.objects.filter(pk=item_id, of_return__isnull=False), "enter")
    if not work.items:
        raise Refusal("no_such_return", "There is no such return for you to enter.")
    row = _rows(work, work.items, {item_id: typed} if typed else {})[0]
    locked = locked_papers_of(work.items[0])
    papers = (f"{work.names.body(paper.meeting.body_id)}, {day_words(paper.meeting.day)}" for paper in locked)
    return replace(row, locked=listed(papers), reopens="") if locked else row


def items_to_enter(reader: Actor, wanted: Collection[int]) -> tuple[DueItem, ...]:
    """The items named that the reader may enter."""
    return worklist(reader, DueItem.objects.filter(pk__in=list(wanted), of_return__isnull=False), "enter").items


def scales(items: Sequence[DueItem]) -> Mapping[int, Decimal]:
    """What a numerator over a denominator is multiplied by, for each item by its primary key: one query."""
    definitions: dict[int, list[MeasureDefinition]] = defaultdict(list)
    rows = MeasureDefinition.objects.current().filter(measure__in=[item.place.measure_id for item in items])
    for row in rows.order_by("effective_from"):
        definitions[row.measure_id].append(row)
    found = {}
    for item in items:
        record = MeasureRecord(item.place.measure, definitions=definitions[item.place.measure_id])
        found[item.pk] = scale(record.definition(item.place.ends))
    return found


def _lead(rows: Sequence[Row], handed_in: Sequence[Submitted], others: Sequence[Task]) -> str:
    if not rows and others:
        return f"{'One thing is' if len(others) == 1 else f'{len(others)} things are'} asked of you, beside returns."
    if not rows:
        return "Every return of yours is in." if handed_in else "No return of yours is due."
    late, back = sum(row.overdue for row in rows), sum(row.state == "returned" for row in rows)
    parts = [f"{len(rows)} return{'' if len(rows) == 1 else 's'} to enter"]
    if back:
        parts.append(f"{back} sent back with a note")
    if late:
        parts.append(f"{late} late")
    if others:
        parts.append(f"{len(others)} more asked of you below")
    if handed_in:
        parts.append(f"{len(handed_in)} handed in")
    return f"{', '.join(parts)}."


def _submitted(work: Worklist, item: DueItem) -> Submitted:
    judged = work.result(item)
    return Submitted(
        item_id=item.pk,
        ref=judged.ref,
        title=judged.title,
        period=judged.period.label,
        value=value_words(judged),
        status=judged.status,
        word=judged.word,
        sentence=judged.judgement.sentence,
        state_word=state_word(item.state),
    )


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept about the returns of a grid, by the primary keys of returns, items and measures."""

    drafts: Mapping[int, ReturnDraft]
    versions: Mapping[int, ReturnVersion]
    notes: Mapping[int, str]
    promised: Mapping[int, Sequence[tuple[date, str]]]


def _rows(work: Worklist, items: Sequence[DueItem], typed: Mapping[int, Typed]) -> list[Row]:
    kept = _kept(items)
    return [_row(work, item, kept, typed.get(item.pk)) for item in items]


def _kept(items: Sequence[DueItem]) -> _Kept:
    returns = [item.of_return_id for item in items]
    drafts = ReturnDraft.objects.filter(of_return__in=returns).select_related("saved_by__person")
    versions = ReturnVersion.objects.current().filter(of_return__in=returns).select_related("recorded_by__person")
    back = WorkflowEvent.objects.filter(item__in=[item.pk for item in items if item.state == "returned"], verb="return")
    promised: dict[int, list[tuple[date, str]]] = defaultdict(list)
    explained = (
        ExceptionVersion.objects.current()
        .filter(exception__item__of_return__measure__in={item.place.measure_id for item in items})
        .select_related("exception__item__of_return")
        .prefetch_related("actions")
    )
    for version in explained:
        place = version.exception.item.place
        promised[place.measure_id].extend(
            (place.ends, f"{a.text} (by {day_words(a.due)})") for a in version.actions.all()
        )
    return _Kept(
        drafts={draft.of_return_id: draft for draft in drafts},
        versions={version.of_return_id: version for version in versions},
        notes={
            event.item_id: f"{event.by.person.name}: {event.note}"
            for event in back.select_related("by__person").order_by("at")
        },
        promised=promised,
    )


def _row(work: Worklist, item: DueItem, kept: _Kept, typed: Typed | None) -> Row:
    record, period = work.record(item), work.period(item)
    definition = record.definition(period.end)
    draft, version = kept.drafts.get(item.place.pk), kept.versions.get(item.place.pk)
    content = typed.content if typed else _content(draft, version)
    entry, problems = _read(content, definition)
    entered = entry.value is not None or bool(entry.absence) or bool(entry.judged_as)
    judged = preview(work.book, record, item, entry, on=work.reader.on)
    due = work.deadline(item, "entered")
    before = record.previous(period)
    year_ago = same_period_last_year(period)
    final = item.is_final
    return Row(
        item_id=item.pk,
        ref=record.ref,
        title=judged.title,
        unit=definition.unit,
        period=period.label,
        state=item.state,
        state_word=state_word(item.state),
        due=due,
        overdue=due is not None and due < work.reader.on and item.state in NOT_SUBMITTED,
        numerator_label=definition.numerator_label,
        denominator_label=definition.denominator_label,
        last=_point(record, before, definition),
        last_period=before.label,
        target=target_words(judged),
        last_year=_point(record, year_ago, definition),
        judgements=_judgements(work, judged),
        series=judged.series[:-1],
        chart_target=judged.target,
        content=content,
        kept=fingerprint(_content(draft, version)),
        seen=typed.seen if typed and typed.seen else _seen(draft, version),
        status=judged.status if entered else "",
        word=judged.word if entered else "",
        sentence=judged.judgement.sentence if entered else "",
        direction=judged.direction.code if entered and entry.value is not None else "",
        direction_word=judged.direction.word,
        direction_sentence=judged.direction.sentence,
        sum_words=_sum(entry, definition),
        commentary_wanted=_commentary_wanted(work, item, entry, judged),
        questions=_questions(work, record, item, entry, content),
        problems={**{problem.field: problem.sentence for problem in problems}, **(typed.problems if typed else {})},
        note=kept.notes.get(item.pk, ""),
        promises=_promises(record, period, kept),
        saved=f"Draft saved by {draft.saved_by.person.name}" if draft and item.state in NOT_SUBMITTED else "",
        final=final,
        reopens=_reopens(item, final),
        changed_since_reported="changed_since_reported" in work.result(item).flags,
        theirs=_theirs(typed) if typed and typed.theirs_who else None,
        outcome=typed.outcome if typed else "",
    )


def _judgements(work: Worklist, judged: Result) -> Mapping[str, str]:
    """What somebody who judges on evidence can choose, in the framework's words; nothing where a figure decides."""
    if judged.rule.basis != "evidence":
        return {}
    words = work.book.framework(judged.period.end).words
    return {code: words[code] for code in RATED}


def _content(draft: ReturnDraft | None, version: ReturnVersion | None) -> Mapping[str, str]:
    if draft is not None:
        content: Mapping[str, str] = draft.content
        return content
    return as_typed(version) if version is not None else {"data_status": "confirmed"}


def _seen(draft: ReturnDraft | None, version: ReturnVersion | None) -> str:
    return f"{version.number if version else 0}.{draft.revision if draft else 0}"


def answers_in(content: Mapping[str, str]) -> Mapping[str, str]:
    """The answers to doubts in a form's content, by the doubt's code."""
    return {name.removeprefix(ANSWER): text for name, text in content.items() if name.startswith(ANSWER) and text}


def _read(content: Mapping[str, str], definition: MeasureDefinition) -> tuple[Entry, tuple[EntryProblem, ...]]:
    return read_entry(content, scale=scale(definition), answers=answers_in(content))


def _figure(value: Decimal | None, definition: MeasureDefinition) -> str:
    return format_value(value, definition.unit, definition.decimals) if value is not None else "None"


def _point(record: MeasureRecord, period: Period, definition: MeasureDefinition) -> str:
    point = record.points.get((period.start, period.end))
    return _figure(point.value if point else None, definition)


def _sum(entry: Entry, definition: MeasureDefinition) -> str:
    """The sum that gives the figure, as a person would check it."""
    if entry.numerator is None or entry.denominator is None or entry.value is None:
        return ""
    by = scale(definition)
    times = "" if by == 1 else f" × {format_value(by, '')}"
    parts = f"{format_value(entry.numerator, '')} ÷ {format_value(entry.denominator, '')}"
    return f"{parts}{times} = {_figure(entry.value, definition)}"


def _commentary_wanted(work: Worklist, item: DueItem, entry: Entry, judged: Result) -> str:
    directions = (judged.direction.code, judged.direction_year.code)
    when = work.framework(item).judgement.commentary_when
    wanted = commentary_missing(entry, judged.status, judged.word, directions, when)
    return wanted.sentence if wanted and not judged.rule.evidence_gate else ""


def _questions(
    work: Worklist, record: MeasureRecord, item: DueItem, entry: Entry, content: Mapping[str, str]
) -> tuple[Question, ...]:
    asked = doubts_about(work.book, record, item, entry, on=work.reader.on)
    return tuple(Question(each.code, each.question, content.get(ANSWER + each.code, "")) for each in asked)


def _promises(record: MeasureRecord, period: Period, kept: _Kept) -> tuple[str, ...]:
    """What was said last time would be done: in the last return with an action, and in the last exception report."""
    earlier = [each for each in record.observations.values() if each.period.end < period.start and each.action]
    last = max(earlier, key=lambda each: each.period.end, default=None)
    found = [last.action] if last else []
    promised = [each for each in kept.promised.get(record.measure.pk, ()) if each[0] < period.start]
    newest = max((ends for ends, _ in promised), default=None)
    return tuple(found + [words for ends, words in promised if ends == newest])


def _reopens(item: DueItem, final: bool) -> str:
    """What submitting will undo, said before it is done."""
    if final:
        return (
            "The paper with this figure is final. A change is a revision: the paper stays as it was printed, and pages "
            "say that the figure changed since it was reported."
        )
    if item.state in ("signed_off", "approved"):
        return f"This return is {state_word(item.state).lower()}. Changing it means that it has to be done again."
    return ""


_LABELS = {
    "value": "Figure",
    "numerator": "Numerator",
    "denominator": "Denominator",
    "absence": "Reason for no figure",
    "available_from": "Available from",
    "data_status": "Data status",
    "commentary": "What happened and why",
    "action": "What we are doing",
    "forecast": "Forecast for the year",
    "judged_as": "How it stands",
}


def _theirs(typed: Typed) -> Theirs:
    differing = tuple(
        (label, typed.theirs.get(name, "") or "(empty)")
        for name, label in _LABELS.items()
        if typed.theirs.get(name, "") != typed.content.get(name, "")
    )
    return Theirs(typed.theirs_who, differing)


def fingerprint(content: Mapping[str, str]) -> str:
    """A short text that differs when anything in a row's content does: tells the rows somebody touched."""
    filled = sorted((name, text.strip()) for name, text in content.items() if text.strip())
    return sha256(json.dumps(filled).encode()).hexdigest()[:16]
