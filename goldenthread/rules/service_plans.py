"""Service plans: what makes one complete, where it is in its year, what carries over, what moved between two days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from goldenthread.rules.delivery import DeliveryStatus, by_concern
from goldenthread.rules.periods import year_containing
from goldenthread.rules.refusals import Refusal

STAGE_WORDS: Mapping[str, str] = {"plan": "Plan", "do": "Do", "review": "Review", "revise": "Revise"}
STATUS_WORDS: Mapping[str, str] = {
    "draft": "Draft",
    "submitted": "Waiting for approval",
    "approved": "Approved",
    "superseded": "Superseded",
}
# To each stage, from which it may be reached: a revised plan is carried out again.
_STAGE_FOLLOWS: Mapping[str, tuple[str, ...]] = {"do": ("plan", "revise"), "review": ("do",), "revise": ("review",)}

_LONGEST_YEAR = 367

Fate = Literal["done", "carries", "dropped"]
Move = Literal["added", "completed", "better", "worse", "date", "same", "unsaid"]
MOVE_WORDS: Mapping[str, str] = {
    "added": "Added",
    "completed": "Completed",
    "better": "Improving",
    "worse": "Declining",
    "date": "New date",
    "same": "Steady",
    "unsaid": "Not reported again",
}


@dataclass(frozen=True, slots=True)
class Contents:
    """What a plan has. `texts` are its sections by heading; `risks` how many open operational risks its service has."""

    sections: tuple[str, ...]
    texts: Mapping[str, str]
    has_owner: bool
    actions: int
    actions_without_owner: Sequence[str] = ()
    risk_section: str = ""
    risks: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that a plan lacks. `section` is the heading where it is missing; empty where it is no section."""

    section: str
    sentence: str


def gaps(contents: Contents) -> tuple[Gap, ...]:
    """Everything that makes a plan incomplete, in the order of its sections; none where it is complete.

    The section of operational risks is there by itself where the service has risks in its register.
    """
    found = [
        Gap(heading, f"The section “{heading}” has no text.")
        for heading in contents.sections
        if not contents.texts.get(heading, "").strip() and not (heading == contents.risk_section and contents.risks)
    ]
    if not contents.has_owner:
        found.append(Gap("", "Nobody owns this plan: say whose post it is."))
    if not contents.actions:
        found.append(Gap("", "It has no actions."))
    if contents.actions_without_owner:
        found.append(Gap("", f"No owner for {', '.join(contents.actions_without_owner)}."))
    return tuple(found)


def check_complete(title: str, found: Sequence[Gap]) -> None:
    """Refuse what takes a complete plan, naming everything that is missing."""
    if found:
        raise Refusal("plan_incomplete", f"{title} is incomplete. {' '.join(gap.sentence for gap in found)}")


def check_stage(stage: str, now: str, status: str) -> None:
    """Refuse a stage that does not follow the one a plan is in, or carrying out a plan that nobody approved."""
    if stage not in _STAGE_FOLLOWS:
        raise Refusal("unknown_stage", f"“{stage}” is not a stage to move to: {', '.join(_STAGE_FOLLOWS)}.")
    if now not in _STAGE_FOLLOWS[stage]:
        before = " or ".join(STAGE_WORDS[one] for one in _STAGE_FOLLOWS[stage])
        raise Refusal(
            "not_now", f"This plan is at the stage {STAGE_WORDS[now]}: {STAGE_WORDS[stage]} follows on {before}."
        )
    if stage == "do" and status != "approved":
        raise Refusal("not_approved", "A plan is carried out once it is approved. Submit it for approval first.")


def next_stages(now: str, status: str) -> tuple[str, ...]:
    """The stages that may follow."""
    return tuple(
        stage for stage, before in _STAGE_FOLLOWS.items() if now in before and (stage != "do" or status == "approved")
    )


def year_words(starts: date, ends: date) -> str:
    """ "2026/27"; "2026" where a plan keeps within a calendar year."""
    return str(starts.year) if starts.year == ends.year else f"{starts.year}/{ends.year % 100:02d}"


def cycle_words(starts: date, ends: date, on: date, stage: str = "") -> str:
    """The year and stage of what is in a plan on a day: "2026/27, Do". A plan of several years is in the day's year."""
    stage = stage or stage_by_dates(starts, ends, on)
    if (ends - starts).days < _LONGEST_YEAR:
        return f"{year_words(starts, ends)}, {STAGE_WORDS[stage]}"
    return f"{year_containing(min(max(on, starts), ends), 'financial').label}, {STAGE_WORDS[stage]}"


def stage_by_dates(starts: date, ends: date, on: date) -> str:
    """The stage of an item of a plan that records none: planned before its first day, reviewed after its last."""
    return "plan" if on < starts else "do" if on <= ends else "review"


def fate(status: DeliveryStatus) -> Fate:
    """What becomes of an action when the year turns: what is complete or was given up does not carry over."""
    if status.shown_as == "blue":
        return "done"
    return "dropped" if status.shown_as == "not_applicable" else "carries"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How an action stood on a day."""

    status: DeliveryStatus
    percent: int | None
    due: date | None


def moved(before: Snapshot | None, now: Snapshot | None) -> Move:
    """How an action moved between two days. None before: it was not there; None now: nobody reported it again."""
    if now is None:
        return "unsaid"
    if before is None:
        return "added"
    if fate(now.status) == "done" != fate(before.status):
        return "completed"
    was, is_now = by_concern(before.status.shown_as), by_concern(now.status.shown_as)
    if was != is_now:
        return "better" if is_now > was else "worse"
    return "date" if before.due != now.due else "same"
