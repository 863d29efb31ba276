"""Changes to agreed measures: proposed by officers, approved or refused by a body, and then in force."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from goldenthread.access import EVERYWHERE, Actor, Grant, Scope, check_can
from goldenthread.actions import checks, door, measures
from goldenthread.actions.measures import PeriodTarget
from goldenthread.models import Decision, Measure, MeasureProposal, MeasureProposalAnswer, Ownership, Target
from goldenthread.reports import records
from goldenthread.rules.bodies import is_executive
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal

_FIGURES: Final = ("target", "floor", "stretch", "low", "high")
REDEFINED: Final = ("title", "definition")


def propose_target(*, by: Actor, at: datetime, measure: Measure, target: PeriodTarget, reason: str) -> MeasureProposal:
    """Ask a body for another target in one period; until it is approved the target in force stays."""
    checks.span(target.starts, target.ends)
    figures = _figures(target)
    if not figures:
        raise Refusal("no_figure", "Say what should be aimed at.")
    there = measure.targets.current().filter(starts=target.starts, ends=target.ends).first()
    change = {"starts": str(target.starts), "ends": str(target.ends), "figures": figures, "was": _figures(there)}
    return _propose(by, at, measure, "target", change, target.starts, reason)


def _figures(row: PeriodTarget | Target | None) -> dict[str, str]:
    return {name: f"{value:f}" for name in _FIGURES if (value := getattr(row, name, None)) is not None}


def propose_agreement(
    *, by: Actor, at: datetime, measure: Measure, effective_from: date, reason: str
) -> MeasureProposal:
    """Ask a body to agree a measure that is proposed, so that it is live from a day on."""
    return _propose(by, at, measure, "agree", {}, effective_from, reason)


def propose_retirement(
    *, by: Actor, at: datetime, measure: Measure, effective_from: date, reason: str
) -> MeasureProposal:
    """Ask a body to retire a measure from a day on."""
    return _propose(by, at, measure, "retire", {}, effective_from, reason)


def propose_words(
    *, by: Actor, at: datetime, measure: Measure, effective_from: date, reason: str, **words: str
) -> MeasureProposal:
    """Ask a body for another `title` or `definition` of a measure from a day on."""
    change = {name: text.strip() for name, text in words.items() if name in REDEFINED and text.strip()}
    if not change:
        raise Refusal("no_change", "Write the new title or the new definition.")
    return _propose(by, at, measure, "redefine", change, effective_from, reason)


def _propose(
    by: Actor,
    at: datetime,
    measure: Measure,
    kind: str,
    change: Mapping[str, Any],
    effective_from: date,
    reason: str,
) -> MeasureProposal:
    with door.write():
        _check_can_propose(by, measure)
        if measure.proposals.filter(kind=kind, change=dict(change), answer__isnull=True).exists():
            raise Refusal("already_asked", f"This change to {measure.ref} is already waiting. Withdraw it first.")
        proposal = checks.keep(
            MeasureProposal(
                measure=measure,
                kind=kind,
                change=dict(change),
                effective_from=effective_from,
                reason=checks.change_reason(reason, f"{measure.ref} should change"),
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        door.audit(by, at, "measures.propose", measure, change=kind, proposal=proposal.pk)
    return proposal


def withdraw(*, by: Actor, at: datetime, proposal: MeasureProposal, reason: str) -> MeasureProposalAnswer:
    """Officers take a proposal back before it is decided."""
    with door.write():
        _check_can_propose(by, proposal.measure)
        why = checks.change_reason(reason, "the proposal is taken back")
        return _answer(by, at, proposal, "withdrawn", None, why)


def settle(
    *, by: Actor, at: datetime, proposal: MeasureProposal, decision: Decision, approve: bool
) -> MeasureProposalAnswer:
    """The body's decision on a proposed change: approved, it takes effect; refused, it stays visible.

    A target is never changed for a period that ended before the decision.
    """
    with door.write():
        check_can(by, "record_outcomes", Scope(body=decision.body_id))
        _check_decides(proposal, decision)
        answer = _answer(by, at, proposal, "approved" if approve else "refused", decision, "")
        if approve:
            _EFFECTS[proposal.kind](_by_authority_of(by, decision), at, proposal, decision)
    return answer


def _answer(
    by: Actor, at: datetime, proposal: MeasureProposal, outcome: str, decision: Decision | None, reason: str
) -> MeasureProposalAnswer:
    if MeasureProposalAnswer.objects.filter(proposal=proposal).exists():
        raise Refusal(
            "already_decided", f"This change to {proposal.measure.ref} has already been decided or taken back."
        )
    answer = checks.keep(
        MeasureProposalAnswer(
            proposal=proposal,
            outcome=outcome,
            decision=decision,
            reason=reason,
            recorded_at=at,
            recorded_by=by.signed_in,
        )
    )
    door.audit(by, at, "measures.settle", proposal.measure, change=proposal.kind, outcome=outcome)
    return answer


def _owner(measure: Measure, on: date) -> Ownership | None:
    return records.in_force(list(measure.ownerships.current().select_related("service")), on)


def _check_can_propose(by: Actor, measure: Measure) -> None:
    """Refuse who neither keeps the measures nor heads the service that owns this one."""
    owner = _owner(measure, by.on)
    scope = Scope(
        measure=measure.pk,
        service=owner.service_id if owner else None,
        directorate=owner.service.directorate_id if owner else None,
    )
    if not by.may("sign_off", scope):
        check_can(by, "manage_measures", scope)


def _check_decides(proposal: MeasureProposal, decision: Decision) -> None:
    """Refuse a body whose measure it is not, unless it is the executive or the council itself; and what is past."""
    ref = proposal.measure.ref
    owner = _owner(proposal.measure, decision.day)
    over_all = is_executive(decision.body.kind) or decision.body.kind == "council"
    if not over_all and (owner is None or owner.body_id != decision.body_id):
        raise Refusal("other_body", f"{ref} belongs to another body than the one that decided this.")
    if proposal.kind == "target" and date.fromisoformat(proposal.change["ends"]) < decision.day:
        ended = day_words(date.fromisoformat(proposal.change["ends"]))
        raise Refusal(
            "never_retrospective",
            f"The period of the target that is proposed for {ref} ended on {ended}, before the meeting: a target is "
            "never changed after its period. Withdraw the proposal.",
        )


def _by_authority_of(by: Actor, decision: Decision) -> Actor:
    """Whoever records a decision, with the authority to change what the body decided on: the body's, not their own."""
    return replace(by, grants=(*by.grants, Grant("performance_team", EVERYWHERE)), on=max(by.on, decision.day))


