"""The ranking of candidate projects, now or as it was on an earlier day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.access import Actor
from goldenthread.models import Prioritisation
from goldenthread.reports.project_records import ProjectRecord, as_read_by, project_records
from goldenthread.rules.prioritisation import Ranked, Weighed, rank
from goldenthread.rules.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Candidate:
    """A project in the ranking; `scores` are in the order of the criteria, None where one lacks."""

    ref: str
    title: str
    ranked: Ranked
    scores: tuple[int | None, ...]
    may_score: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """An exercise of choosing: its criteria, and the candidates by their place."""

    pk: int
    title: str
    top_score: int
    criteria: tuple[Weighed, ...]
    candidates: tuple[Candidate, ...]
    most: int


def ranking(*, reader: Actor, on: date, pk: int, known_at: datetime | None = None) -> Ranking:
    """The ranking from the weights and scores known at a moment.

    Candidates are the projects that are proposed, and every one that was scored.
    """
    reader.signed_in  # noqa: B018
    made = Prioritisation.objects.filter(pk=pk).first()
    if made is None:
        raise Refusal("no_such_ranking", "There is no such ranking.")
    criteria = criteria_of(made, known_at)
    scores: dict[int, dict[str, int]] = defaultdict(dict)
    for row in made.scores.as_at(known_at):
        scores[row.project_id][row.criterion] = row.score
    records = {
        record.project.ref: record
        for record in as_read_by(reader, project_records(known_at), known_at)
        if record.project.pk in scores or record.standing(on).state == "proposed"
    }
    by_ref = {ref: scores[record.project.pk] for ref, record in records.items()}
    ranked = rank(by_ref, criteria, made.top_score)
    return Ranking(
        pk=made.pk,
        title=made.title,
        top_score=made.top_score,
        criteria=criteria,
        candidates=tuple(_candidate(one, records[one.ref], by_ref[one.ref], criteria, reader) for one in ranked),
        most=made.top_score * sum(criterion.weight for criterion in criteria),
    )


def criteria_of(made: Prioritisation, known_at: datetime | None = None) -> tuple[Weighed, ...]:
    """The criteria with their weights, by code."""
    rows = made.criteria.as_at(known_at).order_by("code")
    return tuple(Weighed(row.code, row.title, row.weight) for row in rows)


def _candidate(
    one: Ranked, record: ProjectRecord, given: Mapping[str, int], criteria: tuple[Weighed, ...], reader: Actor
) -> Candidate:
    return Candidate(
        ref=one.ref,
        title=record.version.title,
        ranked=one,
        scores=tuple(given.get(criterion.code) for criterion in criteria),
        may_score=reader.may("manage_projects", record.scope),
    )
