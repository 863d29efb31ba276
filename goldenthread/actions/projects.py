"""Projects: what they are, whose they are, and whether they are proposed, live or over."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict, Unpack

from goldenthread.access import Actor, Scope, check_can
from goldenthread.actions import checks, door, round_items
from goldenthread.models import (
    Body,
    Decision,
    Portfolio,
    Post,
    Project,
    ProjectStanding,
    ProjectVersion,
    Service,
    StandingWithdrawal,
)
from goldenthread.reports.project_records import delivery_rules, scope_of
from goldenthread.rules.delivery import OVER, STATE_WORDS, check_may_follow
from goldenthread.rules.refusals import Refusal

# The framework's word for what leads to each state.
CHANGES = {"live": "addition", "completed": "completion", "deleted": "deletion", "replaced": "replacement"}


class Words(TypedDict, total=False):
    """What a project is and whose it is (`models.ProjectVersion`); what is left out stays as it is."""

    title: str
    description: str
    benefits: str
    sponsor: Post | None
    manager: Post | None
    service: Service
    body: Body | None
    portfolio: Portfolio | None
    category: str
    stage: str
    starts: date | None
    ends: date | None
    budget_reference: str
    resources: str


def add(
    *,
    by: Actor,
    at: datetime,
    ref: str,
    effective_from: date,
    kind: str = "project",
    state: str = "live",
    decision: Decision | None = None,
    reason: str = "",
    **words: Unpack[Words],
) -> Project:
    """A new project, live or as a candidate (proposed). Its reference is never used again.

    It needs a title and a service.
    """
    with door.write():
        service = words.get("service")
        if service is None:
            raise Refusal("no_service", "Say which service's project it is.")
        check_can(by, "manage_projects", Scope(service=service.pk, directorate=service.directorate_id))
        ref = checks.code(ref, "a project's reference")
        if "/" in ref:
            raise Refusal(
                "not_a_code", f"“{ref}” has a / in it, which its page’s address cannot have. Write - instead."
            )
        taken = Project.objects.filter(ref__iexact=ref).first()
        if taken:
            raise Refusal("ref_used", f"The reference {taken.ref} is taken, and references are never used again.")
        rules = delivery_rules(effective_from)
        if kind not in {one.code for one in rules.kinds}:
            known = ", ".join(one.code for one in rules.kinds)
            raise Refusal("unknown_kind", f"“{kind}” is not a kind of project here. Kinds: {known}.")
        if state not in ("proposed", "live"):
            raise Refusal("wrong_state", "A new project is proposed or live.")
        project = checks.keep(Project(ref=ref, kind=kind))
        version = _say(by, at, project, words, "")
        if state == "live":
            check_decided("addition", version, decision, effective_from)
        _stand(by, at, project, state, effective_from, reason, decision, None)
        door.audit(by, at, "projects.add", project, kind=kind, state=state)
    return project


def revise(*, by: Actor, at: datetime, project: Project, reason: str, **words: Unpack[Words]) -> ProjectVersion:
    """Change what a project is or whose it is; the earlier words stay on record."""
    with door.write():
        check_can(by, "manage_projects", scope_of(current(project)))
        if "service" in words:
            check_can(
                by,
                "manage_projects",
                Scope(project=project.pk, service=words["service"].pk, directorate=words["service"].directorate_id),
            )
        why = checks.change_reason(reason, "the project changes")
        version = _say(by, at, project, words, why)
        door.audit(by, at, "projects.revise", project, changed=sorted(words))
    return version


def stand(
    *,
    by: Actor,
    at: datetime,
    project: Project,
    state: str,
    effective_from: date,
    reason: str,
    decision: Decision | None = None,
    replaced_by: Project | None = None,
) -> ProjectStanding:
    """A project goes live, is completed, deleted or replaced from a day on.

    Where the framework says so, only by a decision of the body that owns it. A project is replaced by another, which
    has to be there.
    """
    with door.write():
        version = current(project)
        check_can(by, "manage_projects", scope_of(version))
        now = project.standings.current().order_by("effective_from").last()
        check_may_follow(state, now.state if now else "proposed")
        if (state == "replaced") != (replaced_by is not None):
            raise Refusal("replaced_by_what", "Say which project takes its place, and do so only where one does.")
        if replaced_by is not None and replaced_by.pk == project.pk:
            raise Refusal("replaced_by_itself", f"{project.ref} cannot take its own place.")
        if now and effective_from < now.effective_from:
            raise Refusal("before_now", f"{project.ref} has been {STATE_WORDS[now.state].lower()} since a later day.")
        why = checks.change_reason(reason, f"the project is {STATE_WORDS[state].lower()}")
        check_decided(CHANGES[state], version, decision, effective_from)
        standing = _stand(by, at, project, state, effective_from, why, decision, replaced_by)
        if state in OVER:
            round_items.release(by=by, at=at, project=project)
        door.audit(by, at, "projects.stand", project, state=state, effective_from=str(effective_from))
    return standing


def withdraw_standing(*, by: Actor, at: datetime, standing: ProjectStanding, reason: str) -> StandingWithdrawal:
    """A standing that was recorded by mistake never held: the one before holds again. It stays to be read.

    Only the newest can be withdrawn, and not the first, without which there would be no project.
    """
    with door.write():
        project = standing.project
        check_can(by, "manage_projects", scope_of(current(project)))
        newest = project.standings.current().order_by("effective_from", "pk").last()
        if newest is None or newest.pk != standing.pk:
            raise Refusal("not_the_newest", f"Only the newest standing of {project.ref} can be withdrawn.")
        replaced = project.standings.filter(
            superseded_at=standing.recorded_at, effective_from=standing.effective_from
        ).last()
        if replaced is None and project.standings.current().count() == 1:
            raise Refusal("the_first", f"{project.ref} has no other standing. Delete the project, if it is given up.")
        project.standings.current().filter(pk=standing.pk).update(superseded_at=at)
        made = checks.keep(
            StandingWithdrawal(
                standing=standing,
                reason=checks.change_reason(reason, "the standing is withdrawn"),
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        if replaced is not None:
            _stand(
                by,
                at,
                project,
                replaced.state,
                replaced.effective_from,
                replaced.reason,
                replaced.decision,
                replaced.replaced_by,
            )
        door.audit(by, at, "projects.withdraw_standing", standing, state=standing.state)
    return made


def current(project: Project) -> ProjectVersion:
    """What a project says now."""
    return project.versions.current().select_related("service", "body", "project").get()


def check_decided(change: str, version: ProjectVersion, decision: Decision | None, on: date) -> None:
    """Refuse a change that needs a decision and has none, or has one of a body that does not own the project."""
    if decision is None:
        if change in delivery_rules(on).needs_decision:
            owner = f"The body that owns {version.project.ref}" if version.body_id else "A body"
            raise Refusal(
                "decision_needed",
                f"{owner} has to agree to this {change.replace('_', ' ')}. Record its decision first, then choose it.",
            )
        return
    if version.body_id is None:
        raise Refusal(
            "no_owner", f"No body owns {version.project.ref}, so none can decide on it. Say which one does first."
        )
    if decision.body_id != version.body_id:
        raise Refusal("other_body", f"{version.project.ref} belongs to another body than the one that decided this.")


def _say(by: Actor, at: datetime, project: Project, words: Words, reason: str) -> ProjectVersion:
    version = project.versions.current().first() or ProjectVersion(project=project, number=0)
    project.versions.current().update(superseded_at=at)
    version.pk, version._state.adding = None, True
    version.number += 1
    version.reason, version.recorded_at, version.recorded_by, version.superseded_at = reason, at, by.signed_in, None
    for name, value in words.items():
        setattr(version, name, value.strip() if isinstance(value, str) else value)
    version.title = checks.words(version.title, "the project's title")
    if version.starts is not None:
        checks.span(version.starts, version.ends)
    return checks.keep(version)


def _stand(
    by: Actor,
    at: datetime,
    project: Project,
    state: str,
    effective_from: date,
    reason: str,
    decision: Decision | None,
    replaced_by: Project | None,
) -> ProjectStanding:
    project.standings.current().filter(effective_from=effective_from).update(superseded_at=at)
    return checks.keep(
        ProjectStanding(
            project=project,
            state=state,
            effective_from=effective_from,
            decision=decision,
            replaced_by=replaced_by,
            reason=reason.strip(),
            recorded_at=at,
            recorded_by=by.signed_in,
        )
    )
