"""What is known at a moment, and by whom."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.access import Actor
from goldenthread.actions import measures, returns
from goldenthread.actions.measures import PeriodTarget, set_target
from goldenthread.actions.returns import HistoryEntry
from goldenthread.models import Target
from goldenthread.reports.homes import homes
from goldenthread.reports.records import Observation, load
from goldenthread.rules.entries import Entry
from tests.a_round import Q1, ARound, open_round
from tests.reports.a_measure import add, figures, period, read
from tests.small_council import NOW, START, TODAY

LATER = NOW + timedelta(days=1)


@pytest.fixture
def round_(db: None) -> ARound:
    return open_round()


def seen_by(round_: ARound, reader: Actor, **how: object) -> Observation | None:
    """The round's return as somebody may see it."""
    _, record = read(reader, round_.council.measure, **how)
    return record.observations.get(Q1)


def value(found: Observation | None) -> Decimal | None:
    return found.value if found else None


def test_members_see_a_figure_once_it_is_approved_and_officers_once_it_is_submitted(round_: ARound) -> None:
    member = round_.council.person_with("member", "mo@anytown.example")
    officer = round_.council.person_with("finance_partner", "fin@anytown.example")
    round_.submit("51.0")
    assert (value(seen_by(round_, officer)), value(seen_by(round_, member))) == (Decimal(51), None)
    round_.sign_off()
    assert value(seen_by(round_, member)) is None
    round_.approve()
    assert value(seen_by(round_, member)) == Decimal(51)


def test_a_member_keeps_seeing_the_approved_version_while_an_edit_is_under_way(round_: ARound) -> None:
    member = round_.council.person_with("member", "mo@anytown.example")
    round_.submit("51.0")
    round_.sign_off()
    round_.approve(at=NOW + timedelta(hours=1))
    round_.submit("52.5", at=LATER)
    _, record = read(member, round_.council.measure)
    found = record.observations[Q1]
    assert (found.value, found.version, record.points[Q1].value) == (Decimal(51), 1, Decimal(51))
    assert found.judgement is not None
    assert found.judgement.status == "green"
    assert value(seen_by(round_, round_.provider)) == Decimal("52.5")


def test_what_a_member_may_not_see_is_not_in_the_book_at_all(round_: ARound) -> None:
    member = round_.council.person_with("member", "mo@anytown.example")
    round_.submit("51.0")
    _, record = read(member, round_.council.measure)
    assert Q1 not in record.points
    assert Q1 not in record.observations


def test_looking_back_shows_what_was_known_then_and_no_more(round_: ARound) -> None:
    council = round_.council
    round_.submit("51.0")
    round_.submit("52.0", at=LATER)
    set_target(
        by=council.by,
        at=LATER,
        measure=council.measure,
        target=PeriodTarget(*Q1, target=Decimal(60)),
        reason="Cabinet",
    )
    _, then = read(council.by, council.measure, known_at=NOW + timedelta(minutes=1))
    _, now = read(council.by, council.measure)
    assert (then.points[Q1].value, then.targets[Q1].target) == (Decimal(51), Decimal("50.5"))
    assert (now.points[Q1].value, now.targets[Q1].target) == (Decimal(52), Decimal(60))


def test_looking_back_never_shows_a_member_what_was_not_yet_approved_then(round_: ARound) -> None:
    member = round_.council.person_with("member", "mo@anytown.example")
    round_.submit("15.0", commentary="A slip.", answers={"order_of_magnitude": "Yes", "target_zero": "Yes"})
    round_.submit("51.0", at=NOW + timedelta(hours=1))
    round_.sign_off(at=NOW + timedelta(hours=2))
    round_.approve(at=NOW + timedelta(hours=3))
    assert value(seen_by(round_, member, known_at=NOW + timedelta(minutes=30))) is None
    assert value(seen_by(round_, member, known_at=NOW + timedelta(hours=4))) == Decimal(51)


def test_a_status_set_by_hand_comes_with_who_and_why(round_: ARound) -> None:
    round_.submit("47.0", commentary="Crews were short.")
    returns.override(by=round_.leader, at=NOW, item=round_.item, status="green", reason="Strike")
    found = seen_by(round_, round_.council.by)
    assert found is not None
    assert found.override is not None
    assert (found.override.status, found.override.reason, found.override.approver) == ("green", "Strike", "Lee")


