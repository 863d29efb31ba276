"""What a committee reads in a draft: the tolerance that counted, the directions, and the period it is about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from goldenthread.actions import measures
from tests.a_round import ARound
from tests.small_council import NOW
from tests.web.signed_in import browser, words


def _paper(a_round: ARound) -> str:
    a_round.submit("48", commentary="Crews were short.")
    a_round.sign_off()
    a_round.approve()
    return words(browser(a_round.clerk).get(reverse("paper-preview", args=[a_round.paper.pk])))


@pytest.mark.requirement("NH-22")
def test_a_missed_target_within_the_usual_tolerance_is_near_target(a_round: ARound) -> None:
    assert "5% off and inside the 10% tolerance: near target" in _paper(a_round)


@pytest.mark.requirement("NH-22")
def test_a_measure_s_own_tolerance_counts_before_the_usual_one(a_round: ARound) -> None:
    measures.set_tolerance(
        by=a_round.council.by,
        at=NOW,
        measure=a_round.council.measure,
        effective_from=date(2026, 4, 1),
        changes={"amber_within": Decimal(2)},
        reason="A steady measure.",
    )
    assert "5% off and outside the 2% tolerance: off target" in _paper(a_round)


@pytest.mark.requirement("HE-10")
def test_directions_stand_beside_the_status_and_are_counted_by_themselves(a_round: ARound) -> None:
    paper = _paper(a_round)
    assert "The one measure is near target." in paper
    assert "Compared with the period before, of 1 that can be compared: 1 improving." in paper
    assert "Improving: 48.0%, up 1.1 points from 46.9% in the previous period." in paper
    assert "Declining: 48.0%, down 0.2 points from 48.2% in the same period last year." in paper


@pytest.mark.requirement("GA-12")
def test_the_period_is_said_by_its_first_and_last_day(a_round: ARound) -> None:
    assert "how the Council performed in Q1 2026/27 (1 April to 30 June 2026)" in _paper(a_round)
