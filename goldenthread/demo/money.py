"""The demo council's money: budgets of two years, where they stood at the end of two quarters, savings and tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from goldenthread.access import Actor
from goldenthread.actions import finance, savings
from goldenthread.demo import tables
from goldenthread.demo.timeline import at
from goldenthread.demo.world import World
from goldenthread.models import BudgetLine, Project, Saving
from goldenthread.rules.money import PENCE_IN
from goldenthread.rules.money_tables import TABLES
from goldenthread.rules.money_words import year_of, year_span

_K: Final = PENCE_IN["£k"]
_CLOSED: Final = 10
"""So many working days after a quarter's end its figures are recorded."""
_CHANGED: Final = timedelta(days=44)
"""So long after the year began its budgets were changed."""
_GROWTH: Final = 97
"""Of a year's budget, what the year before had, in percent."""


@dataclass(slots=True)
class Ledger:
    """Money while it is told: who records it, what the table says, and the lines and savings made so far."""

    world: World
    facts: Mapping[str, Any]
    lines: dict[str, BudgetLine]
    savings: dict[str, Saving]

    def officer(self, on: date) -> Actor:
        """Whoever records it."""
        return self.world.actor(self.facts["officer"], on)

    def recorded_on(self, offset: int) -> date:
        """The day on which a quarter's figures are recorded."""
        return self.world.timeline.working_day(offset, _CLOSED)

    @property
    def years(self) -> tuple[int, ...]:
        """The financial years of the two quarters, each once."""
        return tuple(sorted({year_of(self.world.timeline.quarter(offset).end) for offset in (-1, 0)}))


def tell(world: World) -> int:
    """Every line with its budget; how many there are. Where they stood belongs to the rounds (`stand`)."""
    facts = tables.table("money")
    ledger = Ledger(world, facts, {}, {})
    for one in (*facts["lines"], *facts["schemes"]):
        _add(ledger, one)
    _change(ledger)
    for one in facts["savings"]:
        _add_saving(ledger, one)
    return len(ledger.lines)


def stand(world: World, offset: int, left_out: Collection[str]) -> None:
    """Where every line and saving stood in a round, explained but for the lines that are late with that."""
    facts = tables.table("money")
    lines = {line.code: line for line in BudgetLine.objects.all()}
    ledger = Ledger(world, facts, lines, {saving.ref: saving for saving in Saving.objects.all()})
    if offset not in (-1, 0):
        return
    for one in (*facts["lines"], *facts["schemes"]):
        _position(ledger, one, offset, explained=one["code"] not in left_out)
    for one in facts["savings"]:
        _saving_position(ledger, one, offset)
    if offset == 0:
        _tables(ledger)


# Budgets --------------------------------------------------------------------------------------------------------------


def _add(ledger: Ledger, one: Mapping[str, Any]) -> None:
    day = ledger.world.timeline.set_up
    by, moment = ledger.officer(day), at(day, 10)
    scheme = one["code"][0].isalpha()
    line = ledger.lines[one["code"]] = finance.add_line(
        by=by,
        at=moment,
        code=one["code"],
        title=one["title"],
        service=ledger.world.services[one["service"]],
        effective_from=year_span(ledger.years[0])[0],
        fund=one.get("fund", "GF"),
        nature="capital" if scheme else "revenue",
        flow=one.get("flow", "expenditure"),
    )
    for year in ledger.years:
        amount = one["budget"] if year == ledger.years[-1] else one["budget"] * _GROWTH // 100
        _original(ledger, line, year, amount)
    if one.get("later"):
        _original(ledger, line, ledger.years[-1] + 1, one["later"])
    for source, amount in one.get("funding", {}).items():
        finance.fund_scheme(by=by, at=moment, line=line, source=source, amount=amount * _K)
    _pays(ledger, line, one)


def _original(ledger: Ledger, line: BudgetLine, year: int, amount: int) -> None:
    day = ledger.world.timeline.set_up
    finance.change_budget(
        by=ledger.officer(day), at=at(day, 10), line=line, kind="original", amount=amount * _K, day=year_span(year)[0]
    )


def _pays(ledger: Ledger, line: BudgetLine, one: Mapping[str, Any]) -> None:
    world, day = ledger.world, ledger.world.timeline.set_up
    by, moment, starts = ledger.officer(day), at(day, 11), year_span(ledger.years[0])[0]
    if one.get("element"):
        finance.pays_for(by=by, at=moment, line=line, starts=starts, element=world.elements[one["element"]])
    for ref in one.get("measures", ()):
        finance.pays_for(by=by, at=moment, line=line, starts=starts, measure=world.measures[ref])
    if one.get("project"):
        project = Project.objects.get(ref=one["project"])
        finance.pays_for(by=by, at=moment, line=line, starts=starts, project=project)