def test_figures_reach_back_only_as_far_as_asked(round_: ARound) -> None:
    _, record = read(round_.council.by, round_.council.measure, since=period("2025-12-31").start)
    assert sorted(key[0].isoformat() for key in record.points) == ["2025-10-01", "2026-01-01"]


def test_a_measure_comes_with_its_parts(round_: ARound) -> None:
    council = round_.council
    whole = add(council, "B1")
    part = add(council, "B1a", parent=whole)
    add(council, "X9")
    book = load(reader=council.by, measures=[whole.pk])
    assert [record.ref for record in book.measures.values()] == ["B1", "B1a"]
    assert [record.measure for record in book.children[whole.pk]] == [part]


def test_every_dated_fact_is_read_once_however_many_there_are(round_: ARound) -> None:
    council = round_.council
    for month in (1, 2, 3):
        day = START.replace(month=month, year=2025)
        measures.set_tolerance(
            by=council.by, at=NOW, measure=council.measure, effective_from=day, changes={}, reason="Yearly look"
        )
        measures.suspend(by=council.by, at=NOW, measure=council.measure, effective_from=day, reason="Moving")
        measures.reinstate(
            by=council.by, at=NOW, measure=council.measure, effective_from=day + timedelta(days=9), reason="Moved"
        )
    _, record = read(council.by, council.measure)
    assert (len(record.definitions), len(record.ownerships), len(record.tolerances)) == (1, 1, 3)
    assert [standing.state for standing in record.standings] == ["live", *["suspended", "live"] * 3]


def test_reading_takes_the_same_queries_for_one_measure_as_for_many(round_: ARound) -> None:
    council = round_.council
    with CaptureQueriesContext(connection) as for_one:
        load(reader=council.by)
    for number in range(5):
        figures(council, add(council, f"N{number}"), {"2026-01-01": "1", "2026-04-01": "2"})
    with CaptureQueriesContext(connection) as for_many:
        load(reader=council.by)
    assert len(for_one) == len(for_many) == 4


def test_a_member_costs_two_queries_more_however_much_was_reopened(round_: ARound) -> None:
    member = round_.council.person_with("member", "mo@anytown.example")
    round_.submit("51.0")
    round_.sign_off()
    round_.approve()
    round_.submit("52.0", at=LATER)
    with CaptureQueriesContext(connection) as queries:
        load(reader=member)
    assert len(queries) == 6


@pytest.mark.parametrize("typed", ["73.6", "0", "-4.25", "123456789012345", "0.000000001", "1200", "3.14159265"])
def test_a_figure_is_read_back_as_it_was_typed(round_: ARound, typed: str) -> None:
    council = round_.council
    measure = add(council, "Z1")
    returns.load_history(by=council.by, at=NOW, measure=measure, entries=[HistoryEntry(*Q1, Decimal(typed))])
    _, record = read(council.by, measure)
    found = record.points[Q1].value
    assert found is not None
    assert f"{found:f}" == typed


def test_a_target_with_trailing_zeros_is_read_back_without_them(round_: ARound) -> None:
    council = round_.council
    set_target(
        by=council.by,
        at=LATER,
        measure=council.measure,
        target=PeriodTarget(*Q1, target=Decimal("60.500")),
        reason="Cabinet",
    )
    assert str(Target.objects.current().get(measure=council.measure).target) == "60.5"


def test_a_measures_home_is_the_way_down_from_the_top_of_the_plan(round_: ARound) -> None:
    home = homes(TODAY)[round_.council.measure.pk]
    assert [place.code for place in home.path] == ["1", "1.1"]
    assert (home.top.title, home.place.title) == ("A cleaner place", "Recycle more")
    assert homes(START - timedelta(days=1)) == {}


def test_entering_with_a_numerator_keeps_all_three(round_: ARound) -> None:
    entry = Entry(value=Decimal(51), numerator=Decimal(510), denominator=Decimal(1000))
    returns.submit(by=round_.provider, at=NOW, item=round_.item, entry=entry)
    _, record = read(round_.provider, round_.council.measure)
    assert record.points[Q1][-3:] == (Decimal(51), Decimal(510), Decimal(1000))
