"""What a reader may not see yet: words handed in for a round that have not reached the stage from which they see them.

The framework's `visible_to` names the stage. Whoever works on a thing sees it always.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from django.db.models import Q

from goldenthread.access import EVERYWHERE, Actor
from goldenthread.models import DueItem, WorkflowEvent
from goldenthread.reports.reading import read_once
from goldenthread.reports.records import frameworks, in_force
from goldenthread.rules.workflow import FINAL, has_reached

_INSTANT = timedelta(microseconds=1)
Of = Literal["project", "risk", "budget"]


@dataclass(frozen=True, slots=True)
class Cutoff:
    """In a round over this span, what was recorded after `until` is not to be seen."""

    starts: date
    ends: date
    until: datetime


def cutoffs(reader: Actor, of: Of, known_at: datetime | None = None) -> Mapping[int, tuple[Cutoff, ...]]:
    """What a reader who does not work on it may not see, by the primary key of the project, risk or budget line.

    Words that were reopened are seen as they last had reached the stage; others not at all. Two queries at most, and of
    one report for all kinds together.
    """
    if reader.may("see_working", EVERYWHERE):
        return {}
    known = in_force(frameworks(), reader.on)
    stage = reader.visible_from(known.framework) if known else "published"
    states = _states(stage, known_at)
    found: dict[int, tuple[Cutoff, ...]] = {}
    for item in _under_way(known_at):
        key = {"project": item.project_id, "risk": item.risk_id, "budget": item.budget_id}[of]
        if key is None:
            continue
        state, seen_at = states.get(item.pk, ("due", None))
        if not has_reached(state, stage):
            cutoff = Cutoff(item.round.starts, item.round.ends, seen_at or item.round.opened_at - _INSTANT)
            found[key] = (*found.get(key, ()), cutoff)
    return found


@read_once
def _under_way(known_at: datetime | None) -> tuple[DueItem, ...]:
    """The items of rounds that are open, or were at a moment, in no paper that was final then; returns apart."""
    items = DueItem.objects.filter(of_return__isnull=True).select_related("round").order_by("pk")
    if known_at is None:
        return tuple(items.filter(round__closed_at__isnull=True).exclude(paper__state__in=FINAL))
    still_open = Q(round__closed_at__isnull=True) | Q(round__closed_at__gt=known_at)
    there = items.filter(still_open, round__opened_at__lte=known_at)
    return tuple(there.exclude(paper__publication__frozen_at__lte=known_at))


@read_once
def _states(stage: str, known_at: datetime | None) -> Mapping[int, tuple[str, datetime | None]]:
    """The state of each of these items that took a step, and when it last had reached a stage."""
    items = [item.pk for item in _under_way(known_at)]
    events = WorkflowEvent.objects.filter(item__in=items).order_by("at", "pk")
    if known_at is not None:
        events = events.filter(at__lte=known_at)
    found: dict[int, tuple[str, datetime | None]] = {}
    for item, after, at in events.values_list("item_id", "to_state", "at"):
        seen_at = found[item][1] if item in found else None
        found[item] = (after, at if has_reached(after, stage) else seen_at)
    return found
