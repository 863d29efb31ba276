"""How projects and their milestones are judged: by date against what was approved, and in the council's own statuses.

Rotherham's rule and Bromsgrove's (conventions, rows 17 and 18) are two settings of one: on time is on track; late by
less than so many months is one status; later than that is another. Changed dates never hide slippage: the days against
the original date are counted beside the days against the approved one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from goldenthread.rules.periods import add_months, day_words
from goldenthread.rules.refusals import Refusal

Against = Literal["approved", "original"]
Boundary = Literal["inclusive", "exclusive"]
Outcome = Literal["complete", "on_track", "late", "very_late", "no_date"]

# The statuses of the closed list that a project may be shown as; those that call for attention first.
ShownAs = Literal[
    "red", "overdue", "amber", "suspended", "not_due", "awaiting_data", "green", "blue", "not_applicable",
]  # fmt: skip
_WORST_FIRST: tuple[str, ...] = get_args(ShownAs)
_COLOURS = ("red", "amber", "green")


@dataclass(frozen=True, slots=True)
class DeliveryStatus:
    """A status of the council's own set. `shown_as` is the one of the closed list whose shape and colour it has."""

    code: str
    word: str
    shown_as: str


NO_UPDATE = DeliveryStatus("no_update", "No update yet", "awaiting_data")


@dataclass(frozen=True, slots=True)
class DateRule:
    """When a date that slips is late, and when very late.

    `against` is the date that lateness is counted from. Late by fewer than `months` is late, by more very late; exactly
    so many is still late where the boundary is inclusive.
    """

    against: Against = "approved"
    months: int = 3
    boundary: Boundary = "exclusive"

    @property
    def within(self) -> str:
        """ "less than 3 months"."""
        return f"{'less than' if self.boundary == 'exclusive' else 'no more than'} {_months(self.months)}"

    @property
    def beyond(self) -> str:
        """ "3 months or more"."""
        return (
            f"{_months(self.months)} or more" if self.boundary == "exclusive" else f"more than {_months(self.months)}"
        )


