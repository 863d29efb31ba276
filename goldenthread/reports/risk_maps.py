"""Heat maps of risks and opportunities: a matrix with what is in its cells, now and at the last round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from goldenthread.access import Actor
from goldenthread.reports.risk_records import (
    RiskRecord,
    Since,
    load,
    of_bodies_and_services,
    risk_framework,
    since_last_round,
)
from goldenthread.rules.risk import Kind, Matrix

Place = tuple[int, int]
"""A cell of a matrix: its likelihood and its impact."""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A cell of a map: its score, band and colour, how many risks are in it now and were then, and what is marked."""

    score: str
    word: str
    tone: str
    now: int = 0
    then: int = 0
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A matrix as it is drawn: likelihood from the highest down, impact from the lowest (mirrored: the highest) on."""

    kind: str
    caption: str
    impacts: tuple[str, ...]
    rows: tuple[tuple[str, tuple[HeatCell, ...]], ...]
    note: str = ""


def heat_maps(
    *,
    reader: Actor,
    on: date,
    known_at: datetime | None = None,
    bodies: Collection[int] | None = None,
    services: Collection[int] | None = None,
    level: str = "",
) -> tuple[HeatMap, ...]:
    """How many open risks are in each cell now and were at the last round; opportunities on a map of their own."""
    since = since_last_round(on, known_at)
    now, then = (
        [
            record
            for record in of_bodies_and_services(load(reader=reader, known_at=moment), bodies, services)
            if level in ("", record.statement.level)
        ]
        for moment in (known_at, since.moment)
    )
    return maps_of(now, then, since, on=on, known_at=known_at)


def heat_lead(threats: HeatMap) -> str:
    """The sentence that says what matters on a map of risks: how many are in its gravest band, now and then."""
    cells = [cell for _, row in threats.rows for cell in row]
    gravest = threats.rows[0][1][-1].word
    (now, all_now), (then, all_then) = (
        (sum(getattr(cell, when) for cell in cells if cell.word == gravest), sum(getattr(cell, when) for cell in cells))
        for when in ("now", "then")
    )
    risks = "risk is" if all_now == 1 else "risks are"
    return f"{now} of {all_now} {risks} {gravest} now; before, {then} of {all_then}."


def maps_of(
    now: Iterable[RiskRecord], then: Iterable[RiskRecord], since: Since, *, on: date, known_at: datetime | None
) -> tuple[HeatMap, ...]:
    """Maps of the open ones among these risks, as they are and as they were."""
    settings = risk_framework(on, known_at).framework.risk
    kinds: tuple[Kind, ...] = ("threat", "opportunity")
    found = []
    for kind in kinds:
        these, those = _open(now, kind), _open(then, kind)
        if kind == "threat" or these:
            found.append(_heat_map(these, those, settings.matrix(kind), since))
    return tuple(found)


def _open(records: Iterable[RiskRecord], kind: Kind) -> list[RiskRecord]:
    return [record for record in records if record.risk.kind == kind and record.standing.state == "open"]


def _heat_map(now: Sequence[RiskRecord], then: Sequence[RiskRecord], matrix: Matrix, since: Since) -> HeatMap:
    in_cells, before = Counter(_places(now, matrix)), Counter(_places(then, matrix))
    what = "Opportunities" if matrix.kind == "opportunity" else "Risks"
    note = f"In brackets: how many were there at {since.words}."
    if off := len(now) - in_cells.total():
        note += f" Not on the map, because unscored or scored on an earlier matrix: {off}."
    counts = {place: (in_cells[place], before[place]) for place in {*in_cells, *before}}
    return drawn(matrix, f"{what} now, and at {since.words}", counts=counts, note=note)


def _places(records: Iterable[RiskRecord], matrix: Matrix) -> Iterator[Place]:
    for record in records:
        scored = record.official()
        if scored is not None and scored.matrix == matrix:
            yield scored.assessment.likelihood, scored.assessment.impact


def drawn(
    matrix: Matrix,
    caption: str,
    *,
    counts: Mapping[Place, tuple[int, int]] = MappingProxyType({}),
    marks: Mapping[Place, tuple[str, ...]] = MappingProxyType({}),
    note: str = "",
) -> HeatMap:
    """A matrix with what is in its cells: how many now and then, or what is marked there."""
    columns = list(range(1, len(matrix.impact) + 1))
    if matrix.mirrored:
        columns.reverse()

    def cell(likelihood: int, impact: int) -> HeatCell:
        place, found = (likelihood, impact), matrix.cell(likelihood, impact)
        now, then = counts.get(place, (0, 0))
        return HeatCell(found.label, found.band.word, found.band.tone, now, then, marks.get(place, ()))

    rows = (
        (matrix.likelihood[likelihood - 1].word, tuple(cell(likelihood, impact) for impact in columns))
        for likelihood in range(len(matrix.likelihood), 0, -1)
    )
    return HeatMap(matrix.kind, caption, tuple(matrix.impact[column - 1].word for column in columns), tuple(rows), note)
