"""The picture of a project's milestones."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

from goldenthread.charts.timeline import MARKS, Row, Timeline, draw

TODAY = date(2026, 7, 8)
SVG = "{http://www.w3.org/2000/svg}"


def _drawn(*rows: Row) -> ElementTree.Element:
    return ElementTree.fromstring(draw(Timeline("Milestones of P1", "All told.", rows, TODAY)))


def _words(picture: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in picture.iter(f"{SVG}text")]


def test_says_in_words_what_it_shows() -> None:
    picture = _drawn(Row("Built & <open>", original=date(2026, 12, 31)))
    assert [part.text for part in list(picture)[:2]] == ["Milestones of P1", "All told."]
    assert "Built & <open>" in _words(picture)
    assert set(MARKS.values()) <= set(_words(picture))
    assert "Today" in _words(picture)


def test_marks_every_date_with_its_own_shape() -> None:
    days = [date(2026, month, 1) for month in (3, 5, 7, 9, 11)]
    empty, full = _drawn(Row("A", original=days[0])), _drawn(Row("A", *days))
    circles = [len(list(picture.iter(f"{SVG}circle"))) for picture in (empty, full)]
    paths = [len(list(picture.iter(f"{SVG}path"))) for picture in (empty, full)]
    assert circles == [2, 2]  # one in the key, one in the row
    assert paths[1] >= paths[0] + 4


def test_keeps_to_its_width_whatever_the_years() -> None:
    picture = _drawn(Row("Long", original=date(1998, 2, 1), approved=date(2061, 12, 31)))
    across = [float(circle.get("cx", 0)) for circle in picture.iter(f"{SVG}circle")]
    assert all(0 <= x <= 720 for x in across)
    assert len(_words(picture)) < 25


def test_draws_nothing_without_a_date() -> None:
    assert draw(Timeline("t", "d", (Row("A"),), TODAY)) == ""
