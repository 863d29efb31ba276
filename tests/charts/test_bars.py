"""Figures side by side."""

from __future__ import annotations

import re
from decimal import Decimal

from goldenthread.charts.bars import NARROW, Bar, BarChart, draw

CHART = BarChart(
    title="Bins missed by ward",
    description="Abbey 20; Castle 10",
    bars=(Bar("Abbey", "20", Decimal(20)), Bar("Castle", "10", Decimal(10)), Bar("Park", "Too few to publish", None)),
)


def _lengths(svg: str) -> list[float]:
    return [float(length) for length in re.findall(r"h([\d.]+)v18", svg)]


def test_a_bar_is_as_long_as_its_figure() -> None:
    longest, half = _lengths(draw(CHART))
    assert half * 2 == longest


def test_what_is_not_shown_has_words_and_no_bar() -> None:
    svg = draw(CHART)
    assert len(_lengths(svg)) == 2
    assert "Too few to publish" in svg


def test_says_in_words_what_it_shows() -> None:
    assert "<desc>Abbey 20; Castle 10</desc>" in draw(CHART, NARROW)


def test_the_council_s_own_figure_is_a_line() -> None:
    chart = BarChart("t", "d", CHART.bars, line=Decimal(15), line_words="The whole council: 15")
    assert "The whole council: 15" in draw(chart)
    assert "stroke-dasharray" in draw(chart)


def test_a_name_too_long_for_a_phone_ends_with_dots() -> None:
    chart = BarChart("t", "d", (Bar("Saint Catherine and the Meadows", "1", Decimal(1)),))
    assert "…" in draw(chart, NARROW)
