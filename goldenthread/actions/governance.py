"""Committees and other bodies, what is theirs to look at, when they meet, and members' portfolios."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from goldenthread.access import Actor, Scope, check_can
from goldenthread.actions import checks, cycles, door, naming
from goldenthread.models import Body, DatedName, Meeting, Portfolio, Remit, RemitSelection
from goldenthread.reports.remits import remits_on
from goldenthread.rules.bodies import BODY_KINDS
from goldenthread.rules.framework import Framework
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.remits import KINDS, OVER, OVER_THINGS, Selection
from goldenthread.rules.workflow import FINAL


def add_body(
    *,
    by: Actor,
    at: datetime,
    code: str,
    name: str,
    starts: date,
    kind: str = "committee",
    terms: str = "",
    remit: str = "",
    selections: Sequence[Selection] = (),
) -> Body:
    """A new body, with its first name and remit; `terms` is the code of its terms of reference.

    `selections` are what it looks at; without any, whatever names it as its committee.
    """
    with door.write():
        check_can(by, "manage_governance")
        code = checks.code(code, "a body's code")
        checks.unused(Body.objects.filter(code__iexact=code), f"There is already a body with the code {code}.")
        if kind not in BODY_KINDS:
            raise Refusal("unknown_kind", f"“{kind}” is not a kind of body. Kinds: {', '.join(BODY_KINDS)}.")
        body = checks.keep(Body(code=code, kind=kind, starts=starts))
        naming.name_from(by=by, at=at, thing=body, name=name, effective_from=starts)
        _remit_from(by, at, body, starts, terms, remit, "", selections)
        door.audit(by, at, "governance.add_body", body, body_kind=kind)
    return body


def add_bodies_of_framework(*, by: Actor, at: datetime, framework: Framework, starts: date) -> list[Body]:
    """The committees that the framework names and the council does not have yet."""
    with door.write():
        known = {code.lower() for code in Body.objects.values_list("code", flat=True)}
        return [
            add_body(
                by=by,
                at=at,
                code=committee.code,
                name=committee.name,
                starts=starts,
                kind=committee.kind,
                terms=", ".join(committee.terms),
                remit=committee.remit,
                selections=[look.selection for look in committee.looks_at],
            )
            for committee in framework.committees
            if committee.code.lower() not in known
        ]


def rename_body(*, by: Actor, at: datetime, body: Body, name: str, effective_from: date, reason: str = "") -> DatedName:
    """Its name from a day on; papers for earlier meetings keep the old one."""
    with door.write():
        check_can(by, "manage_governance", Scope(body=body.pk))
        named = naming.name_from(by=by, at=at, thing=body, name=name, effective_from=effective_from, reason=reason)
        door.audit(by, at, "governance.rename_body", body, effective_from=str(effective_from))
    return named


def change_remit(
    *,
    by: Actor,
    at: datetime,
    body: Body,
    effective_from: date,
    terms: str = "",
    remit: str = "",
    reason: str = "",
    selections: Sequence[Selection] | None = None,
) -> Remit:
    """What is the body's to look at, from a day on. The next papers follow it; final ones keep what they hold.

    `selections` replace those that hold on that day; None keeps them.
    """
    with door.write():
        check_can(by, "manage_governance", Scope(body=body.pk))
        if selections is None:
            before = remits_on(effective_from)[body.pk]
            selections = before.selections if before.selects else ()
        changed = _remit_from(by, at, body, effective_from, terms, remit, reason, selections)
        cycles.follow_remits()
        door.audit(
            by, at, "governance.change_remit", body, effective_from=str(effective_from), terms=terms,
            looks_at=[f"{one.kind} {one.over}" for one in selections],
        )  # fmt: skip
    return changed


def _remit_from(
    by: Actor,
    at: datetime,
    body: Body,
    effective_from: date,
    terms: str,
    remit: str,
    reason: str,
    selections: Sequence[Selection],
) -> Remit:
    if effective_from < body.starts:
        raise Refusal("before_it_starts", f"{body.code} starts on {day_words(body.starts)}.")
    body.remits.current().filter(effective_from=effective_from).update(superseded_at=at)
    made = checks.keep(
        Remit(
            body=body,
            effective_from=effective_from,
            terms=terms.strip(),
            text=remit.strip(),
            reason=reason.strip(),
            recorded_at=at,
            recorded_by=by.signed_in,
        )
    )
    for selection in selections:
        checks.keep(_selected(made, selection))
    return made


def _selected(remit: Remit, selection: Selection) -> RemitSelection:
    if selection.kind not in KINDS or selection.over not in OVER:
        raise Refusal("unknown_selection", f"A remit cannot hold “{selection.kind}” over “{selection.over}”.")
    if selection.over == "indicator_set" and not selection.name.strip():
        raise Refusal("set_needed", "Write the code of the indicator set.")
    row = RemitSelection(remit=remit, kind=selection.kind, over=selection.over, indicator_set=selection.name.strip())
    if selection.over in ("element", "service", "directorate", "portfolio", "measure"):
        if selection.pk is None:
            raise Refusal("selection_needed", f"Choose the {OVER_THINGS[selection.over]} that the remit is over.")
        setattr(row, f"{selection.over}_id", selection.pk)
    return row


def end_body(*, by: Actor, at: datetime, body: Body, last_day: date) -> Body:
    """Its last day; refused while it has a meeting after that."""
    with door.write():
        check_can(by, "manage_governance", Scope(body=body.pk))
        checks.span(body.starts, last_day)
        later = body.meetings.filter(day__gt=last_day, cancelled=False).first()
        if later:
            raise Refusal("still_meets", f"It meets on {day_words(later.day)}. Cancel that meeting first.")
        body.ends = last_day
        checks.keep(body)
        door.audit(by, at, "governance.end_body", body, ends=str(last_day))
    return body


def add_meeting(
    *, by: Actor, at: datetime, body: Body, day: date, place: str = "", starts_at: time | None = None
) -> Meeting:
    """A meeting of a body; one a day."""
    with door.write():
        check_can(by, "manage_governance", Scope(body=body.pk))
        _check_day(body, day)
        meeting = checks.keep(Meeting(body=body, day=day, place=place.strip(), starts_at=starts_at))
        door.audit(by, at, "governance.add_meeting", meeting, day=str(day))
    return meeting


def move_meeting(
    *, by: Actor, at: datetime, meeting: Meeting, day: date, place: str = "", starts_at: time | None = None
) -> Meeting:
    """Another day or place; the deadlines of its papers follow. Refused once one of them is finalised."""
    with door.write():
        _check_open(by, meeting)
        if day != meeting.day:
            _check_day(meeting.body, day)
        before, meeting.day, meeting.place, meeting.starts_at = meeting.day, day, place.strip(), starts_at
        checks.keep(meeting)
        if before != day:
            cycles.follow_meeting(by=by, meeting=meeting)
        door.audit(by, at, "governance.move_meeting", meeting, before=str(before), day=str(day))
    return meeting


def cancel_meeting(*, by: Actor, at: datetime, meeting: Meeting) -> Meeting:
    """The meeting does not take place; it stays on record. Refused while a paper is on its way to it."""
    with door.write():
        _check_open(by, meeting)
        checks.unused(
            meeting.papers.all(),
            "A paper is being prepared for this meeting. Move the meeting to its new day instead of cancelling it.",
        )
        meeting.cancelled = True
        checks.keep(meeting)
        door.audit(by, at, "governance.cancel_meeting", meeting)
    return meeting


def _check_day(body: Body, day: date) -> None:
    if day < body.starts or (body.ends and day > body.ends):
        raise Refusal("body_not_there", f"{body.code} does not exist on {day_words(day)}.")
    checks.unused(Meeting.objects.filter(body=body, day=day), f"{body.code} already meets on {day_words(day)}.")


def _check_open(by: Actor, meeting: Meeting) -> None:
    check_can(by, "manage_governance", Scope(body=meeting.body_id))
    checks.unused(
        meeting.papers.filter(state__in=FINAL),
        "A paper for this meeting is finalised, with the date printed on it. Add a meeting instead.",
    )


def add_portfolio(*, by: Actor, at: datetime, name: str, starts: date) -> Portfolio:
    """A member's area of responsibility. Who holds it is a role (`people.assign_role`)."""
    with door.write():
        check_can(by, "manage_governance")
        name = checks.words(name, "the portfolio's name")
        checks.unused(Portfolio.objects.filter(name__iexact=name), f"There is already a portfolio called {name}.")
        portfolio = checks.keep(Portfolio(name=name, starts=starts))
        door.audit(by, at, "governance.add_portfolio", portfolio)
    return portfolio


def end_portfolio(*, by: Actor, at: datetime, portfolio: Portfolio, last_day: date) -> Portfolio:
    """Its last day."""
    with door.write():
        check_can(by, "manage_governance")
        checks.span(portfolio.starts, last_day)
        portfolio.ends = last_day
        checks.keep(portfolio)
        door.audit(by, at, "governance.end_portfolio", portfolio, ends=str(last_day))
    return portfolio
