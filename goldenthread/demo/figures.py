"""The demo council's figures: worked out from a few numbers for each measure, the same ones every time.

A measure's `figures` say how it went, by the offset of the quarter (0 is the round under way):

- `path`: values at some quarters; between them the figure goes in a straight line;
- `beside_target`: the same for the difference from the target; `share_of_target`: in percent of the target;
- `ripple`: how far the figure strays from that line, up and down, before the rounds kept here;
- `of`: the usual denominator, from which numerator and value follow; `grows_through_year`: it adds up from April;
  `same_denominator`: it does not stray;
- `parts`: numerator and denominator themselves, where they must be exactly these;
- `absent`: why there is no figure.

A measure's `season` holds four numbers for the quarters of the financial year: `add`ed to the value and the target,
or multiplied with both (`times`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from random import Random
from typing import Any

from goldenthread.actions.measures import PeriodTarget
from goldenthread.demo.timeline import YEARS_BACK, Timeline
from goldenthread.rules.periods import Frequency, Period, periods_between, year_containing
from goldenthread.rules.rollup import ratio

ROUNDS_KEPT = 3
"""In the rounds that people can look at, figures are exactly on their path, because the words speak of them."""

_HOW_FAR_VOLUMES_STRAY = 0.04


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the parts it was made of, if it has any."""

    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None


def own_periods(measure: Mapping[str, Any], timeline: Timeline) -> list[Period]:
    """Every period of the measure's own frequency, from the start of the history to the current quarter's end."""
    frequency: Frequency = measure.get("frequency", "quarter")
    found = periods_between(timeline.first_day, timeline.current.end, frequency, "financial")
    return [period for period in found if period.end <= timeline.current.end]


def figure(measure: Mapping[str, Any], period: Period, timeline: Timeline) -> Figure:
    """The measure's figure for one of its own periods."""
    how = measure["figures"]
    place = timeline.offset(period.end)
    exact = how.get("parts", {}).get(place)
    if exact:
        return _ratio(measure, *map(Decimal, exact))
    chance = Random(f"{measure['ref']} {place} {period.start.month}")  # noqa: S311 - the same every time, on purpose
    value = _level(measure, period, timeline, chance)
    if "of" not in how:
        return Figure(_rounded(value, measure["decimals"]))
    denominator = _denominator(measure, period, chance)
    scale = measure.get("multiplier", 100)
    return _ratio(measure, _rounded(value * float(denominator) / scale, 0), denominator)


def _level(measure: Mapping[str, Any], period: Period, timeline: Timeline, chance: Random) -> float:
    how = measure["figures"]
    kind = next(name for name in ("path", "beside_target", "share_of_target") if name in how)
    place: float = timeline.offset(period.end)
    if measure.get("frequency") == "month":
        place += (((period.end.month - 1) % 3) - 1) / 3
    value = _on_path(how[kind], place)
    if place <= -ROUNDS_KEPT:
        value += chance.uniform(-1, 1) * how.get("ripple", 0)
    if kind == "path":
        return _in_season(measure, value, period) if "times" in measure.get("season", {}) else value
    target = _target(measure, "target", period, timeline)
    return target + value if kind == "beside_target" else target * value / 100


def _on_path(path: Mapping[int, float], place: float) -> float:
    knots = sorted(path)
    if place <= knots[0]:
        return path[knots[0]]
    if place >= knots[-1]:
        return path[knots[-1]]
    left, right = list(pairwise(knots))[bisect_right(knots, place) - 1]
    return path[left] + (path[right] - path[left]) * (place - left) / (right - left)


def _denominator(measure: Mapping[str, Any], period: Period, chance: Random) -> Decimal:
    how = measure["figures"]
    usual = float(how["of"])
    if how.get("grows_through_year"):
        usual *= _quarter(period) + 1
    if _is_volume(measure):
        usual *= 1 + chance.uniform(-1, 1) * _HOW_FAR_VOLUMES_STRAY
    return _rounded(usual, 0)


def _is_volume(measure: Mapping[str, Any]) -> bool:
    """Whether the denominator is a number of cases, which differs from one period to the next."""
    is_one_period = measure.get("accumulation", "period") == "period" and measure.get("kind") != "survey"
    return is_one_period and not measure["figures"].get("same_denominator")


def _ratio(measure: Mapping[str, Any], numerator: Decimal, denominator: Decimal) -> Figure:
    value = ratio(numerator, denominator, Decimal(measure.get("multiplier", 100)))
    if value is None:
        raise ValueError(f"{measure['ref']} has a denominator of 0.")
    return Figure(value, numerator, denominator)


def together(measure: Mapping[str, Any], children: list[Figure]) -> Figure:
    """A parent's figure: its children's parts added up."""
    numerator = sum((child.numerator or Decimal(0) for child in children), Decimal(0))
    denominator = sum((child.denominator or Decimal(0) for child in children), Decimal(0))
    return _ratio(measure, numerator, denominator)


def targets(measure: Mapping[str, Any], timeline: Timeline) -> list[PeriodTarget]:
    """The measure's target for every quarter (or its own longer period) of the years it has targets for."""
    wanted: Mapping[str, list[float]] = measure.get("targets", {})
    if not wanted:
        return []
    years = len(next(iter(wanted.values())))
    frequency = measure.get("frequency", "quarter")
    last = timeline.year(years - 1 - YEARS_BACK).end
    return [
        PeriodTarget(
            starts=period.start,
            ends=period.end,
            **{name: _rounded(_target(measure, name, period, timeline), _target_decimals(measure)) for name in wanted},
        )
        for period in periods_between(
            timeline.first_day, last, "quarter" if frequency == "month" else frequency, "financial"
        )
    ]


def _target(measure: Mapping[str, Any], name: str, period: Period, timeline: Timeline) -> float:
    years = measure["targets"][name]
    place = (year_containing(period.end, "financial").start.year - timeline.first_day.year) if years else 0
    return _in_season(measure, float(years[min(place, len(years) - 1)]), period)


def _target_decimals(measure: Mapping[str, Any]) -> int:
    return 1 if measure["decimals"] else 0


def _in_season(measure: Mapping[str, Any], value: float, period: Period) -> float:
    season: Mapping[str, list[float]] = measure.get("season", {})
    if "times" in season:
        return value * season["times"][_quarter(period)]
    return value + season["add"][_quarter(period)] if "add" in season else value


def _quarter(period: Period) -> int:
    """The quarter of the financial year in which a period ends: 0 to 3."""
    return (period.end.month - 4) % 12 // 3


def _rounded(value: float, decimals: int) -> Decimal:
    exact = Decimal(str(round(value, 9))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    whole = exact.to_integral_value()
    return whole if whole == exact else exact.normalize()
