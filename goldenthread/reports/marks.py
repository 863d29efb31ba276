"""The marks of what may not be published: read where records are built, so that no page has to leave anything out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Final

from django.db.models import QuerySet

from goldenthread.models.cycles import Paper
from goldenthread.models.markings import Marking
from goldenthread.reports.reading import read_once
from goldenthread.rules.withholding import Ground

WHOLE: Final = ""
"""The part that stands for all of a thing."""

EXCEPTION: Final = "exception"

RETURN_PARTS: Final[Mapping[str, str]] = {
    WHOLE: "All of it: the figure and every word",
    "commentary": "What happened and why",
    "action": "What is being done about it",
    EXCEPTION: "The exception report",
}
"""What of a return can be withheld by itself."""

TITLE: Final = "title"
ANSWER: Final = "answer"

ITEM_PARTS: Final[Mapping[str, str]] = {
    WHOLE: "What is said and decided of it; the title stays public",
    TITLE: "The title too",
}
"""What of an agenda item can be withheld."""

TRACKED_PARTS: Final[Mapping[str, str]] = {WHOLE: "What is asked, and the answer", ANSWER: "The answer alone"}
"""What of a tracked item can be withheld."""

ACTION_PARTS: Final[Mapping[str, str]] = {WHOLE: "all but its title", TITLE: "its title too"}
"""What of an action of a service plan can be withheld."""

Marks = Mapping[str, Ground]
"""Grounds by the part they withhold."""

NO_MARKS: Final[Marks] = {}


def standing(known_at: datetime | None = None) -> QuerySet[Marking]:
    """The marks that withhold: those of now, and those of an earlier moment that is looked at.

    What is withheld now stays withheld in every view of the past.
    """
    marks = Marking.objects.filter(superseded_at__isnull=True)
    if known_at is not None:
        marks = marks | Marking.objects.as_at(known_at)
    return marks.exclude(kind="open")


@read_once
def _all(known_at: datetime | None) -> tuple[Marking, ...]:
    """Every mark that withholds, with its return: there are never many."""
    return tuple(standing(known_at).select_related("of_return"))


def ground_of(found: Marks, part: str) -> Ground | None:
    """Why a part is withheld: by its own mark, or by one on all of the thing."""
    return found.get(part) or found.get(WHOLE)


def open_text(text: str, ground: Ground | None) -> str:
    """A text, or what is said in its place; nothing where there is nothing to withhold."""
    return ground.omission if ground is not None and text else text


def of_things(thing: str, known_at: datetime | None = None) -> Mapping[int, Marks]:
    """The marks on things of a kind (a field of `Marking`), by primary key and part."""
    found: dict[int, dict[str, Ground]] = defaultdict(dict)
    for mark in _all(known_at):
        pk = getattr(mark, f"{thing}_id")
        if pk is not None and mark.ends is None:
            found[pk][mark.part] = mark.ground
    return found


def of_periods(thing: str, known_at: datetime | None = None) -> Mapping[tuple[int, date], Ground]:
    """The marks on what is said of things of a kind in a period, by primary key and the period's last day."""
    return {
        (getattr(mark, f"{thing}_id"), mark.ends): mark.ground
        for mark in _all(known_at)
        if getattr(mark, f"{thing}_id") is not None and mark.ends is not None
    }


def of_returns(known_at: datetime | None, measures: Collection[int]) -> Mapping[int, list[Marking]]:
    """The marks on returns, each with its return, by the measure's primary key: one query."""
    found: dict[int, list[Marking]] = defaultdict(list)
    for mark in _all(known_at):
        if mark.of_return is not None and mark.of_return.measure_id in measures:
            found[mark.of_return.measure_id].append(mark)
    return found


def of_projects(known_at: datetime | None = None) -> Mapping[int, Ground]:
    """The marks on whole projects, by primary key."""
    return {pk: found[WHOLE] for pk, found in of_things("project", known_at).items()}


def of_risks(known_at: datetime | None = None) -> Mapping[int, Ground]:
    """The marks on risks, by the risk's primary key: one query."""
    return {pk: found[WHOLE] for pk, found in of_things("risk", known_at).items()}


def of_paper(paper: Paper, known_at: datetime | None = None) -> Marks:
    """The marks on a paper's own texts, sections and appendices: one query."""
    return {mark.part: mark.ground for mark in standing(known_at).filter(paper=paper)}
