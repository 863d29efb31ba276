"""One measure judged for one period: the figure, its target, its status and both directions, each with its sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from goldenthread.models.measures import MeasureDefinition
from goldenthread.reports.marks import WHOLE
from goldenthread.reports.records import Aim, Book, MeasureRecord, Observation, StoredJudgement
from goldenthread.rules import rollup
from goldenthread.rules.forecast import Projection, judge_forecast, project
from goldenthread.rules.periods import (
    ONE_DAY,
    Period,
    add_months,
    availability,
    day_words,
    periods_between,
    same_period_last_year,
    year_containing,
)
from goldenthread.rules.status import STATUSES, Facts, Judgement, absent, apply_override, judge
from goldenthread.rules.status_rule import StatusRule
from goldenthread.rules.trend import DIRECTION_WORDS, Direction, direction, like_for_like
from goldenthread.rules.withholding import Ground

FLAG_WORDS: Final = {
    "estimate": "Estimate",
    "provisional": "Provisional",
    "revised": "Revised",
    "overridden": "Status set by hand",
    "latest_available": "Latest available",
    "changed_since_reported": "Changed since reported",
    "forecast_used": "Forecast",
}


WITHHELD: Final = "Withheld"
"""The word of what is suppressed because it is exempt or confidential, rather than because the numbers are small."""


SHOWN_WHEN_AGREED: Final = ("signed_off", "approved", "finalised", "published")
"""Stages before which a reader who does not work on a return sees nothing of it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with the parts it is made of; `missing` are the periods that were not there when it was added up."""

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    missing: tuple[str, ...] = ()


NOTHING: Final = Figure(None)


@dataclass(frozen=True, slots=True)
class Result:
    """A measure for a period, judged. Values are in the measure's unit, unrounded.

    `observation` is the return of the period, or of the last of the shorter periods that it is added up from. `judged`
    is the value the rule looked at (the period's, the year to date or the rolling one); `word` is the framework's word
    for the status; `flags` are codes of `FLAG_WORDS`; `series` are the values of the measure's own periods up to this
    one for as long as it has meant the same, oldest first, `labels` their names and `series_target` the last's target.
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
    series_target: Decimal | None
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


# Which periods -------------------------------------------------------------------------------------------------------


def reported_period(record: MeasureRecord, span: Period) -> Period | None:
    """Which of a measure's periods a round over `span` reports; None where none of its periods ends in it.

    A measure with shorter periods is reported for all of them that the span holds; one with longer periods only in the
    round in which a period ends; data in arrears is reported so many of its own periods late.
    """
    last = record.own_period(span.end)
    if last.end > span.end:
        last = record.previous(last)
    if last.end < span.start:
        return None
    whole = own_periods(record, span)
    for _ in range(record.definition(span.end).lag_periods):
        last = record.previous(last)
    if len(whole) < 2:
        return last
    if last.end == span.end and whole[0].start == span.start:
        return span
    first = last
    for _ in range(len(whole) - 1):
        first = record.previous(first)
    return record.named_period(first.start, last.end)


def due_periods(record: MeasureRecord, span: Period) -> tuple[Period, ...]:
    """The returns a round over `span` collects for a measure, oldest first."""
    reported = reported_period(record, span)
    return () if reported is None else own_periods(record, reported)


def own_periods(record: MeasureRecord, span: Period) -> tuple[Period, ...]:
    """The measure's own periods that lie wholly inside a span, oldest first."""
    definition = record.definition(span.end)
    if definition.frequency == "round":
        own = record.own_period(span.end)
        return (own,) if own.start >= span.start else ()
    touching = periods_between(span.start, span.end, definition.frequency, definition.calendar)  # type: ignore[arg-type]
    if touching[0].start == span.start and touching[-1].end == span.end:
        return touching
    return tuple(period for period in touching if span.start <= period.start and period.end <= span.end)


def before(record: MeasureRecord, period: Period) -> Period:
    """The span of as many of the measure's own periods just before this one."""
    last = first = record.previous(period)
    for _ in range(len(own_periods(record, period)) - 1):
        first = record.previous(first)
    return last if first is last else record.named_period(first.start, last.end)


def _year_so_far(record: MeasureRecord, period: Period) -> Period:
    year = year_containing(period.end, record.definition(period.end).calendar)  # type: ignore[arg-type]
    return Period(year.start, period.end, year.label)


# Figures and targets -------------------------------------------------------------------------------------------------


def scale(definition: MeasureDefinition) -> Decimal:
    """What a numerator over a denominator is multiplied by."""
    if definition.multiplier is not None:
        return definition.multiplier
    return Decimal(100) if definition.unit == "%" else Decimal(1)


def figure(book: Book, record: MeasureRecord, period: Period) -> Figure:
    """The value of a period: as returned, or added up from all its shorter periods, or from the measure's parts.

    A sum of which a period is missing has no value, for it would be read as the whole.
    """
    point = record.points.get((period.start, period.end))
    if point is not None:
        return Figure(point.value, point.numerator, point.denominator)
    parts = own_periods(record, period)
    if len(parts) > 1:
        added = _added_up(record, parts)
        if added.value is not None:
            return Figure(None, missing=added.missing) if added.missing else added
    return _from_parts(book, record, period)


def _added_up(record: MeasureRecord, periods: Sequence[Period]) -> Figure:
    """Its own periods as one; those from before the measure existed are not missing from it."""
    definition = record.definition(periods[-1].end)
    began = record.definitions[0].effective_from
    rolled = rollup.roll_up(
        [_point(record, period) for period in periods if period.end >= began],
        definition.accumulation,  # type: ignore[arg-type]  # checked when it was written
        scale=scale(definition),
    )
    return Figure(rolled.value, rolled.numerator, rolled.denominator, rolled.missing)


def _point(record: MeasureRecord, period: Period) -> rollup.Point:
    point = record.points.get((period.start, period.end))
    if point is None:
        return rollup.Point(None, label=period.label)
    return rollup.Point(point.value, point.numerator, point.denominator, period.label)


def _from_parts(book: Book, record: MeasureRecord, period: Period) -> Figure:
    """A measure that is split into others: their counts, or their numerators over their denominators."""
    parts = [
        part
        for part in book.children.get(record.measure.pk, ())
        if (stands := part.standing(period.end)) is None or stands.state == "live"
    ]
    figures = [figure(book, part, period) for part in parts]
    if not figures or any(each.value is None for each in figures):
        return NOTHING
    definition = record.definition(period.end)
    is_rate = any(each.denominator is not None for each in figures)
    if definition.unit == "%" and not is_rate:
        return NOTHING  # percentages without their numerators and denominators do not add up
    rolled = rollup.children_to_parent(
        [rollup.Point(each.value, each.numerator, each.denominator) for each in figures],
        "ratio" if is_rate else "sum",
        scale=scale(definition),
    )
    return Figure(rolled.value, rolled.numerator, rolled.denominator)


def year_to_date(record: MeasureRecord, period: Period) -> Figure:
    """The year so far, up to the end of the period, of the figures that are there."""
    return _added_up(record, own_periods(record, _year_so_far(record, period)) or [period])


def target_of(record: MeasureRecord, period: Period) -> Aim | None:
    """What is aimed at in a period.

    That of exactly this period comes first. Over several of a measure's own periods a count's targets add up, and
    anything else has that of the last. A year's target holds for each part of it where the figure is a rate or a level;
    a count has to be profiled first, and a running total reaches its year's target only at the end.
    """
    exact = record.targets.get((period.start, period.end))
    if exact is not None:
        return exact
    definition = record.definition(period.end)
    is_count = definition.accumulation == "period" and definition.unit != "%" and not definition.denominator_label
    parts = own_periods(record, period)
    if len(parts) > 1:
        aims = [record.targets.get((part.start, part.end)) for part in parts]
        targets = [aim.target for aim in aims if aim is not None and aim.target is not None]
        if is_count and len(targets) == len(parts):
            return Aim(period.start, period.end, sum(targets, Decimal(0)))
        if not is_count and aims[-1] is not None:
            return aims[-1]
    around = record.target(period)
    if is_count or (definition.accumulation == "cumulative" and around is not None and around.ends != period.end):
        return None
    return around


# Judging -------------------------------------------------------------------------------------------------------------


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
    seen = _see(book, record, period, stored=stored)
    ownership = record.ownership(period.end)
    previous = figure(book, record, before(record, period))
    observation = seen.observation
    forecast = observation.forecast if observation else None
    judgement = _judgement(record, seen, on, deadline)
    directions = _directions(book, record, seen, previous)
    series, labels = _series(record, period)
    return Result(
        measure_id=record.measure.pk,
        ref=record.ref,
        definition=seen.definition,
        service_id=ownership.service_id,
        body_id=ownership.body_id,
        period=period,
        observation=observation,
        value=seen.found.value,
        numerator=seen.found.numerator,
        denominator=seen.found.denominator,
        judged=seen.facts.actual,
        year_to_date=seen.facts.actual if seen.rule.judges == "year_to_date" else None,
        target=seen.facts.target,
        low=seen.facts.low,
        high=seen.facts.high,
        previous=previous.value,
        last_year=seen.last_year.value,
        judgement=judgement,
        word=WITHHELD if judgement.status == "suppressed" and seen.withheld else seen.words[judgement.status],
        rule=seen.rule,
        direction=directions[0],
        direction_year=directions[1],
        forecast=forecast,
        forecast_judgement=_forecast(record, seen, forecast),
        flags=(*_flags(observation), *(("forecast_used",) if seen.stand_in is not None else ())),
        series=series,
        series_target=_series_target(record, period, seen.facts),
        labels=labels,
    )


def judgement_of(book: Book, record: MeasureRecord, period: Period, *, on: date) -> Judgement:
    """The status alone of a measure for a period, as `result` gives it."""
    return _judgement(record, _see(book, record, period, stored=True, alone=True), on, None)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a judgement is made from: the period's return and figures, and the rule, target and words that apply."""

    period: Period
    definition: MeasureDefinition
    rule: StatusRule
    words: Mapping[str, str]
    observation: Observation | None
    found: Figure
    last_year: Figure
    facts: Facts
    withheld: Ground | None
    stand_in: Decimal | None

    @property
    def own(self) -> Observation | None:
        """The return of exactly this period, not of a part of it."""
        each = self.observation
        return each if each is not None and each.period == self.period else None


def _see(book: Book, record: MeasureRecord, period: Period, *, stored: bool, alone: bool = False) -> _Seen:
    """Look everything up; `alone` leaves last year's figure out where the rule does not ask for it."""
    definition = record.definition(period.end)
    rule = book.rule(record, period)
    observation = _observation(record, period)
    if observation is not None and not stored:
        observation = replace(observation, judgement=None, override=None)
    found = figure(book, record, period)
    year_ago = same_period_last_year(period)
    asked = not alone or rule.basis == "last_year" or rule.trend_modifier != "none"
    last_year = figure(book, record, year_ago) if asked else NOTHING
    aim, judged, then = target_of(record, period), found.value, last_year.value
    if rule.judges == "year_to_date" and judged is not None:
        aim = target_of(record, _year_so_far(record, period))
        judged, then = year_to_date(record, period).value, year_to_date(record, year_ago).value
    is_first_year = _is_baseline(record, definition, year_ago, then)
    return _Seen(
        period=period,
        definition=definition,
        rule=rule,
        words=book.framework(period.end).words,
        observation=observation,
        found=found,
        last_year=last_year,
        facts=replace(
            _facts(definition, aim, judged, None if is_first_year else then, observation),
            in_year=_in_year(period),
            baseline=is_first_year,
        ),
        withheld=_withheld(book, record, period) if found.value is None else None,
        stand_in=_stand_in(book, observation, found, period),
    )


def _stand_in(book: Book, observation: Observation | None, found: Figure, period: Period) -> Decimal | None:
    """The forecast of the year that stands in for a figure that was not to be had, where the framework lets it."""
    if found.value is not None or observation is None or not observation.absence:
        return None
    allowed = book.framework(period.end).framework.judgement.forecast_stands_in
    return observation.forecast if allowed else None


def _withheld(book: Book, record: MeasureRecord, period: Period) -> Ground | None:
    """Why the reader has no figure: it, or a part of what it is added up from, is not for publication."""
    records = (record, *book.children.get(record.measure.pk, ()))
    if not any(each.marks for each in records):
        return None
    spans = ((period.start, period.end), *((own.start, own.end) for own in own_periods(record, period)))
    grounds = (each.withheld(*span).get(WHOLE) for each in records for span in spans)
    return next((ground for ground in grounds if ground is not None), None)


def _observation(record: MeasureRecord, period: Period) -> Observation | None:
    """The return of a period, or of the last of the shorter periods in it."""
    own = record.observations.get((period.start, period.end))
    if own is not None:
        return own
    parts = own_periods(record, period)
    return record.observations.get((parts[-1].start, parts[-1].end)) if len(parts) > 1 else None


def _facts(
    definition: MeasureDefinition,
    aim: Aim | None,
    judged: Decimal | None,
    last_year: Decimal | None,
    observation: Observation | None,
) -> Facts:
    return Facts(
        actual=judged,
        target=aim.target if aim else None,
        floor=aim.floor if aim else None,
        stretch=aim.stretch if aim else None,
        low=aim.low if aim else None,
        high=aim.high if aim else None,
        last_year=last_year,
        polarity=definition.polarity,  # type: ignore[arg-type]
        unit=definition.unit,
        decimals=definition.decimals,
        kind=definition.kind,  # type: ignore[arg-type]
        judgement_given=observation.judged_as or None if observation else None,
        has_evidence=bool(observation and observation.commentary.strip()),
    )


def _is_baseline(record: MeasureRecord, definition: MeasureDefinition, year_ago: Period, then: Decimal | None) -> bool:
    """Whether a measure meant something else a year before, or did not exist: there is nothing to compare with yet."""
    if record.definition(year_ago.end).series != definition.series:
        return True
    return then is None and year_ago.end < record.definitions[0].effective_from


def _in_year(period: Period) -> bool:
    """Whether a period is shorter than a year."""
    return period.end < add_months(period.start, 12) - ONE_DAY


def _judgement(record: MeasureRecord, seen: _Seen, on: date, deadline: date | None) -> Judgement:
    standing = record.standing(seen.period.end)
    if standing is not None and standing.state == "suspended":
        return absent("suspended", reason=standing.reason)
    if seen.withheld is not None:
        return Judgement("suppressed", seen.withheld.omission)
    observation, own = seen.observation, seen.own
    if own is not None and own.judgement is not None:
        judgement = Judgement(own.judgement.status, own.judgement.sentence)
    elif seen.stand_in is not None and (forecast := _stands_in(record, seen)) is not None:
        judgement = Judgement(
            forecast.status, f"There is no figure, so the forecast of the year stands in. {forecast.sentence}"
        )
    elif seen.found.value is None and observation is not None and observation.absence:
        judgement = absent(observation.absence, until=observation.available_from, reason=observation.commentary)
    elif seen.facts.actual is None and seen.facts.judgement_given is None:
        return _not_there(record, seen, on, deadline)
    else:
        judgement = judge(seen.rule, seen.facts, seen.words)
    if own is not None and own.override is not None:
        hand = own.override
        return apply_override(judgement, hand.status, hand.reason, hand.approver)
    return judgement


def _not_there(record: MeasureRecord, seen: _Seen, on: date, deadline: date | None) -> Judgement:
    expected = availability(
        seen.period,
        on=on,
        lag_days=seen.definition.lag_days,
        available_from=seen.observation.available_from if seen.observation else None,
        deadline=deadline,
    )
    missing = f" Missing: {', '.join(seen.found.missing)}." if seen.found.missing else ""
    if record.shown_from in SHOWN_WHEN_AGREED and expected.code in ("due", "overdue"):
        # Whether it is entered is officers' business; calling it overdue would blame somebody who has sent it in.
        return Judgement("awaiting_data", f"The figure for {seen.period.label} has not been approved yet.")
    if expected.code == "due":
        return Judgement("awaiting_data", f"Not entered yet. {expected.sentence}{missing}")
    return Judgement(expected.code, f"{expected.sentence}{missing}")


def not_due(book: Book, record: MeasureRecord, span: Period) -> Result:
    """A measure none of whose periods ends in the span: its latest figure, labelled, and when it is next due."""
    own = record.own_period(span.end)
    last = _last_known(record, span) or record.previous(own)
    shown = result(book, record, last, on=span.end)
    frequency = {"year": "Annual", "half": "Half-yearly"}.get(shown.definition.frequency, "Less frequent")
    reported = f"Last reported: {last.label}." if shown.value is not None else "It has not been reported yet."
    judgement = Judgement("not_due", f"{frequency}: not due until the period to {day_words(own.end)}. {reported}")
    word = book.framework(span.end).words["not_due"]
    return replace(shown, judgement=judgement, word=word, flags=("latest_available",))


def latest(book: Book, record: MeasureRecord, period: Period, *, on: date) -> Result | None:
    """The newest earlier figure, for a period that has none yet; None where it has its own, or none ever was."""
    if figure(book, record, period).value is not None:
        return None
    last = _last_known(record, period)
    return None if last is None else replace(result(book, record, last, on=on), flags=("latest_available",))


def _last_known(record: MeasureRecord, period: Period) -> Period | None:
    """The measure's newest period with a value that ends no later than another period."""
    known = (key for key, point in record.points.items() if point.value is not None and key[1] <= period.end)
    newest = max(known, key=lambda key: (key[1], key[0]), default=None)
    return record.named_period(*newest) if newest else None


def _directions(book: Book, record: MeasureRecord, seen: _Seen, previous: Figure) -> tuple[Direction, Direction]:
    rule = book.framework(seen.period.end).direction_rule
    definition, own = seen.definition, seen.own

    def against(earlier: Figure, when: Period, name: str) -> Direction:
        then = record.definition(when.end)
        return direction(
            seen.found.value,
            earlier.value,
            definition.polarity,  # type: ignore[arg-type]
            rule,
            against=name,  # type: ignore[arg-type]
            comparable=then.series == definition.series and like_for_like(definition.accumulation, name),  # type: ignore[arg-type]
            low=seen.facts.low,
            high=seen.facts.high,
            unit=definition.unit,
            decimals=definition.decimals,
        )

    found = (
        against(previous, before(record, seen.period), "previous"),
        against(seen.last_year, same_period_last_year(seen.period), "last_year"),
    )
    return found if own is None or own.judgement is None else _as_stored(found, own.judgement)


def _as_stored(found: tuple[Direction, Direction], stored: StoredJudgement) -> tuple[Direction, Direction]:
    """The directions stored at sign-off, with the changes they were made from where those are still the same."""

    def kept(now: Direction, code: str, sentence: str) -> Direction:
        if now.code == code:
            return replace(now, sentence=sentence)
        return Direction(code, DIRECTION_WORDS[code], sentence)  # type: ignore[arg-type]  # one of the closed list

    return (
        kept(found[0], stored.direction, stored.direction_sentence),
        kept(found[1], stored.direction_year, stored.direction_year_sentence),
    )


def _forecast(record: MeasureRecord, seen: _Seen, forecast: Decimal | None) -> Judgement | None:
    if forecast is None:
        return None
    year = year_containing(seen.period.end, seen.definition.calendar)  # type: ignore[arg-type]
    aim = target_of(record, year)
    annual = aim.target if aim else seen.facts.target
    return judge_forecast(seen.rule, replace(seen.facts, target=annual), forecast, seen.words)


def projection(record: MeasureRecord, period: Period) -> Projection:
    """Where the year is heading if it goes on as it has."""
    definition = record.definition(period.end)
    year = year_containing(period.end, definition.calendar)  # type: ignore[arg-type]
    year_ago = same_period_last_year(period)
    return project(
        year_to_date(record, period).value,
        definition.accumulation,  # type: ignore[arg-type]
        elapsed=_length(record, _year_so_far(record, period)),
        in_year=_length(record, year),
        is_rate=bool(definition.denominator_label) or definition.unit == "%",
        last_year_so_far=year_to_date(record, year_ago).value,
        last_year_outturn=year_to_date(record, same_period_last_year(year)).value,
    )


def _stands_in(record: MeasureRecord, seen: _Seen) -> Judgement | None:
    """How a forecast in place of a figure is judged: by people, where they judge on evidence."""
    if seen.rule.basis == "evidence" and seen.facts.judgement_given is not None:
        return judge(seen.rule, seen.facts, seen.words)
    return _forecast(record, seen, seen.stand_in)


def _length(record: MeasureRecord, span: Period) -> int:
    """How many of its own periods a span has; where rounds set them, how many months."""
    if record.definition(span.end).frequency == "round":
        return len(periods_between(span.start, span.end, "month", "financial"))
    return len(own_periods(record, span))


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
    """The values of the measure's own periods up to this one while it meant the same, gaps as None."""
    definition = record.definition(period.end)
    points = record.points
    if not points:
        return (), ()
    known = min(start for start, _ in points)
    since = next(each.effective_from for each in record.definitions if each.series == definition.series)
    start = known if definition is record.definitions[0] else max(known, since)
    if start > period.end:
        return (), ()
    periods = record.periods_to(period, start)
    values = tuple((point.value if (point := points.get((p.start, p.end))) else None) for p in periods)
    return values, tuple(p.label for p in periods)


def _series_target(record: MeasureRecord, period: Period, facts: Facts) -> Decimal | None:
    """The target of the last of the series: of a month, where three months are judged together."""
    own = record.own_period(period.end)
    if own == period:
        return facts.target
    aim = target_of(record, own)
    return aim.target if aim else None
