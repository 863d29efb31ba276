"""Measures with everything dated about them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from goldenthread.access import Actor, check_can_somewhere
from goldenthread.models import (
    Benchmark,
    Link,
    Measure,
    MeasureDefinition,
    Ownership,
    Standing,
    Target,
    Tolerance,
)
from goldenthread.reports.names import names_on
from goldenthread.reports.records import frameworks, in_force
from goldenthread.rules.measure_words import DEFINITION_CHOICES, STANDING_WORDS
from goldenthread.rules.periods import (
    Period,
    day_words,
    following,
    period_containing,
    periods_between,
    year_containing,
)
from goldenthread.rules.refusals import Refusal


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure on the day; `needs_target` where it is judged against a target and this year has none for it."""

    pk: int
    ref: str
    title: str
    parent: str
    service: str
    body: str
    state: str
    state_word: str
    frequency: str
    home: str
    needs_target: bool


def measures(*, reader: Actor, on: date) -> tuple[MeasureRow, ...]:
    """Every measure, retired ones last."""
    check_can_somewhere(reader, "manage_measures", "manage_plan")
    return tuple(sorted(measure_rows(on), key=lambda row: (row.state == "retired", _natural(row.ref))))


def _natural(ref: str) -> tuple[tuple[bool, int, str], ...]:
    """W2 before W10."""
    parts: list[str] = []
    for character in ref:
        if parts and parts[-1][-1].isdigit() == character.isdigit():
            parts[-1] += character
        else:
            parts.append(character)
    return tuple((not part.isdigit(), int(part) if part.isdigit() else 0, part.lower()) for part in parts)


def measure_rows(on: date) -> list[MeasureRow]:
    names = names_on(on)
    definitions = _grouped(MeasureDefinition.objects.current().order_by("effective_from"))
    owners = _grouped(Ownership.objects.current().order_by("effective_from"))
    standings = _grouped(Standing.objects.current().order_by("effective_from"))
    targets = _grouped(Target.objects.current().filter(ends__gte=on.replace(month=1, day=1)))
    rules = _grouped(Tolerance.objects.current().order_by("effective_from"))
    framework = in_force(frameworks(), on)
    usual = framework.default_rule.basis if framework else "target"
    homes = dict(
        Link.objects.current()
        .filter(role="primary", ends=None, measure__isnull=False)
        .values_list("measure_id", "serves__code")
    )
    rows = []
    for measure in Measure.objects.select_related("parent"):
        definition = in_force(definitions[measure.pk], on) or next(iter(definitions[measure.pk]), None)
        owner = in_force(owners[measure.pk], on) or next(iter(owners[measure.pk]), None)
        standing = in_force(standings[measure.pk], on)
        if definition is None or owner is None:
            continue
        state, rule = standing.state if standing else "live", in_force(rules[measure.pk], on)
        basis = rule.changes.get("basis", usual) if rule else usual
        aims = _is_rated(definition) and basis in ("target", "floor", "range")
        rows.append(
            MeasureRow(
                pk=measure.pk,
                ref=measure.ref,
                title=definition.title,
                parent=measure.parent.ref if measure.parent else "",
                service=names.service(owner.service_id),
                body=names.body(owner.body_id),
                state=state,
                state_word=STANDING_WORDS.get(state, state),
                frequency=definition.frequency,
                home=homes.get(measure.pk, ""),
                needs_target=aims and not _in_year(targets[measure.pk], on, definition),
            )
        )
    return rows


class _OfMeasure(Protocol):
    @property
    def measure_id(self) -> int: ...


_M = TypeVar("_M", bound=_OfMeasure)


def _grouped(rows: Iterable[_M]) -> dict[int, list[_M]]:
    groups: dict[int, list[_M]] = defaultdict(list)
    for row in rows:
        groups[row.measure_id].append(row)
    return groups


def _is_rated(definition: MeasureDefinition) -> bool:
    return definition.polarity != "neutral" and definition.kind not in ("contextual", "tracker")


def _in_year(targets: Iterable[Target], on: date, definition: MeasureDefinition) -> bool:
    year = year_containing(on, definition.calendar)  # type: ignore[arg-type]  # checked when it was written
    return any(target.starts <= year.end and target.ends >= year.start for target in targets)


