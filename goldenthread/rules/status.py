"""Status: how a value is judged against what it should be, and the sentence that says why.

Conventions, decided once for the whole product (docs/explanation/judgement.md has them with examples):

- The shortfall is how far the value lies on the wrong side; in percent it is a share of the target's size, ignoring
  its sign: 2 against a target of -4 where high is good is better by 6, which is 150%.
- A limit belongs to the better status unless the rule says exclusive: exactly 10% off is inside a 10% tolerance.
- Nothing is rounded before it is compared, unless the rule says `rounding: displayed`.
- A target of 0 has no percentages. Meeting it is green; missing it is amber up to `zero_amber_within` (in the
  measure's unit) and red beyond; or, with `zero_target: no_target`, a 0 counts as no target at all.
- A range is met at both its ends. Outside it, the shortfall is counted from the nearer end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Literal, cast

from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.status_rule import StatusRule, rule_from
from goldenthread.rules.values import (
    SIGNIFICANT_DIGITS,
    ZERO,
    Polarity,
    format_difference,
    format_value,
    plain,
    rounded,
)

__all__ = [
    "RATED",
    "STATUSES",
    "WORDS",
    "Facts",
    "Judgement",
    "Kind",
    "StatusMeaning",
    "StatusRule",
    "absent",
    "apply_override",
    "judge",
    "rule_from",
]

Kind = Literal["performance", "contextual", "tracker", "survey", "outcome", "output", "milestone"]
CommentaryNeed = Literal["optional", "framework", "reason", "no"]
ExceptionUse = Literal["yes", "framework", "no"]

ONE: Final = Decimal(1)
HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class StatusMeaning:
    """One row of the closed list. A framework may change the word and the colour, never the meaning.

    `rated` statuses are the denominator of every percentage; `listed` ones are named beside it. `commentary` says
    whether words are needed with it ("framework": as the framework says; "reason": why there is no figure).
    """

    code: str
    word: str
    shape: str
    rated: bool
    listed: bool
    commentary: CommentaryNeed
    may_trigger_exception: ExceptionUse


_ROWS = (
    StatusMeaning("green", "On target", "●", True, True, "optional", "no"),
    StatusMeaning("amber", "Near target", "▲", True, True, "framework", "framework"),
    StatusMeaning("red", "Off target", "■", True, True, "framework", "yes"),
    StatusMeaning("blue", "Exceeding target", "◆", True, True, "optional", "no"),
    StatusMeaning("no_target", "No target", "–", False, True, "optional", "no"),
    StatusMeaning("information_only", "For information", "–", False, True, "optional", "no"),
    StatusMeaning("baseline", "Baseline year", "–", False, True, "optional", "no"),
    StatusMeaning("not_due", "Not due", "○", False, True, "no", "no"),
    StatusMeaning("awaiting_data", "Awaiting data", "○", False, True, "reason", "no"),
    StatusMeaning("overdue", "Overdue", "!", False, True, "no", "framework"),
    StatusMeaning("not_collected", "Not collected", "–", False, True, "reason", "no"),
    StatusMeaning("not_applicable", "Not applicable", "–", False, False, "reason", "no"),
    StatusMeaning("not_comparable", "Not comparable", "–", False, True, "reason", "no"),
    StatusMeaning("suspended", "Suspended", "‖", False, True, "reason", "no"),
    StatusMeaning("suppressed", "Suppressed (small numbers)", "–", False, True, "no", "no"),
)
STATUSES: Final[Mapping[str, StatusMeaning]] = MappingProxyType({row.code: row for row in _ROWS})
"""The closed list, in the order totals print it."""
RATED: Final = ("green", "amber", "red", "blue")
WORDS: Final[Mapping[str, str]] = MappingProxyType({row.code: row.word for row in _ROWS})


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when a value is judged. Values are in the measure's unit; `decimals` only shapes the sentence.

    `actual` is the value the rule judges: the caller picks the period's, the year to date or the rolling one, as
    `rule.judges` says, and the target that goes with it. `judgement_given` is the status a person chose, for measures
    judged on evidence. `in_year` is whether the period is shorter than a year, and `baseline` whether it is in the
    first year that a measure has its meaning.
    """

    actual: Decimal | None = None
    target: Decimal | None = None
    floor: Decimal | None = None
    stretch: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    last_year: Decimal | None = None
    benchmark: Decimal | None = None
    forecast: Decimal | None = None
    polarity: Polarity = "high"
    unit: str = ""
    decimals: int | None = None
    kind: Kind = "performance"
    judgement_given: str | None = None
    has_evidence: bool = False
    in_year: bool = False
    baseline: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """A status from the closed list and the sentence that explains it.

    `variance` is actual minus what it was judged against, in the measure's unit; `variance_percent` the same as a
    share of it. Both are None where nothing was compared, the percentage also where the target is 0.
    """

    status: str
    sentence: str
    variance: Decimal | None = None
    variance_percent: Decimal | None = None
    overridden_from: str | None = None


