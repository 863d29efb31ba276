"""One measure judged for one period: the figure, its target, its status and both directions, each with its sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from goldenthread.models.measures import MeasureDefinition, Target
from goldenthread.reports.records import Book, MeasureRecord, Observation
from goldenthread.rules import rollup
from goldenthread.rules.forecast import Projection, judge_forecast, project
from goldenthread.rules.periods import (
    ONE_DAY,
    Period,
    availability,
    day_words,
    same_period_last_year,
    year_containing,
)
from goldenthread.rules.status import STATUSES, Facts, Judgement, absent, apply_override, judge
from goldenthread.rules.status_rule import StatusRule
from goldenthread.rules.trend import Direction, direction, like_for_like

FLAG_WORDS: Final = {
    "estimate": "Estimate",
    "provisional": "Provisional",
    "revised": "Revised",
    "overridden": "Status set by hand",
    "latest_available": "Latest available",
    "changed_since_reported": "Changed since reported",
    "forecast_used": "Forecast",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with the parts it is made of, and what was missing when it was added up."""

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    missing: tuple[str, ...] = ()


NOTHING: Final = Figure(None)


@dataclass(frozen=True, slots=True)
class Result:
    """A measure for a period, judged. Values are in the measure's unit, unrounded.

    `judged` is the value the rule looked at (the period's, the year to date or the rolling one); `word` is the
    framework's word for the status; `flags` are codes of `FLAG_WORDS`; `series` are the values of the periods up to
    and including this one, oldest first, and `labels` their names.
    """

    measure_id: int
    ref: str
    definition: MeasureDefinition
    service_id: int
    body_id: int | None
    period: Period
    observation: Observation | None
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    judged: Decimal | None
    year_to_date: Decimal | None
    target: Decimal | None
    low: Decimal | None
    high: Decimal | None
    previous: Decimal | None
    last_year: Decimal | None
    judgement: Judgement
    word: str
    rule: StatusRule
    direction: Direction
    direction_year: Direction
    forecast: Decimal | None
    forecast_judgement: Judgement | None
    flags: tuple[str, ...]
    series: tuple[Decimal | None, ...]
    labels: tuple[str, ...]

    @property
    def title(self) -> str:
        """The plain-English title, or the formal one."""
        return self.definition.plain_title or self.definition.title

    @property
    def status(self) -> str:
        return self.judgement.status

    @property
    def rated(self) -> bool:
        """Whether it counts in the denominator of totals."""
        return STATUSES[self.judgement.status].rated

    @property
    def flag_words(self) -> tuple[str, ...]:
        return tuple(FLAG_WORDS[flag] for flag in self.flags)


def reported_period(record: MeasureRecord, span: Period) -> Period | None:
    """Which of a measure's periods a round over `span` reports; None where none of its periods falls due in it.

    A measure with shorter periods is reported for the whole span; one with longer periods only in the round in which
    a period ends; data in arrears is reported so many of its own periods late.
    """
    definition = record.definition(span.end)
    own = record.own_period(span.end)
    if own.start > span.start:
        return span
    if own.end > span.end:
        return None
    for _ in range(definition.lag_periods):
        own = record.own_period(own.start - ONE_DAY)
    return own


def due_periods(record: MeasureRecord, span: Period) -> tuple[Period, ...]:
    """The returns a round over `span` collects for a measure, oldest first."""
    reported = reported_period(record, span)
    if reported is None:
        return ()
    return tuple(_own_periods(record, reported))


def _own_periods(record: MeasureRecord, span: Period) -> list[Period]:
    """The measure's own periods inside a span, oldest first."""
    found = []
    period = record.own_period(span.end)
    while period.start >= span.start:
        found.append(period)
        period = record.own_period(period.start - ONE_DAY)
    return found[::-1] or [record.own_period(span.end)]


def scale(definition: MeasureDefinition) -> Decimal:
    """What a numerator over a denominator is multiplied by."""
    if definition.multiplier is not None:
        return definition.multiplier
    return Decimal(100) if definition.unit == "%" else Decimal(1)


