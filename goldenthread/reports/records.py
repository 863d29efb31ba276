"""What is known about measures at a moment, by a reader: every dated fact, read once for all of them.

`load` makes one `Book`; pages and papers ask it. Which fact counts: definition, ownership, target, tolerance and
standing are those in force at the period's end, as known at the book's moment.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, reduce
from operator import or_
from typing import Any, NamedTuple, Protocol, TypeVar

from django.db.models import (
    Exists,
    ExpressionWrapper,
    F,
    Field,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from goldenthread.access import Actor, Scope
from goldenthread.models.corrections import Correction
from goldenthread.models.cycles import WorkflowEvent
from goldenthread.models.figures import figure_from
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
from goldenthread.models.names import DatedName
from goldenthread.models.publications import PublishedReturn
from goldenthread.models.returns import ReturnVersion
from goldenthread.models.versions import known
from goldenthread.reports import marks
from goldenthread.reports.marks import NO_MARKS, WHOLE, Marks
from goldenthread.reports.names import Names
from goldenthread.reports.reading import read_once
from goldenthread.reports.round_days import framework_versions
from goldenthread.rules.framework import Framework, from_document
from goldenthread.rules.periods import (
    ONE_DAY,
    Calendar,
    Frequency,
    Period,
    cumulative,
    custom,
    period_containing,
    periods_between,
    year_containing,
)
from goldenthread.rules.status import WORDS
from goldenthread.rules.status_rule import StatusRule
from goldenthread.rules.trend import DirectionRule
from goldenthread.rules.withholding import Ground
from goldenthread.rules.workflow import FINAL, has_reached


class Aim(NamedTuple):
    """What is aimed at in one period; None where nothing is said."""

    starts: date
    ends: date
    target: Decimal | None
    floor: Decimal | None = None
    stretch: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None


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
    judged_as: str
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
    """One measure and everything dated about it that is known, oldest first.

    `shown_from` is the stage from which the book's reader sees its returns: "entered" for those who work on it.
    `marks` are what of its returns may not be published; `reads_withheld` says whether that is open to the reader.
    `seen_at` is the moment as of which the reader sees a return that has moved on since.
    """

    measure: Measure
    definitions: list[MeasureDefinition] = field(default_factory=list)
    ownerships: list[Ownership] = field(default_factory=list)
    tolerances: list[Tolerance] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)
    targets: dict[tuple[date, date], Aim] = field(default_factory=dict)
    benchmarks: list[Benchmark] = field(default_factory=list)
    points: dict[tuple[date, date], Point] = field(default_factory=dict)
    observations: dict[tuple[date, date], Observation] = field(default_factory=dict)
    shown_from: str = "entered"
    marks: dict[tuple[date, date], dict[str, Ground]] = field(default_factory=dict)
    reads_withheld: bool = True
    seen_at: dict[tuple[date, date], datetime] = field(default_factory=dict)

    def withheld(self, start: date, end: date) -> Marks:
        """What is withheld from the book's reader of the return of a span, by part."""
        return NO_MARKS if self.reads_withheld else self.marks.get((start, end), NO_MARKS)

    @property
    def ref(self) -> str:
        return self.measure.ref

    def definition(self, on: date) -> MeasureDefinition:
        """What the measure meant on a day; before its first definition, what it meant first."""
        if len(self.definitions) == 1:
            return self.definitions[0]
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

    def target(self, period: Period) -> Aim | None:
        """The target of exactly this period; else the one of the shortest longer span that contains it."""
        exact = self.targets.get((period.start, period.end))
        if exact is not None:
            return exact
        around = [t for t in self.targets.values() if t.starts <= period.start and t.ends >= period.end]
        return min(around, key=lambda t: t.ends - t.starts, default=None)

    def own_period(self, day: date) -> Period:
        """The period of this measure's own frequency that a day falls in."""
        definition = self.definition(day)
        calendar: Calendar = definition.calendar  # type: ignore[assignment]  # checked when it was written
        if definition.frequency == "round":
            return cumulative(year_containing(day, calendar).start, end=day)
        frequency: Frequency = definition.frequency  # type: ignore[assignment]
        return period_containing(day, frequency, calendar)

    def previous(self, period: Period) -> Period:
        """Its own period before another; where rounds set its periods, the one it was last reported for."""
        if self.definition(period.end).frequency == "round":
            known = [key for key in (self.points.keys() | self.observations.keys()) if key[1] < period.end]
            if known:
                return self.named_period(*max(known, key=lambda key: (key[1], key[0])))
        return self.own_period(period.start - ONE_DAY)

    def periods_to(self, last: Period, start: date) -> tuple[Period, ...]:
        """Its own periods from a day to the end of another period, oldest first; of a round's, those with a figure."""
        definition = self.definition(last.end)
        if definition.frequency == "round":
            known = {key for key in self.points if key[0] >= start and key[1] < last.end} | {(last.start, last.end)}
            return tuple(self.named_period(*key) for key in sorted(known, key=lambda key: (key[1], key[0])))
        return periods_between(start, last.end, definition.frequency, definition.calendar)  # type: ignore[arg-type]

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
    """Everything known about a set of measures at a moment, as one reader may see it.

    `measures` is ordered by ref; `children` are the parts of those that have any, both by primary key. `names` are what
    the services and bodies they belong or belonged to are called on the reader's day.
    """

    reader: Actor
    known_at: datetime | None
    frameworks: tuple[FrameworkInForce, ...]
    measures: Mapping[int, MeasureRecord]
    children: Mapping[int, tuple[MeasureRecord, ...]]
    names: Names

    def framework(self, on: date) -> FrameworkInForce:
        """The framework in force on a day; before the first, the first."""
        return in_force(self.frameworks, on) or self.frameworks[0]

    def rule(self, record: MeasureRecord, period: Period) -> StatusRule:
        """The rule that judges a period: the framework's default with the measure's own changes."""
        default = self.framework(period.end).default_rule
        tolerance = in_force(record.tolerances, period.end)
        return default.with_changes(tolerance.changes) if tolerance else default


