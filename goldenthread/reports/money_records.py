"""Budget lines with everything dated about them, read once: what money pages, papers and actions start from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import FilteredRelation, Q, QuerySet, Subquery

from goldenthread.access import Actor, Scope
from goldenthread.models import BudgetChange, BudgetLine, BudgetLineVersion, BudgetPosition
from goldenthread.reports import marks
from goldenthread.reports.marks import open_text
from goldenthread.reports.records import frameworks, in_force, was_known
from goldenthread.reports.unseen import Cutoff, cutoffs
from goldenthread.rules.framework_money import MoneySettings
from goldenthread.rules.money_words import year_of, year_span
from goldenthread.rules.withholding import Ground


def money_rules(on: date, known_at: datetime | None = None) -> MoneySettings:
    """The framework's part about money that holds on a day; the usual one where there is no framework."""
    known = frameworks(known_at)
    rules = in_force(known, on) or (known[0] if known else None)
    return rules.framework.money if rules else MoneySettings()


def version_on(line: BudgetLine, on: date) -> BudgetLineVersion:
    """What a line says on a day; before its first version, its first."""
    versions = list(line.versions.current().select_related("service"))
    return in_force(versions, on) or versions[0]


def scope_of(version: BudgetLineVersion) -> Scope:
    """What a line belongs to, for who may do what with it; the version's service is read with it."""
    return Scope(service=version.service_id, directorate=version.service.directorate_id)


@dataclass(frozen=True, slots=True)
class Amounts:
    """A line, or many added up, in pence. None where no line has the figure.

    `forecast` counts lines without one at their budget; `without_forecast` says how many those are. `movement` is how
    the variance moved since the position before, over the lines that have both. `slippage` moves to later years.
    """

    original: int
    changes: int
    profile: int | None
    actual: int | None
    commitments: int | None
    forecast: int | None
    slippage: int
    movement: int | None
    lines: int = 1
    without_forecast: int = 0

    @property
    def current(self) -> int:
        return self.original + self.changes

    @property
    def variance(self) -> int | None:
        """Positive is adverse."""
        return None if self.forecast is None else self.forecast - self.current

    @property
    def overspend(self) -> int | None:
        """The variance without what only moves to another year."""
        return None if self.variance is None else self.variance + self.slippage


def add_up(amounts: Iterable[Amounts]) -> Amounts:
    """Many as one: not a penny is lost, because nothing is rounded."""
    rows = list(amounts)
    without = sum(row.without_forecast for row in rows)
    forecasts = [row for row in rows if row.forecast is not None]
    return Amounts(
        original=sum(row.original for row in rows),
        changes=sum(row.changes for row in rows),
        profile=_sum(row.profile for row in rows),
        actual=_sum(row.actual for row in rows),
        commitments=_sum(row.commitments for row in rows),
        forecast=sum(row.current if row.forecast is None else row.forecast for row in rows) if forecasts else None,
        slippage=sum(row.slippage for row in rows),
        movement=_sum(row.movement for row in rows),
        lines=sum(row.lines for row in rows),
        without_forecast=without,
    )


def _sum(figures: Iterable[int | None]) -> int | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known) if known else None


