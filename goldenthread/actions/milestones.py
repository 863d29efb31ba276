"""Milestones: their dates, each an appended fact, and the new dates that are asked for, approved and refused."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Max

from goldenthread.access import Actor, Scope, check_can
from goldenthread.actions import checks, door, round_items
from goldenthread.actions.projects import check_decided, current
from goldenthread.models import DateProposal, Decision, Milestone, MilestoneDate, Project, ProposalOutcome
from goldenthread.reports.project_records import delivery_rules, scope_of
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal


def add(*, by: Actor, at: datetime, project: Project, title: str, day: date, reason: str = "") -> Milestone:
    """A milestone with its first date, which is both the original and the approved one."""
    with door.write():
        check_can(by, "manage_projects", scope_of(current(project)))
        last = project.milestones.aggregate(last=Max("number"))["last"] or 0
        milestone = checks.keep(
            Milestone(
                project=project,
                number=last + 1,
                title=checks.words(title, "the milestone's name"),
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        for kind in ("original", "approved"):
            _date(by, at, milestone, kind, day, reason)
        door.audit(by, at, "milestones.add", milestone, day=str(day))
    return milestone


def forecast(*, by: Actor, at: datetime, milestone: Milestone, day: date, reason: str) -> MilestoneDate:
    """When it will be reached, as far as the project can say; the approved date stays."""
    with door.write():
        _check_open(by, milestone)
        why = checks.change_reason(reason, "this date is expected")
        kept = _date(by, at, milestone, "forecast", day, why)
        round_items.reopen(by=by, at=at, project=milestone.project)
        door.audit(by, at, "milestones.forecast", milestone, day=str(day))
    return kept


def reach(*, by: Actor, at: datetime, milestone: Milestone, day: date, reason: str = "") -> MilestoneDate:
    """The day it was reached, today at the latest."""
    with door.write():
        _check_open(by, milestone)
        if day > by.on:
            raise Refusal("not_yet", f"{day_words(day)} has not come yet. Give it as the forecast instead.")
        kept = _date(by, at, milestone, "actual", day, reason)
        round_items.reopen(by=by, at=at, project=milestone.project)
        door.audit(by, at, "milestones.reach", milestone, day=str(day))
    return kept


def propose(*, by: Actor, at: datetime, milestone: Milestone, day: date | None, reason: str) -> DateProposal | None:
    """Ask for a new approved date, or, without a day, for the milestone to be removed.

    It waits for the body that owns the project. Where the framework asks for no decision the date holds at once, and
    None is returned.
    """
    with door.write():
        _check_open(by, milestone)
        why = checks.change_reason(reason, "the date should change")
        if _waiting(milestone):
            raise Refusal("already_asked", f"A change to {milestone} is already waiting. Withdraw it first.")
        approved = milestone.dates.current().filter(kind="approved").first()
        if approved is not None and approved.day == day:
            raise Refusal("no_change", f"{day_words(approved.day)} is the approved date already.")
        round_items.reopen(by=by, at=at, project=milestone.project)
        if "new_date" not in delivery_rules(by.on).needs_decision:
            _take_effect(by, at, milestone, day, why, None)
            door.audit(by, at, "milestones.change", milestone, day=str(day or ""))
            return None
        if current(milestone.project).body_id is None:
            raise Refusal(
                "no_owner",
                f"No body owns {milestone.project.ref}, so none can agree to a new date. Say which one does first.",
            )
        proposal = checks.keep(
            DateProposal(milestone=milestone, day=day, reason=why, recorded_at=at, recorded_by=by.signed_in)
        )
        door.audit(by, at, "milestones.propose", milestone, day=str(day or ""))
    return proposal


def withdraw(*, by: Actor, at: datetime, proposal: DateProposal, reason: str) -> ProposalOutcome:
    """The project takes a proposal back before it is decided."""
    with door.write():
        _check_open(by, proposal.milestone)
        _check_undecided(proposal)
        why = checks.change_reason(reason, "the proposal is taken back")
        outcome = _outcome(by, at, proposal, "withdrawn", None, why)
        door.audit(by, at, "milestones.withdraw", proposal.milestone)
    return outcome


def settle(*, by: Actor, at: datetime, proposal: DateProposal, decision: Decision, approve: bool) -> ProposalOutcome:
    """The body's decision on a proposal: approved, it takes effect; refused, it stays visible."""
    with door.write():
        check_can(by, "record_outcomes", Scope(body=decision.body_id))
        _check_undecided(proposal)
        version = current(proposal.milestone.project)
        check_decided("new_date", version, decision, by.on)
        outcome = _outcome(by, at, proposal, "approved" if approve else "refused", decision, "")
        if approve:
            _take_effect(by, at, proposal.milestone, proposal.day, proposal.reason, decision)
        door.audit(by, at, "milestones.settle", proposal.milestone, outcome=outcome.outcome, decision=decision.pk)
    return outcome


def _take_effect(
    by: Actor, at: datetime, milestone: Milestone, day: date | None, reason: str, decision: Decision | None
) -> None:
    if day is None:
        _date(by, at, milestone, "removed", decision.day if decision else by.on, reason, decision)
    else:
        _date(by, at, milestone, "approved", day, reason, decision)


def _date(
    by: Actor,
    at: datetime,
    milestone: Milestone,
    kind: str,
    day: date,
    reason: str,
    decision: Decision | None = None,
) -> MilestoneDate:
    milestone.dates.current().filter(kind=kind).update(superseded_at=at)
    return checks.keep(
        MilestoneDate(
            milestone=milestone,
            kind=kind,
            day=day,
            decision=decision,
            reason=reason.strip(),
            recorded_at=at,
            recorded_by=by.signed_in,
        )
    )


def _outcome(
    by: Actor, at: datetime, proposal: DateProposal, outcome: str, decision: Decision | None, reason: str
) -> ProposalOutcome:
    return checks.keep(
        ProposalOutcome(
            proposal=proposal,
            outcome=outcome,
            decision=decision,
            reason=reason,
            recorded_at=at,
            recorded_by=by.signed_in,
        )
    )


def _waiting(milestone: Milestone) -> bool:
    return milestone.proposals.filter(outcome__isnull=True).exists()


def _check_undecided(proposal: DateProposal) -> None:
    if ProposalOutcome.objects.filter(proposal=proposal).exists():
        raise Refusal("already_decided", f"{proposal} has already been decided or taken back.")


def _check_open(by: Actor, milestone: Milestone) -> None:
    """Refuse who may not update the project, and changes to what is reached or removed."""
    check_can(by, "update_projects", scope_of(current(milestone.project)))
    over = milestone.dates.current().filter(kind__in=("actual", "removed")).first()
    if over is not None:
        what = "was reached" if over.kind == "actual" else "was removed"
        raise Refusal("milestone_over", f"{milestone} {what} on {day_words(over.day)}.")