@read_once
def every_framework() -> tuple[FrameworkInForce, ...]:
    """Every framework version the council ever recorded, replaced ones too, oldest first: one query."""
    return tuple(map(read_framework, framework_versions()))


def frameworks(known_at: datetime | None = None) -> tuple[FrameworkInForce, ...]:
    """The council's framework versions known at a moment, oldest first."""
    return tuple(
        one
        for one in every_framework()
        if (
            one.version.superseded_at is None
            if known_at is None
            else was_known(one.version.recorded_at, one.version.superseded_at, known_at)
        )
    )


def read_framework(version: FrameworkVersion) -> FrameworkInForce:
    """A stored version, ready to be asked."""
    framework = _READ.get(version.sha256)
    if framework is None:
        framework = _READ[version.sha256] = from_document(version.document)
    words = dict(WORDS) | {str(code): word for code, word in framework.judgement.words.items()}
    return FrameworkInForce(version, framework, framework.status_rule(), framework.direction_rule(), words)


_READ: dict[str, Framework] = {}
"""Frameworks by the hash of their text, which never changes: checking one takes milliseconds, and every page asks."""


def load(
    *,
    reader: Actor,
    known_at: datetime | None = None,
    measures: Collection[int] | QuerySet[Any, int] | None = None,
    bodies: Collection[int] | None = None,
    since: date | None = None,
    detail_since: date | None = None,
    detail_of: Callable[[MeasureRecord], Iterable[Period]] | None = None,
    benchmarks: bool = False,
) -> Book:
    """Read the measures (all, or those named with their children, or those of the bodies) in a fixed number of queries.

    Figures reach back to `since`, targets and what came with figures (commentary, judgement, …) to `detail_since`, both
    by the period's last day; with `detail_of`, what came with figures is read for the last days of those periods alone.
    What the reader may not see is not read into the book.
    """
    records, names = _records(reader.on, known_at, measures)
    if bodies is not None:
        records = {pk: r for pk, r in records.items() if r.ownership(reader.on).body_id in bodies}
    children: dict[int, tuple[MeasureRecord, ...]] = {}
    for record in records.values():
        parent = record.measure.parent_id
        if parent is not None:
            children[parent] = (*children.get(parent, ()), record)
    book = Book(reader, known_at, frameworks(known_at), records, children, names)
    if benchmarks:
        for benchmark in _of(Benchmark.objects.as_at(known_at).order_by("-ends"), records):
            records[benchmark.measure_id].benchmarks.append(benchmark)
    closed = _mark(book)
    hidden = _figures(book, since, detail_since, closed)
    _details(book, detail_since or since, detail_of, hidden, closed)
    return book


