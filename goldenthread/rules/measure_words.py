"""What a measure's settings may be, by code, with the words people read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

POLARITY_WORDS: Final[Mapping[str, str]] = {
    "high": "High is good",
    "low": "Low is good",
    "range": "Inside a target range is good",
    "neutral": "Neither: for information",
}
KIND_WORDS: Final[Mapping[str, str]] = {
    "performance": "Performance",
    "contextual": "Context or volume (shows an expected range, never red)",
    "tracker": "Tracker (watched, never rated)",
    "survey": "Survey",
    "outcome": "Outcome",
    "output": "Output",
    "milestone": "Milestone",
}
LEVEL_WORDS: Final[Mapping[str, str]] = {
    "strategic": "Strategic",
    "service": "Operational or service",
    "partnership": "Partnership",
}
FREQUENCY_WORDS: Final[Mapping[str, str]] = {
    "month": "Every month",
    "quarter": "Every quarter",
    "half": "Every half year",
    "year": "Every year",
    "round": "In each round, from the start of the year",
}
CALENDAR_WORDS: Final[Mapping[str, str]] = {
    "financial": "Financial year (from April)",
    "calendar": "Calendar year (from January)",
    "academic": "Academic year (from September)",
}
ACCUMULATION_WORDS: Final[Mapping[str, str]] = {
    "snapshot": "Snapshot: how things stand on the last day",
    "period": "Each period on its own",
    "cumulative": "Running total through the year",
    "rolling": "Rolling: the last several periods together",
    "average": "Average",
}
CONTROL_WORDS: Final[Mapping[str, str]] = {
    "control": "The council controls it",
    "influence": "The council influences it",
    "none": "Outside the council's control",
}
STANDING_WORDS: Final[Mapping[str, str]] = {
    "proposed": "Proposed",
    "live": "Live",
    "suspended": "Suspended",
    "retired": "Retired",
}
DEFINITION_CHOICES: Final[Mapping[str, Mapping[str, str]]] = {
    "polarity": POLARITY_WORDS,
    "kind": KIND_WORDS,
    "level": LEVEL_WORDS,
    "frequency": FREQUENCY_WORDS,
    "calendar": CALENDAR_WORDS,
    "accumulation": ACCUMULATION_WORDS,
    "control": CONTROL_WORDS,
}
"""The settings of a definition that are chosen from a list."""
