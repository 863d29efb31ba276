"""What a round asks for beside returns, and what that does to the items that wait for it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.access import Actor
from goldenthread.actions import finance, organisation, projects, risks, signing
from goldenthread.models import DueItem, Post
from goldenthread.rules.refusals import Refusal
from tests.a_mixed_round import Q1, AMixedRound, K, open_mixed
from tests.small_council import NOW, START

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def mixed(db: None) -> AMixedRound:
    return open_mixed()


def _forecast(mixed: AMixedRound, thousands: int) -> None:
    finance.record_position(
        by=mixed.partner, at=LATER, line=mixed.line, ends=Q1[1], forecast=thousands * K, reason="The ledger was closed."
    )


def test_an_explanation_is_asked_for_only_while_the_forecast_calls_for_one(mixed: AMixedRound) -> None:
    _forecast(mixed, 990)
    assert not DueItem.objects.filter(budget=mixed.line).exists()
    _forecast(mixed, 1_100)
    assert mixed.item("budget").state == "due"


def test_another_forecast_reopens_what_was_explained(mixed: AMixedRound) -> None:
    mixed.explain_budget()
    signing.sign_off(by=mixed.round.head, at=NOW, items=[mixed.item("budget")])
    _forecast(mixed, 1_300)
    assert mixed.item("budget").state == "submitted"


def test_only_figures_are_verified(mixed: AMixedRound) -> None:
    mixed.update()
    with pytest.raises(Refusal, match="Only returns are verified"):
        signing.verify(by=mixed.round.head, at=NOW, items=[mixed.item("project")])


def test_what_belongs_to_the_council_as_a_whole_is_signed_off_by_whoever_approves(mixed: AMixedRound) -> None:
    by = mixed.council.by
    chief = organisation.add_post(by=by, at=NOW, title="Chief Executive", service=None, directorate=None)
    organisation.fill_post(by=by, at=NOW, post=chief, person=mixed.owner.signed_in.person, starts=START)
    officer = mixed.council.person_with("risk_officer", "ray@anytown.example")
    _owned_by(mixed, officer, chief)
    mixed.review()
    with pytest.raises(Refusal, match="You cannot sign returns off"):
        signing.sign_off(by=mixed.round.head, at=NOW, items=[mixed.item("risk")])
    signing.sign_off(by=mixed.round.leader, at=NOW, items=[mixed.item("risk")])
    assert mixed.item("risk").state == "signed_off"


def _owned_by(mixed: AMixedRound, officer: Actor, post: Post) -> None:
    risks.restate(by=officer, at=NOW, risk=mixed.risk, reason="A new owner.", owner=post)


def test_a_project_that_is_over_owes_no_update(mixed: AMixedRound) -> None:
    projects.stand(
        by=mixed.council.by,
        at=NOW,
        project=mixed.project,
        state="completed",
        effective_from=NOW.date(),
        reason="Built.",
    )
    assert not DueItem.objects.filter(project=mixed.project).exists()