def _mark(book: Book) -> set[int]:
    """Put into the book what may not be published. Gives the returns that are closed to its reader altogether."""
    closed: set[int] = set()
    if not any(getattr(each.measure, "is_marked", False) for each in book.measures.values()):
        return closed
    for measure_id, found in marks.of_returns(book.known_at, book.measures).items():
        record = book.measures[measure_id]
        record.reads_withheld = book.reader.may_read_withheld(record.scope(book.reader.on))
        for mark in found:
            place = mark.of_return
            if place is None:
                continue
            record.marks.setdefault((place.starts, place.ends), {})[mark.part] = mark.ground
            if mark.part == WHOLE and not record.reads_withheld:
                closed.add(place.pk)
    return closed


def _records(
    on: date, known_at: datetime | None, measures: Collection[int] | QuerySet[Any, int] | None
) -> tuple[dict[int, MeasureRecord], Names]:
    """Measures with their definitions, ownerships, tolerances and standings, and what their owners are called on a day:
    one query for all of it."""
    called = DatedName.objects.as_at(known_at).filter(effective_from__lte=on).order_by("-effective_from").values("name")
    rows = (
        Measure.objects.annotate(
            defined=FilteredRelation("definitions", condition=known("definitions", known_at)),
            owned=FilteredRelation("ownerships", condition=known("ownerships", known_at)),
            judged=FilteredRelation("tolerances", condition=known("tolerances", known_at)),
            stood=FilteredRelation("standings", condition=known("standings", known_at)),
            service_name=Subquery(called.filter(service=OuterRef("owned__service"))[:1]),
            body_name=Subquery(called.filter(body=OuterRef("owned__body"))[:1]),
            is_marked=Exists(marks.standing(known_at).filter(of_return__measure=OuterRef("pk"))),
        )
        .filter(defined__isnull=False)
        .select_related(*_JOINED)
        .order_by(
            "ref", "defined__effective_from", "owned__effective_from", "judged__effective_from", "stood__effective_from"
        )
    )
    if measures is not None:
        chosen = measures if isinstance(measures, QuerySet) else list(measures)
        rows = rows.filter(Q(pk__in=chosen) | Q(parent__in=chosen))
    records: dict[int, MeasureRecord] = {}
    services: dict[int, str] = {}
    bodies: dict[int, str] = {}
    for row in rows:
        record = records.get(row.pk)
        if record is None:
            record = records[row.pk] = MeasureRecord(row)
        # The joined facts are attributes that only the query knows of; what there is none of is not set at all.
        _add(record.definitions, getattr(row, "defined", None))
        _add(record.ownerships, getattr(row, "owned", None))
        _add(record.tolerances, getattr(row, "judged", None))
        _add(record.standings, getattr(row, "stood", None))
        owned = record.ownerships[-1]
        services[owned.service_id] = row.service_name or owned.service.code
        if owned.body_id is not None and row.body_name:
            bodies[owned.body_id] = row.body_name
    return records, Names({}, services, bodies)


_JOINED = ("defined", "owned__service", "owned__portfolio", "judged", "stood")
_D = TypeVar("_D", MeasureDefinition, Ownership, Tolerance, Standing)


def _add(facts: list[_D], fact: _D | None) -> None:
    """Keep a fact of a joined row once: every combination of facts is a row."""
    if fact is not None and fact not in facts:
        facts.append(fact)


class _OfMeasure(Protocol):
    @property
    def measure_id(self) -> int: ...


_F = TypeVar("_F", bound=_OfMeasure)


