"""A story's money in £ thousand: budget lines, savings and tables, and where they stood at the end of each round."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from goldenthread.access import Actor
from goldenthread.actions import finance, savings
from goldenthread.demo import tables
from goldenthread.demo.story import Story
from goldenthread.demo.story_things import in_round
from goldenthread.demo.timeline import at
from goldenthread.demo.world import World
from goldenthread.models import BudgetLine, Saving
from goldenthread.rules.money import PENCE_IN
from goldenthread.rules.money_tables import TABLES
from goldenthread.rules.money_words import year_of, year_span
from goldenthread.rules.periods import Period

KEEPS_MONEY: Final = "Laura Benedetti"
_K: Final = PENCE_IN["£k"]


def found(world: World, story: Story, moment: datetime) -> None:
    """Every budget line and capital scheme with its budget of each year that is reported on, and every saving."""
    facts = story.facts.get("money", {})
    years = sorted({year_of(span.end) for span in story.rounds})
    by = world.actor(KEEPS_MONEY, moment.date())
    for one in facts.get("lines", ()):
        _line(world, one, years, by, moment)
    for one in facts.get("savings", ()):
        for year in years:
            service = world.services[one["service"]]
            ref, proposed = f"{one['ref']}-{year}", one["proposed"] * _K
            savings.add(by=by, at=moment, ref=ref, year=year, title=one["title"], service=service, proposed=proposed)


def _line(world: World, one: Mapping[str, Any], years: list[int], by: Actor, moment: datetime) -> None:
    line = finance.add_line(
        by=by,
        at=moment,
        code=one["code"],
        title=one["title"],
        service=world.services[one["service"]],
        effective_from=year_span(years[0])[0],
        nature=one.get("nature", "revenue"),
        flow=one.get("flow", "expenditure"),
    )
    for year in years:
        day, amount = year_span(year)[0], one["budget"] * _K
        finance.change_budget(by=by, at=moment, line=line, kind="original", amount=amount, day=day)
    for source, share in one.get("funding", {}).items():
        finance.fund_scheme(by=by, at=moment, line=line, source=source, amount=share * _K)


def stand(world: World, story: Story, number: int, span: Period, day: date) -> None:
    """Where everything stood at the end of a round; what has to be explained is."""
    facts = story.facts.get("money", {})
    by = world.actor(KEEPS_MONEY, day)
    for one in facts.get("lines", ()):
        _position(world, one, number, span, by, day)
    for one in facts.get("savings", ()):
        _saving(one, span, by, day)
    for code, rows in facts.get("tables", {}).items():
        money = {column.code for column in TABLES[code].columns if column.kind == "money"}
        for place, row in enumerate(rows):
            typed = {name: f"{value}k" if name in money else str(value) for name, value in row.items()}
            label = typed.pop("label")
            savings.set_row(
                by=by, at=at(day, 10, 30), table=code, ends=span.end, label=label, typed=typed, position=place
            )


def _months(span: Period) -> int:
    """How many months of the financial year have passed at the end of a round."""
    return (span.end.month - 4) % 12 + 1


def _position(world: World, one: Mapping[str, Any], number: int, span: Period, by: Actor, day: date) -> None:
    line = BudgetLine.objects.get(code=one["code"])
    said = in_round(one.get("rounds", {}), number) or {}
    budget, months = one["budget"] * _K, _months(span)
    forecast = budget + said.get("variance", 0) * _K
    figures: finance.Figures = {
        "profile": budget * months // 12,
        "actual": forecast * months // 12,
        "forecast": forecast,
    }
    finance.record_position(by=by, at=at(day, 9), line=line, ends=span.end, **figures)
    if "why" in said:
        head = next(
            each["name"]
            for each in tables.table("people")["officers"]
            if each.get("roles", {}).get("head_of_service") == [one["service"]]
        )
        finance.explain(
            by=world.actor(head, day), at=at(day, 12, 30), line=line, ends=span.end, explanation=said["why"]
        )


def _saving(one: Mapping[str, Any], span: Period, by: Actor, day: date) -> None:
    saving = Saving.objects.get(ref=f"{one['ref']}-{year_of(span.end)}")
    achieved = one["achieved"] * _K
    savings.record_position(
        by=by,
        at=at(day, 9, 30),
        saving=saving,
        ends=span.end,
        achieved=achieved,
        delivered=achieved * _months(span) // 12,
        explanation=one.get("why", ""),
    )
