"""What is known about measures at a moment, by a reader: every dated fact, read once for all of them.

`load` makes one `Book`; pages and papers ask it. Which fact counts: definition, ownership, target, tolerance and
standing are those in force at the period's end, as known at the book's moment.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, Protocol, TypeVar

from django.db.models import FilteredRelation, Q

from goldenthread.access import Actor, Scope
from goldenthread.models.cycles import WorkflowEvent
from goldenthread.models.frameworks import FrameworkVersion
from goldenthread.models.measures import (
    Benchmark,
    Measure,
    MeasureDefinition,
    Ownership,
    Standing,
    Target,
    Tolerance,
)
from goldenthread.models.returns import ReturnVersion
from goldenthread.models.versions import VersionedQuerySet
from goldenthread.rules.framework import Framework, from_document
from goldenthread.rules.periods import Calendar, Frequency, Period, custom, period_containing
from goldenthread.rules.status import WORDS
from goldenthread.rules.status_rule import StatusRule
from goldenthread.rules.trend import DirectionRule
from goldenthread.rules.workflow import has_reached


class Point(NamedTuple):
    """One figure of a series, as the reader may see it; None where there is a reason instead of a figure."""

    return_id: int
    start: date
    end: date
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None


@dataclass(frozen=True, slots=True)
class StoredJudgement:
    """How a version was judged when it was signed off."""

    status: str
    sentence: str
    direction: str
    direction_sentence: str
    direction_year: str
    direction_year_sentence: str


@dataclass(frozen=True, slots=True)
class StoredOverride:
    """A status set by hand."""

    status: str
    reason: str
    approver: str


@dataclass(frozen=True, slots=True)
class Observation:
    """One return as the reader may see it: its version, and all that came with it."""

    return_id: int
    period: Period
    version: int
    origin: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    data_status: str
    absence: str
    available_from: date | None
    commentary: str
    action: str
    forecast: Decimal | None
    recorded_at: datetime
    judgement: StoredJudgement | None
    override: StoredOverride | None
    printed_version: int | None

    @property
    def changed_since_reported(self) -> bool:
        """Whether a paper printed an earlier version of this return."""
        return self.printed_version is not None and self.printed_version < self.version


class _Effective(Protocol):
    @property
    def effective_from(self) -> date: ...


_E = TypeVar("_E", bound=_Effective)


def in_force(facts: Sequence[_E], on: date) -> _E | None:
    """The last of the facts (ordered by date) that holds on a day; None before the first."""
    found = None
    for fact in facts:
        if fact.effective_from > on:
            break
        found = fact
    return found


@dataclass(slots=True)
class MeasureRecord:
    """One measure and everything dated about it that is known, oldest first."""

    measure: Measure
    definitions: list[MeasureDefinition] = field(default_factory=list)
    ownerships: list[Ownership] = field(default_factory=list)
    tolerances: list[Tolerance] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)
    targets: dict[tuple[date, date], Target] = field(default_factory=dict)
    benchmarks: list[Benchmark] = field(default_factory=list)
    points: dict[tuple[date, date], Point] = field(default_factory=dict)
    observations: dict[tuple[date, date], Observation] = field(default_factory=dict)

    @property
    def ref(self) -> str:
        return self.measure.ref

    def definition(self, on: date) -> MeasureDefinition:
        """What the measure meant on a day; before its first definition, what it meant first."""
        return in_force(self.definitions, on) or self.definitions[0]

    def ownership(self, on: date) -> Ownership:
        """Whose the measure was on a day; before the first record, whose it was first."""
        return in_force(self.ownerships, on) or self.ownerships[0]

    def standing(self, on: date) -> Standing | None:
        """Whether it was proposed, live, suspended or retired on a day; None where nothing is recorded (live)."""
        return in_force(self.standings, on)

    def scope(self, on: date) -> Scope:
        """What the measure belongs to, for access."""
        ownership = self.ownership(on)
        return Scope(
            measure=self.measure.pk,
            service=ownership.service_id,
            directorate=ownership.service.directorate_id,
            body=ownership.body_id,
            portfolio=ownership.portfolio_id,
        )

    def target(self, period: Period) -> Target | None:
        """The target of exactly this period; else the one of the shortest longer span that contains it."""
        exact = self.targets.get((period.start, period.end))
        if exact is not None:
            return exact
        around = [t for t in self.targets.values() if t.starts <= period.start and t.ends >= period.end]
        return min(around, key=lambda t: t.ends - t.starts, default=None)

    def own_period(self, day: date) -> Period:
        """The period of this measure's own frequency that a day falls in."""
        definition = self.definition(day)
        frequency: Frequency = definition.frequency  # type: ignore[assignment]  # checked when it was written
        calendar: Calendar = definition.calendar  # type: ignore[assignment]
        return period_containing(day, frequency, calendar)

    def named_period(self, start: date, end: date) -> Period:
        """The span as a period: by the name of the measure's own calendar where it is one of that calendar's."""
        period = self.own_period(end)
        return period if (period.start, period.end) == (start, end) else custom(start, end)


