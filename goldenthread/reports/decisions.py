"""What bodies decided, and the new dates that wait for a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.access import Actor, Scope
from goldenthread.models import Body, DateProposal, Decision
from goldenthread.reports.closed import closed_items
from goldenthread.reports.marks import NO_MARKS, TITLE, Marks, ground_of
from goldenthread.reports.names import names_on
from goldenthread.reports.projects import ProjectLine, project_lines
from goldenthread.rules.periods import day_words
from goldenthread.rules.withholding import Ground


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision and what took effect, or did not, by it."""

    pk: int
    body: str
    day: date
    minute: str
    text: str
    effects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A new date that a body has to decide on; `was` is the approved date in words."""

    body: str
    line: ProjectLine
    proposal: DateProposal
    title: str
    was: str
    new: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions, newest first, what waits for one, and the bodies for which the reader may record one."""

    decided: tuple[Decided, ...]
    waiting: tuple[Waiting, ...]
    may_record: tuple[tuple[int, str], ...]


def decisions(*, reader: Actor, on: date) -> Decisions:
    """Everything decided and waiting, for anybody who is signed in."""
    reader.signed_in  # noqa: B018
    names = names_on(on)
    rows = Decision.objects.select_related("body").prefetch_related(
        "outcomes__proposal__milestone__project", "standings__project", "agenda_outcome"
    )
    closed = closed_items(reader)
    bodies = Body.objects.filter(ends=None)
    return Decisions(
        decided=tuple(
            Decided(row.pk, names.body(row.body_id), row.day, row.minute, *_said(row, closed)) for row in rows
        ),
        waiting=waiting(reader=reader, on=on),
        may_record=tuple(
            (body.pk, names.body(body.pk)) for body in bodies if reader.may("record_outcomes", Scope(body=body.pk))
        ),
    )


def waiting(*, reader: Actor, on: date, body: int | None = None) -> tuple[Waiting, ...]:
    """The new dates that wait for one body, or for any."""
    lines = project_lines(reader=reader, on=on, bodies=None if body is None else [body])
    return tuple(
        Waiting(
            body=line.body,
            line=line,
            proposal=milestone.asked,
            title=milestone.title,
            was=day_words(milestone.approved) if milestone.approved else "no date",
            new=milestone.proposed,
        )
        for line in lines
        for milestone in line.asks
        if milestone.asked is not None
    )


def _said(row: Decision, closed: Mapping[int, Marks]) -> tuple[str, tuple[str, ...]]:
    """The decision and what took effect by it; only that it is withheld, where it came of an item that is."""
    ground = ground_of_decision(row, closed)
    return (ground.omission, ()) if ground is not None else (row.text, _effects(row))


def ground_of_decision(row: Decision, closed: Mapping[int, Marks]) -> Ground | None:
    """Why a decision is withheld, where it came of an agenda item that is closed to the reader."""
    outcome = getattr(row, "agenda_outcome", None)
    return ground_of(closed.get(outcome.item_id, NO_MARKS), TITLE) if outcome is not None else None


def _effects(row: Decision) -> tuple[str, ...]:
    dates = tuple(
        f"{outcome.proposal.milestone}: "
        f"{day_words(outcome.proposal.day) if outcome.proposal.day else 'removal'} {outcome.outcome}"
        for outcome in row.outcomes.all()
    )
    standings = tuple(
        f"{standing.project.ref}: {standing.state} from {day_words(standing.effective_from)}"
        for standing in row.standings.all()
        if standing.superseded_at is None
    )
    return dates + standings
