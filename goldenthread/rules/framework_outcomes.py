"""The framework's part about outcomes: how long a decision may be called in, and how long an answer may take."""

from __future__ import annotations

from pydantic import Field

from goldenthread.rules.framework_part import Part


class OutcomeSettings(Part):
    """What follows from a body's decision, and by when. Only what the executive decides can be called in."""

    call_in_working_days: int = Field(
        5, ge=1, le=30, description="A decision that can be called in takes effect so many working days after it is "
        "published.",
    )  # fmt: skip
    response_months: int = Field(
        2, ge=1, le=12, description="How many months whoever is asked has for the answer, unless a date is given."
    )