def _of(facts: Iterable[_F], records: Mapping[int, MeasureRecord]) -> Iterable[_F]:
    return (fact for fact in facts if fact.measure_id in records)


# What the reader may see ----------------------------------------------------------------------------------------------

_FEW = 50
"""Below so many measures a query names them; above, reading all and leaving some out is quicker."""


def _figures(book: Book, since: date | None, targets_since: date | None, closed: Collection[int] = ()) -> set[int]:
    """Put into the book the figures its reader may see, each as at its moment, and what was aimed at: one query.

    Of the returns that are `closed` nothing is read. Gives the returns that the reader may not see.
    """
    records = book.measures
    hidden: set[int] = set()
    then = None if book.known_at is None else _states_at(book.known_at)
    stage = _stage(book)
    works_on = {pk for pk, r in records.items() if book.reader.may("see_working", r.scope(book.reader.on))}
    for pk, each in records.items():
        each.shown_from = "entered" if pk in works_on else stage
    day = cache(date.fromisoformat)  # thousands of figures have the same few dozen dates
    for measure_id, state_now, pk, starts, ends, value, numerator, denominator, *more in _figure_rows(
        book, since, targets_since
    ):
        record = records.get(measure_id)
        if record is None:
            continue
        start, end = day(starts), day(ends)
        if state_now == _AIM:
            aims = (value, numerator, denominator, *more)
            record.targets[start, end] = Aim(start, end, *(None if r is None else figure_from(r) for r in aims))
            continue
        if pk in closed:
            continue
        state = state_now if then is None else then.get(pk)
        # No state: a past figure loaded outside any round.
        if state and measure_id not in works_on and not has_reached(state, stage):
            hidden.add(pk)
            continue
        record.points[start, end] = Point(
            pk,
            start,
            end,
            None if value is None else figure_from(value),
            None if numerator is None else figure_from(numerator),
            None if denominator is None else figure_from(denominator),
        )
    if not hidden:
        return hidden
    for measure_id, key in [
        (pk, key) for pk, r in records.items() for key, p in r.points.items() if p.return_id in hidden
    ]:
        del records[measure_id].points[key]
    return hidden


_AIM = "aim"
"""Stands in the place of an item's state in the rows of targets."""


def _figure_rows(book: Book, since: date | None, targets_since: date | None) -> Iterable[tuple[Any, ...]]:
    """Rows of figures and of targets: measure, state, primary key, first and last day, and five columns of numbers.

    Dates and numbers are as the database has them: Django's conversions would be half the time of a scorecard.
    """
    versions = ReturnVersion.objects.as_at(book.known_at).order_by()
    targets = Target.objects.as_at(book.known_at).order_by()
    if since is not None:
        versions = versions.filter(of_return__ends__gte=since)
    if targets_since is not None:
        targets = targets.filter(ends__gte=targets_since)
    if len(book.measures) < _FEW:
        versions = versions.filter(of_return__measure__in=list(book.measures))
        targets = targets.filter(measure__in=list(book.measures))

    def day(name: str) -> Cast:
        return Cast(name, TextField())

    def number(name: str) -> Combinable:
        return ExpressionWrapper(F(name), output_field=Field())

    nothing = Value(None, output_field=Field())
    figures = versions.values_list(
        "of_return__measure_id",
        "of_return__items__state",
        "of_return_id",
        day("of_return__starts"),
        day("of_return__ends"),
        *map(number, ("value", "numerator", "denominator")),
        *(nothing, nothing),
    )
    aims = targets.values_list(
        "measure_id",
        Value(_AIM),
        "pk",
        day("starts"),
        day("ends"),
        *map(number, ("target", "floor", "stretch", "low", "high")),
    )
    return figures.union(aims, all=True)


def _stage(book: Book) -> str:
    """The stage from which the reader sees an item that is not theirs to work on."""
    if not book.frameworks:
        return "published"
    return book.reader.visible_from(book.framework(book.reader.on).framework)


def _states_at(moment: datetime) -> dict[int, str]:
    """The state each return's item was in at a moment, by the return's primary key."""
    events = WorkflowEvent.objects.filter(at__lte=moment).order_by("at", "pk")
    return dict(events.values_list("item__of_return_id", "to_state"))