def judge(rule: StatusRule, facts: Facts, words: Mapping[str, str] = WORDS) -> Judgement:
    """The status of a value under a rule, with its sentence.

    Without a value the answer is `awaiting_data`; callers that know better use `absent`. Measures that are never
    rated (trackers, contextual and neutral ones, `basis="none"`) are `information_only`. `words` are the framework's
    names for the statuses, by code.
    """
    if rule.basis == "evidence":
        return _judge_on_evidence(rule, facts, words)
    actual = facts.actual
    if actual is None:
        return absent("awaiting_data", reason="There is no value to judge.")
    if _never_rated(rule, facts):
        return _for_information(facts, actual)
    if rule.rounding == "displayed" and facts.decimals is not None:
        return judge(replace(rule, rounding="unrounded"), _as_displayed(facts, facts.decimals), words)
    compared = _compare(rule, facts, actual)
    if isinstance(compared, Judgement):
        return compared
    status, why = _band(rule, facts, actual, compared)
    if rule.evidence_gate and status in ("amber", "red") and not facts.has_evidence:
        status, why = "red", ", and no evidence of action was given"
    percent = compared.variance * HUNDRED / compared.size if compared.size else None
    sentence = f"{_gap(rule, facts, actual, compared)}{why}: {_said(words, status)}."
    return Judgement(status, sentence, compared.variance, percent)


def _never_rated(rule: StatusRule, facts: Facts) -> bool:
    if rule.basis == "none" or facts.polarity == "neutral" or facts.kind == "tracker":
        return True
    if _survey_within_the_year(rule, facts):
        return True
    return facts.kind == "contextual" and rule.basis not in ("range", "forecast")


def _survey_within_the_year(rule: StatusRule, facts: Facts) -> bool:
    return facts.kind == "survey" and facts.in_year and not rule.surveys_in_year


def _as_displayed(facts: Facts, decimals: int) -> Facts:
    def shown(value: Decimal | None) -> Decimal | None:
        return None if value is None else rounded(value, decimals)

    return replace(
        facts,
        actual=shown(facts.actual),
        target=shown(facts.target),
        floor=shown(facts.floor),
        stretch=shown(facts.stretch),
        low=shown(facts.low),
        high=shown(facts.high),
        last_year=shown(facts.last_year),
        benchmark=shown(facts.benchmark),
        forecast=shown(facts.forecast),
    )


def _judge_on_evidence(rule: StatusRule, facts: Facts, words: Mapping[str, str]) -> Judgement:
    given = facts.judgement_given
    if facts.actual is not None and _survey_within_the_year(rule, facts):
        return _for_information(facts, facts.actual)
    if given is None and facts.actual is not None:
        return Judgement("information_only", f"{_value(facts, facts.actual)} was recorded without a judgement.")
    if given is None:
        return absent("awaiting_data", reason="No judgement has been given.")
    if given not in RATED:
        raise Refusal("wrong_judgement", f'"{given}" is not a judgement; choose one of {", ".join(RATED)}.')
    if rule.evidence_gate and given in ("amber", "red") and not facts.has_evidence:
        return Judgement("red", f"No evidence of action was given: {_said(words, 'red')}.")
    return Judgement(given, f"Judged by the service: {_said(words, given)}.")


def _for_information(facts: Facts, actual: Decimal) -> Judgement:
    value = _value(facts, actual)
    if facts.low is None or facts.high is None:
        return Judgement("information_only", f"{value} is shown for information and not judged.")
    where = "inside" if facts.low <= actual <= facts.high else "outside"
    expected = f"{_value(facts, facts.low)} to {_value(facts, facts.high)}"
    return Judgement(
        "information_only", f"{value} is {where} the expected range, {expected}; shown for information and not judged."
    )


