"""Risks and opportunities: what they are, which register they are in, what they bear on, and how they end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final, TypedDict, Unpack

from goldenthread.access import Actor, Scope, check_can
from goldenthread.actions import checks, door, round_items
from goldenthread.models import (
    Body,
    Link,
    Measure,
    PlanElement,
    Post,
    Project,
    Risk,
    RiskIndicator,
    RiskMove,
    RiskMoveAnswer,
    RiskStanding,
    RiskStatement,
    Service,
)
from goldenthread.reports.risk_records import may_review, risk_framework, scope_of
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.risk import KIND_WORDS, LEVEL_WORDS, RESPONSE_WORDS, STATE_WORDS


class Statement(TypedDict, total=False):
    """The fields of a statement (`models.RiskStatement`); what is left out stays as it is."""

    title: str
    cause: str
    event: str
    consequence: str
    category: str
    level: str
    register: str
    response: str
    owner: Post | None
    service: Service | None
    project: Project | None
    body: Body | None


_WORDS = ("title", "cause", "event", "consequence")


def add(
    *,
    by: Actor,
    at: datetime,
    ref: str,
    opened_on: date,
    kind: str = "threat",
    **statement: Unpack[Statement],
) -> Risk:
    """A new risk or opportunity. Its reference is never used again; cause, event and consequence are all needed."""
    with door.write():
        by.signed_in  # noqa: B018  # the refusal to the public comes first
        ref = checks.code(ref, "a risk's reference")
        if "/" in ref:
            raise Refusal("not_a_code", "A risk's reference cannot have a slash: it is part of the page's address.")
        taken = Risk.objects.filter(ref__iexact=ref).first()
        if taken:
            raise Refusal("ref_used", f"The reference {taken.ref} is taken, and references are never used again.")
        _check_choice("kind", kind, KIND_WORDS)
        if opened_on > by.on:
            raise Refusal("not_yet", f"{day_words(opened_on)} has not come yet: give the day the risk was first seen.")
        risk = checks.keep(Risk(ref=ref, kind=kind, opened_on=opened_on))
        version = _say(by, at, risk, statement, "")
        check_can(by, "manage_risks", scope_of(version))
        _stand(by, at, risk, "open", opened_on, "")
        door.audit(by, at, "risks.add", risk, kind=kind, level=version.level)
    return risk


def restate(*, by: Actor, at: datetime, risk: Risk, reason: str, **changes: Unpack[Statement]) -> RiskStatement:
    """Change what a risk says or whose it is; the earlier words stay. Its level changes by `propose_move` alone."""
    with door.write():
        now = statement_of(risk)
        check_can(by, "manage_risks", scope_of(now))
        if changes.get("level", now.level) != now.level:
            raise Refusal("propose_a_move", "A risk changes its register by escalation: propose the move first.")
        version = _say(by, at, risk, changes, checks.change_reason(reason, "the risk is described anew"))
        check_can(by, "manage_risks", scope_of(version))
        door.audit(by, at, "risks.restate", risk, changed=sorted(changes))
    return version


def statement_of(risk: Risk) -> RiskStatement:
    """What a risk says now."""
    return risk.statements.current().select_related("service", "risk").get()


def check_can_review(by: Actor, risk: Risk) -> RiskStatement:
    """Refuse who may not assess and review this risk, and anything at all about one that is closed."""
    statement = statement_of(risk)
    if not may_review(by, statement):
        check_can(by, "review_risks", scope_of(statement))
    check_open(risk)
    return statement


def check_open(risk: Risk) -> RiskStanding:
    """Refuse changes to a risk that is archived or has happened."""
    standing = risk.standings.current().get()
    if standing.state != "open":
        raise Refusal(
            "risk_closed",
            f"{risk.ref}: {STATE_WORDS[standing.state].lower()} since {day_words(standing.effective_from)}. "
            "Reopen it first.",
        )
    return standing


def _say(by: Actor, at: datetime, risk: Risk, changes: Statement, reason: str) -> RiskStatement:
    now = risk.statements.current().first()
    version = now or RiskStatement(risk=risk, number=0, level="service" if changes.get("service") else "corporate")
    risk.statements.current().update(superseded_at=at)
    version.pk, version._state.adding = None, True
    version.number, version.reason, version.superseded_at = version.number + 1, reason, None
    version.recorded_at, version.recorded_by = at, by.signed_in
    for name, value in changes.items():
        setattr(version, name, value.strip() if isinstance(value, str) else value)
    _check_statement(version, by.on)
    return checks.keep(version)


def _check_statement(version: RiskStatement, on: date) -> None:
    for name in _WORDS:
        setattr(version, name, checks.words(getattr(version, name), f"the {name} of the risk"))
    categories = {one.code: one.name for one in risk_framework(on).framework.risk.categories}
    _check_choice("category", version.category, categories)
    _check_choice("level", version.level, LEVEL_WORDS)
    _check_choice("response", version.response, RESPONSE_WORDS[version.risk.kind])
    if version.level == "service" and version.service is None:
        raise Refusal("service_missing", "A service's risk needs its service: it is part of that service's plan.")
    if version.level == "project" and version.project is None:
        raise Refusal("project_missing", "Say which project this risk belongs to.")
    if version.level == "partnership" and not version.register:
        raise Refusal("partnership_missing", "Say which partnership this risk belongs to.")


def _check_choice(what: str, given: str, choices: object) -> None:
    known = list(choices)  # type: ignore[call-overload]
    if given not in known:
        raise Refusal("unknown_choice", f"“{given}” is not a {what}. Choose one of: {', '.join(known)}.")


# How it ends ----------------------------------------------------------------------------------------------------------


def archive(*, by: Actor, at: datetime, risk: Risk, effective_from: date, reason: str) -> RiskStanding:
    """Close a risk that no longer matters, with the reason; everything about it stays on record."""
    return _close(by, at, risk, "archived", effective_from, checks.change_reason(reason, "the risk is archived"))


def happened(*, by: Actor, at: datetime, risk: Risk, effective_from: date, what: str) -> RiskStanding:
    """A risk has come about: it is an issue from a day on, with what happened."""
    return _close(by, at, risk, "issue", effective_from, checks.words(what, "what happened"))


def reopen(*, by: Actor, at: datetime, risk: Risk, effective_from: date, reason: str) -> RiskStanding:
    """A risk that was closed is open again."""
    with door.write():
        check_can(by, "manage_risks", scope_of(statement_of(risk)))
        if risk.standings.current().get().state == "open":
            raise Refusal("is_open", f"{risk.ref} is open.")
        standing = _stand(by, at, risk, "open", effective_from, checks.change_reason(reason, "the risk is reopened"))
        door.audit(by, at, "risks.reopen", risk)
    return standing


def _close(by: Actor, at: datetime, risk: Risk, state: str, day: date, reason: str) -> RiskStanding:
    with door.write():
        check_can(by, "manage_risks", scope_of(statement_of(risk)))
        check_open(risk)
        checks.span(risk.opened_on, day)
        if day > by.on:
            raise Refusal("not_yet", f"{day_words(day)} has not come yet.")
        standing = _stand(by, at, risk, state, day, reason)
        round_items.release(by=by, at=at, risk=risk)
        door.audit(by, at, f"risks.{state}", risk, effective_from=str(day))
    return standing


def _stand(by: Actor, at: datetime, risk: Risk, state: str, day: date, reason: str) -> RiskStanding:
    risk.standings.current().update(superseded_at=at)
    return checks.keep(
        RiskStanding(
            risk=risk, state=state, effective_from=day, reason=reason, recorded_at=at, recorded_by=by.signed_in
        )
    )


# Up and down between registers ----------------------------------------------------------------------------------------


_HOME: Final[Mapping[str, str]] = {"service": "service_id", "project": "project_id", "partnership": "register"}
"""What a risk has to name before it can be in a register."""


def may_move_to(statement: RiskStatement) -> dict[str, str]:
    """The registers a risk can go to, with their words: those it is not in and whose service or the like it names."""
    return {
        level: word
        for level, word in LEVEL_WORDS.items()
        if level != statement.level and (level not in _HOME or getattr(statement, _HOME[level]))
    }


def propose_move(*, by: Actor, at: datetime, risk: Risk, to_level: str, reason: str) -> RiskMove:
    """Propose that a risk goes to another register: up to the corporate one, or back down to where it is managed."""
    with door.write():
        statement = check_can_review(by, risk)
        _check_choice("level", to_level, LEVEL_WORDS)
        if to_level == statement.level:
            raise Refusal("is_there", f"{risk.ref} is in that register already.")
        if to_level not in may_move_to(statement):
            raise Refusal("no_home", f"{risk.ref} names no {to_level} to go to. Describe it anew with one first.")
        checks.unused(risk.moves.filter(answer__isnull=True), f"A move of {risk.ref} is proposed already: answer it.")
        move = checks.keep(
            RiskMove(
                risk=risk,
                from_level=statement.level,
                to_level=to_level,
                reason=checks.change_reason(reason, "the risk should move"),
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        door.audit(by, at, "risks.propose_move", risk, to_level=to_level)
    return move


def answer_move(*, by: Actor, at: datetime, move: RiskMove, accepted: bool, reason: str) -> RiskMoveAnswer:
    """Accept or decline a proposed move. It takes somebody who may manage the risks of the whole council."""
    with door.write():
        check_can(by, "manage_risks", Scope())
        if RiskMoveAnswer.objects.filter(move=move).exists():
            raise Refusal("answered", "This move has been answered already.")
        answer = checks.keep(
            RiskMoveAnswer(
                move=move,
                accepted=accepted,
                reason=checks.change_reason(reason, "the move is accepted or declined"),
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        if accepted:
            check_open(move.risk)
            _say(by, at, move.risk, {"level": move.to_level}, answer.reason)
        door.audit(by, at, "risks.answer_move", move.risk, accepted=accepted)
    return answer


# What it bears on -----------------------------------------------------------------------------------------------------


def bear_on(*, by: Actor, at: datetime, risk: Risk, element: PlanElement, starts: date) -> Link:
    """The part of the plan that a risk threatens, or an opportunity would help."""
    with door.write():
        check_can(by, "manage_risks", scope_of(statement_of(risk)))
        checks.unused(
            Link.objects.current().filter(serves=element, risk=risk, ends__isnull=True),
            f"{risk.ref} is already linked to {element.code}.",
        )
        Link.objects.current().filter(serves=element, risk=risk).update(superseded_at=at)
        joined = checks.keep(
            Link(serves=element, risk=risk, role="bears_on", starts=starts, recorded_at=at, recorded_by=by.signed_in)
        )
        door.audit(by, at, "risks.bear_on", joined)
    return joined


def stop_bearing_on(*, by: Actor, at: datetime, link: Link, last_day: date, reason: str) -> Link:
    """The last day on which a risk bears on a part of the plan; a link that never held (a mistake) is only closed."""
    with door.write():
        if link.risk is None:
            raise Refusal("no_risk", "This link is not of a risk.")
        check_can(by, "manage_risks", scope_of(statement_of(link.risk)))
        why = checks.change_reason(reason, "the link ends")
        Link.objects.filter(pk=link.pk).current().update(superseded_at=at)
        if last_day >= link.starts:
            link = checks.keep(
                Link(
                    serves=link.serves,
                    risk=link.risk,
                    role="bears_on",
                    starts=link.starts,
                    ends=last_day,
                    reason=why,
                    recorded_at=at,
                    recorded_by=by.signed_in,
                )
            )
        door.audit(by, at, "risks.stop_bearing_on", link, ends=str(last_day))
    return link


def stop_watching(*, by: Actor, at: datetime, indicator: RiskIndicator) -> None:
    """A measure no longer shows whether a risk is coming about; that it did stays on record."""
    with door.write():
        check_can_review(by, indicator.risk)
        RiskIndicator.objects.filter(pk=indicator.pk).current().update(superseded_at=at)
        door.audit(by, at, "risks.stop_watching", indicator.risk, measure=indicator.measure.ref)


def watch(*, by: Actor, at: datetime, risk: Risk, measure: Measure) -> RiskIndicator:
    """A measure that shows whether a risk is coming about."""
    with door.write():
        check_can_review(by, risk)
        checks.unused(
            risk.indicators.current().filter(measure=measure), f"{measure.ref} already shows how {risk.ref} is going."
        )
        watched = checks.keep(RiskIndicator(risk=risk, measure=measure, recorded_at=at, recorded_by=by.signed_in))
        door.audit(by, at, "risks.watch", risk, measure=measure.ref)
    return watched
