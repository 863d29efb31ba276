"""One report on its way: the papers before and after one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from goldenthread.models.cycles import Paper
from goldenthread.reports.meetings import names_by_day
from goldenthread.rules.workflow import PAPER

PURPOSES = {
    "comment": "to comment on",
    "note": "to note",
    "approve": "to approve",
    "recommend": "to make recommendations on",
    "decide": "to decide on",
}


def earlier_papers(paper: Paper) -> tuple[Paper, ...]:
    """The papers of the same report at earlier stops of its route, in order."""
    return tuple(_on_route(paper).filter(stop__lt=paper.stop)) if paper.route else ()


def later_papers(paper: Paper) -> tuple[Paper, ...]:
    """The papers of the same report at later stops of its route, in order."""
    return tuple(_on_route(paper).filter(stop__gt=paper.stop)) if paper.route else ()


def _on_route(paper: Paper) -> QuerySet[Paper]:
    same = Paper.objects.filter(round=paper.round_id, route=paper.route).select_related("meeting__body")
    return same.order_by("stop", "meeting__day", "pk")


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
    names = names_by_day({each.meeting.day for each in along})
    return tuple(
        RouteStopLine(
            paper=each.pk,
            body=names[each.meeting.day].body(each.meeting.body_id),
            meeting=each.meeting.day,
            purpose=PURPOSES.get(each.purpose, ""),
            state=PAPER.states[each.state].word,
            here=each.pk == paper.pk,
        )
        for each in along
    )
