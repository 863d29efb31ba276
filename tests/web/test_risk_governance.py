"""The mid-year and the annual report on risk management, as page and file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine

from goldenthread.actions import frameworks, governance, risk_scores
from goldenthread.rules.framework_yaml import parse
from tests.a_risk import ARisk, a_risk
from tests.documents.agreement import text_of_word
from tests.small_council import NOW, START, TODAY
from tests.supplied import uncleared
from tests.web.signed_in import browser, words


@pytest.fixture
def r1(db: None) -> Iterator[ARisk]:
    with time_machine.travel(NOW, tick=True):
        yield a_risk()


def _quarter(r1: ARisk) -> None:
    """A risk that fell from 12 to 6, reviewed once on time, with one action done and one to do."""
    r1.score(3, 4, at=NOW - timedelta(days=100), day=date(2026, 4, 1))
    by, risk = r1.officer, r1.risk
    for on in (date(2026, 4, 9), TODAY):
        risk_scores.review(
            by=by, at=NOW - (TODAY - on), risk=risk, reviewed_on=on, note="Looked at.",
            next_review=TODAY if on < TODAY else None,
        )  # fmt: skip
    done, _ = (
        risk_scores.plan_action(by=by, at=NOW - timedelta(days=60), risk=risk, text=text, owner=r1.post, due=TODAY)
        for text in ("Train two drivers", "Raise the pay of drivers")
    )
    risk_scores.update_action(by=by, at=NOW, action=done, done_on=TODAY, note="Trained.")
    r1.agree(r1.score(2, 3))


_past_the_door = pytest.mark.past_the_door


@_past_the_door
@pytest.mark.requirement("NH-19")
def test_the_mid_year_report_has_movements_reviews_mitigations_and_framework_changes(r1: ARisk) -> None:
    _quarter(r1)
    _lower_appetite(r1)
    said = words(browser(r1.officer).get("/risk-management/mid-year/"))
    for expected in (
        "Mid-year risk management report: April to September 2026",
        "1 of 1 review that fell due was done on time.",
        "R1 Not enough drivers",
        "Improving",
        "1 was done in the period; 1 is proposed and under way.",
        "R1: Train two drivers (done on 8 July 2026)",
        "R1: Raise the pay of drivers (Head of Waste, by 8 July 2026)",
        "From 1 July 2026: appetite. The council accepts less.",
        "That the changes to the risk management framework set out in this report be approved.",
    ):
        assert expected in said, expected


@_past_the_door
@pytest.mark.requirement("NH-19")
def test_the_annual_report_goes_on_to_council_and_is_a_word_file(r1: ARisk) -> None:
    governance.add_body(by=r1.council.by, at=NOW, code="CNL", name="Full Council", starts=START, kind="council")
    _quarter(r1)
    page = browser(r1.officer).get("/risk-management/annual/")
    assert "That this annual report be recommended to Full Council." in words(page)
    assert "this counts what was known on 8 July 2026" in words(page)
    file = text_of_word(browser(r1.officer).get("/risk-management/annual/word/?year=2026").content)
    assert "That this annual report be recommended to Full Council." in file
    assert "None is proposed." in file
    assert "the changes to the risk management framework" not in file  # there are none to approve


@_past_the_door
def test_a_review_that_was_not_done_is_named(r1: ARisk) -> None:
    r1.score(3, 4, at=NOW - timedelta(days=97), day=date(2026, 4, 1))
    risk_scores.review(
        by=r1.officer, at=NOW - timedelta(days=90), risk=r1.risk, reviewed_on=date(2026, 4, 9), note="Looked at.",
        next_review=date(2026, 6, 30),
    )  # fmt: skip
    said = words(browser(r1.officer).get("/risk-management/mid-year/"))
    assert "None of 1 review that fell due was done on time; 1 not done yet." in said
    assert "R1 Not enough drivers: due by 30 June 2026" in said


def test_a_year_that_has_not_begun_is_refused(r1: ARisk) -> None:
    answer = browser(r1.officer).get("/risk-management/annual/?year=2030")
    assert "2030/31 has not begun. Choose an earlier year." in words(answer)


def _lower_appetite(r1: ARisk) -> None:
    source = uncleared()
    lower = source.replace("  appetite: 9 ", "  appetite: 4 ", 1)
    assert lower != source
    frameworks.adopt(
        by=r1.council.by,
        at=NOW,
        framework=parse(lower, "test.yaml"),
        source=lower,
        effective_from=date(2026, 7, 1),
        reason="The council accepts less.",
    )
