"""How long a framework holds, which strategies it belongs with, and what a named officer may approve without a body."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import Field

from goldenthread.rules.framework_part import AsCode, Part, Words
from goldenthread.rules.periods import ONE_DAY, add_months, day_words

Delegable = Annotated[Literal["framework_refresh", "risk_plan", "service_planning_guidance"], AsCode]

DELEGABLE_WORDS: Final = {
    "framework_refresh": "the annual refresh of this framework",
    "risk_plan": "the annual update of the risk plan",
    "service_planning_guidance": "the annual update of the service-planning guidance",
}
WARN_DAYS: Final = 90
"""So many days before the review is due it is on the performance team's list."""


class Delegation(Part):
    """Something that the approving body left to an officer."""

    what: Delegable = Field(description="What is left to the officer.")
    to: Words = Field(description="The job title of the officer who may approve it.")


def review_on(review_due: date | None, effective_from: date, valid_years: int) -> date:
    """When a framework has to be reviewed: the day it names, or the last day of its validity."""
    return review_due or add_months(effective_from, 12 * valid_years) - ONE_DAY


def review_sentence(review: date, on: date) -> str:
    """What is to be done about the review on a day."""
    days = (review - on).days
    if days < 0:
        return f"Its review was due by {day_words(review)}: it goes on holding until a body approves the next version."
    if days <= WARN_DAYS:
        return f"Its review is due by {day_words(review)}, in {days} day{'' if days == 1 else 's'}."
    return f"It is due for review by {day_words(review)}."
