"""How a project is going, period by period: each update a version, and none lost."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict, Unpack

from goldenthread.access import Actor, check_can
from goldenthread.actions import checks, door, round_items
from goldenthread.actions.projects import current
from goldenthread.models import Project, ProjectUpdate
from goldenthread.reports.project_records import delivery_rules, scope_of
from goldenthread.reports.records import frameworks, in_force
from goldenthread.rules.framework_delivery import Delivery
from goldenthread.rules.periods import span_words
from goldenthread.rules.refusals import Refusal

ASPECTS = ("overall", "time", "cost", "scope", "benefits")


class Said(TypedDict, total=False):
    """What an update says (`models.ProjectUpdate`). Statuses are codes of the framework; money is in pence."""

    overall: str
    time: str
    cost: str
    scope: str
    benefits: str
    percent_complete: int | None
    commentary: str
    achieved: str
    planned: str
    decisions_needed: str
    budget: int | None
    actual: int | None
    forecast: int | None
    whole_life: int | None


def report(
    *,
    by: Actor,
    at: datetime,
    project: Project,
    starts: date,
    ends: date,
    seen: int | None = None,
    reason: str = "",
    **said: Unpack[Said],
) -> ProjectUpdate:
    """How a project was going in a period. A second report replaces the first, which stays on record. It hands in what
    a round asks for; once the round's paper is final it is a revision, which needs a `reason`.

    `seen` is the number of the version that the writer saw, 0 for none: a report over somebody else's newer one is
    refused. None leaves that out.
    """
    with door.write():
        check_can(by, "update_projects", scope_of(current(project)))
        checks.span(starts, ends)
        before = project.updates.current().filter(starts=starts, ends=ends).first()
        number = before.number if before else 0
        if seen is not None and seen != number:
            raise Refusal(
                "changed_meanwhile",
                f"Somebody has updated {project.ref} for {span_words(starts, ends)} since you opened it. "
                "Open it again to see what they wrote; yours is still below.",
            )
        item = round_items.item_for(ends=ends, project=project)
        round_items.check_reason(item, reason)
        update = ProjectUpdate(
            project=project,
            starts=starts,
            ends=ends,
            number=number + 1,
            reason=reason.strip(),
            recorded_at=at,
            recorded_by=by.signed_in,
            **{name: value.strip() if isinstance(value, str) else value for name, value in said.items()},
        )
        _check(update, delivery_rules(ends))
        project.updates.current().filter(starts=starts, ends=ends).update(superseded_at=at)
        checks.keep(update)
        round_items.hand_in(by=by, at=at, item=item)
        round_items.require_exception(by=by, at=at, item=item, update=update)
        door.audit(by, at, "project_updates.report", project, ends=str(ends), overall=update.overall)
    return update


def _check(update: ProjectUpdate, rules: Delivery) -> None:
    known = {status.code for status in rules.status_set}
    for aspect in ASPECTS:
        given = getattr(update, aspect)
        if given and given not in known:
            raise Refusal("unknown_status", f"“{given}” is not a status here. Statuses: {', '.join(sorted(known))}.")
    if not update.overall:
        raise Refusal("status_missing", "Say how the project is going overall.")
    if update.percent_complete is not None and not 0 <= update.percent_complete <= 100:
        raise Refusal("not_a_percentage", "How much is complete is a whole number from 0 to 100.")
    framework = in_force(frameworks(), update.ends)
    wanted = framework.framework.judgement.commentary_when if framework else ()
    status = rules.status(update.overall)
    if status.shown_as in wanted and not update.commentary:
        raise Refusal("commentary_missing", f"Say why the project is “{status.word}”: the paper prints it.")
