"""Ranking candidates: worked by hand, and the same whatever order they come in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rules.prioritisation import Weighed, rank

CRITERIA = (Weighed("FIT", "Fits the plan", 5), Weighed("COST", "Cost", 3), Weighed("RISK", "Risk", 2))


def test_points_are_weight_times_score() -> None:
    ranked = rank({"A": {"FIT": 5, "COST": 1, "RISK": 2}, "B": {"FIT": 2, "COST": 5, "RISK": 5}}, CRITERIA, 5)
    assert [(one.ref, one.place, one.points, one.percent) for one in ranked] == [
        ("B", 1, 35, "70.0%"),
        ("A", 2, 32, "64.0%"),
    ]


def test_equal_points_share_a_place_and_the_next_is_left_out() -> None:
    even = {"FIT": 1, "COST": 1, "RISK": 1}
    ranked = rank({"B": even, "A": even, "C": {"FIT": 0, "COST": 0, "RISK": 0}}, CRITERIA, 5)
    assert [(one.ref, one.place) for one in ranked] == [("A", 1), ("B", 1), ("C", 3)]


def test_a_candidate_that_lacks_a_score_has_no_place() -> None:
    ranked = rank({"A": {"FIT": 5, "COST": 5}, "B": {"FIT": 0, "COST": 0, "RISK": 0}}, CRITERIA, 5)
    assert [(one.ref, one.place, one.missing) for one in ranked] == [("B", 1, ()), ("A", 0, ("RISK",))]


scores = st.fixed_dictionaries({criterion.code: st.integers(0, 5) for criterion in CRITERIA})


@given(st.dictionaries(st.sampled_from("ABCDEFGH"), scores, min_size=1))
def test_the_ranking_does_not_depend_on_the_order_of_the_candidates(given_scores: dict[str, dict[str, int]]) -> None:
    backwards = dict(reversed(given_scores.items()))
    ranked = rank(given_scores, CRITERIA, 5)
    assert ranked == rank(backwards, CRITERIA, 5)
    assert [one.points for one in ranked] == sorted((one.points for one in ranked), reverse=True)
