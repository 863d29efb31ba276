"""What a round recognises: achievements and underperformance, each with a response."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.access import Actor
from goldenthread.models import Highlight, PlanElementVersion, ProjectVersion, Round
from goldenthread.reports import marks
from goldenthread.reports.blocks import Block, Cell, Column, Paragraph, Subheading, Table
from goldenthread.reports.closed import closed_highlights, closed_projects
from goldenthread.reports.marks import WHOLE
from goldenthread.reports.projects import project_lines
from goldenthread.reports.results import Result
from goldenthread.reports.scorecard import scorecard, span_named
from goldenthread.rules.assessment import NO_RESPONSE
from goldenthread.rules.withholding import Ground


@dataclass(frozen=True, slots=True)
class HighlightLine:
    """One thing recognised. `pk` is None for what is red and that nobody has answered here by hand.

    Where it `is_closed` to the reader, the text says so and nothing else is said.
    """

    pk: int | None
    about: str
    text: str
    response: str
    measure: int | None = None
    project: int | None = None
    element: int | None = None
    is_closed: bool = False

    @property
    def answered(self) -> bool:
        """Whether somebody has responded."""
        return self.response != NO_RESPONSE


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a round recognises. `could_be` are measures that do well and are not recognised yet, for officers."""

    round: int
    label: str
    lead: str
    achievements: tuple[HighlightLine, ...]
    underperformance: tuple[HighlightLine, ...]
    could_be: tuple[str, ...]
    may_write: bool


def recognised(
    *,
    reader: Actor,
    on: date,
    round_: Round,
    known_at: datetime | None = None,
    among: Iterable[Result] | None = None,
) -> Recognised:
    """Achievements as recorded; underperformance as recorded and, beside it, everything red that the reader may see.

    What is red is looked for `among` these results; without them, among all.
    """
    reader.signed_in  # noqa: B018
    rows = list(Highlight.objects.as_at(known_at).filter(round=round_).select_related("measure", "project", "element"))
    closed = closed_projects(reader, known_at)
    rows = [row for row in rows if row.project_id not in closed]
    results = list(_all_results(reader, on, round_, known_at) if among is None else among)
    titles = _Titles(results, known_at, closed_highlights(reader, known_at))
    achieved = tuple(titles.line(row) for row in rows if row.kind == "achievement")
    short = tuple(titles.line(row) for row in rows if row.kind == "underperformance")
    said = {row.measure_id for row in rows}, {row.project_id for row in rows}
    red = (*short, *_red_measures(results, said[0]), *_red_projects(reader, on, known_at, said[1]))
    doing_well = tuple(
        f"{one.ref} {one.title}: {one.judgement.sentence}"
        for one in results
        if (one.status == "blue" or (one.status == "green" and one.direction_year.code == "improved"))
        and one.measure_id not in said[0]
    )
    return Recognised(
        round=round_.pk,
        label=round_.label,
        lead=_lead(achieved, red),
        achievements=achieved,
        underperformance=red,
        could_be=doing_well if reader.is_officer else (),
        may_write=reader.has("assess"),
    )


def _all_results(reader: Actor, on: date, round_: Round, known_at: datetime | None) -> Iterator[Result]:
    span = span_named(round_.starts, round_.ends)
    return (row.result for row in scorecard(reader=reader, on=on, span=span, known_at=known_at).rows())


def _lead(achieved: Collection[HighlightLine], red: Collection[HighlightLine]) -> str:
    won = f"{len(achieved)} {'achievement is' if len(achieved) == 1 else 'achievements are'} recognised"
    if not red:
        return f"{won}, and nothing falls short."
    lost = f"{len(red)} {'thing falls' if len(red) == 1 else 'things fall'} short"
    open_ = sum(not line.answered for line in red)
    return f"{won}; {lost}, {f'{open_} of them without' if open_ else 'each with'} a response."


class _Titles:
    """What measures, projects and parts of the plan are called, read once."""

    def __init__(self, results: list[Result], known_at: datetime | None, closed: Mapping[int, Ground]) -> None:
        self._closed = closed
        self._marked = marks.of_things("highlight", known_at)
        self._measures = {one.measure_id: one.title for one in results}
        self._projects = dict(ProjectVersion.objects.as_at(known_at).values_list("project_id", "title"))
        self._elements = dict(PlanElementVersion.objects.as_at(known_at).values_list("element_id", "title"))

    def line(self, row: Highlight) -> HighlightLine:
        about = ""
        if row.measure is not None:
            about = f"{row.measure.ref} {self._measures.get(row.measure.pk, '')}"
        elif row.project is not None:
            about = f"{row.project.ref} {self._projects.get(row.project.pk, '')}"
        elif row.element is not None:
            about = f"{row.element.code} {self._elements.get(row.element.pk, '')}"
        ids = row.measure_id, row.project_id, row.element_id
        if row.pk in self._closed:
            return HighlightLine(row.pk, "", self._closed[row.pk].omission, "", *ids, is_closed=True)
        if row.pk in self._marked:
            about = f"{about or 'The council'} ({self._marked[row.pk][WHOLE].label}: not for publication)"
        return HighlightLine(row.pk, about.strip(), row.text, row.response, *ids)


def _red_measures(results: list[Result], said: set[int | None]) -> Iterator[HighlightLine]:
    for one in results:
        if one.status == "red" and one.measure_id not in said:
            action = one.observation.action.strip() if one.observation else ""
            about = f"{one.ref} {one.title}"
            yield HighlightLine(None, about, one.judgement.sentence, action or NO_RESPONSE, measure=one.measure_id)


def _red_projects(reader: Actor, on: date, known_at: datetime | None, said: set[int | None]) -> Iterator[HighlightLine]:
    for one in project_lines(reader=reader, on=on, known_at=known_at):
        if one.status.shown_as == "red" and one.pk not in said:
            text = f"{one.status.word}. {one.commentary}".strip()
            yield HighlightLine(None, f"{one.ref} {one.title}", text, one.planned or NO_RESPONSE, project=one.pk)


def highlight_blocks(
    *,
    reader: Actor,
    on: date,
    round_: Round,
    known_at: datetime | None = None,
    results: Collection[Result] | None = None,
    projects: Collection[int] | None = None,
    elements: Collection[int] | None = None,
) -> tuple[Block, ...]:
    """The two sections of a paper: achievements and underperformance, each item with its response.

    Where results, projects or parts of the plan are named, what is about another one is left out: a committee sees what
    is its own.
    """
    measures = None if results is None else {one.measure_id for one in results}

    def kept(line: HighlightLine) -> bool:
        looks = ((line.measure, measures), (line.project, projects), (line.element, elements))
        return all(about is None or own is None or about in own for about, own in looks)

    found = recognised(reader=reader, on=on, round_=round_, known_at=known_at, among=results)
    achieved = [line for line in found.achievements if kept(line)]
    short = [line for line in found.underperformance if kept(line)]
    return (
        Subheading("Achievements"),
        _table("What was achieved, and what follows", achieved, "No achievement was recorded."),
        Subheading("Underperformance"),
        _table("What falls short, and what is done", short, "Nothing falls short."),
    )


def _table(caption: str, lines: list[HighlightLine], none: str) -> Block:
    if not lines:
        return Paragraph(none)
    columns = (Column("About", weight=3), Column("What", weight=5), Column("Response", weight=5))
    rows = tuple(
        (Cell(line.about or ("Withheld" if line.is_closed else "The council")), Cell(line.text), Cell(line.response))
        for line in lines
    )
    return Table(caption, columns, rows)