@dataclass(frozen=True, slots=True)
class FrameworkInForce:
    """A framework version, read."""

    version: FrameworkVersion
    framework: Framework
    default_rule: StatusRule
    direction_rule: DirectionRule
    words: Mapping[str, str]

    @property
    def effective_from(self) -> date:
        return self.version.effective_from


@dataclass(frozen=True, slots=True)
class Book:
    """Everything known about a set of measures at a moment, as one reader may see it. `measures` is ordered by ref."""

    reader: Actor
    known_at: datetime | None
    frameworks: tuple[FrameworkInForce, ...]
    measures: Mapping[int, MeasureRecord]

    def framework(self, on: date) -> FrameworkInForce:
        """The framework in force on a day; before the first, the first."""
        return in_force(self.frameworks, on) or self.frameworks[0]

    def rule(self, record: MeasureRecord, period: Period) -> StatusRule:
        """The rule that judges a period: the framework's default with the measure's own changes."""
        default = self.framework(period.end).default_rule
        tolerance = in_force(record.tolerances, period.end)
        return default.with_changes(tolerance.changes) if tolerance else default


def frameworks(known_at: datetime | None = None) -> tuple[FrameworkInForce, ...]:
    """The council's framework versions known at a moment, oldest first."""
    versions = FrameworkVersion.objects.as_at(known_at).order_by("effective_from", "number")
    return tuple(read_framework(version) for version in versions)


def read_framework(version: FrameworkVersion) -> FrameworkInForce:
    """A stored version, ready to be asked."""
    framework = from_document(version.document)
    words = dict(WORDS) | {str(code): word for code, word in framework.judgement.words.items()}
    return FrameworkInForce(version, framework, framework.status_rule(), framework.direction_rule(), words)


def load(
    *,
    reader: Actor,
    known_at: datetime | None = None,
    measures: Collection[int] | None = None,
    bodies: Collection[int] | None = None,
    since: date | None = None,
    detail_since: date | None = None,
    benchmarks: bool = False,
) -> Book:
    """Read the measures (all, or those named with their children, or those of the bodies) in a fixed number of queries.

    Figures reach back to `since`; what came with them (commentary, judgement, …) to `detail_since`, both by the
    period's last day. What the reader may not see is not read into the book.
    """
    in_force_then = frameworks(known_at)
    records = _records(known_at, measures)
    book = Book(reader, known_at, in_force_then, records)
    _dated_facts(records, known_at, benchmarks=benchmarks)
    if bodies is not None:
        for pk in [pk for pk, record in records.items() if record.ownership(reader.on).body_id not in bodies]:
            del records[pk]
    _figures(book, since, detail_since)
    return book


def _records(known_at: datetime | None, measures: Collection[int] | None) -> dict[int, MeasureRecord]:
    definitions = MeasureDefinition.objects.as_at(known_at).select_related("measure")
    if measures is not None:
        chosen = list(measures)
        definitions = definitions.filter(Q(measure__in=chosen) | Q(measure__parent__in=chosen))
    records: dict[int, MeasureRecord] = {}
    for definition in definitions.order_by("measure__ref", "effective_from"):
        record = records.get(definition.measure_id)
        if record is None:
            record = records[definition.measure_id] = MeasureRecord(definition.measure)
        record.definitions.append(definition)
    return records


def _dated_facts(records: Mapping[int, MeasureRecord], known_at: datetime | None, *, benchmarks: bool) -> None:
    ownerships = Ownership.objects.as_at(known_at).select_related("service").order_by("effective_from")
    for ownership in _of(ownerships, records):
        records[ownership.measure_id].ownerships.append(ownership)
    for tolerance in _of(Tolerance.objects.as_at(known_at).order_by("effective_from"), records):
        records[tolerance.measure_id].tolerances.append(tolerance)
    for standing in _of(Standing.objects.as_at(known_at).order_by("effective_from"), records):
        records[standing.measure_id].standings.append(standing)
    for target in _of(Target.objects.as_at(known_at), records):
        records[target.measure_id].targets[(target.starts, target.ends)] = target
    if benchmarks:
        for benchmark in _of(Benchmark.objects.as_at(known_at).order_by("-ends"), records):
            records[benchmark.measure_id].benchmarks.append(benchmark)


class _OfMeasure(Protocol):
    @property
    def measure_id(self) -> int: ...


_F = TypeVar("_F", bound=_OfMeasure)


def _of(facts: Iterable[_F], records: Mapping[int, MeasureRecord]) -> Iterable[_F]:
    return (fact for fact in facts if fact.measure_id in records)


def _figures(book: Book, since: date | None, detail_since: date | None) -> None:
    """Put into the book the figures its reader may see, each as at its moment."""
    records = book.measures
    chosen = Q() if since is None else Q(of_return__ends__gte=since)
    if len(records) < 50:
        chosen &= Q(of_return__measure__in=list(records))
    rows = (
        ReturnVersion.objects.as_at(book.known_at)
        .filter(chosen)
        .order_by("of_return__ends")
        .values_list(
            "of_return__measure_id",
            "of_return__items__state",
            "of_return_id",
            "of_return__starts",
            "of_return__ends",
            "value",
            "numerator",
            "denominator",
        )
    )
    hidden: set[int] = set()
    sees = _sight(book)
    for measure_id, state, *figures in rows:
        record = records.get(measure_id)
        if record is None:
            continue
        point = Point._make(figures)
        if state and not sees(record, state):  # no state: a past figure loaded outside any round
            hidden.add(point.return_id)
            continue
        record.points[(point.start, point.end)] = point
    _details(book, detail_since, hidden)


