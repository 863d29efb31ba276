"""Exception reports: which are owed, and one of them with the facts already written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from goldenthread.access import Actor
from goldenthread.models import DueItem, ExceptionReport, ExceptionVersion, Person, Return, Waiver
from goldenthread.reports.blocks import Table
from goldenthread.reports.due_items import Worklist, may, open_items, worklist
from goldenthread.reports.marks import EXCEPTION, WHOLE
from goldenthread.reports.project_exceptions import project_course
from goldenthread.reports.project_records import ground_of_exception
from goldenthread.reports.records import MeasureRecord
from goldenthread.reports.results import Result, projection
from goldenthread.reports.review import Reviewed, exception_of, review, target_words, value_words
from goldenthread.reports.underperformance import LOOK_BACK, history
from goldenthread.rules.exceptions import periods_red
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.values import format_value, plain

STATE_WORDS: Mapping[str, str] = {"required": "To be written", "draft": "Draft", "complete": "Complete"}


@dataclass(frozen=True, slots=True)
class Line:
    """One exception report in the list."""

    pk: int
    ref: str
    title: str
    service: str
    body: str
    period: str
    value: str
    target: str
    status: str
    word: str
    sentence: str
    trigger: str
    state: str
    state_word: str
    due: date | None
    overdue: bool
    waived: str


@dataclass(frozen=True, slots=True)
class ExceptionList:
    """The exception reports of the open rounds that the reader writes or reads, those to be written first."""

    lead: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """The measure or project in one period; `target` is empty for a project."""

    period: str
    value: str
    target: str
    status: str
    word: str
    sentence: str


@dataclass(frozen=True, slots=True)
class PromiseMade:
    """An action promised: what, who, by when; `owner_id` is the person's."""

    text: str
    owner: str
    owner_id: int
    due: date


@dataclass(frozen=True, slots=True)
class Written:
    """A version of an exception report as it stands. `forecast` is as its form would hold it."""

    period: str
    number: int
    sections: tuple[tuple[str, str], ...]
    promises: tuple[PromiseMade, ...]
    forecast: str
    on_track_by: date | None
    help_needed: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ExceptionPage:
    """One exception report: its facts, what it says now, and what was said last time about the same measure or project.

    `past` is newest first; `milestones` are a project's. `people` are those who can own an action: (primary key, name).
    """

    pk: int
    item_id: int
    line: Line
    facts: tuple[tuple[str, str], ...]
    past: tuple[Past, ...]
    milestones: Table | None
    headings: tuple[str, ...]
    written: Written | None
    last: Written | None
    waiver: str
    may_write: bool
    may_waive: bool
    people: tuple[tuple[int, str], ...]
    unit: str


def exceptions(reader: Actor) -> ExceptionList:
    """The exception reports that the reader writes, approves or waives, in the open rounds."""
    items = open_items().filter(exception__isnull=False)
    work = worklist(reader, items, "write_exceptions", "approve", "sign_off", "waive")
    waived = _waivers(work.items)
    rows = {row.item_id: row for row in review(work, work.items)}
    lines = [_line(work, item, rows[item.pk], waived.get(item.pk, "")) for item in work.items if item.pk in rows]
    order = ("required", "draft", "complete")
    lines.sort(key=lambda line: (bool(line.waived), order.index(line.state), line.due or date.max, line.ref))
    owed = sum(line.state != "complete" and not line.waived for line in lines)
    return ExceptionList(_lead(len(lines), owed), tuple(lines))


def _lead(total: int, owed: int) -> str:
    if not total:
        return "Nothing has to be explained: nothing of yours is underperforming in this round."
    if not owed:
        return "Every exception report is complete." if total > 1 else "The exception report is complete."
    return f"{owed} of {total} exception report{'' if total == 1 else 's'} still to be written."


def _waivers(items: Sequence[DueItem]) -> Mapping[int, str]:
    """Who waived the exception report of each item, and why."""
    rows = Waiver.objects.current().filter(item__in=[item.pk for item in items], what="exception")
    return {
        row.item_id: f"Waived by {row.recorded_by.person.name}: {row.reason}"
        for row in rows.select_related("recorded_by__person")
    }


def _line(work: Worklist, item: DueItem, row: Reviewed, waived: str) -> Line:
    exception = _exception(item)
    due = work.deadline(item, "signed_off")
    return Line(
        pk=exception.pk,
        ref=row.ref,
        title=row.title,
        service=row.service,
        body=row.body,
        period=row.period,
        value=row.value,
        target=row.target,
        status=row.status,
        word=row.word,
        sentence=row.sentence,
        trigger=exception.trigger,
        state=exception.state,
        state_word=STATE_WORDS[exception.state],
        due=due,
        overdue=due is not None and due < work.reader.on and exception.state != "complete" and not waived,
        waived=waived,
    )


def _exception(item: DueItem) -> ExceptionReport:
    exception = exception_of(item)
    if exception is None:
        raise Refusal("no_such_exception", "There is no exception report on this.")
    return exception


