"""Assessing and reviewing risks: scores proposed by officers, scores agreed by bodies, controls, actions, reviews."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.access import Actor, Scope, check_can
from goldenthread.actions import checks, decisions, door, round_items
from goldenthread.actions.risks import check_can_review, check_open, statement_of
from goldenthread.models import (
    Decision,
    Post,
    Risk,
    RiskAction,
    RiskActionUpdate,
    RiskAnswer,
    RiskAssessment,
    RiskControl,
    RiskReview,
)
from goldenthread.reports import risk_records
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.risk import ASPECT_WORDS, STRENGTH_WORDS
from goldenthread.rules.risk import next_review as after


def assess(
    *,
    by: Actor,
    at: datetime,
    risk: Risk,
    aspect: str,
    likelihood: int,
    impacts: Mapping[str, int],
    assessed_on: date,
    reason: str,
) -> RiskAssessment:
    """Score a risk by the matrix in force on the day: inherent, current or target. `impacts` is by dimension of the
    framework ("" where it has none); the highest counts. Where a body owns the risk, a current score is a proposal.
    """
    with door.write():
        check_can_review(by, risk)
        if aspect not in ASPECT_WORDS:
            raise Refusal("unknown_choice", f"“{aspect}” is not one of: {', '.join(ASPECT_WORDS)}.")
        if assessed_on > by.on:
            raise Refusal("not_yet", f"{day_words(assessed_on)} has not come yet: give the day the risk was assessed.")
        again = risk.assessments.filter(aspect=aspect).exists()
        why = checks.change_reason(reason, "the score changes") if again else reason.strip()
        impact = risk_records.impact_of(risk_records.risk_framework(assessed_on).framework.risk, impacts)
        assessment = _score(by, at, risk, aspect, (likelihood, impact), impacts, assessed_on, why)
        round_items.reopen(by=by, at=at, risk=risk)
        door.audit(by, at, "risks.assess", risk, aspect=aspect, score=assessment.label)
    return assessment


def _score(
    by: Actor,
    at: datetime,
    risk: Risk,
    aspect: str,
    levels: tuple[int, int],
    impacts: Mapping[str, int],
    assessed_on: date,
    reason: str,
) -> RiskAssessment:
    in_force = risk_records.risk_framework(assessed_on)
    likelihood, impact = levels
    matrix = in_force.framework.risk.matrix("threat" if risk.kind == "threat" else "opportunity")
    cell = matrix.cell(likelihood, impact)
    return checks.keep(
        RiskAssessment(
            risk=risk,
            aspect=aspect,
            likelihood=likelihood,
            impact=impact,
            impacts=dict(impacts),
            score=cell.score,
            label=cell.label,
            band=cell.band.word,
            framework=in_force.version,
            assessed_on=assessed_on,
            reason=reason,
            recorded_at=at,
            recorded_by=by.signed_in,
        )
    )


@dataclass(frozen=True, slots=True)
class Minuted:
    """A decision as it stands in the minutes, to be recorded if it is not yet."""

    day: date
    minute: str
    text: str


def agree(
    *, by: Actor, at: datetime, proposal: RiskAssessment, decision: Decision | Minuted, note: str = ""
) -> RiskAnswer:
    """Record that the body agreed the officers' score, by a decision."""
    with door.write():
        decision = _recorded(by, at, proposal, decision)
        _check_can_answer(by, proposal, decision)
        return _answer(by, at, proposal, "agreed", proposal, decision, note)


def refuse(
    *,
    by: Actor,
    at: datetime,
    proposal: RiskAssessment,
    decision: Decision | Minuted,
    levels: tuple[int, int] | None = None,
    note: str = "",
) -> RiskAnswer:
    """Record that the body refused the officers' score, by a decision. The score agreed before stays, or the one the
    body set: its `levels` of likelihood and impact. The refused proposal stays on record and in sight.
    """
    with door.write():
        decision = _recorded(by, at, proposal, decision)
        _check_can_answer(by, proposal, decision)
        risk = proposal.risk
        if levels is not None:
            why = f"Set by decision {decision.minute}."
            stays = _score(by, at, risk, "current", levels, {}, decision.day, why)
        else:
            stays = _agreed_before(risk, proposal)
        return _answer(by, at, proposal, "refused", stays, decision, note)


def _recorded(by: Actor, at: datetime, proposal: RiskAssessment, decision: Decision | Minuted) -> Decision:
    """The decision, recorded now where it was not."""
    if isinstance(decision, Decision):
        return decision
    body = statement_of(proposal.risk).body
    if body is None:
        raise Refusal("no_body", f"{proposal.risk.ref} belongs to no committee, so none can agree its score.")
    there = Decision.objects.filter(body=body, day=decision.day, minute__iexact=decision.minute.strip()).first()
    return there or decisions.record(
        by=by, at=at, body=body, day=decision.day, minute=decision.minute, text=decision.text
    )


def _agreed_before(risk: Risk, proposal: RiskAssessment) -> RiskAssessment:
    last = RiskAnswer.objects.filter(proposal__risk=risk).select_related("agreed").last()
    if last is not None:
        return last.agreed
    earlier = risk.assessments.filter(aspect="current", pk__lt=proposal.pk).last()
    if earlier is None:
        raise Refusal(
            "nothing_to_keep", "No earlier score is on record to stay in force: say which score the body set instead."
        )
    return earlier


