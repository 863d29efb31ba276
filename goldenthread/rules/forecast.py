"""Where the year is heading: a projection of the outturn, and its own status, kept apart from today's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from typing import Final

from goldenthread.rules.rollup import Accumulation
from goldenthread.rules.status import WORDS, Facts, Judgement, StatusRule, judge
from goldenthread.rules.values import SIGNIFICANT_DIGITS, kept

_EXACT_ENOUGH: Final = Context(prec=SIGNIFICANT_DIGITS)


@dataclass(frozen=True, slots=True)
class Projection:
    """A projected outturn for the year and how it was arrived at; None where there is nothing to go on."""

    value: Decimal | None
    sentence: str


def project(
    so_far: Decimal | None,
    accumulation: Accumulation,
    *,
    elapsed: int,
    in_year: int,
    is_rate: bool = False,
    last_year_so_far: Decimal | None = None,
    last_year_outturn: Decimal | None = None,
) -> Projection:
    """The year's outturn if it goes on as it has.

    `so_far` is the year to date (or the latest value of a snapshot) after `elapsed` of `in_year` periods. A count
    grows as it did last year where last year's position at the same point is known, else at an even rate. A rate that
    accumulates (council tax collected) adds what last year added from this point. Any other rate, a snapshot, an
    average and a rolling value are carried forward.
    """
    if so_far is None:
        return Projection(None, "There is no value yet to project from.")
    if not 0 < elapsed <= in_year:
        raise ValueError("elapsed counts periods from 1 to in_year.")
    if elapsed == in_year:
        return Projection(so_far, "The year is complete.")
    if accumulation == "cumulative" and is_rate:
        if last_year_so_far is None or last_year_outturn is None:
            return Projection(None, "It cannot be projected without last year’s position at the same point.")
        return Projection(so_far + last_year_outturn - last_year_so_far, "Adds what last year added from this point.")
    if accumulation in ("snapshot", "rolling", "average") or is_rate:
        return Projection(so_far, "Carries the latest position forward to the year end.")
    if last_year_so_far and last_year_outturn is not None:
        value = kept(_EXACT_ENOUGH.divide(so_far * last_year_outturn, last_year_so_far))
        return Projection(value, "Grows to the year end as it did last year from the same point.")
    value = kept(_EXACT_ENOUGH.divide(so_far * in_year, Decimal(elapsed)))
    return Projection(value, f"Continues to the year end at the rate of the first {elapsed} of {in_year} periods.")


def judge_forecast(
    rule: StatusRule, facts: Facts, forecast: Decimal | None, words: Mapping[str, str] = WORDS
) -> Judgement:
    """The status the year would end with: the forecast outturn under the same rule. `facts` hold the year's target."""
    judged = judge(replace(rule, judges="period"), replace(facts, actual=forecast), words)
    return replace(judged, sentence=f"Forecast for the year: {judged.sentence}")