class _Sight(Protocol):
    def __call__(self, record: MeasureRecord, state: str) -> bool: ...


def _sight(book: Book) -> _Sight:
    """Whether the reader may see an item in a state: those who work on it always, others from the framework's stage."""
    reader = book.reader
    stage = reader.visible_from(book.framework(reader.on).framework) if book.frameworks else "published"

    def sees(record: MeasureRecord, state: str) -> bool:
        return has_reached(state, stage) or reader.may("see_working", record.scope(reader.on))

    return sees


def _details(book: Book, since: date | None, hidden: Collection[int]) -> None:
    moment = book.known_at
    details = ReturnVersion.objects.as_at(moment).filter(of_return__measure__in=list(book.measures))
    if since is not None:
        details = details.filter(of_return__ends__gte=since)
    for row in _detail_rows(details.exclude(of_return__in=hidden) if hidden else details, moment):
        _put(book, row)
    for return_id, seen_at in _last_seen(book, hidden).items():
        for row in _detail_rows(ReturnVersion.objects.as_at(seen_at).filter(of_return=return_id), seen_at):
            _put(book, row)


def _put(book: Book, row: Mapping[str, Any]) -> None:
    record = book.measures[row["of_return__measure_id"]]
    observation = _observation(record, row)
    period = observation.period
    record.observations[(period.start, period.end)] = observation
    record.points[(period.start, period.end)] = Point(
        observation.return_id,
        period.start,
        period.end,
        observation.value,
        observation.numerator,
        observation.denominator,
    )


def _last_seen(book: Book, hidden: Collection[int]) -> dict[int, datetime]:
    """For returns now hidden because they were reopened: when they last had reached the reader's stage."""
    if not hidden or not book.frameworks:
        return {}
    stage = book.reader.visible_from(book.framework(book.reader.on).framework)
    events = WorkflowEvent.objects.filter(item__of_return__in=hidden)
    if book.known_at is not None:
        events = events.filter(at__lte=book.known_at)
    steps = events.order_by("at").values_list("item__of_return_id", "to_state", "at")
    return {return_id: at for return_id, state, at in steps if has_reached(state, stage)}


_VERSION = (
    "of_return_id",
    "of_return__measure_id",
    "of_return__starts",
    "of_return__ends",
    "number",
    "origin",
    "value",
    "numerator",
    "denominator",
    "data_status",
    "absence",
    "available_from",
    "commentary",
    "action",
    "forecast",
    "recorded_at",
    "of_return__printed_in__version_number",
)
_JUDGED = ("status", "sentence", "direction", "direction_sentence", "direction_year", "direction_year_sentence")
_OVERRIDDEN = ("status", "reason", "approver__name")


def _known(relation: str, moment: datetime | None) -> Q:
    """The version of a joined fact known at a moment."""
    if moment is None:
        return Q(**{f"{relation}__superseded_at__isnull": True})
    return Q(**{f"{relation}__recorded_at__lte": moment}) & (
        Q(**{f"{relation}__superseded_at__isnull": True}) | Q(**{f"{relation}__superseded_at__gt": moment})
    )


def _detail_rows(versions: VersionedQuerySet[ReturnVersion], moment: datetime | None) -> Iterable[Mapping[str, Any]]:
    rows: Iterable[Mapping[str, Any]]
    rows = versions.annotate(
        judged=FilteredRelation("judgements", condition=_known("judgements", moment)),
        overridden=FilteredRelation("of_return__overrides", condition=_known("of_return__overrides", moment)),
    ).values(*_VERSION, *(f"judged__{name}" for name in _JUDGED), *(f"overridden__{name}" for name in _OVERRIDDEN))
    return rows


def _observation(record: MeasureRecord, row: Mapping[str, Any]) -> Observation:
    start, end = row["of_return__starts"], row["of_return__ends"]
    judgement = None
    if row["judged__status"] is not None:
        judgement = StoredJudgement(*(row[f"judged__{name}"] for name in _JUDGED))
    override = None
    if row["overridden__status"] is not None:
        override = StoredOverride(*(row[f"overridden__{name}"] for name in _OVERRIDDEN))
    return Observation(
        return_id=row["of_return_id"],
        period=record.named_period(start, end),
        version=row["number"],
        origin=row["origin"],
        value=row["value"],
        numerator=row["numerator"],
        denominator=row["denominator"],
        data_status=row["data_status"],
        absence=row["absence"],
        available_from=row["available_from"],
        commentary=row["commentary"],
        action=row["action"],
        forecast=row["forecast"],
        recorded_at=row["recorded_at"],
        judgement=judgement,
        override=override,
        printed_version=row["of_return__printed_in__version_number"],
    )
