"""A year's calendar of meetings from a file."""

from __future__ import annotations

from datetime import datetime, time

from goldenthread.access import Actor
from goldenthread.actions import governance
from goldenthread.imports.loading import Cells, Column, FileKind, Line
from goldenthread.imports.lookup import body_by_code
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal


def _take(by: Actor, at: datetime, cells: Cells) -> Line:
    body = body_by_code(cells.needed("committee"))
    day = cells.day("day")
    place = cells.text("place")
    starts_at = _time(cells.text("time"))
    cells.reading = ""
    label = f"{body.code} {day_words(day)}"
    there = body.meetings.filter(day=day).first()
    if there is None:
        governance.add_meeting(by=by, at=at, body=body, day=day, place=place, starts_at=starts_at)
        return Line(cells.row.number, "added", label)
    if there.cancelled:
        raise Refusal("meeting_cancelled", f"The meeting of {label} was cancelled. Leave its row out.")
    if (there.place, there.starts_at) == (place, starts_at):
        return Line(cells.row.number, "unchanged", label)
    governance.move_meeting(by=by, at=at, meeting=there, day=day, place=place, starts_at=starts_at)
    return Line(cells.row.number, "changed", label)


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text.replace(".", ":").zfill(5)) if text else None
    except ValueError:
        raise Refusal("not_a_time", f"“{text}” is not a time of day. Write it as 18:30.") from None


CALENDAR = FileKind(
    code="calendar",
    title="The calendar of meetings",
    permission="manage_governance",
    about="One row for each meeting. A meeting that is there already gets the time and place of its row.",
    columns=(
        Column("committee", "the committee's code", "ENV", needed=True),
        Column("day", "the day of the meeting", "2026-09-08", needed=True),
        Column("time", "when it begins", "18:30"),
        Column("place", "where it meets", "Council Chamber"),
    ),
    take=_take,
)