def _details(
    book: Book,
    since: date | None,
    chosen: Callable[[MeasureRecord], Iterable[Period]] | None,
    hidden: Collection[int],
    closed: Collection[int] = (),
) -> None:
    versions = ReturnVersion.objects.as_at(book.known_at)
    if chosen is not None:
        # By the few last days they have in common: naming hundreds of returns takes longer than reading some in vain.
        ends = {period.end for record in book.measures.values() for period in chosen(record)}
        versions = versions.filter(of_return__ends__in=ends)
    else:
        versions = versions.filter(of_return__measure__in=list(book.measures))
        if since is not None:
            versions = versions.filter(of_return__ends__gte=since)
    for row in _rows(versions, book.known_at):
        pk = row["of_return_id"]
        if pk not in hidden and pk not in closed and row["of_return__measure_id"] in book.measures:
            _put(book, row)
    _put_last_seen(book, hidden)


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


def _put_last_seen(book: Book, hidden: Collection[int]) -> None:
    """Returns now hidden, as they were when they last had reached the reader's stage.

    That is before they were reopened; for who reads what was printed, in the last paper or correction to print them.
    """
    if not hidden or not book.frameworks:
        return
    stage = _stage(book)
    if stage in FINAL:
        seen_at = _printed_at(book, published=stage == "published")
        versions: QuerySet[ReturnVersion] = ReturnVersion.objects.filter(of_return__printed_in__isnull=False)
        if len(book.measures) < _FEW:
            versions = versions.filter(of_return__measure__in=list(book.measures))
    else:
        seen_at = _reached_at(book, hidden, stage)
        versions = _known_at_any(seen_at)
    moments = {pk: at for pk, at in seen_at.items() if pk in hidden}
    for row in _rows_at_moments(versions, moments):
        _put(book, row)
        seen = book.measures[row["of_return__measure_id"]].seen_at
        seen[row["of_return__starts"], row["of_return__ends"]] = moments[row["of_return_id"]]


def put_as_locked(book: Book, locked_at: datetime | None) -> None:
    """Where a figure came late, after its paper was locked at a moment: the one that was locked, in its place."""
    if locked_at is None:
        return
    moments = {
        seen.return_id: locked_at
        for record in book.measures.values()
        for seen in record.observations.values()
        if seen.origin == "late" and seen.recorded_at > locked_at
    }
    for row in _rows_at_moments(_known_at_any(moments), moments) if moments else ():
        _put(book, row)


def _reached_at(book: Book, hidden: Collection[int], stage: str) -> dict[int, datetime]:
    """When each hidden return last came to a stage."""
    events = WorkflowEvent.objects.filter(item__of_return__in=hidden)
    if book.known_at is not None:
        events = events.filter(at__lte=book.known_at)
    steps = events.order_by("at", "pk").values_list("item__of_return_id", "to_state", "at")
    return {return_id: at for return_id, state, at in steps if has_reached(state, stage)}


def _printed_at(book: Book, *, published: bool) -> dict[int, datetime]:
    """The moment whose figures of each return were printed last: by a frozen (or published) paper, or a correction."""
    papers = PublishedReturn.objects.filter(publication__frozen_at__lte=book.known_at or _EVER)
    notices = Correction.objects.filter(recorded_at__lte=book.known_at or _EVER)
    if published:
        out = {"publication__published_at__lte": book.known_at or _EVER}
        papers, notices = papers.filter(**out), notices.filter(**out)
    found = dict(papers.order_by("publication__frozen_at").values_list("of_return_id", "publication__frozen_at"))
    for return_id, at in notices.order_by("recorded_at").values_list("of_return_id", "recorded_at"):
        found[return_id] = max(at, found.get(return_id, at))
    return found


_EVER = datetime(9999, 1, 1, tzinfo=UTC)


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
    "judged_as",
    "forecast",
    "recorded_at",
    "of_return__printed_in__version_number",
)
_JUDGED = ("status", "sentence", "direction", "direction_sentence", "direction_year", "direction_year_sentence")
_OVERRIDDEN = ("status", "reason", "approver__name")
_KNOWN = ("recorded_at", "superseded_at")


