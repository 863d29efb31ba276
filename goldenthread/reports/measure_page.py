"""Everything about one measure: how it is going, what it means, whose it is, what is aimed at and what happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db.models import Max, Q

from goldenthread.access import Actor
from goldenthread.models import Benchmark, DueItem, Measure, MeasureDefinition, PostHolding, Target
from goldenthread.reports.blocks import Cell, Column, Figure, Table
from goldenthread.reports.measure_cells import GOOD
from goldenthread.reports.measure_chart import breaks, chart_of, with_unit
from goldenthread.reports.measure_facts import facts_of
from goldenthread.reports.measure_history import History, history_of
from goldenthread.reports.monitoring import elsewhere
from goldenthread.reports.names import Names, names_on
from goldenthread.reports.plan import Path, thread_of_measure
from goldenthread.reports.records import Book, MeasureRecord, load
from goldenthread.reports.results import Result, latest, own_periods, projection, reported_period, result
from goldenthread.reports.wards import Breakdown, breakdowns
from goldenthread.rules.measure_words import (
    ACCUMULATION_WORDS,
    CONTROL_WORDS,
    FREQUENCY_WORDS,
    KIND_WORDS,
    LEVEL_WORDS,
    STANDING_WORDS,
)
from goldenthread.rules.periods import Period, day_words, span_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.status_rule import StatusRule
from goldenthread.rules.values import plain

SHOWN_TARGETS: Final = 6
"""As many targets as stand open on the page; the older ones are folded away."""
NO_SUCH: Final = Refusal("no_such_measure", "There is no measure with this reference. Look for it on the scorecard.")


@dataclass(frozen=True, slots=True)
class Part:
    """A measure this one is made of, or is a part of, or stands beside in the plan: a link and its last figure."""

    ref: str
    title: str
    value: str = ""
    word: str = ""
    status: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """One measure for one reader. `latest` is the newest figure where the last period has none yet.

    `facts` say what it is and whose; `outlook` where the year is heading; `standing` why it is not live, if it is not;
    `update` is the item its reader can enter a figure for. `known_at` is the moment looked back to, or None for now.
    """

    ref: str
    title: str
    formal_title: str
    standing: str
    period: Period
    result: Result
    latest: Result | None
    latest_value: str
    forecast_word: str
    figure: Figure
    breaks: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    rule: tuple[str, ...]
    targets: Table
    older_targets: Table
    benchmarks: Table
    outlook: tuple[str, ...]
    parts: tuple[Part, ...]
    parent: Part | None
    neighbours: tuple[Part, ...]
    paths: tuple[Path, ...]
    history: History
    update: int | None
    by_ward: tuple[Breakdown, ...]
    known_at: datetime | None


def measure_page(*, reader: Actor, ref: str, on: date, known_at: datetime | None = None) -> MeasurePage:
    """The page of the measure with a reference, as known at a moment; a refusal where there is none."""
    reader.signed_in  # noqa: B018  # what is public is on paper
    pk = Measure.objects.filter(ref=ref).values_list("pk", flat=True).first()
    book = load(reader=reader, known_at=known_at, measures=[pk] if pk else (), benchmarks=True)
    record = book.measures.get(pk or 0)
    if pk is None:
        raise NO_SUCH
    if record is None or not book.frameworks:
        raise Refusal("no_such_measure_then", f"Nothing was known of {ref} then: choose a later day.")
    period = _last_period(record, on)
    item = _item(record, period)
    due = item.due if item is not None else None  # type: ignore[attr-defined]  # worked out by the query
    found = result(book, record, period, on=on, deadline=due)
    names, newest = names_on(on, known_at), latest(book, record, period, on=on)
    forecast, targets = found.forecast_judgement, _targets(record, known_at)
    definition = found.definition
    return MeasurePage(
        ref=record.ref,
        title=found.title,
        formal_title=definition.title if definition.title != found.title else "",
        standing=_standing(record, on),
        period=period,
        result=found,
        latest=newest,
        latest_value=with_unit(newest.value, record, newest.period.end) if newest else "",
        forecast_word=book.framework(period.end).words[forecast.status] if forecast else "",
        figure=chart_of(book, record, period, on=on),
        breaks=breaks(record),
        facts=(*_facts(record, on, names), *facts_of(record.measure, on, known_at).rows),
        rule=tuple(_rule_words(book.rule(record, period), record, on)),
        targets=Table(targets.caption, targets.columns, targets.rows[:SHOWN_TARGETS]),
        older_targets=Table("Older targets", targets.columns, targets.rows[SHOWN_TARGETS:]),
        benchmarks=_benchmarks(record, on),
        outlook=tuple(_outlook(record, found)),
        parts=_parts(book, record, period, on),
        parent=_parent(record),
        neighbours=_neighbours(record, on),
        paths=thread_of_measure(reader=reader, on=on, measure=record.measure.pk, known_at=known_at),
        history=history_of(book, record, names),
        update=item.pk if item is not None and _may_enter(reader, record, on, known_at) else None,
        by_ward=breakdowns(book, [record.measure.pk]).get(record.measure.pk, ()),
        known_at=known_at,
    )


def _last_period(record: MeasureRecord, on: date) -> Period:
    """The measure's own period that ended last, or the one before it where its data is in arrears."""
    own = record.own_period(on)
    ended = own if own.end < on else record.previous(own)
    return reported_period(record, ended) or ended


