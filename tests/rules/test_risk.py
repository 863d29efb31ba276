"""Every cell of every kind of matrix, and what follows from a score."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rules.framework_risk import RiskSettings
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.risk import Band, BandRule, Kind, Matrix, Step, highest, matrix, movement, next_review
from goldenthread.rules.risk import review_sentence as said

pytestmark = pytest.mark.once

RANKED = {
    "likelihood": [{"word": word} for word in ("Low", "Medium", "High")],
    "impact": [{"word": word} for word in ("Low", "Medium", "High")],
    "scores": [[4, 7, 9], [2, 5, 8], [1, 3, 6]],
    "bands": [
        {"word": "Low", "colour": "green", "from_score": 1, "review_months": 6},
        {"word": "Medium", "colour": "amber", "from_score": 4, "review_months": 3},
        {"word": "High", "colour": "red", "from_score": 7, "review_months": 1},
    ],
}
FIVE = {
    "likelihood": [{"word": word} for word in ("Very unlikely", "Unlikely", "Possible", "Likely", "Very likely")],
    "impact": [{"word": word} for word in ("Negligible", "Minor", "Moderate", "Major", "Catastrophic")],
    "bands": [
        {"word": "Low", "colour": "green", "from_score": 1, "review_months": 12},
        {"word": "Medium", "colour": "amber", "from_score": 5, "review_months": 6},
        {"word": "High", "colour": "red", "from_score": 15, "review_months": 3},
    ],
}
LABELLED = {
    "likelihood": [{"word": word} for word in ("Very low", "Low", "High", "Very high")],
    "impact": [{"word": word} for word in ("Negligible", "Marginal", "Serious", "Critical")],
    "scores": [[f"{letter}{number}" for number in range(1, 5)] for letter in "ABCD"],
    "bands": [
        {
            "word": "Green",
            "colour": "green",
            "review_months": 12,
            "labels": ["D1", "D2", "D3", "C1", "C2", "B1", "A1", "D4", "C3", "B2"],
        },
        {"word": "Blue", "colour": "blue", "review_months": 3, "labels": ["A2", "A3", "A4", "B3", "B4", "C4"]},
    ],
}


def settings(**written: object) -> RiskSettings:
    return RiskSettings.model_validate(written)


def table(found: Matrix) -> list[list[str]]:
    """Every cell as it is drawn: the greatest likelihood on top, the least impact on the left."""
    return [[f"{cell.label} {cell.band.word}" for cell in row] for row in reversed(found.cells)]


FOUR_BY_FOUR = settings().matrix("threat")
NINE = settings(threats=RANKED, appetite=6).matrix("threat")


def test_four_by_four_product_cell_by_cell() -> None:
    assert table(FOUR_BY_FOUR) == [
        ["4 Low", "8 Medium", "12 High", "16 High"],
        ["3 Low", "6 Medium", "9 Medium", "12 High"],
        ["2 Low", "4 Low", "6 Medium", "8 Medium"],
        ["1 Low", "2 Low", "3 Low", "4 Low"],
    ]


def test_a_product_that_no_two_levels_make_cannot_occur() -> None:
    assert not {"5", "7", "10", "11", "13", "14", "15"} & FOUR_BY_FOUR.labels


@pytest.mark.parametrize(
    ("likelihood", "impact", "score", "band"), [(3, 4, 12, "High"), (3, 3, 9, "Medium"), (2, 2, 4, "Low")]
)
def test_four_by_four_published_examples(likelihood: int, impact: int, score: int, band: str) -> None:
    cell = FOUR_BY_FOUR.cell(likelihood, impact)
    assert (cell.score, cell.band.word) == (score, band)


def test_ranked_three_by_three_cell_by_cell() -> None:
    assert table(NINE) == [
        ["4 Medium", "7 High", "9 High"],
        ["2 Low", "5 Medium", "8 High"],
        ["1 Low", "3 Low", "6 Medium"],
    ]


@pytest.mark.parametrize(("likelihood", "impact", "score"), [(3, 2, 7), (1, 3, 6), (2, 2, 5), (3, 3, 9), (2, 3, 8)])
def test_ranked_three_by_three_is_not_a_product(likelihood: int, impact: int, score: int) -> None:
    assert NINE.cell(likelihood, impact).score == score


def test_a_ranked_matrix_gives_every_cell_its_own_score() -> None:
    assert sorted(NINE.labels) == [str(score) for score in range(1, 10)]


def test_five_by_five_product_cell_by_cell() -> None:
    found = settings(threats=FIVE).matrix("threat")
    expected = {
        (likelihood, impact): "High" if likelihood * impact >= 15 else "Medium" if likelihood * impact >= 5 else "Low"
        for likelihood, impact in product(range(1, 6), repeat=2)
    }
    cells = {place: found.cell(*place) for place in expected}
    assert {place: cell.band.word for place, cell in cells.items()} == expected
    assert {place: cell.score for place, cell in cells.items()} == {place: place[0] * place[1] for place in expected}


def test_a_matrix_of_labels_cell_by_cell() -> None:
    found = settings(threats=LABELLED, appetite="Green").matrix("threat")
    assert table(found) == [
        ["A1 Green", "A2 Blue", "A3 Blue", "A4 Blue"],
        ["B1 Green", "B2 Green", "B3 Blue", "B4 Blue"],
        ["C1 Green", "C2 Green", "C3 Green", "C4 Blue"],
        ["D1 Green", "D2 Green", "D3 Green", "D4 Green"],
    ]
    assert found.above_appetite(found.cell(4, 2), "any")
    assert not found.above_appetite(found.cell(1, 4), "any")


def test_opportunities_are_the_same_matrix_turned_round_unless_they_have_their_own() -> None:
    mirrored = settings().matrix("opportunity")
    assert mirrored.mirrored
    assert mirrored.cell(4, 4).score == 16
    assert [band.tone for band in mirrored.bands] == ["information_only", "blue", "green"]
    own = settings(opportunities=RANKED).matrix("opportunity")
    assert own.cell(3, 2).score == 7


def test_an_opportunity_is_never_above_the_appetite_for_risk() -> None:
    mirrored = settings().matrix("opportunity")
    assert not any(mirrored.above_appetite(cell, "financial") for row in mirrored.cells for cell in row)


def test_the_appetite_line_is_the_categorys_own_where_it_has_one() -> None:
    found = settings(appetite=9, categories=[{"code": "money", "name": "Money", "appetite": 6}]).matrix("threat")
    nine = found.cell(3, 3)
    assert found.above_appetite(nine, "money")
    assert not found.above_appetite(nine, "people")
    assert found.above_appetite(found.cell(3, 4), "people")


def test_the_highest_of_several_dimensions_counts() -> None:
    assert highest({"Money": 2, "People": 4, "Reputation": 3}) == 4
    with pytest.raises(Refusal, match="at least one dimension"):
        highest({})


def test_a_level_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(Refusal, match="1 Very unlikely, 2 Unlikely"):
        FOUR_BY_FOUR.cell(5, 1)


def test_says_why_a_score_is_what_it_is() -> None:
    assert NINE.sentence(3, 2) == "Likelihood 3 (High) and impact 2 (Medium) score 7: High."


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"scores": [[1, 2], [3, 4]]}, "not 3 rows of 3"),
        ({"scores": [[4, 7, 9], [2, 5, 8], [0, 3, 6]]}, "no band holds the score 0"),
        ({"scores": [["A", 7, 9], [2, 5, 8], [1, 3, 6]]}, "no band holds the score A"),
    ],
)
def test_a_matrix_that_does_not_fit_together_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        settings(threats=RANKED | changes)


def test_an_appetite_that_is_no_score_and_no_band_is_refused() -> None:
    with pytest.raises(ValueError, match="neither a score nor one of the bands"):
        settings(appetite="Severe")
    with pytest.raises(ValueError, match="neither a score nor one of the bands"):
        settings(threats=LABELLED, appetite=9)


# Movement and reviews -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "before", "now", "code", "sentence"),
    [
        ("threat", (3, 3), (1, 3), "improved", "From 9 to 6 since the last round."),
        ("threat", (2, 2), (3, 2), "declined", "From 5 to 7 since the last round."),
        ("threat", (2, 3), (2, 3), "unchanged", "Still 8, as at the last round."),
        ("opportunity", (2, 2), (3, 2), "improved", "From 5 to 7 since the last round."),
        ("opportunity", (3, 3), (2, 3), "declined", "From 9 to 8 since the last round."),
    ],
)
def test_movement_is_better_or_worse_not_up_or_down(
    kind: Kind, before: tuple[int, int], now: tuple[int, int], code: str, sentence: str
) -> None:
    found = movement(kind, NINE.cell(*before), NINE.cell(*now))
    assert (found.code, found.sentence) == (code, sentence)


def test_a_risk_without_an_earlier_score_is_new() -> None:
    assert movement("threat", None, NINE.cell(1, 1)).word == "New"


def test_labels_in_the_same_band_moved_neither_up_nor_down() -> None:
    found = settings(threats=LABELLED, appetite="Green").matrix("threat")
    assert movement("threat", found.cell(1, 1), found.cell(2, 1)).code == "moved"


def test_the_band_says_when_a_risk_is_reviewed_next() -> None:
    high, low = NINE.cell(3, 3).band, NINE.cell(1, 1).band
    assert next_review(date(2026, 1, 31), high) == date(2026, 2, 28)
    assert next_review(date(2026, 1, 31), low) == date(2026, 7, 31)


def test_says_how_late_a_review_is() -> None:
    assert said(date(2026, 6, 30), date(2026, 7, 8)) == "Review was due on 30 June 2026, 8 days ago."
    assert said(date(2026, 7, 7), date(2026, 7, 8)) == "Review was due on 7 July 2026, 1 day ago."
    assert said(date(2026, 7, 8), date(2026, 7, 8)) == "Next review by 8 July 2026."


# What holds for every matrix ------------------------------------------------------------------------------------------

_SIZES = st.integers(min_value=2, max_value=7)


@given(_SIZES, _SIZES, st.data())
def test_a_product_never_falls_as_likelihood_or_impact_rises(likelihood: int, impact: int, data: st.DataObject) -> None:
    top = likelihood * impact
    starts = sorted(data.draw(st.sets(st.integers(2, max(2, top)), max_size=3)))
    bands = [BandRule(Band(f"Band {start}", "amber", 3), start) for start in (1, *starts)]
    found = matrix(
        kind="threat",
        likelihood=[Step(str(n), {}) for n in range(likelihood)],
        impact=[Step(str(n), {}) for n in range(impact)],
        bands=bands,
    )
    for level, column in product(range(1, likelihood + 1), range(1, impact + 1)):
        cell = found.cell(level, column)
        assert cell.score == level * column
        if level < likelihood:
            assert found.cell(level + 1, column).place >= cell.place
        if column < impact:
            assert found.cell(level, column + 1).weight >= cell.weight


@given(st.permutations(range(1, 10)))
def test_a_lookup_gives_exactly_what_was_written(order: list[int]) -> None:
    rows = [order[0:3], order[3:6], order[6:9]]
    found = settings(threats=RANKED | {"scores": rows}, appetite=6).matrix("threat")
    assert [[cell.score for cell in row] for row in reversed(found.cells)] == rows


@given(st.integers(1, 4), st.integers(1, 4), st.integers(1, 4), st.integers(1, 4))
def test_moving_back_is_the_opposite_of_moving(a: int, b: int, c: int, d: int) -> None:
    there, back = FOUR_BY_FOUR.cell(a, b), FOUR_BY_FOUR.cell(c, d)
    opposite = {"improved": "declined", "declined": "improved", "unchanged": "unchanged"}
    assert movement("threat", back, there).code == opposite[movement("threat", there, back).code]
