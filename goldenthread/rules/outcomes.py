"""What stands on an agenda and what comes of it, in words: purposes, what was decided, what is asked and answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from goldenthread.rules.clear_days import add_working_days
from goldenthread.rules.periods import add_months

PURPOSE_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "comment": "To comment",
        "note": "To note",
        "approve": "To approve",
        "recommend": "To recommend",
        "decide": "To decide",
    }
)

RESULT_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "consider": "Considered, with comments alone",
        "resolve": "Resolved",
        "recommend": "Recommended to another body",
        "refer": "Referred to another body",
        "defer": "Deferred",
    }
)
"""What a body may do with an item: the verbs of `workflow.OUTCOME`."""

TRACKED_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "recommendation": "Recommendation",
        "detail": "Request for detail",
        "deep_dive": "Deep dive",
        "nomination": "Project nominated for a detailed update",
        "action": "Action",
    }
)
"""What may be asked for. The middle three have to be in the next report, or an explanation why they are not."""

FOR_NEXT_REPORT: Final = ("detail", "deep_dive", "nomination")

ANSWER_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "supplied": "Supplied: here it is",
        "explained": "Explained: why it cannot be supplied",
        "agreed": "Agreed",
        "partly": "Agreed in part",
        "declined": "Not agreed",
        "done": "Done",
    }
)

ANSWERED_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "supplied": "Supplied",
        "explained": "Explained",
        "agreed": "Agreed",
        "partly": "Agreed in part",
        "declined": "Not agreed",
        "done": "Done",
    }
)

CHANGE_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "target": "Change a target",
        "agree": "Agree the measure",
        "retire": "Retire the measure",
        "redefine": "Change what it means",
    }
)
"""What may be proposed for an agreed measure."""


def effective_from(published: date, working_days: int, closures: Collection[date] = ()) -> date:
    """When a decision that can be called in takes effect: so many working days after it was published."""
    return add_working_days(published, working_days, closures)


def response_due(asked: date, months: int, closures: Collection[date] = ()) -> date:
    """The last day for an answer: so many months on, or the next working day."""
    return add_working_days(add_months(asked, months), 0, closures)
