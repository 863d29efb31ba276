"""Status: how a value is judged against what it should be, and the sentence that says why.

Conventions, decided once for the whole product (docs/explanation/judgement.md has them with examples):

- The shortfall is how far the value lies on the wrong side; in percent it is a share of the target's size, ignoring
  its sign: 2 against a target of -4 where high is good is better by 6, which is 150%.
- A limit belongs to the better status unless the rule says exclusive: exactly 10% off is inside a 10% tolerance.
- Nothing is rounded before it is compared, unless the rule says `rounding: displayed`.
- A target of 0 has no percentages. Meeting it is green; missing it is amber up to `zero_amber_within` (in the
  measure's unit) and red beyond; or, with `zero_target: no_status`, a 0 counts as no target at all.
- A range is met at both its ends. Outside it, the shortfall is counted from the nearer end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, Final, Literal, cast, get_args

from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.values import ZERO, Polarity, format_difference, format_value, parse_number, plain, rounded

Judges = Literal["period", "year_to_date", "rolling"]
Basis = Literal["target", "floor", "range", "last_year", "benchmark", "forecast", "evidence", "none"]
Mode = Literal["percent", "points", "absolute", "explicit"]
Boundary = Literal["inclusive", "exclusive"]
ZeroTarget = Literal["absolute", "no_status"]
TrendModifier = Literal["none", "same_period_last_year"]
Rounding = Literal["unrounded", "displayed"]
Kind = Literal["performance", "contextual", "tracker", "survey", "outcome", "output", "milestone"]
CommentaryNeed = Literal["optional", "framework", "reason", "no"]
ExceptionUse = Literal["yes", "framework", "no"]

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
    StatusMeaning("green", "On target", "\u25cf", True, True, "optional", "no"),
    StatusMeaning("amber", "Near target", "\u25b2", True, True, "framework", "framework"),
    StatusMeaning("red", "Off target", "\u25a0", True, True, "framework", "yes"),
    StatusMeaning("blue", "Exceeding target", "\u25c6", True, True, "optional", "no"),
    StatusMeaning("no_target", "No target", "\u2013", False, True, "optional", "no"),
    StatusMeaning("information_only", "For information", "\u2013", False, True, "optional", "no"),
    StatusMeaning("baseline", "Baseline year", "\u2013", False, True, "optional", "no"),
    StatusMeaning("not_due", "Not due", "\u25cb", False, True, "no", "no"),
    StatusMeaning("awaiting_data", "Awaiting data", "\u25cb", False, True, "reason", "no"),
    StatusMeaning("overdue", "Overdue", "!", False, True, "no", "framework"),
    StatusMeaning("not_collected", "Not collected", "\u2013", False, True, "reason", "no"),
    StatusMeaning("not_applicable", "Not applicable", "\u2013", False, False, "reason", "no"),
    StatusMeaning("not_comparable", "Not comparable", "\u2013", False, True, "reason", "no"),
    StatusMeaning("suspended", "Suspended", "\u2016", False, True, "reason", "no"),
    StatusMeaning("suppressed", "Suppressed (small numbers)", "\u2013", False, True, "no", "no"),
)
STATUSES: Final[Mapping[str, StatusMeaning]] = MappingProxyType({row.code: row for row in _ROWS})
"""The closed list, in the order totals print it."""
RATED: Final = ("green", "amber", "red", "blue")
WORDS: Final[Mapping[str, str]] = MappingProxyType({row.code: row.word for row in _ROWS})


@dataclass(frozen=True, slots=True)
class StatusRule:
    """How a measure is judged: the framework's default, or that default with a measure's own changes.

    `green_within`, `amber_within` and `blue_beyond` are in percent of the target, in points, or in the measure's unit,
    as `mode` says; with `mode="explicit"` the limits are the values themselves (`green_value` if not the target,
    `amber_value`, `blue_value`). `trend_modifier` replaces the amber tolerance: off target is amber if no worse than
    the same period last year. `evidence_gate` makes anything not green red where no evidence came with it.
    """

    judges: Judges = "period"
    basis: Basis = "target"
    mode: Mode = "percent"
    green_within: Decimal = ZERO
    amber_within: Decimal = ZERO
    blue_beyond: Decimal | None = None
    green_value: Decimal | None = None
    amber_value: Decimal | None = None
    blue_value: Decimal | None = None
    green_boundary: Boundary = "inclusive"
    amber_boundary: Boundary = "inclusive"
    blue_boundary: Boundary = "exclusive"
    zero_target: ZeroTarget = "absolute"
    zero_amber_within: Decimal = ZERO
    trend_modifier: TrendModifier = "none"
    evidence_gate: bool = False
    rounding: Rounding = "unrounded"

    def with_changes(self, changes: Mapping[str, Any]) -> StatusRule:
        """This rule with some settings changed; numbers may be text. Refuses unknown settings and crossed limits.

        `boundary` sets the green and the amber boundary together. This is how a measure's own tolerance is stored: as
        the changes, over whatever the framework's default is.
        """
        settings: dict[str, Any] = {}
        for name, value in changes.items():
            if name == "boundary":
                settings |= {side: _setting(side, value) for side in ("green_boundary", "amber_boundary")}
            else:
                settings[name] = _setting(name, value)
        return _checked(replace(self, **settings))

    def as_mapping(self) -> dict[str, str | bool]:
        """The settings that differ from the plainest rule, as JSON takes them; `rule_from` reads them back."""
        plainest = StatusRule()
        different = {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if getattr(self, field.name) != getattr(plainest, field.name)
        }
        return {name: value if isinstance(value, bool) else str(value) for name, value in different.items()}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when a value is judged. Values are in the measure's unit; `decimals` only shapes the sentence.

    `actual` is the value the rule judges: the caller picks the period's, the year to date or the rolling one, as
    `rule.judges` says, and the target that goes with it. `judgement_given` is the status a person chose, for measures
    judged on evidence.
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


_CHOICES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "judges": get_args(Judges),
        "basis": get_args(Basis),
        "mode": get_args(Mode),
        "green_boundary": get_args(Boundary),
        "amber_boundary": get_args(Boundary),
        "blue_boundary": get_args(Boundary),
        "zero_target": get_args(ZeroTarget),
        "trend_modifier": get_args(TrendModifier),
        "rounding": get_args(Rounding),
    }
)
_LIMITS: Final = ("green_within", "amber_within", "blue_beyond", "zero_amber_within")
_VALUES: Final = ("green_value", "amber_value", "blue_value")
_OPTIONAL: Final = ("blue_beyond", *_VALUES)


def rule_from(settings: Mapping[str, Any]) -> StatusRule:
    """A rule from a framework document or stored JSON. Refuses unknown settings, values and crossed limits."""
    return StatusRule().with_changes(settings)


def _setting(name: str, value: Any) -> Any:
    if name in _CHOICES:
        if value not in _CHOICES[name]:
            raise Refusal("wrong_rule_setting", f'"{name}" is {value!r}; it must be one of {_listed(_CHOICES[name])}.')
        return value
    if name == "evidence_gate":
        if not isinstance(value, bool):
            raise Refusal("wrong_rule_setting", f'"{name}" is {value!r}; it must be true or false.')
        return value
    if name not in _LIMITS and name not in _VALUES:
        known = [field.name for field in fields(StatusRule)] + ["boundary"]
        near = get_close_matches(name, known, 1)
        hint = f'Did you mean "{near[0]}"?' if near else f"It may have: {_listed(known)}."
        raise Refusal("unknown_rule_setting", f'A status rule has no setting called "{name}". {hint}')
    if value is None and name in _OPTIONAL:
        return None
    return _number(name, value)


def _number(name: str, value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise Refusal("wrong_rule_setting", f'"{name}" is {value!r}; it must be a number.')
    number = parse_number(str(value))
    if name in _LIMITS and number < 0:
        raise Refusal("wrong_rule_setting", f'"{name}" is {plain(number)}; a tolerance cannot be less than 0.')
    return number


def _listed(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(names)


def _checked(rule: StatusRule) -> StatusRule:
    if rule.mode == "explicit":
        if rule.amber_value is None:
            raise Refusal("rule_incomplete", 'With "mode" explicit, give "amber_value": the last value that is amber.')
    elif rule.trend_modifier == "none" and rule.amber_within < rule.green_within:
        raise Refusal(
            "limits_crossed",
            f"Green reaches {plain(rule.green_within)} off target but amber only {plain(rule.amber_within)}. "
            '"amber_within" must be at least "green_within".',
        )
    return rule


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
        facts = _as_displayed(facts, facts.decimals)
        actual = cast(Decimal, facts.actual)
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
    return facts.kind == "contextual" and rule.basis not in ("range", "forecast")


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
        "last_year": "last year\u2019s",
        "benchmark": "the benchmark of",
        "forecast": "the forecast of",
    }
)
_MISSING: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "target": ("no_target", "There is no target for this period."),
        "floor": ("no_target", "There is no target for this period."),
        "range": ("no_target", "There is no target range for this period."),
        "last_year": ("not_comparable", "There is no value for the same period last year to compare with."),
        "benchmark": ("no_target", "There is no benchmark to compare with."),
        "forecast": ("no_target", "There is no forecast to compare with."),
    }
)


def _compare(rule: StatusRule, facts: Facts, actual: Decimal) -> _Compared | Judgement:
    basis = rule.basis
    if basis == "range" or (facts.polarity == "range" and basis in ("target", "floor")):
        compared = _compare_with_range(facts, actual)
    else:
        reference = _reference(rule, facts)
        if reference is None:
            return Judgement(*_MISSING[basis])
        if basis == "floor" and facts.floor is None:
            return Judgement("no_target", "There is no floor standard for this period, so it cannot be judged.")
        variance = actual - reference
        shortfall = variance if facts.polarity == "low" else -variance if facts.polarity == "high" else abs(variance)
        compared = _Compared(_NAMES[basis], reference, variance, shortfall, abs(reference))
    if compared is None:
        return Judgement(*_MISSING["range"])
    if not compared.reference and rule.zero_target == "no_status" and rule.mode != "explicit":
        return Judgement("no_target", "The target is 0, which the framework reads as no target.")
    return compared


def _reference(rule: StatusRule, facts: Facts) -> Decimal | None:
    if rule.basis in ("target", "floor"):
        if rule.mode == "explicit" and rule.green_value is not None:
            return rule.green_value
        return facts.target
    if rule.basis == "last_year":
        return facts.last_year
    return facts.benchmark if rule.basis == "benchmark" else facts.forecast


def _compare_with_range(facts: Facts, actual: Decimal) -> _Compared | None:
    low = facts.low if facts.low is not None else facts.target if facts.high is None else None
    high = facts.high if facts.high is not None else facts.target if facts.low is None else None
    below = low - actual if low is not None else None
    above = actual - high if high is not None else None
    if below is not None and low is not None and (above is None or below >= above):
        return _Compared(_end_name(low, high, "bottom"), low, -below, below, abs(low))
    if above is not None and high is not None:
        return _Compared(_end_name(low, high, "top"), high, above, above, abs(high))
    return None


def _end_name(low: Decimal | None, high: Decimal | None, end: str) -> str:
    return "the target of" if low == high else f"the {end} of the target range,"


def _band(rule: StatusRule, facts: Facts, actual: Decimal, compared: _Compared) -> tuple[str, str]:
    shortfall = compared.shortfall
    by_percent = rule.mode == "percent" and compared.size != 0
    if by_percent:
        off, unit = shortfall * HUNDRED, compared.size
    else:
        off, unit = shortfall, Decimal(1)
    zero = rule.mode == "percent" and not by_percent
    green_within = ZERO if zero or rule.mode == "explicit" else rule.green_within
    if off < green_within * unit or (off == green_within * unit and rule.green_boundary == "inclusive"):
        return _green_or_blue(rule, facts, actual, compared, off, unit, zero)
    if rule.trend_modifier != "none":
        return _by_trend(facts, actual)
    return _amber_or_red(rule, facts, actual, off, unit, zero)


def _green_or_blue(
    rule: StatusRule, facts: Facts, actual: Decimal, compared: _Compared, off: Decimal, unit: Decimal, zero: bool
) -> tuple[str, str]:
    if facts.polarity in ("high", "low"):
        if facts.stretch is not None and _shortfall(actual, facts.stretch, facts.polarity) <= 0:
            return "blue", f", reaching the stretch target of {_value(facts, facts.stretch)}"
        if rule.mode == "explicit":
            if rule.blue_value is not None:
                beyond = -_shortfall(actual, rule.blue_value, facts.polarity)
                if beyond > 0 or (beyond == 0 and rule.blue_boundary == "inclusive"):
                    return "blue", f", past the limit of {_value(facts, rule.blue_value)}"
        elif rule.blue_beyond is not None and not zero:
            limit = rule.blue_beyond * unit
            if -off > limit or (-off == limit and rule.blue_boundary == "inclusive"):
                return "blue", f", better by more than {_tolerance(rule, facts, rule.blue_beyond, False)}"
    if compared.shortfall > 0:
        return "green", f", inside the {_tolerance(rule, facts, rule.green_within)} that still counts"
    return "green", ""


def _amber_or_red(
    rule: StatusRule, facts: Facts, actual: Decimal, off: Decimal, unit: Decimal, zero: bool
) -> tuple[str, str]:
    if rule.basis == "floor" and facts.floor is not None and facts.polarity in ("high", "low"):
        return _by_value(rule, facts, actual, facts.floor, "the floor standard of")
    if rule.mode == "explicit" and rule.amber_value is not None and facts.polarity in ("high", "low"):
        return _by_value(rule, facts, actual, rule.amber_value, "the amber limit of")
    within = rule.zero_amber_within if zero else rule.amber_within
    limit = within * unit
    amber = off < limit or (off == limit and rule.amber_boundary == "inclusive")
    tolerance = f" the {_tolerance(rule, facts, within, zero=zero)} tolerance" if within else ""
    if amber:
        return "amber", f", inside{tolerance}" if tolerance else ""
    return "red", f", outside{tolerance}" if tolerance else ""


def _by_value(rule: StatusRule, facts: Facts, actual: Decimal, limit: Decimal, name: str) -> tuple[str, str]:
    shortfall = _shortfall(actual, limit, facts.polarity)
    if shortfall < 0 or (shortfall == 0 and rule.amber_boundary == "inclusive"):
        return "amber", f", inside {name} {_value(facts, limit)}"
    return "red", f", outside {name} {_value(facts, limit)}"


def _by_trend(facts: Facts, actual: Decimal) -> tuple[str, str]:
    if facts.last_year is None:
        return "red", ", with no value for the same period last year to have improved on"
    then = _value(facts, facts.last_year)
    now_off, then_off = (_distance(facts, value) for value in (actual, facts.last_year))
    if now_off <= then_off:
        return "amber", f", but {'better than' if now_off < then_off else 'as good as'} last year\u2019s {then}"
    return "red", f", and worse than last year\u2019s {then}"


def _distance(facts: Facts, value: Decimal) -> Decimal:
    if facts.polarity != "range":
        return -value if facts.polarity == "high" else value
    compared = _compare_with_range(facts, value)
    return max(compared.shortfall, ZERO) if compared else ZERO


def _shortfall(actual: Decimal, reference: Decimal, polarity: Polarity) -> Decimal:
    return actual - reference if polarity == "low" else reference - actual


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
    if given is None:
        return absent("awaiting_data", reason="No judgement has been given.")
    if given not in RATED:
        raise Refusal("wrong_judgement", f'"{given}" is not a judgement; choose one of {_listed(RATED)}.')
    if rule.evidence_gate and given not in ("green", "blue") and not facts.has_evidence:
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


def _gap(rule: StatusRule, facts: Facts, actual: Decimal, compared: _Compared) -> str:
    when = _WHEN.get(rule.judges, "")
    if not compared.variance:
        return f"{when}{_value(facts, actual)} is exactly {compared.name} {_value(facts, compared.reference)}"
    places = _telling_places(facts.decimals, actual, compared.reference)
    unit = facts.unit
    side = "above" if compared.variance > 0 else "below"
    return (
        f"{when}{_value(facts, actual, places)} is {_difference(compared.variance, unit, places)} {side} "
        f"{compared.name} {_value(facts, compared.reference, places)}{_percent_off(rule, compared)}"
    )


_WHEN: Final = {"year_to_date": "Year to date, ", "rolling": "Over the rolling period, "}


def _telling_places(decimals: int | None, one: Decimal, other: Decimal) -> int | None:
    """Enough decimals that two different values never print alike."""
    if decimals is None:
        return None
    while decimals < 15 and rounded(one, decimals) == rounded(other, decimals):
        decimals += 1
    return decimals


def _percent_off(rule: StatusRule, compared: _Compared) -> str:
    if rule.mode != "percent" or compared.shortfall <= 0 or not compared.size:
        return ""
    percent = compared.shortfall * HUNDRED / compared.size
    decimals = 1
    limits = {rule.green_within, rule.amber_within}
    while decimals < 15 and rounded(percent, decimals) in limits and percent not in limits:
        decimals += 1
    return f", {_short(percent, decimals)}% off"


def _short(number: Decimal, decimals: int) -> str:
    text = plain(number, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _value(facts: Facts, value: Decimal, places: int | None = None) -> str:
    decimals = facts.decimals if places is None else places
    if decimals is None:
        return format_value(value, facts.unit)
    return format_value(_trim(value, decimals, facts.unit), facts.unit)


def _difference(value: Decimal, unit: str, places: int | None) -> str:
    return format_difference(value if places is None else _trim(value, places, unit), unit)


def _trim(value: Decimal, decimals: int, unit: str) -> Decimal:
    number = rounded(value, decimals)
    if unit[:1] == "\u00a3" or not decimals:
        return number
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()


def _tolerance(rule: StatusRule, facts: Facts, within: Decimal, adjective: bool = True, zero: bool = False) -> str:
    if zero or rule.mode in ("absolute", "explicit"):
        return format_difference(within, facts.unit)
    if rule.mode == "percent":
        return f"{plain(within)}%"
    return f"{plain(within)}-point" if adjective else format_difference(within, "%")


def _said(words: Mapping[str, str], code: str) -> str:
    word = words.get(code) or WORDS[code]
    return word[0].lower() + word[1:] if word[1:2].islower() else word


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
