"""Every service of the demo council has a plan: most approved, one incomplete and late, one waiting, one changed."""

from __future__ import annotations

from collections import Counter

import pytest

from goldenthread.access import Actor, actor_for
from goldenthread.demo.world import email
from goldenthread.models import Service, User
from goldenthread.reports.service_plan_movement import movement
from goldenthread.reports.service_plans import PlanLine, plans_page
from tests.demo.conftest import TODAY

pytestmark = pytest.mark.usefixtures("demo")


def _somebody(name: str) -> Actor:
    return actor_for(User.objects.get(email=email(name)), on=TODAY)


def _lines(name: str) -> dict[str, PlanLine]:
    page = plans_page(reader=_somebody(name), on=TODAY)
    return {line.name: line.plan for _, services in page.directorates for line in services if line.plan}


def test_every_service_has_a_plan_and_its_state_is_told() -> None:
    lines = _lines("Helen Marsden")
    assert len(lines) == Service.objects.count() == 12
    assert Counter(line.status for line in lines.values()) == {"approved": 9, "draft": 2, "submitted": 1}
    assert [gap.section for gap in lines["Economic Growth"].gaps] == ["Procurement", "Income generation"]
    assert lines["Economic Growth"].overdue
    assert lines["Communities and Wellbeing"].changed
    assert lines["People"].waits_for_reader


def test_members_see_what_is_approved() -> None:
    assert len(_lines("Margaret Hollis")) == 9


def test_actions_moved_between_two_quarters_either_way() -> None:
    counts = dict(movement(reader=_somebody("Priya Nair"), on=TODAY).counts)
    assert min(counts[word] for word in ("Improving", "Declining", "Completed", "New date")) >= 1
