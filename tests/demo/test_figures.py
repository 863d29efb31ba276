"""The demo's figures: plausible, exact where words speak of them, and the same every time."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.demo import figures, tables
from goldenthread.demo.timeline import Timeline
from goldenthread.rules.rollup import ratio
from tests.demo.conftest import TODAY

TIMELINE = Timeline(TODAY)
MEASURES = {facts["ref"]: facts for facts in tables.measures()}
WITH_FIGURES = [facts for facts in MEASURES.values() if "figures" in facts]


def _values(ref: str) -> list[Decimal]:
    facts = MEASURES[ref]
    return [figures.figure(facts, period, TIMELINE).value for period in figures.own_periods(facts, TIMELINE)]


@pytest.mark.parametrize("facts", WITH_FIGURES, ids=lambda facts: str(facts["ref"]))
def test_figures_are_the_same_every_time_and_agree_with_their_parts(facts: dict[str, object]) -> None:
    for period in figures.own_periods(facts, TIMELINE):
        found = figures.figure(facts, period, TIMELINE)
        assert found == figures.figure(facts, period, TIMELINE)
        if found.numerator is not None and found.denominator is not None:
            scale = Decimal(str(facts.get("multiplier", 100)))
            assert found.value == ratio(found.numerator, found.denominator, scale)
        if facts["unit"] == "%" and facts["polarity"] != "range":
            assert 0 <= found.value <= 100


def test_three_years_and_a_half_of_quarters_are_told() -> None:
    assert len(_values("FIN-01")) == 14
    assert len(_values("HSG-03")) == 42
    assert len(_values("CUS-04")) == 3


def test_council_tax_grows_through_the_year_and_begins_again_in_april() -> None:
    values = _values("REV-01")
    assert values[0] < values[1] < values[2] < values[3]
    assert values[4] < values[0] + 1


def test_one_measure_only_ever_declines() -> None:
    values = _values("ENH-02")
    assert values == sorted(values, reverse=True)
    assert len(set(values)) > 10


def test_a_bad_quarter_stands_out_and_is_over() -> None:
    *before, bad, after, now = _values("WST-03")
    assert bad > max(before[4:])
    assert bad > after > now


def test_leisure_follows_the_seasons() -> None:
    values = _values("COM-01")
    assert all(values[place] > values[place - 1] for place in (3, 7, 11))


def test_a_target_profile_reaches_the_year_s_figure() -> None:
    targets = figures.targets(MEASURES["FIN-03"], TIMELINE)
    assert [target.target for target in targets[-4:]] == [180, 405, 630, 900]