def _months(count: int) -> str:
    return f"{count} month{'' if count == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a milestone; None for one that nobody has given."""

    original: date | None = None
    approved: date | None = None
    forecast: date | None = None
    actual: date | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a milestone stands. Slippage is in days, late positive, early negative; None where there is no such date.

    `expected` is when it was or will be reached as far as anybody can say; `reprogrammed` that the approved date has
    been moved from the original one.
    """

    outcome: Outcome
    sentence: str
    expected: date | None
    slip_original: int | None
    slip_approved: int | None
    reprogrammed: bool


def judge(dates: Dates, rule: DateRule, *, on: date) -> Verdict:
    """How a milestone stands on a day.

    One that has not been reached by its date is late by the days since, whatever was forecast.
    """
    base = dates.original if rule.against == "original" else dates.approved
    expected = _expected(dates, on)
    outcome = _outcome(base, expected, dates.actual, rule)
    return Verdict(
        outcome=outcome,
        sentence=_sentence(dates, base, expected, outcome, rule, on),
        expected=expected,
        slip_original=_days(dates.original, expected),
        slip_approved=_days(dates.approved, expected),
        reprogrammed=None not in (dates.original, dates.approved) and dates.original != dates.approved,
    )


def _expected(dates: Dates, on: date) -> date | None:
    if dates.actual is not None:
        return dates.actual
    said = dates.forecast or dates.approved or dates.original
    return None if said is None else max(said, on)


def _days(base: date | None, expected: date | None) -> int | None:
    return None if base is None or expected is None else (expected - base).days


def _outcome(base: date | None, expected: date | None, actual: date | None, rule: DateRule) -> Outcome:
    if actual is not None:
        return "complete"
    if base is None or expected is None:
        return "no_date"
    if expected <= base:
        return "on_track"
    limit = add_months(base, rule.months)
    within = expected <= limit if rule.boundary == "inclusive" else expected < limit
    return "late" if within else "very_late"


def _sentence(
    dates: Dates, base: date | None, expected: date | None, outcome: Outcome, rule: DateRule, on: date
) -> str:
    said = _said(dates, base, expected, outcome, rule, on)
    if dates.original and dates.approved and dates.original != dates.approved:
        moved = (dates.approved - dates.original).days
        way = "later" if moved > 0 else "earlier"
        said += (
            f" The date approved now is {_day_count(abs(moved))} {way} than the original, {day_words(dates.original)}."
        )
    return said


def _said(dates: Dates, base: date | None, expected: date | None, outcome: Outcome, rule: DateRule, on: date) -> str:
    if dates.actual is not None:
        return f"Reached on {day_words(dates.actual)}{_on_time(base, dates.actual, rule)}."
    if base is None or expected is None:
        return "No date has been set."
    if outcome == "on_track":
        early = "" if expected == base else f", {_day_count((base - expected).days)} early"
        return f"Expected on {day_words(expected)}{early}." if early else f"Due on {day_words(base)}, and on track."
    late = _day_count((expected - base).days)
    band = rule.within if outcome == "late" else rule.beyond
    if expected == on:
        return f"Due on {day_words(base)} and not reached: {late} late so far, which is {band}."
    return f"Expected on {day_words(expected)}, {late} after the {rule.against} date, {day_words(base)}: {band} late."


def _on_time(base: date | None, actual: date, rule: DateRule) -> str:
    if base is None or actual == base:
        return "" if base is None else ", on the day"
    days = (actual - base).days
    return f", {_day_count(abs(days))} {'after' if days > 0 else 'before'} the {rule.against} date, {day_words(base)}"


def _day_count(days: int) -> str:
    return f"{days} day{'' if days == 1 else 's'}"


def slip_words(days: int | None) -> str:
    """ "46 days late", "3 days early", "On time"; "No date" where slippage cannot be counted."""
    if days is None:
        return "No date"
    if days == 0:
        return "On time"
    return f"{_day_count(abs(days))} {'late' if days > 0 else 'early'}"


def worst(outcomes: Iterable[Outcome]) -> Outcome | None:
    """The worst of several milestones; None where there is none with a date."""
    order: Sequence[Outcome] = ("very_late", "late", "on_track", "complete")
    found = set(outcomes)
    return next((outcome for outcome in order if outcome in found), None)


def is_relevant(dates: Dates, verdict: Verdict, *, changed: bool, on: date, ahead: int) -> bool:
    """Whether a milestone is printed: changed or proposed to change, late, or due within so many months."""
    if changed or verdict.outcome in ("late", "very_late"):
        return True
    return dates.actual is None and verdict.expected is not None and verdict.expected <= add_months(on, ahead)


# Totals ---------------------------------------------------------------------------------------------------------------


def by_concern(shown_as: str) -> int:
    """For sorting: the worst status first."""
    return _WORST_FIRST.index(shown_as) if shown_as in _WORST_FIRST else len(_WORST_FIRST)


def tally(codes: Iterable[str], statuses: Sequence[DeliveryStatus]) -> tuple[tuple[DeliveryStatus, int], ...]:
    """How many have each status, the worst first; statuses that nobody has are left out, and the counts add up."""
    counts = Counter(codes)
    known = {status.code: status for status in (*statuses, NO_UPDATE)}
    found = [(known.get(code, DeliveryStatus(code, code, "no_target")), number) for code, number in counts.items()]
    return tuple(sorted(found, key=lambda one: (by_concern(one[0].shown_as), one[0].word)))


def summary_line(codes: Sequence[str], statuses: Sequence[DeliveryStatus], one: str, several: str) -> str:
    """ "30 projects, 3 red, 1 amber, 24 green, 2 complete": every one counted once.

    A colour stands for its status where no other status has it; otherwise the council's word does.
    """
    if not codes:
        return f"No {several}"
    counted = tally(codes, statuses)
    wearing = Counter(status.shown_as for status in statuses)
    said = [
        f"{number} {status.shown_as}"
        if status.shown_as in _COLOURS and wearing[status.shown_as] == 1
        else f"{number} {status.word[:1].lower()}{status.word[1:]}"
        for status, number in counted
    ]
    return ", ".join([f"{len(codes)} {one if len(codes) == 1 else several}", *said])


def movement(
    before: str | None, now: str, statuses: Mapping[str, DeliveryStatus]
) -> Literal["", "better", "worse", "same"]:
    """Whether a status is better or worse than the one before; "" where there is nothing to compare."""
    if before is None or before not in statuses or now not in statuses:
        return ""
    was, is_now = by_concern(statuses[before].shown_as), by_concern(statuses[now].shown_as)
    return "same" if was == is_now else "better" if is_now > was else "worse"


# Added, completed, deleted, replaced ----------------------------------------------------------------------------------

STATE_WORDS: Mapping[str, str] = {
    "proposed": "Proposed",
    "live": "Live",
    "completed": "Completed",
    "deleted": "Deleted",
    "replaced": "Replaced",
}
OVER = ("completed", "deleted", "replaced")
# To each state, from which it may be reached.
MAY_FOLLOW: Mapping[str, tuple[str, ...]] = {
    "live": ("proposed",),
    "completed": ("live",),
    "deleted": ("proposed", "live"),
    "replaced": ("live",),
}


def check_may_follow(state: str, now: str) -> None:
    """Refuse a state that does not follow the one a project is in."""
    if state not in MAY_FOLLOW:
        raise Refusal("unknown_state", f"“{state}” is not one of: {', '.join(MAY_FOLLOW)}.")
    if now not in MAY_FOLLOW[state]:
        before = " or ".join(STATE_WORDS[one].lower() for one in MAY_FOLLOW[state])
        raise Refusal(
            "not_now",
            f"This project is {STATE_WORDS[now].lower()}: only one that is {before} can become "
            f"{STATE_WORDS[state].lower()}.",
        )
