"""Public notice of what the executive will decide or hear in private, and the two ways of going without.

Source: Local Authorities (Executive Arrangements) (Meetings and Access to Information) (England) Regulations 2012,
regulations 5 and 9 to 11. Every period is a setting of the framework, because constitutions differ.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

from goldenthread.rules.clear_days import last_publication_day
from goldenthread.rules.framework_bodies import Notice
from goldenthread.rules.periods import day_words

NOTICE_KINDS: Mapping[str, str] = MappingProxyType({"key_decision": "Key decision", "private": "Heard in private"})
NOTICE_ROUTES: Mapping[str, str] = MappingProxyType(
    {"notice": "Full notice", "general_exception": "General exception", "special_urgency": "Special urgency"}
)

NoticeState = Literal["published", "due", "late", "excepted"]


@dataclass(frozen=True, slots=True)
class NoticeDates:
    """The last days on which a notice of a matter is in time.

    `second` is the second notice of a private matter; `exception` the last day for a general exception.
    """

    first: date
    second: date | None
    exception: date


def notice_dates(settings: Notice, kind: str, meeting: date, closures: Collection[date] = ()) -> NoticeDates:
    """Counted back from the meeting in clear days: neither the day of the notice nor the day of the meeting counts."""
    closed = {*closures, *(closure.date for closure in settings.closures)}
    days = settings.private_days if kind == "private" else settings.key_decision_days
    if settings.long_notice_counts == "working_days":
        first = last_publication_day(meeting, days, closed)
    else:
        first = meeting - timedelta(days=days + 1)
    second = last_publication_day(meeting, settings.second_notice_days, closed) if kind == "private" else None
    return NoticeDates(first, second, last_publication_day(meeting, settings.general_exception_days, closed))


def notice_standing(
    dates: NoticeDates, route: str, on: date, published: date | None, second: date | None
) -> tuple[NoticeState, str]:
    """How a notice stands on a day, as a code and a sentence that says what is to be done."""
    if route != "notice":
        return "excepted", f"{NOTICE_ROUTES[route]}, so no full notice is needed."
    if published is None:
        if on <= dates.first:
            return "due", f"Publish the notice by {day_words(dates.first)}."
        if on <= dates.exception:
            return (
                "late",
                f"Too late for full notice. A general exception is possible until {day_words(dates.exception)}.",
            )
        return "late", "Too late for full notice and for a general exception. Only special urgency is left."
    if published > dates.first:
        return "late", f"Published on {day_words(published)}, after {day_words(dates.first)}: the notice is too short."
    if dates.second is None:
        return "published", f"Published on {day_words(published)}, in time."
    if second is None:
        state: NoticeState = "due" if on <= dates.second else "late"
        when = f"Publish the second notice by {day_words(dates.second)}"
        return state, f"{when}, with what people said and the answer."
    if second > dates.second:
        return "late", f"The second notice came on {day_words(second)}, after {day_words(dates.second)}."
    return "published", f"Both notices are published, the second on {day_words(second)}, in time."