def figure(book: Book, record: MeasureRecord, period: Period) -> Figure:
    """The value of a period: as returned, or added up from shorter periods, or from the measure's children."""
    point = record.points.get((period.start, period.end))
    if point is not None:
        return Figure(point.value, point.numerator, point.denominator)
    parts = [p for p in _own_periods(record, period) if period.start <= p.start and p.end <= period.end]
    if len(parts) > 1:
        return _added_up(record, parts)
    return _from_children(book, record, period)


def _added_up(record: MeasureRecord, parts: Sequence[Period]) -> Figure:
    definition = record.definition(parts[-1].end)
    rolled = rollup.roll_up(
        [_point(record, part) for part in parts],
        definition.accumulation,  # type: ignore[arg-type]  # checked when it was written
        scale=scale(definition),
    )
    return Figure(rolled.value, rolled.numerator, rolled.denominator, rolled.missing)


def _point(record: MeasureRecord, period: Period) -> rollup.Point:
    point = record.points.get((period.start, period.end))
    if point is None:
        return rollup.Point(None, label=period.label)
    return rollup.Point(point.value, point.numerator, point.denominator, period.label)


def _from_children(book: Book, record: MeasureRecord, period: Period) -> Figure:
    children = [child for child in book.measures.values() if child.measure.parent_id == record.measure.pk]
    points = [point for child in children if (point := child.points.get((period.start, period.end))) is not None]
    if not points or any(point.value is None for point in points):
        return NOTHING
    how = "ratio" if any(point.denominator is not None for point in points) else "sum"
    rolled = rollup.children_to_parent(
        [rollup.Point(p.value, p.numerator, p.denominator) for p in points],
        how,  # type: ignore[arg-type]
        scale=scale(record.definition(period.end)),
    )
    return Figure(rolled.value, rolled.numerator, rolled.denominator)


def year_to_date(record: MeasureRecord, period: Period) -> Figure:
    """The year so far, up to the end of the period."""
    definition = record.definition(period.end)
    year = year_containing(period.end, definition.calendar)  # type: ignore[arg-type]
    so_far = _own_periods(record, Period(year.start, period.end, year.label))
    return _added_up(record, so_far)


def target_of(record: MeasureRecord, period: Period) -> Target | None:
    """The target for a period; for a count reported over several of its own periods, their targets added up."""
    exact = record.targets.get((period.start, period.end))
    if exact is not None:
        return exact
    definition = record.definition(period.end)
    parts = _own_periods(record, period)
    is_count = definition.accumulation == "period" and definition.unit != "%" and not definition.denominator_label
    if len(parts) > 1:
        targets = [record.targets.get((part.start, part.end)) for part in parts]
        known = [target for target in targets if target is not None and target.target is not None]
        if is_count and len(known) == len(parts):
            total = sum((target.target for target in known if target.target is not None), Decimal(0))
            return Target(measure=record.measure, starts=period.start, ends=period.end, target=total)
        if not is_count and targets[-1] is not None:
            return targets[-1]
    around = record.target(period)
    # A year's count is no target for one quarter of it; a year's rate or level is.
    return None if around is not None and is_count and around.ends != period.end else around


