"""Who manages whom: one at a time, by date, and never recorded by the manager."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.access import Actor
from goldenthread.actions import line_management, objectives, plans
from goldenthread.models import LineManagement
from goldenthread.reports import objectives as report
from goldenthread.rules.refusals import Refusal
from tests.small_council import NOW, START, TODAY, SmallCouncil, build


@pytest.fixture
def council(db: None) -> SmallCouncil:
    return build()


@pytest.fixture
def three(council: SmallCouncil) -> tuple[Actor, Actor, Actor]:
    """A person and two managers, the first from the start."""
    person, first, second = (
        council.person_with("data_provider", f"{name}@anytown.example", service=council.service)
        for name in ("petra", "martin", "mary")
    )
    _set(council, person, first, START)
    return person, first, second


def _set(council: SmallCouncil, person: Actor, manager: Actor, starts: date) -> LineManagement:
    return line_management.set_manager(
        by=council.by, at=NOW, person=person.signed_in.person, manager=manager.signed_in.person, starts=starts,
    )  # fmt: skip


def test_a_new_manager_ends_the_one_before_on_the_day_before(
    council: SmallCouncil, three: tuple[Actor, Actor, Actor]
) -> None:
    person, first, second = three
    _set(council, person, second, TODAY)
    managers = [row.manager for row in LineManagement.objects.in_force(TODAY)]
    assert managers == [second.signed_in.person]
    assert LineManagement.objects.get(manager=first.person_id).ends == TODAY - timedelta(days=1)


@pytest.mark.parametrize("days", [0, -1])
def test_a_manager_does_not_begin_before_the_one_who_is_recorded(
    days: int, council: SmallCouncil, three: tuple[Actor, Actor, Actor]
) -> None:
    person, _, second = three
    with pytest.raises(Refusal, match="Give a later day"):
        _set(council, person, second, START + timedelta(days=days))


def test_nobody_manages_themselves_or_records_themselves_as_a_manager(
    council: SmallCouncil, three: tuple[Actor, Actor, Actor]
) -> None:
    person, *_ = three
    with pytest.raises(Refusal, match="cannot be their own line manager"):
        _set(council, person, person, TODAY)
    with pytest.raises(Refusal, match="Somebody else has to record it"):
        _set(council, person, council.by, TODAY)


def test_only_who_looks_after_people_records_it(council: SmallCouncil, three: tuple[Actor, Actor, Actor]) -> None:
    person, first, second = three
    with pytest.raises(Refusal, match="You cannot"):
        line_management.set_manager(
            by=first, at=NOW, person=person.signed_in.person, manager=second.signed_in.person, starts=TODAY
        )


def test_an_objective_serves_only_what_still_runs(council: SmallCouncil, three: tuple[Actor, Actor, Actor]) -> None:
    person, *_ = three
    plans.end_element(by=council.by, at=NOW, element=council.aim, last_day=TODAY - timedelta(days=1))
    with pytest.raises(Refusal, match=r"1\.1 ended on 7 July 2026"):
        objectives.add(
            by=person, at=NOW, person=person.signed_in.person, title="Train", element=council.aim, starts=TODAY,
            ends=TODAY,
        )  # fmt: skip


def test_a_team_is_read_in_as_many_queries_whether_it_is_small_or_large(
    council: SmallCouncil, three: tuple[Actor, Actor, Actor]
) -> None:
    _, first, _ = three
    _with_objective(council, first, 1)
    small = _queries(first)
    for number in range(2, 9):
        _with_objective(council, first, number)
    assert _queries(first) == small
    assert len(report.team(reader=first, on=TODAY)) == 9


def _with_objective(council: SmallCouncil, manager: Actor, number: int) -> None:
    other = council.person_with("data_provider", f"o{number}@anytown.example", service=council.service)
    _set(council, other, manager, START)
    objectives.add(
        by=other, at=NOW, person=other.signed_in.person, title=f"Train {number}", element=council.aim, starts=START,
        ends=TODAY,
    )  # fmt: skip


def _queries(manager: Actor) -> int:
    with CaptureQueriesContext(connection) as captured:
        report.team(reader=manager, on=TODAY)
    return len(captured)
