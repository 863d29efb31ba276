"""The plan's outline and the golden thread."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.actions import links, plans
from goldenthread.reports import plan
from tests.small_council import NOW, START, TODAY, SmallCouncil, build


@pytest.fixture
def anytown(db: None) -> SmallCouncil:
    return build()


def _outline(anytown: SmallCouncil) -> plan.Outline:
    found = plan.outline(reader=anytown.by, on=TODAY)
    assert found is not None
    return found


def test_an_aim_without_a_measure_and_a_measure_without_an_aim_are_called_out(anytown: SmallCouncil) -> None:
    shown = _outline(anytown)
    assert [(node.element.code, node.element.gap) for node in shown.walk()] == [
        ("1", ""),
        ("1.1", "This key aim has no measure."),
    ]
    assert [measure.ref for measure in shown.loose] == ["W1"]
    assert "1 part has nothing to show how it is going; 1 measure serves nothing." in shown.lead


def test_a_linked_measure_hangs_there_and_counts_for_everything_above(anytown: SmallCouncil) -> None:
    links.link(by=anytown.by, at=NOW, serves=anytown.aim, measure=anytown.measure, starts=START)
    shown = _outline(anytown)
    assert [(node.element.code, [m.ref for m in node.measures]) for node in shown.walk()] == [
        ("1", []),
        ("1.1", ["W1"]),
    ]
    assert shown.loose == ()
    under = plan.measures_under(reader=anytown.by, on=TODAY)
    assert under == {anytown.priority.pk: {anytown.measure.pk}, anytown.aim.pk: {anytown.measure.pk}}


def test_the_thread_goes_up_by_every_path(anytown: SmallCouncil) -> None:
    second = plans.add_element(
        by=anytown.by, at=NOW, plan=anytown.plan, level=anytown.priority.level, code="2", title="A fairer place"
    )
    links.link(by=anytown.by, at=NOW, serves=second, element=anytown.aim, role="contributes", starts=START)
    links.link(by=anytown.by, at=NOW, serves=anytown.aim, measure=anytown.measure, starts=START)
    found = plan.thread(reader=anytown.by, on=TODAY, element=anytown.aim.pk)
    assert [(path.role, [step.code for step in path.steps]) for path in found.paths] == [
        ("primary", ["1"]),
        ("contributes", ["2"]),
    ]
    above = plan.thread(reader=anytown.by, on=TODAY, element=second.pk)
    assert [element.code for element in above.contributing] == ["1.1"]
    measure = plan.thread_of_measure(reader=anytown.by, on=TODAY, measure=anytown.measure.pk)
    assert [[step.code for step in path.steps] for path in measure] == [["1", "1.1"]]


def test_a_renamed_element_and_its_predecessor_are_remembered(anytown: SmallCouncil) -> None:
    plans.revise_element(
        by=anytown.by, at=NOW + timedelta(days=1), element=anytown.aim, reason="Council", title="Waste less"
    )
    later = plans.add_plan(
        by=anytown.by, at=NOW, title="Council Plan 2028", starts=date(2028, 4, 1), ends=date(2032, 3, 31)
    )
    heir = plans.add_element(
        by=anytown.by,
        at=NOW,
        plan=later,
        level=anytown.priority.level,
        code="A",
        title="Cleanest of all",
        predecessor=anytown.priority,
    )
    assert [old.title for old in plan.thread(reader=anytown.by, on=TODAY, element=anytown.aim.pk).old_titles] == [
        "Recycle more"
    ]
    found = plan.thread(reader=anytown.by, on=TODAY, element=heir.pk)
    assert [(element.code, element.plan.title) for element in found.predecessors] == [("1", "Council Plan")]
    back = plan.thread(reader=anytown.by, on=TODAY, element=anytown.priority.pk)
    assert [element.code for element in back.successors] == ["A"]


def test_what_has_ended_is_left_out(anytown: SmallCouncil) -> None:
    plans.end_element(by=anytown.by, at=NOW, element=anytown.aim, last_day=TODAY - timedelta(days=1))
    assert [node.element.code for node in _outline(anytown).walk()] == ["1"]