def result(
    book: Book,
    record: MeasureRecord,
    period: Period,
    *,
    on: date,
    deadline: date | None = None,
    stored: bool = True,
) -> Result:
    """Judge a measure for a period as the reader of the book may see it on a day.

    A judgement stored at sign-off stands, unless `stored` is False; anything else is judged now under the rule in force
    at the period's end. `deadline` is when the return is due, after which a missing one is overdue.
    """
    definition = record.definition(period.end)
    ownership = record.ownership(period.end)
    in_force = book.framework(period.end)
    rule = book.rule(record, period)
    observation = record.observations.get((period.start, period.end))
    if observation is not None and not stored:
        observation = replace(observation, judgement=None, override=None)
    found = figure(book, record, period)
    target = target_of(record, period)
    so_far = year_to_date(record, period) if rule.judges == "year_to_date" else found
    judged = so_far.value
    before = _before(record, period)
    year_ago = same_period_last_year(period)
    previous = figure(book, record, before)
    last_year = figure(book, record, year_ago)
    words = in_force.words
    facts = _facts(definition, target, judged, last_year.value, observation)
    if rule.judges == "year_to_date":
        facts = _facts(definition, _target_to_date(record, period) or target, judged, last_year.value, observation)
    judgement = _judgement(record, period, observation, rule, facts, words, on, deadline)
    directions = _directions(book, record, period, found, previous, last_year, facts)
    forecast = observation.forecast if observation else None
    series, labels = _series(record, period)
    return Result(
        measure_id=record.measure.pk,
        ref=record.ref,
        definition=definition,
        service_id=ownership.service_id,
        body_id=ownership.body_id,
        period=period,
        observation=observation,
        value=found.value,
        numerator=found.numerator,
        denominator=found.denominator,
        judged=judged,
        year_to_date=so_far.value if rule.judges == "year_to_date" else None,
        target=facts.target,
        low=facts.low,
        high=facts.high,
        previous=previous.value,
        last_year=last_year.value,
        judgement=judgement,
        word=words[judgement.status],
        rule=rule,
        direction=directions[0],
        direction_year=directions[1],
        forecast=forecast,
        forecast_judgement=_forecast(record, rule, facts, period, forecast, words),
        flags=_flags(observation),
        series=series,
        labels=labels,
    )


def _before(record: MeasureRecord, period: Period) -> Period:
    """The span of the same length just before this one, by the measure's calendar."""
    own = record.own_period(period.end)
    if (own.start, own.end) == (period.start, period.end):
        return record.own_period(period.start - ONE_DAY)
    parts = len(_own_periods(record, period))
    last = record.own_period(period.start - ONE_DAY)
    first = last
    for _ in range(parts - 1):
        first = record.own_period(first.start - ONE_DAY)
    return record.named_period(first.start, last.end)


def _facts(
    definition: MeasureDefinition,
    target: Target | None,
    judged: Decimal | None,
    last_year: Decimal | None,
    observation: Observation | None,
) -> Facts:
    return Facts(
        actual=judged,
        target=target.target if target else None,
        floor=target.floor if target else None,
        stretch=target.stretch if target else None,
        low=target.low if target else None,
        high=target.high if target else None,
        last_year=last_year,
        polarity=definition.polarity,  # type: ignore[arg-type]
        unit=definition.unit,
        decimals=definition.decimals,
        kind=definition.kind,  # type: ignore[arg-type]
        has_evidence=bool(observation and observation.commentary.strip()),
    )


def _target_to_date(record: MeasureRecord, period: Period) -> Target | None:
    year = year_containing(period.end, record.definition(period.end).calendar)  # type: ignore[arg-type]
    return target_of(record, Period(year.start, period.end, year.label))


def _judgement(
    record: MeasureRecord,
    period: Period,
    observation: Observation | None,
    rule: StatusRule,
    facts: Facts,
    words: Mapping[str, str],
    on: date,
    deadline: date | None,
) -> Judgement:
    standing = record.standing(period.end)
    if standing is not None and standing.state == "suspended":
        return absent("suspended", reason=standing.reason)
    if observation is not None and observation.judgement is not None:
        stored = observation.judgement
        judgement = Judgement(stored.status, stored.sentence)
    elif observation is not None and observation.absence and observation.value is None:
        judgement = absent(observation.absence, until=observation.available_from, reason=observation.commentary)
    elif facts.actual is None:
        return _not_there(record, period, observation, on, deadline)
    else:
        judgement = judge(rule, facts, words)
    if observation is not None and observation.override is not None:
        hand = observation.override
        return apply_override(judgement, hand.status, hand.reason, hand.approver)
    return judgement


def _not_there(
    record: MeasureRecord, period: Period, observation: Observation | None, on: date, deadline: date | None
) -> Judgement:
    definition = record.definition(period.end)
    expected = availability(
        period,
        on=on,
        lag_days=definition.lag_days,
        available_from=observation.available_from if observation else None,
        deadline=deadline,
    )
    if expected.code == "due":
        return Judgement("awaiting_data", f"Not entered yet. {expected.sentence}")
    return Judgement(expected.code, expected.sentence)