# Compared with what ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Compared:
    """A value beside its reference: `shortfall` is positive on the wrong side, `size` the reference without sign."""

    name: str
    reference: Decimal
    variance: Decimal
    shortfall: Decimal
    size: Decimal


_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "target": "the target of",
        "floor": "the target of",
        "last_year": "last year’s",
        "benchmark": "the benchmark of",
        "forecast": "the forecast of",
    }
)
_MISSING: Final[Mapping[str, Judgement]] = MappingProxyType(
    {
        "target": Judgement("no_target", "There is no target for this period."),
        "floor": Judgement("no_target", "There is no target for this period."),
        "range": Judgement("no_target", "There is no target range for this period."),
        "last_year": Judgement("not_comparable", "There is no value for the same period last year to compare with."),
        "benchmark": Judgement("no_target", "There is no benchmark to compare with."),
        "forecast": Judgement("no_target", "There is no forecast to compare with."),
    }
)
_NO_FLOOR: Final = Judgement("no_target", "There is no floor standard for this period, so it cannot be judged.")
_ZERO_IS_NO_TARGET: Final = Judgement("no_target", "The target is 0, which here means that there is no target.")


def _compare(rule: StatusRule, facts: Facts, actual: Decimal) -> _Compared | Judgement:
    if rule.basis == "range" or (facts.polarity == "range" and rule.basis in ("target", "floor")):
        return _compare_with_range(rule, facts, actual)
    reference = _reference(rule, facts)
    if reference is None:
        return absent("baseline") if rule.basis == "last_year" and facts.baseline else _MISSING[rule.basis]
    if rule.basis == "floor" and facts.floor is None:
        return _NO_FLOOR
    if not reference and rule.zero_target == "no_target" and rule.basis in ("target", "floor"):
        return _ZERO_IS_NO_TARGET
    variance = actual - reference
    return _Compared(_NAMES[rule.basis], reference, variance, _wrong_side(variance, facts.polarity), abs(reference))


def _wrong_side(variance: Decimal, polarity: Polarity) -> Decimal:
    if polarity == "high":
        return -variance
    return variance if polarity == "low" else abs(variance)


def _reference(rule: StatusRule, facts: Facts) -> Decimal | None:
    if rule.basis in ("target", "floor"):
        explicit = rule.mode == "explicit" and rule.green_value is not None
        return rule.green_value if explicit else facts.target
    if rule.basis == "last_year":
        return facts.last_year
    return facts.benchmark if rule.basis == "benchmark" else facts.forecast


def _compare_with_range(rule: StatusRule, facts: Facts, actual: Decimal) -> _Compared | Judgement:
    low, high = _ends(facts)
    if low is None and high is None:
        return _MISSING["range"]
    if low == high == 0 and rule.zero_target == "no_target":
        return _ZERO_IS_NO_TARGET
    if high is None or (low is not None and low - actual >= actual - high):
        low = cast(Decimal, low)
        name = "the target of" if low == high else "the bottom of the target range,"
        return _Compared(name, low, actual - low, low - actual, abs(low))
    name = "the target of" if low == high else "the top of the target range,"
    return _Compared(name, high, actual - high, actual - high, abs(high))


def _ends(facts: Facts) -> tuple[Decimal | None, Decimal | None]:
    if facts.low is None and facts.high is None:
        return facts.target, facts.target
    return facts.low, facts.high


# Which band, and why --------------------------------------------------------------------------------------------------


def _band(rule: StatusRule, facts: Facts, actual: Decimal, compared: _Compared) -> tuple[str, str]:
    # Multiplying the limits by the target's size, rather than dividing by it, keeps every comparison exact.
    if rule.mode == "percent":
        off, unit, zero = compared.shortfall * HUNDRED, compared.size, not compared.size
        if zero:
            unit = HUNDRED
    else:
        off, unit, zero = compared.shortfall, ONE, False
    green = ZERO if zero or rule.mode == "explicit" else rule.green_within * unit
    if off < green or (off == green and rule.green_boundary == "inclusive"):
        reached = None if zero else _blue(rule, facts, actual, off, unit)
        return ("blue", reached) if reached else ("green", _inside_green(rule, facts, compared))
    if rule.trend_modifier != "none":
        return _by_trend(facts, actual)
    if facts.polarity in ("high", "low"):
        if rule.basis == "floor" and facts.floor is not None:
            return _by_value(rule, facts, actual, facts.floor, "the floor standard of")
        if rule.mode == "explicit" and rule.amber_value is not None:
            return _by_value(rule, facts, actual, rule.amber_value, "the amber limit of")
    within = rule.zero_amber_within if zero else rule.amber_within
    limit = within * unit
    amber = off < limit or (off == limit and rule.amber_boundary == "inclusive")
    return ("amber" if amber else "red"), _inside_amber(rule, facts, compared, within, amber)