@dataclass(frozen=True, slots=True)
class LineRecord:
    """A line on a day: what it says then, every change known, and its positions, oldest first."""

    line: BudgetLine
    version: BudgetLineVersion
    changes: tuple[BudgetChange, ...]
    positions: tuple[BudgetPosition, ...]

    def budget(self, year: int, by: date) -> tuple[int, int]:
        """The original budget of a year, and what was added to it up to a day."""
        rows = [row for row in self.changes if row.year == year and row.day <= by]
        original = sum(row.amount for row in rows if row.kind == "original")
        return original, sum(row.amount for row in rows) - original

    def total_approved(self, by: date) -> int:
        """The budgets of every year together as they were approved by a day: of a capital scheme, its whole cost.

        The original budget of a later year counts from the day it was recorded.
        """
        return sum(
            row.amount
            for row in self.changes
            if row.day <= by or (row.kind == "original" and row.recorded_at.date() <= by)
        )

    def position(self, ends: date) -> BudgetPosition | None:
        """Where it stood on exactly that day."""
        return next((one for one in self.positions if one.ends == ends), None)

    def before(self, ends: date) -> BudgetPosition | None:
        """The position before that day in the same year."""
        first, _ = year_span(year_of(ends))
        earlier = [one for one in self.positions if first <= one.ends < ends]
        return earlier[-1] if earlier else None

    def amounts(self, ends: date) -> Amounts:
        """Its figures as they stood on a day."""
        year = year_of(ends)
        original, changes = self.budget(year, ends)
        now, before = self.position(ends), self.before(ends)
        return Amounts(
            original=original,
            changes=changes,
            profile=now.profile if now else None,
            actual=now.actual if now else None,
            commitments=now.commitments if now else None,
            forecast=now.forecast if now else None,
            slippage=(now.slippage or 0) if now else 0,
            movement=self._movement(year, now, before),
            without_forecast=int(now is None or now.forecast is None),
        )

    def _movement(self, year: int, now: BudgetPosition | None, before: BudgetPosition | None) -> int | None:
        if now is None or before is None or now.forecast is None or before.forecast is None:
            return None
        then = before.forecast - sum(self.budget(year, before.ends))
        return now.forecast - sum(self.budget(year, now.ends)) - then

    def is_of(self, year: int) -> bool:
        """Whether it has a budget or a position in a year."""
        first, last = year_span(year)
        return any(row.year == year for row in self.changes) or any(first <= one.ends <= last for one in self.positions)


_JOINED: Final = ("line", "service", "changed__other", "changed__decision")
"""What is read with a version of a line; "changed" is one change of its budget."""


def line_records(
    on: date,
    known_at: datetime | None = None,
    *,
    nature: str = "",
    services: Iterable[int] | None = None,
    lines: Iterable[int] | None = None,
    reader: Actor | None = None,
) -> tuple[LineRecord, ...]:
    """Lines as they are on a day and known at a moment (None: now), by code: two queries, two more for a `reader`.

    Explanations that a round asked for come from the stage from which the `reader` sees them; all, where there is none.
    """
    read = _read(on, known_at, nature, services, lines)
    return _records(read, on, known_at, nature, services, lines, reader)


def newest_records(
    on: date,
    known_at: datetime | None = None,
    *,
    services: Iterable[int] | None = None,
    lines: Iterable[int] | None = None,
    reader: Actor | None = None,
) -> tuple[date | None, tuple[LineRecord, ...]]:
    """The newest day by `on` on which any line at all has figures, and these lines (`line_records`) as they are on it:
    no query more. None where there are no figures, or none of these lines.
    """
    read = _read(on, known_at, "", services, lines)
    return read.newest, _records(read, read.newest or on, known_at, "", services, lines, reader)


@dataclass(frozen=True, slots=True)
class _Read:
    """What each line says from when on, and every change of its budget, by line and then by primary key.

    `newest` is the newest day on which any line at all has figures.
    """

    said: Mapping[int, dict[int, BudgetLineVersion]]
    changes: Mapping[int, dict[int, BudgetChange]]
    newest: date | None


def _read(
    on: date,
    known_at: datetime | None,
    nature: str,
    services: Iterable[int] | None,
    lines: Iterable[int] | None,
) -> _Read:
    path = "line__changes"
    until = Q() if known_at is None else Q(**{f"{path}__recorded_at__lte": known_at})
    days = BudgetPosition.objects.as_at(known_at).filter(ends__lte=on).order_by("-ends").values("ends")
    versions = (
        BudgetLineVersion.objects.as_at(known_at)
        .annotate(changed=FilteredRelation(path, condition=until), newest=Subquery(days[:1]))
        .select_related(*_JOINED)
    )
    if nature:
        versions = versions.filter(line__nature=nature)
    if lines is not None:
        versions = versions.filter(line__in=lines if isinstance(lines, QuerySet) else list(lines))
    if services is not None:
        # Lines change hands: of each, all that it ever said is read, and then whose it is on the day.
        ever = BudgetLineVersion.objects.as_at(known_at).filter(service__in=list(services))
        versions = versions.filter(line__in=ever.values("line"))
    said: dict[int, dict[int, BudgetLineVersion]] = defaultdict(dict)
    changes: dict[int, dict[int, BudgetChange]] = defaultdict(dict)
    newest: date | None = None
    for row in versions.order_by("line__code", "effective_from", "changed__year", "changed__day", "changed__pk"):
        said[row.line_id].setdefault(row.pk, row)
        newest = row.newest
        change = getattr(row, "changed", None)
        if change is not None:
            changes[row.line_id].setdefault(change.pk, change)
    return _Read(said, changes, newest)


