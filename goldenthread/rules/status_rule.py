"""The rule a measure is judged by, as settings: the framework's default, or that with a measure's own changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, Final, Literal, get_args

from goldenthread.rules.refusals import Refusal
from goldenthread.rules.values import ZERO, parse_number, plain

Judges = Literal["period", "year_to_date", "rolling"]
Basis = Literal["target", "floor", "range", "last_year", "benchmark", "forecast", "evidence", "none"]
Mode = Literal["percent", "points", "absolute", "explicit"]
Boundary = Literal["inclusive", "exclusive"]
ZeroTarget = Literal["absolute", "no_target"]
TrendModifier = Literal["none", "same_period_last_year"]
Rounding = Literal["unrounded", "displayed"]


@dataclass(frozen=True, slots=True)
class StatusRule:
    """How a measure is judged.

    `green_within`, `amber_within` and `blue_beyond` are in percent of the target, in points, or in the measure's unit,
    as `mode` says. With `mode="explicit"` the limits are the values themselves: `green_value` if not the target,
    `amber_value`, `blue_value`; a range keeps its ends and takes `amber_within` in the unit. `trend_modifier` replaces
    the amber tolerance: off target is amber if no worse than the same period last year. `evidence_gate` makes anything
    not green red where no evidence came with it. Without `surveys_in_year` a survey is rated over whole years alone.
    A target of 0 has no percentages: missing it is amber up to `zero_amber_within`, in the unit, unless `zero_target`
    says that 0 means no target.
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
    surveys_in_year: bool = True
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
    if name in ("evidence_gate", "surveys_in_year"):
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


def _listed(names: Iterable[str]) -> str:
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
