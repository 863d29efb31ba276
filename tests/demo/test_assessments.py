"""The demo council's last links: who manages whom, what a few work towards, and what is said of each priority."""

from __future__ import annotations

import pytest

from goldenthread.access import Actor, actor_for
from goldenthread.demo.world import email
from goldenthread.models import LineManagement, Objective, Round, User
from goldenthread.reports import assessments, highlights, measure_sets, objectives
from goldenthread.reports.engagement import log
from goldenthread.reports.perspectives import balanced
from goldenthread.reports.scorecard import spans
from tests.demo.conftest import TODAY

pytestmark = pytest.mark.usefixtures("demo")


def _somebody(name: str) -> Actor:
    return actor_for(User.objects.get(email=email(name)), on=TODAY)


def test_a_few_people_have_objectives_that_serve_actions_and_their_heads_see_them() -> None:
    mine = objectives.mine(reader=_somebody("Peter Salt"), on=TODAY)
    assert [len(line.thread) for line in mine.objectives] == [3, 3]
    assert mine.objectives[0].serves.level == "Service Plan action"
    seen = {one.name: len(one.objectives) for one in objectives.team(reader=_somebody("Bernadette Lyle"), on=TODAY)}
    assert seen["Peter Salt"] == 2
    assert Objective.objects.count() == 5


def test_nearly_everybody_has_a_line_manager() -> None:
    assert LineManagement.objects.in_force(TODAY).count() >= 40


def test_the_last_round_is_assessed_in_full_and_this_one_at_every_stage() -> None:
    this, last = Round.objects.order_by("-ends")[:2]
    by = _somebody("Priya Nair")
    assert {line.state for line in assessments.index(reader=by, on=TODAY, round_=last).lines} == {"signed_off"}
    states = [line.state for line in assessments.index(reader=by, on=TODAY, round_=this).lines]
    assert states == ["signed_off", "submitted", "returned", "draft", "not_begun"]


def test_achievements_engagement_sets_and_perspectives_have_something_to_show() -> None:
    by, this = _somebody("Priya Nair"), Round.objects.order_by("-ends")[0]
    found = highlights.recognised(reader=by, on=TODAY, round_=this)
    assert found.achievements
    assert found.underperformance
    assert len(log(reader=by, on=TODAY).lines) == 4
    span = spans(reader=by, on=TODAY).default
    assert [one.number for one in measure_sets.overview(reader=by, on=TODAY, span=span).sets] == [2, 4, 2]
    assert all(one.results for one in balanced(reader=by, on=TODAY, span=span).perspectives)