def _blue(rule: StatusRule, facts: Facts, actual: Decimal, off: Decimal, unit: Decimal) -> str | None:
    if facts.polarity not in ("high", "low"):
        return None
    if facts.stretch is not None and _wrong_side(actual - facts.stretch, facts.polarity) <= 0:
        return f", reaching the stretch target of {_value(facts, facts.stretch)}"
    if rule.mode == "explicit":
        if rule.blue_value is None:
            return None
        beyond, past = _wrong_side(rule.blue_value - actual, facts.polarity), _value(facts, rule.blue_value)
        said = f", past the limit of {past}"
    elif rule.blue_beyond is None:
        return None
    else:
        beyond = -off - rule.blue_beyond * unit
        more = "more than" if rule.blue_boundary == "exclusive" else "at least"
        said = f", {more} {_tolerance(rule, facts, rule.blue_beyond)} better"
    return said if beyond > 0 or (beyond == 0 and rule.blue_boundary == "inclusive") else None


def _by_value(rule: StatusRule, facts: Facts, actual: Decimal, limit: Decimal, name: str) -> tuple[str, str]:
    shortfall = _wrong_side(actual - limit, facts.polarity)
    if shortfall < 0 or (shortfall == 0 and rule.amber_boundary == "inclusive"):
        return "amber", f", but meets {name} {_value(facts, limit)}"
    return "red", f", and misses {name} {_value(facts, limit)}"


def _by_trend(facts: Facts, actual: Decimal) -> tuple[str, str]:
    if facts.last_year is None:
        return "red", ", with no value for the same period last year to have improved on"
    then = _value(facts, facts.last_year)
    now_off, then_off = _badness(facts, actual), _badness(facts, facts.last_year)
    if now_off > then_off:
        return "red", f", and worse than last year’s {then}"
    return "amber", f", but {'better than' if now_off < then_off else 'as good as'} last year’s {then}"


def _badness(facts: Facts, value: Decimal) -> Decimal:
    if facts.polarity != "range":
        return _wrong_side(value, facts.polarity)
    low, high = _ends(facts)
    return max(ZERO if low is None else low - value, ZERO if high is None else value - high, ZERO)


# The sentence ---------------------------------------------------------------------------------------------------------

_WHEN: Final = {"year_to_date": "Year to date, ", "rolling": "Over the rolling period, "}


def _gap(rule: StatusRule, facts: Facts, actual: Decimal, compared: _Compared) -> str:
    when = _WHEN.get(rule.judges, "")
    if not compared.variance:
        return f"{when}{_value(facts, actual)} is exactly {compared.name} {_value(facts, compared.reference)}"
    if compared.shortfall < 0 and compared.name.endswith(","):
        return f"{when}{_value(facts, actual)} is inside the target range{_both_ends(facts)}"
    places = _telling_places(facts.decimals, actual, compared.reference)
    side = "above" if compared.variance > 0 else "below"
    difference = compared.variance if places is None else _trim(compared.variance, places, facts.unit)
    return (
        f"{when}{_value(facts, actual, places)} is {format_difference(difference, facts.unit)} {side} "
        f"{compared.name} {_value(facts, compared.reference, places)}"
    )


def _both_ends(facts: Facts) -> str:
    low, high = _ends(facts)
    if low is None:
        return f", up to {_value(facts, high)}" if high is not None else ""
    return f", {_value(facts, low)} or more" if high is None else f", {_value(facts, low)} to {_value(facts, high)}"


def _telling_places(decimals: int | None, one: Decimal, other: Decimal) -> int | None:
    """Enough decimals that two different values never print alike."""
    if decimals is None:
        return None
    while decimals < SIGNIFICANT_DIGITS and rounded(one, decimals) == rounded(other, decimals):
        decimals += 1
    return decimals


def _inside_green(rule: StatusRule, facts: Facts, compared: _Compared) -> str:
    if compared.shortfall <= 0:
        return ""
    allowed = _tolerance(rule, facts, rule.green_within)
    return f"{_percent_off(rule, compared, rule.green_within)} inside the {allowed} allowed"


