"""Choosing among candidate projects: criteria, weights and scores, each kept with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from goldenthread.access import Actor, check_can
from goldenthread.actions import checks, door
from goldenthread.actions.projects import current
from goldenthread.models import CandidateScore, Criterion, Prioritisation, Project
from goldenthread.reports.project_records import scope_of
from goldenthread.rules.prioritisation import Weighed
from goldenthread.rules.refusals import Refusal


def begin(*, by: Actor, at: datetime, title: str, criteria: Sequence[Weighed], top_score: int = 5) -> Prioritisation:
    """A new exercise of choosing, with its criteria and their weights; scores go from 0 to `top_score`."""
    with door.write():
        check_can(by, "manage_projects")
        title = checks.words(title, "what is being chosen")
        checks.unused(Prioritisation.objects.filter(title__iexact=title), f"There is already one called {title}.")
        if not criteria:
            raise Refusal("no_criteria", "Give at least one criterion.")
        if not 1 <= top_score <= 100:
            raise Refusal("wrong_top_score", "The highest score is between 1 and 100.")
        made = checks.keep(Prioritisation(title=title, top_score=top_score, recorded_at=at, recorded_by=by.signed_in))
        for criterion in criteria:
            _weigh(by, at, made, criterion, "")
        door.audit(by, at, "prioritisation.begin", made, criteria=[one.code for one in criteria])
    return made


def weigh(*, by: Actor, at: datetime, prioritisation: Prioritisation, criterion: Weighed, reason: str) -> Criterion:
    """A criterion's words and weight from now on; the ranking as it was can still be repeated."""
    with door.write():
        check_can(by, "manage_projects")
        kept = _weigh(by, at, prioritisation, criterion, checks.change_reason(reason, "the weight changes"))
        door.audit(by, at, "prioritisation.weigh", prioritisation, criterion=criterion.code, weight=criterion.weight)
    return kept


def _weigh(by: Actor, at: datetime, prioritisation: Prioritisation, criterion: Weighed, reason: str) -> Criterion:
    if criterion.weight < 1:
        raise Refusal("no_weight", f"{criterion.code} needs a weight of at least 1.")
    code = checks.code(criterion.code, "a criterion's code")
    prioritisation.criteria.current().filter(code=code).update(superseded_at=at)
    return checks.keep(
        Criterion(
            prioritisation=prioritisation,
            code=code,
            title=checks.words(criterion.title, "the criterion"),
            weight=criterion.weight,
            reason=reason,
            recorded_at=at,
            recorded_by=by.signed_in,
        )
    )


def score(
    *,
    by: Actor,
    at: datetime,
    prioritisation: Prioritisation,
    project: Project,
    scores: Mapping[str, int],
    reason: str = "",
) -> list[CandidateScore]:
    """A candidate's scores by criterion. Only those that differ from what is there are kept, and returned."""
    with door.write():
        check_can(by, "manage_projects", scope_of(current(project)))
        known = set(prioritisation.criteria.current().values_list("code", flat=True))
        there = {row.criterion: row for row in prioritisation.scores.current().filter(project=project)}
        for code, given in scores.items():
            if code not in known:
                raise Refusal("no_such_criterion", f"“{code}” is not a criterion here.")
            if not 0 <= given <= prioritisation.top_score:
                raise Refusal("score_out_of_range", f"A score is from 0 to {prioritisation.top_score}.")
        wanted = {code: given for code, given in scores.items() if code not in there or there[code].score != given}
        changed = [there[code].pk for code in wanted if code in there]
        if changed:
            reason = checks.change_reason(reason, "a score that was already given changes")
        CandidateScore.objects.filter(pk__in=changed).update(superseded_at=at)
        rows = [
            checks.keep(
                CandidateScore(
                    prioritisation=prioritisation,
                    project=project,
                    criterion=code,
                    score=given,
                    reason=reason.strip(),
                    recorded_at=at,
                    recorded_by=by.signed_in,
                )
            )
            for code, given in wanted.items()
        ]
        if rows:
            door.audit(by, at, "prioritisation.score", project, scores=wanted)
    return rows
