"""What is recognised in a round, with its response, and the log of who was asked."""

from __future__ import annotations

from datetime import date, datetime

from goldenthread.access import Actor, check_can_somewhere
from goldenthread.actions import checks, door
from goldenthread.models import Engagement, Highlight, Marking, Measure, PlanElement, Project, Round
from goldenthread.rules.assessment import HIGHLIGHT_WORDS
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal


def recognise(
    *,
    by: Actor,
    at: datetime,
    round_: Round,
    kind: str,
    text: str,
    response: str,
    measure: Measure | None = None,
    project: Project | None = None,
    element: PlanElement | None = None,
    instead_of: Highlight | None = None,
) -> Highlight:
    """An achievement or an underperformance with its response, about one measure, project or part of the plan, or none.

    `instead_of` is what it replaces; what was said before stays on record.
    """
    with door.write():
        check_can_somewhere(by, "assess")
        if kind not in HIGHLIGHT_WORDS:
            raise Refusal("unknown_choice", f"“{kind}” is not one of: {', '.join(HIGHLIGHT_WORDS)}.")
        if sum(about is not None for about in (measure, project, element)) > 1:
            raise Refusal("one_thing", "Choose one measure, one project or one part of the plan.")
        _replace(instead_of, at)
        highlight = checks.keep(
            Highlight(
                round=round_,
                kind=kind,
                measure=measure,
                project=project,
                element=element,
                text=checks.words(text, "what is recognised"),
                response=checks.words(response, "the response to it"),
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        _stay_marked(instead_of, highlight, by, at)
        door.audit(by, at, "highlights.recognise", highlight)
    return highlight


def withdraw(*, by: Actor, at: datetime, highlight: Highlight) -> None:
    """It is no longer said; that it was stays on record."""
    with door.write():
        check_can_somewhere(by, "assess")
        _replace(highlight, at)
        door.audit(by, at, "highlights.withdraw", highlight)


def engage(
    *,
    by: Actor,
    at: datetime,
    day: date,
    who: str,
    how: str,
    said: str,
    changed: str = "",
    element: PlanElement | None = None,
    instead_of: Engagement | None = None,
) -> Engagement:
    """Who was asked, how, what they said and what changed because of it."""
    with door.write():
        check_can_somewhere(by, "assess")
        if day > by.on:
            raise Refusal("not_yet", f"{day_words(day)} has not come yet: record it when it has happened.")
        _replace(instead_of, at)
        engagement = checks.keep(
            Engagement(
                day=day,
                who=checks.words(who, "who was asked"),
                how=checks.words(how, "how they were asked"),
                said=checks.words(said, "what they said"),
                changed=" ".join(changed.split()),
                element=element,
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        _stay_marked(instead_of, engagement, by, at)
        door.audit(by, at, "highlights.engage", engagement)
    return engagement


def _replace(row: Highlight | Engagement | None, at: datetime) -> None:
    if row is None:
        return
    if row.superseded_at is not None:
        raise Refusal("changed_meanwhile", "Somebody changed this meanwhile. Look at it again.")
    row.superseded_at = at
    checks.keep(row)


def _stay_marked(before: Highlight | Engagement | None, now: Highlight | Engagement, by: Actor, at: datetime) -> None:
    """What was not for publication is not for publication in other words either."""
    if before is None:
        return
    for row in before.markings.current().exclude(kind="open"):
        about = {"highlight": now} if isinstance(now, Highlight) else {"engagement": now}
        ground = {name: getattr(row, name) for name in ("kind", "paragraph", "interest", "source")}
        checks.keep(Marking(**about, **ground, recorded_at=at, recorded_by=by.signed_in))