def _item(record: MeasureRecord, period: Period) -> DueItem | None:
    """What is due for the period in a round still open, with its last day in `due`."""
    return (
        DueItem.objects.filter(
            of_return__measure=record.measure,
            of_return__starts=period.start,
            of_return__ends=period.end,
            round__closed_at__isnull=True,
        )
        .annotate(due=Max("paper__deadlines__due", filter=Q(paper__deadlines__stage="entered")))
        .first()
    )


def _may_enter(reader: Actor, record: MeasureRecord, on: date, known_at: datetime | None) -> bool:
    return known_at is None and reader.may("enter", record.scope(on))


def _standing(record: MeasureRecord, on: date) -> str:
    standing = record.standing(on)
    if standing is None or standing.state == "live":
        return ""
    why = f" {standing.reason}" if standing.reason else ""
    return f"{STANDING_WORDS[standing.state]} from {day_words(standing.effective_from)}.{why}"


# What it is ----------------------------------------------------------------------------------------------------------


def _facts(record: MeasureRecord, on: date, names: Names) -> Iterator[tuple[str, str]]:
    definition, ownership = record.definition(on), record.ownership(on)
    yield "Why it matters", definition.rationale or "Not written yet"
    yield "How it is measured", definition.definition or "Not written yet"
    if definition.numerator_label:
        yield "Made of", f"{definition.numerator_label}, divided by: {definition.denominator_label}"
    if definition.exclusions:
        yield "Left out", definition.exclusions
    yield "Source", definition.source or "Not recorded"
    yield "What good looks like", GOOD[definition.polarity]
    yield "Reported", f"{FREQUENCY_WORDS[definition.frequency]}. {ACCUMULATION_WORDS[definition.accumulation]}"
    if definition.lag_periods or definition.lag_days:
        yield "When its data comes", _lag(definition)
    yield "Kind", f"{KIND_WORDS[definition.kind]}; {LEVEL_WORDS[definition.level].lower()}"
    yield "Whose doing it is", CONTROL_WORDS[definition.control]
    yield "Service", names.service(ownership.service_id)
    yield "Accountable", _head(ownership.service_id, on)
    yield "Committee", names.body(ownership.body_id) or "None"
    moved = elsewhere(on).get(record.measure.pk)
    if moved is not None:
        since = f"instead of the committee's paper, since {day_words(moved.since)}"
        yield "Monitored in", f"{moved.where}, {since}. {moved.reason}"
    if ownership.portfolio:
        yield "Portfolio", ownership.portfolio.name


def _lag(definition: MeasureDefinition) -> str:
    said = []
    if definition.lag_periods:
        periods = "period" if definition.lag_periods == 1 else "periods"
        said.append(f"{definition.lag_periods} {periods} in arrears")
    if definition.lag_days:
        said.append(f"{definition.lag_days} days after a period ends")
    return "; ".join(said).capitalize()


def _head(service: int, on: date) -> str:
    """The senior post of the service, whoever holds it."""
    holding = (
        PostHolding.objects.filter(Q(ends__isnull=True) | Q(ends__gte=on), starts__lte=on)
        .filter(post__service=service, post__is_senior=True)
        .select_related("post", "person")
        .first()
    )
    return f"{holding.post.title} ({holding.person.name})" if holding else "Post vacant"


_LIMITS: Final = {
    "percent": lambda limit: f"{plain(limit.normalize())}% of the target",
    "points": lambda limit: f"{plain(limit.normalize())} points",
}


def _rule_words(rule: StatusRule, record: MeasureRecord, on: date) -> Iterator[str]:
    """How it is judged, in sentences; the framework's words for the whole rule are on its own page."""
    unit = record.definition(on).unit

    def off(limit: Decimal) -> str:
        said = _LIMITS.get(rule.mode)
        return said(limit) if said else f"{plain(limit.normalize())} {'' if unit == 'number' else unit}".strip()

    if rule.basis in ("none", "evidence"):
        yield "It is judged on evidence." if rule.basis == "evidence" else "It is shown for information and not judged."
        return
    judged = {"year_to_date": "The year to date is judged.", "rolling": "The rolling figure is judged."}
    if rule.judges in judged:
        yield judged[rule.judges]
    if rule.mode == "explicit":
        yield f"Near target to {with_unit(rule.amber_value, record, on)}; off target beyond."
    elif rule.trend_modifier != "none":
        yield "A missed target is near target where the figure is no worse than in the same period last year."
    elif rule.amber_within:
        yield f"A target missed by no more than {off(rule.amber_within)} is near target; by more, off target."
    else:
        yield "A missed target is off target: there is no tolerance."
    if rule.green_within:
        yield f"Up to {off(rule.green_within)} off still counts as on target."
    changed = [each for each in record.tolerances if each.effective_from <= on]
    if changed:
        why = f": {changed[-1].reason.rstrip('.')}" if changed[-1].reason else ""
        yield f"Its own tolerance since {day_words(changed[-1].effective_from)}{why}."


