"""Wards, who speaks for them, and what is kept of the figures split among them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from goldenthread.actions import people, wards
from goldenthread.actions.wards import WardEntry
from goldenthread.models import Ward, WardFigure
from goldenthread.rules.periods import Period
from goldenthread.rules.refusals import Refusal
from tests.a_round import ARound, open_round
from tests.small_council import NOW, START

Q1 = Period(date(2026, 4, 1), date(2026, 6, 30), "Q1 2026/27")


@pytest.fixture
def a_round(db: None) -> ARound:
    return open_round()


def _wards(a_round: ARound, *names: str) -> list[Ward]:
    return [wards.add_ward(by=a_round.council.by, at=NOW, code=name.upper(), name=name, starts=START) for name in names]


def _split(a_round: ARound, *entries: WardEntry, reason: str = "", minutes: int = 0) -> int:
    return wards.set_figures(
        by=a_round.provider,
        at=NOW + timedelta(minutes=minutes),
        measure=a_round.council.measure,
        period=Q1,
        entries=entries,
        reason=reason,
    )


def test_a_split_counts_only_the_wards_that_changed(a_round: ARound) -> None:
    abbey, castle = _wards(a_round, "Abbey", "Castle")
    entries = [WardEntry(abbey, value=Decimal(48)), WardEntry(castle, value=Decimal(55))]
    assert _split(a_round, *entries) == 2
    assert _split(a_round, WardEntry(abbey, value=Decimal(48)), WardEntry(castle, value=Decimal(54)), minutes=1) == 1
    assert WardFigure.objects.count() == 3
    assert WardFigure.objects.current().get(ward=castle).value == 54


def test_a_rate_is_worked_out_from_its_two_numbers(a_round: ARound) -> None:
    (abbey,) = _wards(a_round, "Abbey")
    _split(a_round, WardEntry(abbey, numerator=Decimal(30), denominator=Decimal(60)))
    assert WardFigure.objects.get().value == 50


def test_of_a_figure_too_small_to_publish_nothing_is_kept(a_round: ARound) -> None:
    (abbey,) = _wards(a_round, "Abbey")
    _split(a_round, WardEntry(abbey, value=Decimal(3), hidden=True))
    assert WardFigure.objects.get().value is None


@pytest.mark.parametrize(("entry", "code"), [({}, "no_figure"), ({"numerator": Decimal(3)}, "half_a_rate")])
def test_an_incomplete_row_is_refused(a_round: ARound, entry: dict[str, Any], code: str) -> None:
    (abbey,) = _wards(a_round, "Abbey")
    with pytest.raises(Refusal) as refused:
        _split(a_round, WardEntry(abbey, **entry))
    assert refused.value.code == code


def test_a_ward_that_was_not_there_yet_has_no_figure(a_round: ARound) -> None:
    later = wards.add_ward(by=a_round.council.by, at=NOW, code="NEW", name="New", starts=date(2026, 7, 1))
    with pytest.raises(Refusal, match="New was no ward of the council on 30 June 2026"):
        _split(a_round, WardEntry(later, value=Decimal(1)))


def test_after_sign_off_only_the_performance_team_changes_a_split_and_says_why(a_round: ARound) -> None:
    (abbey,) = _wards(a_round, "Abbey")
    a_round.submit()
    a_round.sign_off()
    with pytest.raises(Refusal) as refused:
        _split(a_round, WardEntry(abbey, value=Decimal(48)), reason="Counted again")
    assert refused.value.code == "not_allowed"
    team = a_round.council.by
    facts = {"at": NOW, "measure": a_round.council.measure, "period": Q1, "entries": [WardEntry(abbey, Decimal(48))]}
    with pytest.raises(Refusal) as refused:
        wards.set_figures(by=team, **facts)  # type: ignore[arg-type]
    assert refused.value.code == "reason_needed"
    assert wards.set_figures(by=team, reason="Counted again", **facts) == 1  # type: ignore[arg-type]


def test_only_a_councillor_speaks_for_a_ward_and_not_twice(a_round: ARound) -> None:
    by = a_round.council.by
    (abbey,) = _wards(a_round, "Abbey")
    with pytest.raises(Refusal, match="not recorded as an elected member"):
        wards.take_seat(by=by, at=NOW, ward=abbey, person=a_round.head.signed_in.person, starts=START)
    member = people.add_person(by=by, at=NOW, name="Cllr Moe", email="moe@anytown.example", is_member=True)
    wards.take_seat(by=by, at=NOW, ward=abbey, person=member, starts=START)
    with pytest.raises(Refusal, match="speaks for Abbey already"):
        wards.take_seat(by=by, at=NOW, ward=abbey, person=member, starts=START)


def test_with_a_ward_end_the_seats_in_it(a_round: ARound) -> None:
    by = a_round.council.by
    (abbey,) = _wards(a_round, "Abbey")
    member = people.add_person(by=by, at=NOW, name="Cllr Moe", email="moe@anytown.example", is_member=True)
    seat = wards.take_seat(by=by, at=NOW, ward=abbey, person=member, starts=START)
    wards.end_ward(by=by, at=NOW, ward=abbey, last_day=date(2026, 6, 30))
    seat.refresh_from_db()
    assert seat.ends == date(2026, 6, 30)