def _records(
    read: _Read,
    on: date,
    known_at: datetime | None,
    nature: str,
    services: Iterable[int] | None,
    lines: Iterable[int] | None,
    reader: Actor | None,
) -> tuple[LineRecord, ...]:
    chosen = [in_force(list(each.values()), on) or next(iter(each.values())) for each in read.said.values()]
    if services is not None:
        wanted = set(services)
        chosen = [version for version in chosen if version.service_id in wanted]
    keys = None if services is None and lines is None else [version.line_id for version in chosen]
    positions = _positions(known_at, nature, keys)
    if reader is not None:
        _take_out(positions, chosen, cutoffs(reader, "budget", known_at), reader)
        _withhold(positions, chosen, reader, known_at)
    return tuple(
        LineRecord(
            version.line, version, tuple(read.changes[version.line_id].values()), tuple(positions[version.line_id])
        )
        for version in chosen
    )


def _take_out(
    positions: Mapping[int, list[BudgetPosition]],
    versions: Iterable[BudgetLineVersion],
    hidden: Mapping[int, Sequence[Cutoff]],
    reader: Actor,
) -> None:
    """Put in the place of explanations that a reader may not see yet what they could see before."""
    works_on = {one.line_id for one in versions if one.line_id in hidden and reader.may("see_working", scope_of(one))}
    unseen = [
        (position, cutoff.until)
        for pk in (hidden.keys() & positions.keys()) - works_on
        for position in positions[pk]
        for cutoff in hidden[pk]
        if position.ends == cutoff.ends and position.recorded_at > cutoff.until
    ]
    if not unseen:
        return
    ever: dict[tuple[int, date], list[BudgetPosition]] = defaultdict(list)
    of_them = BudgetPosition.objects.filter(line__in={position.line_id for position, _ in unseen})
    for one in of_them.filter(recorded_at__lte=max(until for _, until in unseen)):
        ever[one.line_id, one.ends].append(one)
    for position, until in unseen:
        then = (
            one for one in ever[position.line_id, position.ends] if was_known(one.recorded_at, one.superseded_at, until)
        )
        position.explanation = next((one.explanation for one in then), "")


def _withhold(
    positions: Mapping[int, list[BudgetPosition]],
    versions: Iterable[BudgetLineVersion],
    reader: Actor,
    known_at: datetime | None,
) -> None:
    marked = marks.of_periods("line", known_at)
    lines = {pk for pk, _ in marked}
    for version in versions:
        if version.line_id in lines and not reader.may_read_withheld(scope_of(version)):
            for position in positions.get(version.line_id, ()):
                close_position(position, marked)


def close_position(position: BudgetPosition, marked: Mapping[tuple[int, date], Ground]) -> None:
    """Take the words out of a position, where they are withheld; its figures stay."""
    ground = marked.get((position.line_id, position.ends))
    position.explanation = open_text(position.explanation, ground)
    position.reason = open_text(position.reason, ground)


def _positions(
    known_at: datetime | None, nature: str, lines: Sequence[int] | None
) -> Mapping[int, list[BudgetPosition]]:
    rows = BudgetPosition.objects.as_at(known_at).filter(Q() if lines is None else Q(line__in=lines))
    if nature:
        rows = rows.filter(line__nature=nature)
    groups: dict[int, list[BudgetPosition]] = defaultdict(list)
    for row in rows.order_by("ends"):
        groups[row.line_id].append(row)
    return groups
