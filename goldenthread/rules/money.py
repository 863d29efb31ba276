"""Money: whole pence, how it is read and written, when an overspend is red, and what is left of a saving.

Signs, the same everywhere: spending is positive and income negative, so amounts of any kind add up. A variance is the
forecast less the budget: positive is adverse (an overspend, or income that falls short), negative is favourable and is
printed in brackets.

Rounding is for display alone. `footed` rounds a column so that its parts still add up to its total, each part being
less than one unit from the truth; a variance is rounded from its own pence, never taken from two rounded figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

from goldenthread.rules.refusals import Refusal
from goldenthread.rules.values import MINUS, plain, rounded

Unit = Literal["£", "£k", "£m"]
Level = Literal["service", "directorate", "fund"]

PENCE_IN: Final[Mapping[str, int]] = {"£": 100, "£k": 100_000, "£m": 100_000_000}
MOST: Final = 10**15
"""The largest amount that is kept, in pence: ten million million pounds."""
NO_PERCENT: Final = "not applicable"
SIGNS: Final = (
    "Spending is shown as a positive figure and income in brackets. A variance without brackets is adverse: an "
    "overspend, or income below its budget. In brackets it is favourable."
)
ROUNDED: Final = (
    "Rounded to the nearest £1,000 so that every column adds up to its total; a figure across a row may therefore "
    "differ by 1."
)

_TYPED = re.compile(
    r"(?P<open>\()?(?P<sign>-)?\s*£?\s*(?P<inner>-)?"
    r"(?P<digits>\d[\d,]*(?:\.\d*)?|\.\d+)\s*(?P<unit>[km])?(?P<close>\))?(?P<last>-)?",
    re.ASCII | re.IGNORECASE,
)
_UNIT_OF = {"k": "£k", "m": "£m"}


def parse_pence(text: str, unit: Unit = "£") -> int:
    """The pence somebody typed: "£1,234.56", "(609)" or "−609" for minus, "£1.3m" and "45k" whatever the unit.

    `unit` is what a bare number counts. Raises `Refusal("not_money")`, also for a fraction of a penny.
    """
    found = _TYPED.fullmatch(text.strip().replace(MINUS, "-").replace("–", "-"))
    signs = [mark for mark in ("open", "sign", "inner", "last") if found and found[mark]]
    if found is None or len(signs) > 1 or bool(found["open"]) != bool(found["close"]):
        raise Refusal(
            "not_money", f"“{text.strip()[:40]}” is not an amount. Write it as 1,234.56, £45k, £1.3m or (609)."
        )
    counted = PENCE_IN[_UNIT_OF[found["unit"].lower()] if found["unit"] else unit]
    pence = Decimal(found["digits"].replace(",", "")) * counted
    if pence != pence.to_integral_value():
        raise Refusal("not_money", f"“{text.strip()[:40]}” has a fraction of a penny. Write whole pence.")
    if pence >= MOST:
        raise Refusal("not_money", f"“{text.strip()[:40]}” is more than can be kept. Check the number of noughts.")
    return -int(pence) if signs else int(pence)


def bracketed(number: int) -> str:
    """A whole number with thousands separators, in brackets where it is negative: "1,234", "(609)"."""
    return f"({-number:,})" if number < 0 else f"{number:,}"


def pounds(pence: int) -> str:
    """An amount to the penny, or in whole pounds where there are no pence: "£1,234.50", "£609", "(£609)"."""
    whole, odd = divmod(abs(pence), 100)
    text = f"£{whole:,}.{odd:02}" if odd else f"£{whole:,}"
    return f"({text})" if pence < 0 else text


def headline(pence: int) -> str:
    """The size of an amount for a sentence, unsigned: "£1.3m", "£45k", "£609"."""
    size = Decimal(abs(pence))
    for unit, decimals in (("£m", 1), ("£k", 0)):
        if size >= PENCE_IN[unit] or rounded(size / PENCE_IN["£k"], 0) >= 1000:
            return f"£{plain(rounded(size / PENCE_IN[unit], decimals))}{unit[1]}"
    return f"£{plain(rounded(size / 100, 0))}"


def percent_words(percent: Decimal | None) -> str:
    """A percentage with its sign as printed in a table: "33.0%", "(1.2%)", "not applicable"."""
    if percent is None:
        return NO_PERCENT
    text = f"{plain(abs(percent), 1)}%"
    return f"({text})" if rounded(percent, 1) < 0 else text


# Rounding that foots --------------------------------------------------------------------------------------------------


def in_units(pence: int, unit: int = PENCE_IN["£k"]) -> int:
    """An amount in whole units of so many pence, halves away from nothing."""
    return int((Decimal(pence) / unit).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def footed(parts: Sequence[int], total: int | None = None, unit: int = PENCE_IN["£k"]) -> tuple[int, ...]:
    """The parts of a column in whole units, so chosen that they add up to the total in whole units.

    Every part is rounded down, and the units still missing go to the largest remainders; of equal remainders, to the
    first. `total` is the printed total in units where a level above has settled it already (which may move a part by
    one unit more), else the parts' sum.
    """
    down = [part // unit for part in parts]
    wanted = in_units(sum(parts), unit) if total is None else total
    missing = wanted - sum(down)
    by_remainder = sorted(range(len(parts)), key=lambda place: (-(parts[place] % unit), place))
    if not by_remainder:
        return ()
    every, extra = divmod(missing, len(parts))
    raised = set(by_remainder[:extra])
    return tuple(number + every + (place in raised) for place, number in enumerate(down))


# Judging a forecast ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Limit:
    """From where an overspend is red: a share of the budget in percent, or pence, whichever is lower."""

    percent: Decimal
    cap: int


@dataclass(frozen=True, slots=True)
class MoneyVerdict:
    """A forecast judged. `status` is green, amber, red, or awaiting_data without a forecast.

    `percent` is the variance as a share of the budget's size; None where the budget is nothing or there is no forecast.
    """

    status: str
    word: str
    variance: int | None
    percent: Decimal | None
    sentence: str

    @property
    def size(self) -> str:
        """ "£220k over (10.0%)", "£20k under", "On budget"."""
        if self.variance is None:
            return "No forecast"
        if self.variance == 0:
            return "On budget"
        share = f" ({abs(self.percent):.1f}%)" if self.percent is not None else ""
        return f"{headline(self.variance)} {'over' if self.variance > 0 else 'under'}{share}"


MONEY_WORDS: Final[Mapping[str, str]] = {
    "green": "Within budget",
    "amber": "Overspend",
    "red": "High overspend",
    "awaiting_data": "No forecast",
}
WORST_FIRST: Final = ("red", "amber", "awaiting_data", "green")


def judge(budget: int, forecast: int | None, limit: Limit) -> MoneyVerdict:
    """A forecast against its budget, both in pence: red from the limit on, amber below it, green without overspend.

    The share is of the budget's size, so an income budget of −3,870 that falls short by 1,278 is 33.0% over. Of a
    budget of nothing there is no share, and any overspend is red.
    """
    if forecast is None:
        return MoneyVerdict("awaiting_data", MONEY_WORDS["awaiting_data"], None, None, "There is no forecast yet.")
    variance = forecast - budget
    percent = Decimal(variance) * 100 / abs(budget) if budget else None
    status = _status(variance, budget, limit)
    return MoneyVerdict(status, MONEY_WORDS[status], variance, percent, _sentence(variance, percent, limit, status))


def _status(variance: int, budget: int, limit: Limit) -> str:
    if variance <= 0:
        return "green"
    of_budget = variance * 100 >= limit.percent * abs(budget)
    return "red" if of_budget or variance >= limit.cap else "amber"


def _sentence(variance: int, percent: Decimal | None, limit: Limit, status: str) -> str:
    if variance == 0:
        return "The forecast is exactly the budget."
    share = f" ({plain(abs(percent), 1)}% of the budget)" if percent is not None else ""
    if variance < 0:
        return f"The forecast is {headline(variance)}{share} better than the budget."
    if percent is None:
        return f"The forecast is {headline(variance)} worse than a budget of nothing, which is red whatever the amount."
    line = limit_words(limit)
    beyond = f"red begins at {line}" if status == "amber" else f"that is at or beyond {line}"
    return f"The forecast is {headline(variance)}{share} worse than the budget; {beyond}."


def limit_words(limit: Limit) -> str:
    """Where red begins: "5% of the budget or £100k, whichever is lower"."""
    return f"{plain(limit.percent.normalize())}% of the budget or {headline(limit.cap)}, whichever is lower"


# Savings --------------------------------------------------------------------------------------------------------------

SAVING_WORDS: Final[Mapping[str, str]] = {
    "blue": "Delivered",
    "green": "On track",
    "amber": "Needs activity",
    "red": "At risk",
    "awaiting_data": "No update",
}


@dataclass(frozen=True, slots=True)
class SavingFigures:
    """A saving, or many added up, in pence. `pressures` of the year against it are negative or nothing."""

    proposed: int
    achieved: int = 0
    delivered: int = 0
    pressures: int = 0

    @property
    def at_risk(self) -> int:
        """What is not secured: proposed less achieved less pressures, which being negative add to it."""
        return self.proposed - self.achieved - self.pressures


def add_savings(figures: Iterable[SavingFigures]) -> SavingFigures:
    """Many savings as one."""
    total = SavingFigures(0)
    for one in figures:
        total = SavingFigures(
            total.proposed + one.proposed,
            total.achieved + one.achieved,
            total.delivered + one.delivered,
            total.pressures + one.pressures,
        )
    return total


def judge_saving(figures: SavingFigures, amber_within: Decimal) -> MoneyVerdict:
    """Blue where all of it is delivered, green where nothing is at risk, amber up to a share of it (percent), else red.

    `variance` of the verdict is the amount at risk, `percent` its share of what was proposed.
    """
    at_risk = figures.at_risk
    percent = Decimal(at_risk) * 100 / figures.proposed if figures.proposed else None
    if at_risk <= 0:
        status = "blue" if figures.delivered >= figures.proposed else "green"
    else:
        status = "amber" if at_risk * 100 <= amber_within * figures.proposed else "red"
    return MoneyVerdict(status, SAVING_WORDS[status], at_risk, percent, _saving_sentence(figures, percent))


def _saving_sentence(figures: SavingFigures, percent: Decimal | None) -> str:
    if figures.at_risk <= 0:
        done = "has been delivered" if figures.delivered >= figures.proposed else "is secured"
        return f"All of the {headline(figures.proposed)} {done}."
    share = f" ({plain(percent, 1)}%)" if percent is not None else ""
    return f"{headline(figures.at_risk)}{share} of {headline(figures.proposed)} is at risk."
