"""One report on its way: the papers before and after one, and what the bodies before it said."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from goldenthread.models.cycles import Paper
from goldenthread.models.outcomes import OutcomeText, OutcomeVersion
from goldenthread.reports.names import names_on
from goldenthread.rules.periods import day_words
from goldenthread.rules.workflow import PAPER

PURPOSES = {
    "comment": "to comment on",
    "note": "to note",
    "approve": "to approve",
    "recommend": "to make recommendations on",
    "decide": "to decide on",
}


@dataclass(frozen=True, slots=True)
class EarlierBody:
    """A body that considered the report before: `said` is what it resolved, recommended or referred, word for word."""

    paper: int
    body: str
    meeting: date
    purpose: str
    said: tuple[str, ...]

    @property
    def heading(self) -> str:
        return f"{self.body}, {day_words(self.meeting)}"


def earlier_papers(paper: Paper) -> tuple[Paper, ...]:
    """The papers of the same report at earlier stops of its route, in order."""
    return tuple(_on_route(paper).filter(stop__lt=paper.stop)) if paper.route else ()


def later_papers(paper: Paper) -> tuple[Paper, ...]:
    """The papers of the same report at later stops of its route, in order."""
    return tuple(_on_route(paper).filter(stop__gt=paper.stop)) if paper.route else ()


def _on_route(paper: Paper) -> QuerySet[Paper]:
    same = Paper.objects.filter(round=paper.round_id, route=paper.route).select_related("meeting__body")
    return same.order_by("stop", "meeting__day", "pk")


def earlier_outcomes(paper: Paper, *, known_at: datetime | None = None) -> tuple[EarlierBody, ...]:
    """What every body before this one on the route said, in order; without words where nothing is recorded yet."""
    before = earlier_papers(paper)
    said = _said([each.pk for each in before], known_at)
    return tuple(
        EarlierBody(
            paper=each.pk,
            body=names_on(each.meeting.day).body(each.meeting.body_id),
            meeting=each.meeting.day,
            purpose=each.purpose,
            said=said.get(each.pk, ()),
        )
        for each in before
    )


def _said(papers: Collection[int], known_at: datetime | None) -> dict[int, tuple[str, ...]]:
    """The words of each paper's outcomes as they stand, with what kind of words they are."""
    versions = OutcomeVersion.objects.as_at(known_at).filter(outcome__item__paper__in=papers)
    rows = OutcomeText.objects.filter(version__in=versions).select_related("version__outcome__item__meeting")
    said: dict[int, tuple[str, ...]] = {}
    for row in rows.order_by("version__outcome__item", "position"):
        item = row.version.outcome.item
        to = names_on(item.meeting.day).body(row.to_id) if row.to_id else ""
        if item.paper_id is not None:
            said[item.paper_id] = (
                *said.get(item.paper_id, ()),
                f"{f'RECOMMENDED TO {to}' if to else 'RESOLVED'}: {row.text}",
            )
    return said


@dataclass(frozen=True, slots=True)
class RouteStopLine:
    """One stop of a paper's route, for its page: `here` marks the paper itself."""

    paper: int
    body: str
    meeting: date
    purpose: str
    state: str
    here: bool


def route_of(paper: Paper) -> tuple[RouteStopLine, ...]:
    """Every stop of a paper's route; nothing where the report goes to this body alone."""
    along = tuple(_on_route(paper)) if paper.route else ()
    return tuple(
        RouteStopLine(
            paper=each.pk,
            body=names_on(each.meeting.day).body(each.meeting.body_id),
            meeting=each.meeting.day,
            purpose=PURPOSES.get(each.purpose, ""),
            state=PAPER.states[each.state].word,
            here=each.pk == paper.pk,
        )
        for each in along
    )
