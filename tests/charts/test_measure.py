from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from goldenthread.charts.measure import HEIGHT, NARROW, WIDE, MeasureChart, draw

SVG = "{http://www.w3.org/2000/svg}"
numbers = st.decimals(-(10**7), 10**7, allow_nan=False, allow_infinity=False, places=2)


def chart(
    *values: str | None, target: str | None = None, last_year: str | None = None, unit: str = "%"
) -> MeasureChart:
    count = len(values)
    return MeasureChart(
        title="Recycling has been below target for two quarters",
        subtitle="Household waste recycled, %, by quarter",
        description="From 48% to 46%.",
        unit=unit,
        decimals=1,
        labels=tuple(f"Q{place % 4 + 1} {2024 + place // 4}" for place in range(count)),
        values=tuple(None if value is None else Decimal(value) for value in values),
        targets=(None if target is None else Decimal(target),) * count,
        last_year=(None if last_year is None else Decimal(last_year),) * count,
    )


def words(svg: str) -> list[str]:
    return [text.text or "" for text in etree.fromstring(svg.encode()).iter(f"{SVG}text")]


def test_it_tells_who_cannot_see_it_what_it_shows() -> None:
    root = etree.fromstring(draw(chart("48", "46")).encode())
    assert root.get("role") == "img"
    assert [root.findtext(f"{SVG}{part}") for part in ("title", "desc")] == [
        "Recycling has been below target for two quarters",
        "From 48% to 46%.",
    ]


def test_each_line_is_named_where_it_ends() -> None:
    said = " ".join(words(draw(chart("48", "46", target="50", last_year="44"))))
    assert "Latest 46.0%" in said
    assert "Target 50.0%" in said
    assert "Last year 44.0%" in said


def test_an_axis_that_does_not_start_at_zero_says_so() -> None:
    assert any("not 0" in text for text in words(draw(chart("48", "46"))))
    assert not any("not 0" in text for text in words(draw(chart("0", "46"))))


def test_the_target_is_dashed_and_a_gap_breaks_the_line() -> None:
    svg = draw(chart("48", None, "46", target="50"))
    assert "stroke-dasharray" in svg
    line = re.search(r'd="([^"]+)" fill="none" stroke="#1d5a96"', svg)
    assert line
    assert line[1].count("M") == 2


def test_it_is_drawn_with_what_paper_and_page_both_know() -> None:
    used = {
        etree.QName(each).localname for each in etree.fromstring(draw(chart("48", "46", target="50")).encode()).iter()
    }
    assert used <= {"svg", "title", "desc", "path", "line", "text", "circle"}


@settings(deadline=None)
@given(
    st.lists(st.one_of(st.none(), numbers), min_size=1, max_size=40),
    st.one_of(st.none(), numbers),
    st.sampled_from([WIDE, NARROW]),
)
def test_whatever_the_figures_nothing_leaves_the_frame_or_lies_on_another_label(
    values: list[Decimal | None], target: Decimal | None, width: int
) -> None:
    drawn = chart(*(None if v is None else str(v) for v in values), target=None if target is None else str(target))
    root = etree.fromstring(draw(drawn, width).encode())
    rows: dict[float, list[tuple[float, float]]] = {}
    for text in root.iter(f"{SVG}text"):
        x, y = float(text.get("x", "0")), float(text.get("y", "0"))
        assert 0 <= x <= width
        assert 0 <= y <= HEIGHT
        if text.get("text-anchor") == "middle":
            half = 7.4 * len(text.text or "") / 2
            rows.setdefault(y, []).append((x - half, x + half))
    for spans in rows.values():
        ordered = sorted(spans)
        assert all(before[1] <= after[0] + 1 for before, after in pairwise(ordered))


def test_the_numbers_of_the_axis_fit_beside_it() -> None:
    printed = {"%": 12.5, ".": 3.9, ",": 3.9}  # Arial's widths at that size; a digit is 7.8
    for width in (WIDE, NARROW):
        root = etree.fromstring(draw(chart("1048", "1260.5"), width).encode())
        ticks = [text for text in root.iter(f"{SVG}text") if text.get("text-anchor") == "end"]
        assert ticks
        for tick in ticks:
            assert float(tick.get("x", "0")) >= sum(printed.get(character, 7.8) for character in tick.text or "")
