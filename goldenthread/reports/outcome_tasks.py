"""What meetings leave to one person: outcomes to record, minutes to confirm, questions to answer, answers to close."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from goldenthread.access import Actor, Scope
from goldenthread.models import Meeting, Outcome, TrackedItem
from goldenthread.reports.names import names_on
from goldenthread.rules.outcomes import TRACKED_WORDS
from goldenthread.rules.periods import day_words

MINUTES: Final[Mapping[str, int]] = {"answer": 15, "outcome": 10, "confirm": 2, "close_tracked": 5}
"""What one of each should take, as on the To do page."""


@dataclass(frozen=True, slots=True)
class OutcomeTask:
    """One thing to do, as `to_do.Task` has it."""

    kind: str
    title: str
    detail: str
    due: date | None
    url_name: str
    argument: int
    times: int = 1


def outcome_tasks(reader: Actor) -> Iterator[OutcomeTask]:
    """What the reader was asked for, and, for a clerk, what meetings that have been still want."""
    yield from _asked_of(reader)
    if reader.has("record_outcomes"):
        yield from _of_meetings(reader)
        yield from _answers(reader)


def _asked_of(reader: Actor) -> Iterator[OutcomeTask]:
    if reader.person_id is None:
        return
    asked = list(TrackedItem.objects.filter(owner=reader.person_id, state="asked"))
    if not asked:
        return
    names = names_on(reader.on)
    for row in asked:
        detail = f"{TRACKED_WORDS[row.kind]}, {names.body(row.body_id)}, {day_words(row.asked_on)}"
        yield OutcomeTask("answer", row.text, detail, row.due, "tracker-item", row.pk)


def _of_meetings(reader: Actor) -> Iterator[OutcomeTask]:
    rows = Outcome.objects.filter(
        state__in=("listed", "resolved", "recommended", "referred"),
        item__withdrawn=False,
        item__meeting__cancelled=False,
        item__meeting__day__lte=reader.on,
    ).select_related("item__meeting")
    wanted: Counter[tuple[str, int]] = Counter()
    meetings: dict[int, Meeting] = {}
    for row in rows:
        meeting = row.item.meeting
        if reader.may("record_outcomes", Scope(body=meeting.body_id)):
            meetings[meeting.pk] = meeting
            wanted["outcome" if row.state == "listed" else "confirm", meeting.pk] += 1
    if not meetings:
        return
    names = names_on(reader.on)
    later = _later(reader, meetings)
    for (kind, pk), count in wanted.items():
        meeting = meetings[pk]
        where = f"{names.body(meeting.body_id)}, {day_words(meeting.day)}"
        if kind == "outcome":
            said = f"Record what came of {count} {'item' if count == 1 else 'items'}: {where}"
            yield OutcomeTask("outcome", said, "While it is fresh", None, "agenda", pk, count)
        elif pk in later:
            at = later[pk]
            detail = f"If the meeting of {day_words(at.day)} confirmed them"
            yield OutcomeTask("confirm", f"Confirm the minutes: {where}", detail, None, "agenda", at.pk)


def _later(reader: Actor, meetings: Mapping[int, Meeting]) -> dict[int, Meeting]:
    """The next meeting of the same body after each, where it has been."""
    bodies = {meeting.body_id for meeting in meetings.values()}
    past = list(Meeting.objects.filter(body__in=bodies, cancelled=False, day__lte=reader.on).order_by("day"))
    found: dict[int, Meeting] = {}
    for pk, meeting in meetings.items():
        after = next((each for each in past if each.body_id == meeting.body_id and each.day > meeting.day), None)
        if after is not None:
            found[pk] = after
    return found


def _answers(reader: Actor) -> Iterator[OutcomeTask]:
    """Answers that a body has not looked at yet."""
    for row in TrackedItem.objects.filter(state="answered").select_related("owner"):
        if reader.may("record_outcomes", Scope(body=row.body_id)):
            title = f"Answered: {row.text}"
            yield OutcomeTask(
                "close_tracked", title, f"By {row.owner.name}. Close it, or ask again", None, "tracker-item", row.pk
            )