def _check_can_answer(by: Actor, proposal: RiskAssessment, decision: Decision) -> None:
    check_can(by, "record_outcomes", Scope(body=decision.body_id))
    check_open(proposal.risk)
    statement = statement_of(proposal.risk)
    if statement.body_id != decision.body_id:
        raise Refusal(
            "other_body", f"{proposal.risk.ref} belongs to another committee: choose a decision of that committee."
        )
    if proposal.aspect != "current":
        raise Refusal("not_a_proposal", "A body agrees the score with today’s controls; choose that one.")
    if decision.day < proposal.assessed_on:
        raise Refusal(
            "decided_before", f"The score was proposed on {day_words(proposal.assessed_on)}, after that meeting."
        )
    if RiskAnswer.objects.filter(proposal=proposal).exists():
        raise Refusal("answered", "This proposal has been answered already.")
    if proposal != proposal.risk.assessments.filter(aspect="current").last():
        raise Refusal("newer_proposal", "Officers have proposed another score since: answer that one.")


def _answer(
    by: Actor,
    at: datetime,
    proposal: RiskAssessment,
    outcome: str,
    agreed: RiskAssessment,
    decision: Decision,
    note: str,
) -> RiskAnswer:
    answer = checks.keep(
        RiskAnswer(
            proposal=proposal,
            outcome=outcome,
            agreed=agreed,
            decision=decision,
            note=note.strip(),
            recorded_at=at,
            recorded_by=by.signed_in,
        )
    )
    action = "risks.agree" if outcome == "agreed" else "risks.refuse"
    door.audit(by, at, action, proposal.risk, proposed=proposal.label, agreed=agreed.label, decision=str(decision))
    return answer


# Controls, actions, reviews -------------------------------------------------------------------------------------------


def review(
    *, by: Actor, at: datetime, risk: Risk, reviewed_on: date, note: str, next_review: date | None = None
) -> RiskReview:
    """Record that a risk was looked at. Without `next_review` the band says when it is looked at again; a date later
    than that is refused.
    """
    with door.write():
        check_can_review(by, risk)
        if reviewed_on > by.on:
            raise Refusal("not_yet", f"{day_words(reviewed_on)} has not come yet: give the day of the review.")
        checks.span(risk.opened_on, reviewed_on)
        record = risk_records.load(reader=by, risks=[risk.pk])[0]
        now = record.official()
        if now is None:
            raise Refusal("no_score", f"Score {risk.ref} first: the band says how often it is reviewed.")
        latest = after(reviewed_on, now.cell.band)
        if next_review is not None and not reviewed_on < next_review <= latest:
            raise Refusal(
                "review_too_late",
                f"A {now.cell.band.word} risk is reviewed every {now.cell.band.review_months} months: choose a day "
                f"after the review and by {day_words(latest)}.",
            )
        reviewed = checks.keep(
            RiskReview(
                risk=risk,
                reviewed_on=reviewed_on,
                next_review=next_review or latest,
                note=checks.words(note, "what the review found"),
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        round_items.hand_in(by=by, at=at, item=round_items.item_for(ends=reviewed_on, risk=risk))
        door.audit(by, at, "risks.review", risk, next_review=str(reviewed.next_review))
    return reviewed


def add_control(*, by: Actor, at: datetime, risk: Risk, text: str, strength: str = "effective") -> RiskControl:
    """Something already in place, and how well it works."""
    with door.write():
        check_can_review(by, risk)
        if strength not in STRENGTH_WORDS:
            raise Refusal("unknown_choice", f"“{strength}” is not one of: {', '.join(STRENGTH_WORDS)}.")
        control = checks.keep(
            RiskControl(
                risk=risk,
                text=checks.words(text, "what is in place"),
                strength=strength,
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        door.audit(by, at, "risks.add_control", risk)
    return control


def end_control(*, by: Actor, at: datetime, control: RiskControl) -> None:
    """A control is no longer in place; that it was stays on record."""
    with door.write():
        check_can_review(by, control.risk)
        RiskControl.objects.current().filter(pk=control.pk).update(superseded_at=at)
        door.audit(by, at, "risks.end_control", control.risk)


def plan_action(*, by: Actor, at: datetime, risk: Risk, text: str, owner: Post, due: date) -> RiskAction:
    """Something that will be done about a risk: what, whose post, by when."""
    with door.write():
        check_can_review(by, risk)
        action = checks.keep(
            RiskAction(
                risk=risk,
                text=checks.words(text, "what will be done"),
                owner=owner,
                due=due,
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        door.audit(by, at, "risks.plan_action", risk, due=str(due))
    return action


def update_action(
    *,
    by: Actor,
    at: datetime,
    action: RiskAction,
    note: str = "",
    due: date | None = None,
    done_on: date | None = None,
) -> RiskActionUpdate:
    """How an action goes: words, another date with its reason, or the day it was done. The first date stays.

    Whoever holds the post that does it may say so, beside those who review the risk.
    """
    with door.write():
        if action.owner_id in risk_records.posts_held(by):
            check_open(action.risk)
        else:
            check_can_review(by, action.risk)
        if due is None and done_on is None and not note.strip():
            raise Refusal("nothing_said", "Say how the action goes, give another date, or the day it was done.")
        if due is not None and done_on is None:
            checks.change_reason(note, "the date changes")
        if done_on is not None and done_on > by.on:
            raise Refusal("not_yet", f"{day_words(done_on)} has not come yet: give the day the action was done.")
        update = checks.keep(
            RiskActionUpdate(
                action=action,
                note=note.strip(),
                due=due,
                done_on=done_on,
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        door.audit(by, at, "risks.update_action", action.risk, done=done_on is not None)
    return update
