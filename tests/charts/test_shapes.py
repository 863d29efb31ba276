from __future__ import annotations

from lxml import etree

from goldenthread.charts.shapes import DIRECTION_CODES, STATUS_CODES, direction_shape, status_shape
from goldenthread.rules.status import RATED, STATUSES
from goldenthread.rules.trend import DIRECTION_WORDS


def test_every_status_and_direction_has_a_shape() -> None:
    assert set(STATUS_CODES) == set(STATUSES)
    assert set(DIRECTION_CODES) | {"not_comparable"} == set(DIRECTION_WORDS)


def test_no_two_ratings_look_alike_without_their_colour() -> None:
    assert len({status_shape(code) for code in RATED}) == len(RATED)


def test_a_shape_is_silent_because_its_word_speaks() -> None:
    for svg in (*map(status_shape, STATUS_CODES), *map(direction_shape, DIRECTION_CODES)):
        assert etree.fromstring(svg.encode()).get("aria-hidden") == "true"


def test_up_for_a_neutral_measure_is_the_arrow_up() -> None:
    assert direction_shape("up") == direction_shape("improved")
    assert direction_shape("up") != direction_shape("down")