@dataclass(frozen=True, slots=True)
class TargetRow:
    """The target of a period as it is now, and how many times it has changed."""

    period: Period
    target: Target | None
    changes: int


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """Everything about one measure that set-up may change. Dated rows are oldest first."""

    row: MeasureRow
    measure: Measure
    definition: MeasureDefinition
    definitions: tuple[MeasureDefinition, ...]
    meaning: tuple[tuple[str, str], ...]
    ownerships: tuple[tuple[date, str, str, str], ...]
    standings: tuple[Standing, ...]
    tolerances: tuple[Tolerance, ...]
    benchmarks: tuple[Benchmark, ...]
    links: tuple[Link, ...]
    children: tuple[Measure, ...]
    year: Period
    targets: tuple[TargetRow, ...]


def measure(*, reader: Actor, on: date, pk: int, year_of: date | None = None) -> MeasurePage:
    """One measure, with the targets of the year that `year_of` falls in (today's without it)."""
    check_can_somewhere(reader, "manage_measures", "manage_plan")
    row = next((row for row in measure_rows(on) if row.pk == pk), None)
    if row is None:
        raise Refusal("no_such_measure", "There is no such measure.")
    found = Measure.objects.get(pk=pk)
    definitions = tuple(found.definitions.current().order_by("effective_from"))
    definition = in_force(definitions, on) or definitions[0]
    names = names_on(on)
    year = year_containing(year_of or on, definition.calendar)  # type: ignore[arg-type]
    owners = found.ownerships.current().select_related("portfolio").order_by("effective_from")
    return MeasurePage(
        row=row,
        measure=found,
        definition=definition,
        definitions=definitions,
        meaning=_meaning(definition),
        ownerships=tuple(
            (
                one.effective_from,
                names.service(one.service_id),
                names.body(one.body_id),
                one.portfolio.name if one.portfolio else "",
            )
            for one in owners
        ),
        standings=tuple(found.standings.current().order_by("effective_from")),
        tolerances=tuple(found.tolerances.current().order_by("effective_from")),
        benchmarks=tuple(found.benchmarks.current().order_by("-ends", "comparator")),
        links=tuple(found.serves.current().select_related("serves", "serves__plan").order_by("-role", "starts")),
        children=tuple(found.children.all()),
        year=year,
        targets=_target_rows(found, definition, year),
    )


def _meaning(definition: MeasureDefinition) -> tuple[tuple[str, str], ...]:
    """The definition as labels and words, without what is empty."""
    chosen = tuple(
        (setting.capitalize(), words.get(getattr(definition, setting), getattr(definition, setting)))
        for setting, words in DEFINITION_CHOICES.items()
    )
    said = (
        ("In plain English", definition.plain_title),
        ("Why it matters", definition.rationale),
        ("How it is measured", definition.definition),
        ("Numerator", definition.numerator_label),
        ("Denominator", definition.denominator_label),
        ("Source", definition.source),
        ("Left out", definition.exclusions),
        ("Unit", f"{definition.unit or 'number'}, shown to {definition.decimals} decimal places"),
        *chosen,
        ("Data arrives", f"{definition.lag_days} days after the period" if definition.lag_days else ""),
    )
    return tuple((label, words) for label, words in said if words)


def _target_rows(measure: Measure, definition: MeasureDefinition, year: Period) -> tuple[TargetRow, ...]:
    """A row for each of the measure's periods in the year, then the year itself and any other period set in it."""
    versions = list(measure.targets.filter(starts__lte=year.end, ends__gte=year.start))
    times = Counter((row.starts, row.ends) for row in versions)
    now = {(row.starts, row.ends): row for row in versions if row.superseded_at is None}
    frequency: Any = "year" if definition.frequency == "round" else definition.frequency
    periods = list(periods_between(year.start, year.end, frequency, definition.calendar))  # type: ignore[arg-type]
    if year not in periods:
        periods.append(year)
    known = {(period.start, period.end) for period in periods}
    beside = sorted(span for span in now if span not in known)
    periods += [Period(start, end, f"{day_words(start)} to {day_words(end)}") for start, end in beside]
    return tuple(
        TargetRow(period, now.get((period.start, period.end)), max(times[period.start, period.end] - 1, 0))
        for period in periods
    )


def neighbouring_years(year: Period, calendar: str) -> tuple[Period, Period]:
    """The year before and the year after."""
    before = period_containing(year.start.replace(year=year.start.year - 1), "year", calendar)  # type: ignore[arg-type]
    return before, following(year, "year", calendar)  # type: ignore[arg-type]
