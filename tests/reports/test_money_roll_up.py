"""Money added up by service, directorate and fund: no penny is lost, and what is printed adds up at every level."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reports.finance import Stand, Summary
from goldenthread.reports.money_grid import ON_PAGES, Node, grid, group, verdict_of
from goldenthread.reports.money_records import Amounts, add_up
from goldenthread.rules.framework_money import MoneySettings

RULES = MoneySettings()
PENCE = st.integers(-(10**12), 10**12)
MAYBE = st.none() | PENCE
LINES = st.builds(
    Amounts,
    original=PENCE,
    changes=PENCE,
    profile=MAYBE,
    actual=MAYBE,
    commitments=MAYBE,
    forecast=MAYBE,
    slippage=PENCE,
    movement=MAYBE,
).map(lambda one: one if one.forecast is not None else _without(one))
TREES = st.lists(st.lists(st.lists(LINES, min_size=1, max_size=4), min_size=1, max_size=3), min_size=1, max_size=3)


def _without(one: Amounts) -> Amounts:
    return Amounts(
        one.original, one.changes, one.profile, one.actual, one.commitments, None, one.slippage, one.movement,
        without_forecast=1,
    )  # fmt: skip


def _fund(tree: Sequence[Sequence[Sequence[Amounts]]]) -> Node:
    def line(place: int, one: Amounts) -> Node:
        return Node("line", place, str(place), str(place), one, verdict_of(one, "service", RULES), "")

    directorates = []
    for services in tree:
        nodes = [
            group("service", "service", 1, "S", [line(place, one) for place, one in enumerate(lines)], RULES)
            for lines in services
        ]
        directorates.append(group("directorate", "directorate", 1, "D", nodes, RULES))
    return group("fund", "fund", 1, "F", directorates, RULES)


@given(TREES)
def test_no_penny_is_lost_whichever_way_lines_are_added_up(tree: list[list[list[Amounts]]]) -> None:
    everything = [one for services in tree for lines in services for one in lines]
    assert _fund(tree).amounts == add_up(everything)
    assert add_up(everything).current == sum(one.original + one.changes for one in everything)


@given(st.lists(LINES, min_size=1, max_size=12))
def test_a_line_without_a_forecast_counts_at_its_budget(lines: list[Amounts]) -> None:
    total = add_up(lines)
    told = [one.forecast if one.forecast is not None else one.current for one in lines]
    assert total.forecast == (sum(told) if any(one.forecast is not None for one in lines) else None)
    assert total.without_forecast == sum(one.forecast is None for one in lines)
    if total.variance is not None:
        assert total.variance == sum(one.variance or 0 for one in lines)


@given(TREES)
def test_every_column_as_printed_adds_up_to_its_total_at_every_level(tree: list[list[list[Amounts]]]) -> None:
    fund = _fund(tree)
    table = grid("Everything", fund, ON_PAGES, lines=True)
    nodes = list(fund.walk())
    for column in range(1, 1 + len(ON_PAGES)):
        printed = {id(node): _number(row.cells[column].text) for node, row in zip(nodes, table.rows, strict=True)}
        for node in nodes:
            if node.children and None not in (printed[id(child)] for child in node.children):
                assert printed[id(node)] == sum(printed[id(child)] or 0 for child in node.children)


def _number(text: str) -> int | None:
    """What a cell says; None where it says in words that there is no figure."""
    digits = text.strip("()").replace(",", "")
    if not digits.isdecimal():
        return None
    return -int(digits) if text.startswith("(") else int(digits)


@pytest.mark.once
def test_services_come_red_first_and_then_by_how_much_they_are_over() -> None:
    def service(title: str, budget: int, forecast: int) -> Node:
        amounts = Amounts(budget * 100_000, 0, None, None, None, forecast * 100_000, 0, None)
        return Node("service", 1, title, title, amounts, verdict_of(amounts, "service", RULES), "")

    services = [service("A", 9_000, 9_020), service("B", 500, 530), service("C", 490, 590), service("D", 9_000, 9_090)]
    fund = group("fund", "fund", 1, "F", services, RULES)
    day = date(2026, 9, 30)
    assert [one.title for one in Summary(Stand(day, (day,)), "", (fund,), ()).services] == ["C", "B", "D", "A"]
