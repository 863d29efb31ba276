"""What a return looks like while somebody is working on it: what is known, what it would mean, what looks odd."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from goldenthread.access import Actor
from goldenthread.models.cycles import DueItem
from goldenthread.models.returns import ReturnVersion
from goldenthread.reports.records import Book, MeasureRecord, Observation, Point, load
from goldenthread.reports.results import Result, result, scale, target_of
from goldenthread.rules.entries import Entry
from goldenthread.rules.periods import Period, same_period_last_year
from goldenthread.rules.quality import Doubt, doubts
from goldenthread.rules.quality import Entry as Doubtful
from goldenthread.rules.values import plain

_NOT_YET = datetime(1, 1, 1, tzinfo=UTC)


def book_for(items: Iterable[DueItem], *, reader: Actor, known_at: datetime | None = None) -> Book:
    """Everything known about the measures of some items. The items must come with their returns."""
    return load(reader=reader, known_at=known_at, measures={item.place.measure_id for item in items})


def period_of(book: Book, item: DueItem) -> Period:
    """The item's period, by the name of its measure's calendar."""
    return book.measures[item.place.measure_id].named_period(item.place.starts, item.place.ends)


def preview(book: Book, record: MeasureRecord, item: DueItem, entry: Entry, *, on: date) -> Result:
    """The result an entry would have if it were submitted now."""
    period = period_of(book, item)
    key = (period.start, period.end)
    before = record.observations.get(key)
    observation = Observation(
        return_id=item.place.pk,
        period=period,
        version=before.version + 1 if before else 1,
        origin="submission",
        value=entry.value,
        numerator=entry.numerator,
        denominator=entry.denominator,
        data_status=entry.data_status,
        absence=entry.absence,
        available_from=entry.available_from,
        commentary=entry.commentary,
        action=entry.action,
        judged_as=entry.judged_as,
        forecast=entry.forecast,
        recorded_at=before.recorded_at if before else _NOT_YET,
        judgement=None,
        override=None,
        printed_version=before.printed_version if before else None,
    )
    point = Point(item.place.pk, period.start, period.end, entry.value, entry.numerator, entry.denominator)
    supposed = replace(
        record, observations=record.observations | {key: observation}, points=record.points | {key: point}
    )
    return result(book, supposed, period, on=on)


def doubts_about(book: Book, record: MeasureRecord, item: DueItem, entry: Entry, *, on: date) -> tuple[Doubt, ...]:
    """What looks odd about an entry, compared with the measure's target and earlier figures."""
    if entry.value is None:
        return ()
    period = period_of(book, item)
    definition = record.definition(period.end)
    target = target_of(record, period)
    earlier = []
    own = record.previous(period)
    for _ in range(4):
        point = record.points.get((own.start, own.end))
        if point is not None and point.value is not None:
            earlier.append(point.value)
        own = record.previous(own)
    year_ago = same_period_last_year(period)
    last_year = record.points.get((year_ago.start, year_ago.end))
    return doubts(
        Doubtful(
            value=entry.value,
            numerator=entry.numerator,
            denominator=entry.denominator,
            unit=definition.unit,
            decimals=definition.decimals,
            polarity=definition.polarity,  # type: ignore[arg-type]  # checked when it was written
            target=target.target if target else None,
            recent=tuple(earlier),
            last_year=last_year.value if last_year else None,
            scale=scale(definition),
            period_end=period.end,
            on=on,
        )
    )


def as_typed(version: ReturnVersion) -> Mapping[str, str]:
    """A version as its form would hold it, to go on from."""

    def number(value: Decimal | None) -> str:
        return "" if value is None else plain(value).replace("−", "-").replace(",", "")

    has_parts = version.numerator is not None and version.denominator is not None
    return {
        "value": "" if has_parts else number(version.value),
        "numerator": number(version.numerator),
        "denominator": number(version.denominator),
        "absence": version.absence,
        "available_from": version.available_from.isoformat() if version.available_from else "",
        "data_status": version.data_status,
        "commentary": version.commentary,
        "action": version.action,
        "judged_as": version.judged_as,
        "forecast": number(version.forecast),
    } | {f"answer-{doubt['code']}": doubt["answer"] for doubt in version.doubts}


def inputs_of(judged: Result) -> Mapping[str, str | None]:
    """The figures a judgement was made from, as text, so that it can be checked years later."""
    figures = {
        "judged": judged.judged,
        "value": judged.value,
        "target": judged.target,
        "low": judged.low,
        "high": judged.high,
        "previous": judged.previous,
        "last_year": judged.last_year,
    }
    return {name: None if value is None else str(value) for name, value in figures.items()}