# What takes effect ----------------------------------------------------------------------------------------------------


def _set_target(by: Actor, at: datetime, proposal: MeasureProposal, decision: Decision) -> None:
    change = proposal.change
    figures = {name: Decimal(text) for name, text in change["figures"].items()}
    wanted = PeriodTarget(date.fromisoformat(change["starts"]), date.fromisoformat(change["ends"]), **figures)
    measures.set_target(by=by, at=at, measure=proposal.measure, target=wanted, reason=_because(proposal, decision))


def _agree(by: Actor, at: datetime, proposal: MeasureProposal, decision: Decision) -> None:
    day, why = _from(proposal, decision), _because(proposal, decision)
    measures.reinstate(by=by, at=at, measure=proposal.measure, effective_from=day, reason=why)


def _retire(by: Actor, at: datetime, proposal: MeasureProposal, decision: Decision) -> None:
    day, why = _from(proposal, decision), _because(proposal, decision)
    measures.retire(by=by, at=at, measure=proposal.measure, effective_from=day, reason=why)


def _redefine(by: Actor, at: datetime, proposal: MeasureProposal, decision: Decision) -> None:
    words: Any = {name: proposal.change[name] for name in REDEFINED if name in proposal.change}
    day, why = _from(proposal, decision), _because(proposal, decision)
    measures.redefine(by=by, at=at, measure=proposal.measure, effective_from=day, reason=why, **words)


def _from(proposal: MeasureProposal, decision: Decision) -> date:
    return max(proposal.effective_from, decision.day)


def _because(proposal: MeasureProposal, decision: Decision) -> str:
    return f"{proposal.reason} Approved by minute {decision.minute} of {day_words(decision.day)}."


_EFFECTS: Final[Mapping[str, Callable[[Actor, datetime, MeasureProposal, Decision], None]]] = {
    "target": _set_target,
    "agree": _agree,
    "retire": _retire,
    "redefine": _redefine,
}
