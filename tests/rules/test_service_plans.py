"""What makes a plan complete, the order of its stages, what carries over, and what moved."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rules.delivery import DeliveryStatus
from goldenthread.rules.framework_delivery import Delivery
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.service_plans import (
    STAGE_WORDS,
    Contents,
    Snapshot,
    check_complete,
    check_stage,
    fate,
    gaps,
    moved,
    next_stages,
    stage_by_dates,
    year_words,
)

SECTIONS = ("Access to services", "Procurement", "Operational risk register")
STATUSES = {status.code: status for status in Delivery().status_set}


def _contents(texts: dict[str, str], **more: object) -> Contents:
    usual: dict[str, object] = {
        "sections": SECTIONS, "has_owner": True, "actions": 1, "risk_section": "Operational risk register", "risks": 1
    }  # fmt: skip
    return Contents(texts=texts, **{**usual, **more})  # type: ignore[arg-type]


def _snap(code: str, percent: int | None = None, due: date | None = None) -> Snapshot:
    return Snapshot(STATUSES[code], percent, due)


@given(st.sets(st.sampled_from(SECTIONS)))
def test_a_plan_is_complete_exactly_when_every_section_is_there(written: set[str]) -> None:
    missing = {gap.section for gap in gaps(_contents(dict.fromkeys(written, "Words."), risks=0))}
    assert missing == set(SECTIONS) - written


def test_a_section_of_spaces_is_missing() -> None:
    found = gaps(_contents({"Access to services": "Words.", "Procurement": " \n "}))
    assert [gap.section for gap in found] == ["Procurement"]


def test_the_register_of_risks_fills_its_section() -> None:
    texts = {"Access to services": "Words.", "Procurement": "Words."}
    assert not gaps(_contents(texts, risks=1))
    assert [gap.section for gap in gaps(_contents(texts, risks=0))] == ["Operational risk register"]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"has_owner": False}, "Nobody owns this plan"),
        ({"actions": 0}, "It has no actions"),
        ({"actions_without_owner": ["WASTE-1", "WASTE-2"]}, "No owner for WASTE-1, WASTE-2"),
    ],
)
def test_what_else_is_missing_is_said_too(more: dict[str, object], sentence: str) -> None:
    found = gaps(_contents(dict.fromkeys(SECTIONS, "Words."), **more))
    with pytest.raises(Refusal, match=f"Waste is incomplete. {sentence}"):
        check_complete("Waste", found)


def test_stages_follow_one_another_and_a_revised_plan_is_carried_out_again() -> None:
    allowed = {("plan", "do"), ("do", "review"), ("review", "revise"), ("revise", "do")}
    for before, after in product(STAGE_WORDS, STAGE_WORDS):
        if (before, after) in allowed:
            check_stage(after, before, "approved")
            assert after in next_stages(before, "approved")
        else:
            with pytest.raises(Refusal):
                check_stage(after, before, "approved")
            assert after not in next_stages(before, "approved")


def test_a_plan_that_nobody_approved_is_not_carried_out() -> None:
    assert next_stages("plan", "draft") == ()
    with pytest.raises(Refusal, match="once it is approved"):
        check_stage("do", "plan", "submitted")


@pytest.mark.parametrize(
    ("day", "stage"), [("2026-03-31", "plan"), ("2026-04-01", "do"), ("2027-03-31", "do"), ("2027-04-01", "review")]
)
def test_an_item_without_a_stage_of_its_own_has_that_of_its_dates(day: str, stage: str) -> None:
    assert stage_by_dates(date(2026, 4, 1), date(2027, 3, 31), date.fromisoformat(day)) == stage


def test_what_is_complete_or_given_up_does_not_carry_over() -> None:
    fates = {code: fate(status) for code, status in STATUSES.items()}
    assert fates == {
        "complete": "done", "on-track": "carries", "at-risk": "carries", "off-track": "carries",
        "not-started": "carries", "on-hold": "carries", "discontinued": "dropped",
    }  # fmt: skip
    assert fate(DeliveryStatus("no_update", "No update yet", "awaiting_data")) == "carries"


@pytest.mark.parametrize(
    ("before", "now", "move"),
    [
        (None, _snap("on-track"), "added"),
        (_snap("on-track"), None, "unsaid"),
        (_snap("at-risk"), _snap("complete"), "completed"),
        (_snap("complete"), _snap("complete"), "same"),
        (_snap("complete"), _snap("on-track"), "worse"),
        (_snap("at-risk"), _snap("on-track"), "better"),
        (_snap("on-track"), _snap("off-track"), "worse"),
        (_snap("on-track", due=date(2026, 9, 30)), _snap("on-track", due=date(2026, 12, 31)), "date"),
        (_snap("on-track", 10), _snap("on-track", 90), "same"),
    ],
)
def test_how_an_action_moved(before: Snapshot | None, now: Snapshot | None, move: str) -> None:
    assert moved(before, now) == move


def test_a_year_is_called_by_both_its_halves_unless_it_keeps_within_one() -> None:
    assert year_words(date(2026, 4, 1), date(2027, 3, 31)) == "2026/27"
    assert year_words(date(2026, 1, 1), date(2026, 12, 31)) == "2026"
