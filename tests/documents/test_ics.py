"""The calendar file: lines that calendar programs read, whatever is written in them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from goldenthread.documents.ics import ics
from goldenthread.reports.feeds import Event

AT = datetime(2026, 7, 8, 9, tzinfo=UTC)


def _lines(*events: Event) -> list[str]:
    return ics(events, name="Your dates", host="council.example", at=AT).decode().split("\r\n")


def test_gives_a_day_as_a_whole_day() -> None:
    lines = _lines(Event("deadline-1-entered", "Q1: Data entered", date(2026, 7, 14)))
    assert "UID:deadline-1-entered@council.example" in lines
    assert "DTSTART;VALUE=DATE:20260714" in lines
    assert "DTEND;VALUE=DATE:20260715" in lines
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]


def test_gives_a_meeting_its_moment_and_its_place() -> None:
    at = datetime(2026, 9, 8, 17, 30, tzinfo=UTC)
    lines = _lines(Event("meeting-1", "Cabinet", date(2026, 9, 8), at, "Civic Offices, Room 1; first floor"))
    assert "DTSTART:20260908T173000Z" in lines
    assert "LOCATION:Civic Offices\\, Room 1\\; first floor" in lines


def test_folds_long_lines_between_characters() -> None:
    title = "é" * 100
    content = ics([Event("x", title, date(2026, 7, 14))], name="", host="h", at=AT)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert f"SUMMARY:{title}" in content.decode().replace("\r\n ", "")
