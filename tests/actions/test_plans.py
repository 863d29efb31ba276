"""The plan and the golden thread."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.actions import links, measures, plans
from goldenthread.models import Link
from goldenthread.rules.refusals import Refusal
from tests.small_council import NOW, START, TODAY, SmallCouncil


def test_an_aim_belongs_under_a_priority(anytown: SmallCouncil) -> None:
    level = anytown.aim.level
    with pytest.raises(Refusal, match="Say which priority this key aim belongs to"):
        plans.add_element(by=anytown.by, at=NOW, plan=anytown.plan, level=level, code="1.2", title="Loose")
    with pytest.raises(Refusal, match=r"cannot be under 1\.1"):
        plans.add_element(
            by=anytown.by, at=NOW, plan=anytown.plan, level=level, code="1.2", title="Loose", parent=anytown.aim
        )


def test_revised_words_need_a_reason_and_the_old_ones_stay(anytown: SmallCouncil) -> None:
    with pytest.raises(Refusal, match="Say why the plan changes"):
        plans.revise_element(by=anytown.by, at=NOW, element=anytown.aim, reason=" ", title="Recycle better")
    plans.revise_element(by=anytown.by, at=NOW, element=anytown.aim, reason="Council decision.", title="Recycle better")
    assert [(row.number, row.title) for row in anytown.aim.versions.all()] == [
        (1, "Recycle more"),
        (2, "Recycle better"),
    ]
    assert [row.title for row in anytown.aim.versions.current()] == ["Recycle better"]


def test_a_priority_ends_after_what_is_under_it(anytown: SmallCouncil) -> None:
    with pytest.raises(Refusal, match=r"1\.1 would go on"):
        plans.end_element(by=anytown.by, at=NOW, element=anytown.priority, last_day=TODAY)


def test_an_element_starts_inside_its_plan(anytown: SmallCouncil) -> None:
    with pytest.raises(Refusal, match="the plan runs from 1 April 2024"):
        plans.add_element(
            by=anytown.by,
            at=NOW,
            plan=anytown.plan,
            level=anytown.priority.level,
            code="9",
            title="Early",
            starts=date(2023, 1, 1),
        )


def test_a_measure_has_one_home_and_may_contribute_elsewhere(anytown: SmallCouncil) -> None:
    other = plans.add_element(
        by=anytown.by,
        at=NOW,
        plan=anytown.plan,
        level=anytown.aim.level,
        code="1.2",
        title="B",
        parent=anytown.priority,
    )
    links.link(by=anytown.by, at=NOW, serves=anytown.aim, measure=anytown.measure, starts=START)
    with pytest.raises(Refusal, match=r"has its home at 1\.1"):
        links.link(by=anytown.by, at=NOW, serves=other, measure=anytown.measure, starts=START)
    links.link(by=anytown.by, at=NOW, serves=other, measure=anytown.measure, role="contributes", starts=START)
    assert Link.objects.current().count() == 2


def test_a_home_moves_by_ending_the_first_link(anytown: SmallCouncil) -> None:
    home = links.link(by=anytown.by, at=NOW, serves=anytown.aim, measure=anytown.measure, starts=START)
    links.unlink(by=anytown.by, at=NOW, link=home, last_day=TODAY, reason="It serves the priority as a whole.")
    links.link(by=anytown.by, at=NOW, serves=anytown.priority, measure=anytown.measure, starts=TODAY)
    kept = Link.objects.current().order_by("starts")
    assert [(row.serves.code, row.ends) for row in kept] == [("1.1", TODAY), ("1", None)]


def test_nothing_serves_itself_by_a_roundabout_way(anytown: SmallCouncil) -> None:
    with pytest.raises(Refusal, match="would serve itself"):
        links.link(
            by=anytown.by, at=NOW, serves=anytown.aim, element=anytown.priority, role="contributes", starts=START
        )


def test_a_link_joins_one_thing(anytown: SmallCouncil) -> None:
    with pytest.raises(Refusal, match="one measure, one project or one element"):
        links.link(
            by=anytown.by,
            at=NOW,
            serves=anytown.priority,
            measure=anytown.measure,
            element=anytown.aim,
            starts=START,
        )


def test_levels_about_individuals_hold_nothing(anytown: SmallCouncil) -> None:
    codes = [level.code for level in plans.levels()]
    assert "individual-objective" not in codes
    with pytest.raises(Refusal, match="is not a level"):
        plans.add_element(
            by=anytown.by,
            at=NOW,
            plan=anytown.plan,
            level="individual-objective",
            code="X",
            title="X",
            parent=anytown.aim,
        )


def test_only_the_performance_team_changes_the_plan(anytown: SmallCouncil) -> None:
    clerk = anytown.person_with("committee_clerk", "clerk@anytown.example")
    with pytest.raises(Refusal, match="change the plan and the golden thread"):
        links.link(by=clerk, at=NOW, serves=anytown.aim, measure=anytown.measure, starts=START)
    with pytest.raises(Refusal, match="change measures"):
        measures.place(by=clerk, at=NOW, measure=anytown.measure, parent=None)