def one(reader: Actor, pk: int) -> ExceptionPage:
    """One exception report, for whoever writes, signs off, approves or waives it."""
    items = DueItem.objects.filter(exception=pk)
    work = worklist(reader, items, "write_exceptions", "approve", "sign_off", "waive", "see_working")
    if not work.items:
        raise Refusal("no_such_exception", "There is no such exception report for you to see.")
    item = work.items[0]
    told = _of_return(work, item) if item.kind == "return" else _of_project(work, item)
    framework = work.framework(item)
    waiver = framework.exceptions.waiver
    waived = _waivers(work.items).get(item.pk, "")
    final = item.is_final
    subject = work.subject(item)
    return ExceptionPage(
        pk=pk,
        item_id=item.pk,
        line=_line(work, item, review(work, work.items)[0], waived),
        facts=told.facts,
        past=told.past,
        milestones=told.milestones,
        headings=tuple(framework.exceptions.sections),
        written=None
        if told.closed
        else _written(ExceptionVersion.objects.current().filter(exception=pk).first(), work.period_label(item)),
        last=told.last,
        waiver=waived,
        may_write=may(reader, "write_exceptions", subject) and not final and not told.closed,
        may_waive=waiver is not None and waiver.by in reader.roles and not final and not waived,
        people=tuple(
            Person.objects.filter(left_on__isnull=True, anonymised_at__isnull=True, is_member=False).values_list(
                "pk", "name"
            )
        ),
        unit=told.unit,
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What the page of an exception report says of the measure or project; `closed` where its words are withheld."""

    facts: tuple[tuple[str, str], ...]
    past: tuple[Past, ...]
    milestones: Table | None
    last: Written | None
    closed: bool
    unit: str


def _of_return(work: Worklist, item: DueItem) -> _Told:
    judged = work.result(item)
    past = history(work.book, work.record(item), judged.period, on=work.reader.on, periods=LOOK_BACK)
    return _Told(
        facts=_facts(work, item, judged, past),
        past=tuple(map(_past, past)),
        milestones=None,
        last=_last(work, item),
        closed=is_withheld(work.record(item), item.place),
        unit=judged.definition.unit,
    )


def _of_project(work: Worklist, item: DueItem) -> _Told:
    subject = work.subject(item)
    course = project_course(reader=work.reader, on=work.reader.on, project=subject.key, round_=item.round)
    if course is None:
        raise Refusal("no_such_exception", "There is no such exception report for you to see.")
    facts = (("Why it is asked for", _exception(item).trigger), *course.facts)
    return _Told(
        facts=(*facts, ("Goes to", work.body(item))) if item.paper is not None else facts,
        past=tuple(
            Past(each.period, each.complete, "", each.status.shown_as, each.status.word, each.said)
            for each in course.history
        ),
        milestones=course.milestones,
        last=_last_of_project(work, item),
        closed=_is_closed(work, item, item.round.ends),
        unit="",
    )


def _last_of_project(work: Worklist, item: DueItem) -> Written | None:
    earlier = (
        ExceptionVersion.objects.current()
        .filter(exception__item__project=item.project_id, exception__item__round__ends__lt=item.round.ends)
        .select_related("exception__item__round")
        .order_by("-exception__item__round__ends")
        .first()
    )
    if earlier is None or _is_closed(work, item, earlier.exception.item.round.ends):
        return None
    return _written(earlier, earlier.exception.item.round.label)


def _is_closed(work: Worklist, item: DueItem, ends: date) -> bool:
    """Whether the exception report on a project, in the period that ends then, is withheld from the reader."""
    subject = work.subject(item)
    return ground_of_exception(work.reader, subject.key, subject.scope, ends) is not None


def is_withheld(record: MeasureRecord, place: Return) -> bool:
    """Whether the exception report on a return, or all of the return, is withheld from the reader."""
    withheld = record.withheld(place.starts, place.ends)
    return EXCEPTION in withheld or WHOLE in withheld


def _past(judged: Result) -> Past:
    return Past(
        period=judged.period.label,
        value=value_words(judged),
        target=target_words(judged),
        status=judged.status,
        word=judged.word,
        sentence=judged.judgement.sentence,
    )


def _facts(work: Worklist, item: DueItem, judged: Result, past: Sequence[Result]) -> tuple[tuple[str, str], ...]:
    """What can be written without anybody: why it is owed, for how long, and where the year is heading."""
    red = periods_red([each.status for each in past])
    facts = [
        ("Why it is asked for", _exception(item).trigger),
        ("This period", judged.judgement.sentence),
        ("Against the previous period", judged.direction.sentence),
        ("Against last year", judged.direction_year.sentence),
    ]
    if red:
        facts.append((judged.word, f"For {red} period{'' if red == 1 else 's'} running"))
    heading = projection(work.record(item), judged.period)
    if heading.value is not None:
        value = format_value(heading.value, judged.definition.unit, judged.definition.decimals)
        facts.append(("If the year goes on like this", f"{value}. {heading.sentence}"))
    facts.append(("Service", work.service(item)))
    if item.paper is not None:
        facts.append(("Goes to", work.body(item)))
    return tuple(facts)


def _last(work: Worklist, item: DueItem) -> Written | None:
    """The last exception report on the same measure, from an earlier period."""
    place = item.place
    earlier = (
        ExceptionVersion.objects.current()
        .filter(exception__item__of_return__measure=place.measure_id, exception__item__of_return__ends__lt=place.starts)
        .select_related("exception__item__of_return")
        .order_by("-exception__item__of_return__ends")
        .first()
    )
    if earlier is None:
        return None
    then = earlier.exception.item.place
    if is_withheld(work.record(item), then):
        return None
    return _written(earlier, work.record(item).named_period(then.starts, then.ends).label)


def _written(version: ExceptionVersion | None, period: str) -> Written | None:
    if version is None:
        return None
    return Written(
        period=period,
        number=version.number,
        sections=tuple((heading, text) for heading, text in version.sections),
        promises=tuple(
            PromiseMade(action.text, action.owner.name, action.owner_id, action.due)
            for action in version.actions.select_related("owner")
        ),
        forecast=_as_typed(version.forecast),
        on_track_by=version.on_track_by,
        help_needed=version.help_needed,
        by=version.recorded_by.person.name,
        at=version.recorded_at,
    )


def _as_typed(value: Decimal | None) -> str:
    return "" if value is None else plain(value).replace("−", "-").replace(",", "")
