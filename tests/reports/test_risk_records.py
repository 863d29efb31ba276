"""From when the movement of risks is counted."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from goldenthread.reports import risk_records
from goldenthread.reports.risk_records import since_last_round
from goldenthread.reports.round_days import RoundDay

TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.once


def _at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, tzinfo=UTC)


def _paper(pk: int, opened_at: datetime, frozen_at: datetime | None) -> RoundDay:
    ends = opened_at.date()
    return RoundDay(pk, f"Q{pk}", ends, ends, opened_at, None, frozen_at, 1, None, None, None, None)


def _rounds(monkeypatch: pytest.MonkeyPatch, *papers: RoundDay) -> None:
    monkeypatch.setattr(risk_records, "round_days", lambda: papers)


def test_it_is_counted_from_the_first_paper_of_the_last_round_while_the_next_is_under_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = _paper(1, _at(7, 1), _at(8, 28)), _paper(1, _at(7, 1), _at(8, 24))
    _rounds(monkeypatch, *before, _paper(2, _at(10, 1), _at(11, 20)), _paper(2, _at(10, 1), None))
    since = since_last_round(TODAY)
    assert (since.moment, since.words) == (_at(8, 24), "the last round (Q1)")


def test_a_round_is_the_last_once_all_its_papers_are_frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    before = _paper(1, _at(7, 1), _at(8, 24))
    _rounds(monkeypatch, before, _paper(2, _at(10, 1), _at(11, 20)), _paper(2, _at(10, 1), _at(11, 21)))
    assert since_last_round(TODAY).moment == _at(11, 20)
    assert since_last_round(TODAY, _at(11, 21)).moment == _at(8, 24)


def test_before_any_paper_it_is_counted_from_the_opening_of_the_round(monkeypatch: pytest.MonkeyPatch) -> None:
    _rounds(monkeypatch, _paper(1, _at(10, 1), None))
    assert since_last_round(TODAY).words == "the start of the round for Q1"
    _rounds(monkeypatch)
    assert since_last_round(TODAY).words == "22 August 2026"