# What is aimed at, and how others do ---------------------------------------------------------------------------------


def _targets(record: MeasureRecord, known_at: datetime | None) -> Table:
    """Every target set, those replaced too, the newest period first."""
    rows = Target.objects.filter(measure=record.measure).order_by("-ends", "-starts", "-recorded_at")
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    return Table(
        f"{record.ref}: targets",
        (Column("Period", weight=2), Column("Target", "number"), Column("Set", "date"), Column("Why", weight=3)),
        tuple(_target_row(row, record, known_at) for row in rows),
    )


def _target_row(row: Target, record: MeasureRecord, known_at: datetime | None) -> tuple[Cell, ...]:
    replaced = row.superseded_at is not None and (known_at is None or row.superseded_at <= known_at)
    why = "Replaced since. " if replaced else ""
    return (
        Cell(record.named_period(row.starts, row.ends).label),
        Cell(_aim_words(row, record), "number", number=row.target),
        Cell(day_words(row.recorded_at.date())),
        Cell(f"{why}{row.reason or ('' if replaced else 'As first set')}".strip()),
    )


def _aim_words(row: Target, record: MeasureRecord) -> str:
    if row.low is not None or row.high is not None:
        low, high = (with_unit(value, record, row.ends) if value is not None else "" for value in (row.low, row.high))
        return f"{low} to {high}" if low and high else f"{low} or more" if low else f"up to {high}"
    said = [with_unit(row.target, record, row.ends)] if row.target is not None else ["No target"]
    said += [f"at least {with_unit(row.floor, record, row.ends)}"] if row.floor is not None else []
    said += [f"stretch {with_unit(row.stretch, record, row.ends)}"] if row.stretch is not None else []
    return "; ".join(said)


def _benchmarks(record: MeasureRecord, on: date) -> Table:
    def row(one: Benchmark) -> tuple[Cell, ...]:
        return (
            Cell(one.comparator),
            Cell(span_words(one.starts, one.ends)),
            Cell(with_unit(one.value, record, on), "number", number=one.value),
            Cell(one.rank or "Not said"),
            Cell(one.source or "Not recorded"),
        )

    columns = (Column("Group", weight=2), Column("Period"), Column("Figure", "number"), Column("Our place"))
    return Table(f"{record.ref}: how others do", (*columns, Column("Source")), tuple(map(row, record.benchmarks)))


def _outlook(record: MeasureRecord, found: Result) -> Iterator[str]:
    """The forecast its owner gave with its own status, and the projection."""
    if found.forecast is not None and found.forecast_judgement is not None:
        yield found.forecast_judgement.sentence
    heading = projection(record, found.period)
    if heading.value is not None:
        yield f"If the year goes on as it has: {with_unit(heading.value, record, found.period.end)}. {heading.sentence}"


# What belongs to it --------------------------------------------------------------------------------------------------


def _parts(book: Book, record: MeasureRecord, period: Period, on: date) -> tuple[Part, ...]:
    found = []
    for each in book.children.get(record.measure.pk, ()):
        judged = result(book, each, period if own_periods(each, period) else _last_period(each, on), on=on)
        value = with_unit(judged.value, each, on)
        found.append(Part(each.ref, judged.title, value, judged.word, judged.status, judged.judgement.sentence))
    return tuple(found)


def _parent(record: MeasureRecord) -> Part | None:
    pk = record.measure.parent_id
    return next(iter(_titles([pk])), None) if pk is not None else None


def _neighbours(record: MeasureRecord, on: date) -> tuple[Part, ...]:
    """The other measures that serve the same parts of the plan."""
    serves = record.measure.serves.current().filter(starts__lte=on).values("serves")
    beside = (
        Measure.objects.filter(serves__serves__in=serves, serves__superseded_at__isnull=True)
        .exclude(pk=record.measure.pk)
        .values_list("pk", flat=True)
    )
    return _titles(beside)


def _titles(measures: Iterable[int]) -> tuple[Part, ...]:
    rows = MeasureDefinition.objects.current().filter(measure__in=measures).select_related("measure")
    found: Mapping[str, Part] = {
        row.measure.ref: Part(row.measure.ref, row.plain_title or row.title)
        for row in rows.order_by("measure__ref", "effective_from")
    }
    return tuple(found.values())