def _inside_amber(rule: StatusRule, facts: Facts, compared: _Compared, within: Decimal, inside: bool) -> str:
    if not within:
        return _percent_off(rule, compared, within).removesuffix(" and").removesuffix(",")
    where = "inside" if inside else "outside"
    if rule.mode == "points":
        tolerance = f"{plain(within)}-point tolerance"
    elif rule.mode == "percent" and compared.size:
        tolerance = f"{plain(within)}% tolerance"
    else:
        tolerance = f"tolerance of {format_difference(within, facts.unit)}"
    return f"{_percent_off(rule, compared, within)} {where} the {tolerance}"


def _percent_off(rule: StatusRule, compared: _Compared, limit: Decimal) -> str:
    """ ", 4.4% off and", ready for what follows; only a comma where percentages say nothing."""
    if rule.mode != "percent" or not compared.size or compared.shortfall <= 0:
        return ","
    percent = compared.shortfall * HUNDRED / compared.size
    decimals = 1
    while decimals < SIGNIFICANT_DIGITS and percent != limit and rounded(percent, decimals) in (limit, 0):
        decimals += 1
    return f", {plain(_trim(percent, decimals, ''))}% off and"


def _tolerance(rule: StatusRule, facts: Facts, within: Decimal) -> str:
    if rule.mode == "percent":
        return f"{plain(within)}%"
    return format_difference(within, "%" if rule.mode == "points" else facts.unit)


def _value(facts: Facts, value: Decimal, places: int | None = None) -> str:
    decimals = facts.decimals if places is None else places
    return format_value(value if decimals is None else _trim(value, decimals, facts.unit), facts.unit)


def _trim(value: Decimal, decimals: int, unit: str) -> Decimal:
    """Rounded, without trailing zeros except in money: 77.0% is said as 77%, but £3.50 stays."""
    number = rounded(value, decimals)
    if unit[:1] == "£":
        return number
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()


def _said(words: Mapping[str, str], code: str) -> str:
    word = words.get(code) or WORDS[code]
    return word[0].lower() + word[1:] if word[1:2].islower() else word


# Without a rating, or against the rule --------------------------------------------------------------------------------

_ABSENT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "no_target": "There is no target for this period.",
        "information_only": "Shown for information and not judged.",
        "baseline": "This is the baseline year: later years are judged against it.",
        "not_due": "Not due",
        "awaiting_data": "Awaiting data",
        "overdue": "Overdue",
        "not_collected": "Not collected.",
        "not_applicable": "Not applicable.",
        "not_comparable": "Not comparable with earlier values.",
        "suspended": "Suspended.",
        "suppressed": "Suppressed, because the numbers are small enough to identify people.",
    }
)
_DATED: Final = {"not_due": "until", "awaiting_data": "until", "overdue": "since"}


def absent(code: str, until: date | None = None, reason: str = "") -> Judgement:
    """The judgement where nothing is rated: one of the unrated statuses, with its date and reason if they are known.

    `until` is the day data is expected or due (for overdue: the day it was due). A rated code is a mistake in the
    caller and raises ValueError.
    """
    if code not in _ABSENT:
        raise ValueError(f"{code!r} is not a status without a rating.")
    sentence = _ABSENT[code]
    if code in _DATED:
        sentence += f" {_DATED[code]} {day_words(until)}." if until else "."
    return Judgement(code, f"{sentence} {reason}".strip())


def apply_override(judgement: Judgement, status: str, reason: str, approver: str) -> Judgement:
    """The judgement with a status set by a person. Its sentence names approver and reason, and keeps the rule's own.

    Refused without a reason or an approver, and where either status is not a rated one.
    """
    if not reason.strip() or not approver.strip():
        raise Refusal("override_unexplained", "An override needs a reason and the name of the person who approved it.")
    if status not in RATED or judgement.status not in RATED:
        raise Refusal("override_not_rated", "Only a rating (green, amber, red or blue) can be overridden, by another.")
    before, after = (_said(WORDS, code) for code in (judgement.status, status))
    return replace(
        judgement,
        status=status,
        overridden_from=judgement.status,
        sentence=f"Changed from {before} to {after} by {approver.strip()}: {reason.strip().rstrip('.')}. "
        f"By the rule: {judgement.sentence}",
    )