def _change(ledger: Ledger) -> None:
    day = year_span(ledger.years[-1])[0] + _CHANGED
    recorded = max(day, ledger.world.timeline.set_up)
    by, moment = ledger.officer(recorded), at(recorded, 12)
    for one in ledger.facts["changes"]:
        line, amount = ledger.lines[one["line"]], one["amount"] * _K
        if "from" in one:
            source = ledger.lines[one["from"]]
            finance.vire(by=by, at=moment, source=source, target=line, amount=amount, day=day, reason=one["reason"])
        else:
            finance.change_budget(
                by=by, at=moment, line=line, kind=one["kind"], amount=amount, day=day, reason=one["reason"]
            )


# Positions ------------------------------------------------------------------------------------------------------------


def _now(pair: Sequence[int], offset: int) -> int:
    """Which of two figures holds: that of the quarter before (-1), or of the one under way (0)."""
    return pair[offset + 1]


def _position(ledger: Ledger, one: Mapping[str, Any], offset: int, *, explained: bool) -> None:
    line, period = ledger.lines[one["code"]], ledger.world.timeline.quarter(offset)
    day = ledger.recorded_on(offset)
    year = year_of(period.end)
    budget = sum(row.amount for row in line.changes.filter(year=year, day__lte=period.end))
    forecast = budget + _now(one["variance"], offset) * _K
    quarters = (period.end.month - 4) % 12 // 3 + 1
    figures: finance.Figures = {
        "profile": budget * quarters // 4,
        "actual": forecast * quarters // 4,
        "commitments": abs(forecast) * (4 - quarters) // 40 if line.flow == "expenditure" else 0,
        "forecast": forecast,
    }
    if line.nature == "capital":
        figures["slippage"] = _now(one.get("slips", (0, 0)), offset) * _K
    finance.record_position(by=ledger.officer(day), at=at(day, 10), line=line, ends=period.end, **figures)
    said = one.get("why" if offset == 0 else "was", "")
    if said and explained:
        head = ledger.world.actor(_head(one["service"]), day)
        finance.explain(by=head, at=at(day, 15), line=line, ends=period.end, explanation=said)


def _head(service: str) -> str:
    """The name of a service's head."""
    officers = tables.table("people")["officers"]
    return next(str(one["name"]) for one in officers if service in one["roles"].get("head_of_service", ()))


# Savings and tables ---------------------------------------------------------------------------------------------------


def _add_saving(ledger: Ledger, one: Mapping[str, Any]) -> None:
    day = ledger.world.timeline.set_up
    ledger.savings[one["ref"]] = savings.add(
        by=ledger.officer(day),
        at=at(day, 11),
        ref=one["ref"],
        year=ledger.years[-1],
        title=one["title"],
        service=ledger.world.services[one["service"]],
        proposed=one["proposed"] * _K,
    )


def _saving_position(ledger: Ledger, one: Mapping[str, Any], offset: int) -> None:
    saving, period = ledger.savings[one["ref"]], ledger.world.timeline.quarter(offset)
    if year_of(period.end) != saving.year:
        return
    day = ledger.recorded_on(offset)
    quarters = (period.end.month - 4) % 12 // 3 + 1
    achieved = _now(one["achieved"], offset) * _K
    savings.record_position(
        by=ledger.officer(day),
        at=at(day, 11),
        saving=saving,
        ends=period.end,
        achieved=achieved,
        delivered=achieved if one.get("delivered") else achieved * quarters // 5,
        pressures=_now(one.get("pressures", (0, 0)), offset) * _K,
        explanation=one["why"] if offset == 0 else "",
        mitigation=one.get("mitigation", "") if offset == 0 else "",
    )


def _tables(ledger: Ledger) -> None:
    day, ends = ledger.recorded_on(0), ledger.world.timeline.current.end
    for code, rows in ledger.facts["tables"].items():
        money = {column.code for column in TABLES[code].columns if column.kind == "money"}
        for place, row in enumerate(rows):
            typed = {name: f"{value}k" if name in money else str(value) for name, value in row.items()}
            label = typed.pop("label")
            savings.set_row(
                by=ledger.officer(day), at=at(day, 12), table=code, ends=ends, label=label, typed=typed, position=place
            )