def _rows(versions: QuerySet[ReturnVersion], moment: datetime | None) -> Iterable[Mapping[str, Any]]:
    """Versions with all that came with them. A return printed twice is two rows, its latest printing last."""
    rows: Iterable[Mapping[str, Any]]
    rows = (
        versions.annotate(
            judged=FilteredRelation("judgements", condition=known("judgements", moment)),
            overridden=FilteredRelation("of_return__overrides", condition=known("of_return__overrides", moment)),
        )
        .order_by("of_return__printed_in__version_number")
        .values(*_VERSION, *(f"judged__{name}" for name in _JUDGED), *(f"overridden__{name}" for name in _OVERRIDDEN))
    )
    return rows


def _known_at_any(moments: Mapping[int, datetime]) -> QuerySet[ReturnVersion]:
    """The version of each return known at a moment of its own."""
    each = (
        Q(of_return=pk, recorded_at__lte=at) & (Q(superseded_at__isnull=True) | Q(superseded_at__gt=at))
        for pk, at in moments.items()
    )
    return ReturnVersion.objects.filter(reduce(or_, each)) if moments else ReturnVersion.objects.none()


def _rows_at_moments(versions: QuerySet[ReturnVersion], moments: Mapping[int, datetime]) -> Iterable[Mapping[str, Any]]:
    """Of these versions, the one of each return known at a moment of its own, with all that came with it then: one
    query.
    """
    ever = {"judged": "judgements", "overridden": "of_return__overrides"}
    rows = (
        versions.annotate(
            **{name: FilteredRelation(path, condition=Q(**{f"{path}__isnull": False})) for name, path in ever.items()}
        )
        .order_by("of_return__printed_in__version_number")
        .values(
            *_VERSION,
            "superseded_at",
            *(f"judged__{name}" for name in (*_JUDGED, *_KNOWN)),
            *(f"overridden__{name}" for name in (*_OVERRIDDEN, *_KNOWN)),
        )
    )
    then = [
        row | _unknown(row, ever, moments[row["of_return_id"]])
        for row in rows
        if row["of_return_id"] in moments
        and was_known(row["recorded_at"], row["superseded_at"], moments[row["of_return_id"]])
    ]
    # The row with all that was known comes last, and stays.
    yield from sorted(then, key=lambda row: sum(row[f"{name}__status"] is not None for name in ever))


def _unknown(row: Mapping[str, Any], joined: Iterable[str], at: datetime) -> dict[str, None]:
    """Blanks for the joined facts of a row that were not known at a moment: not yet recorded, or already replaced."""
    return {
        f"{name}__status": None
        for name in joined
        if row[f"{name}__status"] is not None
        and not was_known(row[f"{name}__recorded_at"], row[f"{name}__superseded_at"], at)
    }


def was_known(recorded_at: datetime, superseded_at: datetime | None, at: datetime) -> bool:
    """Whether a fact recorded and replaced at those moments was what was known at another."""
    return recorded_at <= at and (superseded_at is None or superseded_at > at)


def said(text: str, withheld: Ground | None) -> str:
    """A text, or where it is withheld the words that say so in its place; nothing stays nothing."""
    return withheld.omission if text and withheld is not None else text


def _observation(record: MeasureRecord, row: Mapping[str, Any]) -> Observation:
    start, end = row["of_return__starts"], row["of_return__ends"]
    withheld = record.withheld(start, end)
    judgement = None
    # The judgement of a missing figure quotes the commentary: where that is withheld, it is worded again.
    if row["judged__status"] is not None and not (row["absence"] and "commentary" in withheld):
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
        commentary=said(row["commentary"], withheld.get("commentary")),
        action=said(row["action"], withheld.get("action")),
        judged_as=row["judged_as"],
        forecast=row["forecast"],
        recorded_at=row["recorded_at"],
        judgement=judgement,
        override=override,
        printed_version=row["of_return__printed_in__version_number"],
    )