def not_due(book: Book, record: MeasureRecord, span: Period) -> Result:
    """A measure none of whose periods ends in the span: its latest figure, labelled, and when it is next due."""
    own = record.own_period(span.end)
    last = record.own_period(own.start - ONE_DAY)
    shown = result(book, record, last, on=span.end)
    frequency = {"year": "Annual", "half": "Half-yearly"}.get(shown.definition.frequency, "Less frequent")
    judgement = Judgement(
        "not_due", f"{frequency}: not due until the period to {day_words(own.end)}. Last reported: {last.label}."
    )
    word = book.framework(span.end).words["not_due"]
    return replace(shown, judgement=judgement, word=word, flags=("latest_available",))


def _directions(
    book: Book,
    record: MeasureRecord,
    period: Period,
    found: Figure,
    previous: Figure,
    last_year: Figure,
    facts: Facts,
) -> tuple[Direction, Direction]:
    rule = book.framework(period.end).direction_rule
    definition = record.definition(period.end)

    def against(earlier: Figure, when: Period, name: str) -> Direction:
        then = record.definition(when.end)
        return direction(
            found.value,
            earlier.value,
            definition.polarity,  # type: ignore[arg-type]
            rule,
            against=name,  # type: ignore[arg-type]
            comparable=then.series == definition.series and like_for_like(definition.accumulation, name),  # type: ignore[arg-type]
            low=facts.low,
            high=facts.high,
            unit=definition.unit,
            decimals=definition.decimals,
        )

    return (
        against(previous, _before(record, period), "previous"),
        against(last_year, same_period_last_year(period), "last_year"),
    )


def _forecast(
    record: MeasureRecord,
    rule: StatusRule,
    facts: Facts,
    period: Period,
    forecast: Decimal | None,
    words: Mapping[str, str],
) -> Judgement | None:
    if forecast is None:
        return None
    year = year_containing(period.end, record.definition(period.end).calendar)  # type: ignore[arg-type]
    target = target_of(record, year)
    annual = target.target if target else facts.target
    return judge_forecast(rule, replace(facts, target=annual), forecast, words)


def projection(record: MeasureRecord, period: Period) -> Projection:
    """Where the year is heading if it goes on as it has."""
    definition = record.definition(period.end)
    year = year_containing(period.end, definition.calendar)  # type: ignore[arg-type]
    so_far = _own_periods(record, Period(year.start, period.end, year.label))
    whole = _own_periods(record, year)
    year_ago = same_period_last_year(period)
    last_year = same_period_last_year(year)
    return project(
        year_to_date(record, period).value,
        definition.accumulation,  # type: ignore[arg-type]
        elapsed=len(so_far),
        in_year=len(whole),
        is_rate=bool(definition.denominator_label) or definition.unit == "%",
        last_year_so_far=year_to_date(record, year_ago).value,
        last_year_outturn=year_to_date(record, last_year).value,
    )


def _flags(observation: Observation | None) -> tuple[str, ...]:
    if observation is None:
        return ()
    flags = [observation.data_status] if observation.data_status in ("estimate", "provisional", "revised") else []
    if observation.override is not None:
        flags.append("overridden")
    if observation.changed_since_reported:
        flags.append("changed_since_reported")
    return tuple(flags)


def _series(record: MeasureRecord, period: Period) -> tuple[tuple[Decimal | None, ...], tuple[str, ...]]:
    """The values of the measure's own periods up to this one, from the first known, gaps as None."""
    known = [key for key in record.points if key[1] <= period.end]
    if not known:
        return (), ()
    values: list[Decimal | None] = []
    labels: list[str] = []
    first = min(start for start, _ in known)
    own = record.own_period(period.end)
    while own.start >= first:
        point = record.points.get((own.start, own.end))
        values.append(point.value if point else None)
        labels.append(own.label)
        own = record.own_period(own.start - ONE_DAY)
    return tuple(values[::-1]), tuple(labels[::-1])
