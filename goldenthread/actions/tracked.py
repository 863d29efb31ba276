"""What is asked for, until it is answered and closed: every step is appended, and nothing said is changed."""

from __future__ import annotations

from datetime import date, datetime

from goldenthread.access import Actor, Scope, check_can
from goldenthread.actions import checks, door
from goldenthread.models import Body, ClosureDay, Measure, Outcome, Person, Project, TrackedEvent, TrackedItem
from goldenthread.reports import records
from goldenthread.rules.outcomes import ANSWER_WORDS, TRACKED_WORDS, response_due
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.workflow import TRACKED


def ask(
    *,
    by: Actor,
    at: datetime,
    kind: str,
    text: str,
    body: Body,
    owner: Person,
    asked_on: date | None = None,
    due: date | None = None,
    to_body: Body | None = None,
    outcome: Outcome | None = None,
    measure: Measure | None = None,
    project: Project | None = None,
) -> TrackedItem:
    """Ask somebody for something on a body's behalf. Without a day it is due after the framework's months."""
    with door.write():
        check_can(by, "ask_for_more", Scope(body=body.pk))
        if kind not in TRACKED_WORDS:
            raise Refusal("unknown_choice", f"“{kind}” is not one of: {', '.join(TRACKED_WORDS)}.")
        if kind == "nomination" and project is None:
            raise Refusal("project_needed", "Choose the project that is nominated for a detailed update.")
        day = asked_on or by.on
        item = checks.keep(
            TrackedItem(
                kind=kind,
                text=checks.words(text, "what is asked for"),
                body=body,
                to_body=to_body,
                outcome=outcome,
                measure=measure,
                project=project,
                asked_on=day,
                due=_due(day, due),
                owner=owner,
                state=TRACKED.first,
            )
        )
        _event(by, at, item, "ask", owner=owner, due=item.due)
        door.audit(by, at, "tracked.ask", item, asked=kind, due=str(item.due))
    return item


def _due(asked_on: date, due: date | None) -> date:
    if due is not None:
        if due < asked_on:
            raise Refusal(
                "due_before_asked", f"{day_words(due)} is before it was asked for, {day_words(asked_on)}: choose later."
            )
        return due
    known = records.frameworks()
    if not known:
        raise Refusal("no_framework", "The council has no framework yet: adopt one under Set up.")
    settings = (records.in_force(known, asked_on) or known[0]).framework.outcomes
    return response_due(asked_on, settings.response_months, set(ClosureDay.objects.values_list("day", flat=True)))


def answer(*, by: Actor, at: datetime, item: TrackedItem, answer: str, text: str) -> TrackedEvent:
    """Whoever is asked answers, or somebody who chases does for them. The body reads it with its next paper."""
    with door.write():
        if by.signed_in.person_id != item.owner_id and not by.may("record_outcomes", Scope(body=item.body_id)):
            check_can(by, "chase")
        if answer not in ANSWER_WORDS:
            raise Refusal("unknown_choice", f"“{answer}” is not one of: {', '.join(ANSWER_WORDS)}.")
        return _step(by, at, item, "answer", checks.words(text, "the answer"), answer=answer)


def move(
    *, by: Actor, at: datetime, item: TrackedItem, reason: str, owner: Person | None = None, due: date | None = None
) -> TrackedEvent:
    """Give it to somebody else, or another day; the first owner and day stay on record."""
    with door.write():
        check_can(by, "record_outcomes", Scope(body=item.body_id))
        why = checks.change_reason(reason, "it moves")
        if owner in (None, item.owner) and due in (None, item.due):
            raise Refusal("no_change", "Choose somebody else, or another day.")
        if due is not None and due < item.asked_on:
            raise Refusal(
                "due_before_asked",
                f"{day_words(due)} is before it was asked for, {day_words(item.asked_on)}: choose a later day.",
            )
        item.owner, item.due = owner or item.owner, due or item.due
        return _step(by, at, item, "move", why, owner=item.owner, due=item.due)


def ask_again(*, by: Actor, at: datetime, item: TrackedItem, note: str, due: date | None = None) -> TrackedEvent:
    """The body is not content with the answer and asks again, saying what is missing."""
    with door.write():
        check_can(by, "record_outcomes", Scope(body=item.body_id))
        item.due = _due(by.on, due)
        return _step(by, at, item, "ask_again", checks.words(note, "what is missing"), due=item.due)


def close(*, by: Actor, at: datetime, item: TrackedItem, note: str = "") -> TrackedEvent:
    """The body is content with the answer."""
    with door.write():
        check_can(by, "record_outcomes", Scope(body=item.body_id))
        return _step(by, at, item, "close", note.strip())


def _step(
    by: Actor,
    at: datetime,
    item: TrackedItem,
    verb: str,
    note: str,
    *,
    answer: str = "",
    owner: Person | None = None,
    due: date | None = None,
) -> TrackedEvent:
    current = TrackedItem.objects.select_for_update().get(pk=item.pk)
    item.state = TRACKED.check(verb, current.state).target
    checks.keep(item)
    door.audit(by, at, f"tracked.{verb}", item)
    return _event(by, at, item, verb, note, answer=answer, owner=owner, due=due)


def _event(
    by: Actor,
    at: datetime,
    item: TrackedItem,
    verb: str,
    note: str = "",
    *,
    answer: str = "",
    owner: Person | None = None,
    due: date | None = None,
) -> TrackedEvent:
    return checks.keep(
        TrackedEvent(
            item=item,
            verb=verb,
            to_state=item.state,
            answer=answer,
            note=note,
            owner=owner,
            due=due,
            by=by.signed_in,
            at=at,
        )
    )
