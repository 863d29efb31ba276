from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from goldenthread.charts.sparkline import HEIGHT, WIDTH, sparkline

numbers = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=2)


def points(svg: str) -> list[tuple[float, float]]:
    line = re.search(r'stroke="#1d5a96"', svg)
    path = re.search(r'<path d="([^"]+)" fill="none" stroke="#1d5a96"', svg)
    assert line
    assert path
    return [(float(x), float(y)) for x, y in re.findall(r"[ML]([\d.-]+) ([\d.-]+)", path[1])]


def test_higher_values_stand_higher() -> None:
    (_, first), (_, last) = points(sparkline([Decimal(1), Decimal(5)]))
    assert last < first  # SVG counts downwards


def test_the_dot_marks_the_last_known_value() -> None:
    svg = sparkline([1, 2, 3, None])
    dot = re.search(r'<circle cx="([\d.]+)" cy="([\d.]+)"', svg)
    assert dot
    assert points(svg)[-1] == (float(dot[1]), float(dot[2]))


def test_a_gap_breaks_the_line() -> None:
    svg = sparkline([1, None, 3, 4])
    assert svg.count("M") - svg.count("M0 ") == 2


def test_the_target_is_dashed() -> None:
    assert "stroke-dasharray" in sparkline([1, 2], target=Decimal(3))
    assert "stroke-dasharray" not in sparkline([1, 2])


@pytest.mark.parametrize("values", [[], [None], [None, None]])
def test_without_values_it_says_so(values: list[None]) -> None:
    svg = sparkline(values)
    assert 'aria-label="No values yet"' in svg
    assert "circle" not in svg


def test_a_label_cannot_break_out_of_its_attribute() -> None:
    svg = sparkline([1, 2], label='"><script>alert(1)</script>')
    assert "<script" not in svg
    assert etree.fromstring(svg.encode()).get("aria-label") == '"><script>alert(1)</script>'


@given(st.lists(st.one_of(st.none(), numbers), max_size=60), st.one_of(st.none(), numbers))
def test_it_stays_inside_its_frame(values: list[Decimal | None], target: Decimal | None) -> None:
    svg = sparkline(values, target)
    etree.fromstring(svg.encode())
    if any(value is not None for value in values):
        assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points(svg))
