"""An assessment's life: written, submitted by its author, signed off by somebody else, and written anew after that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

AssessmentState = Literal["not_begun", "draft", "submitted", "returned", "signed_off"]
STATE_WORDS: Final[Mapping[str, str]] = {
    "not_begun": "Not begun",
    "draft": "Draft",
    "submitted": "Submitted",
    "returned": "Sent back",
    "signed_off": "Signed off",
}
HIGHLIGHT_WORDS: Final[Mapping[str, str]] = {
    "achievement": "Achievement",
    "underperformance": "Underperformance",
}
LEAD_WORDS: Final[Mapping[str, str]] = {"council": "Led by the council", "partner": "Led by a partner"}
NO_RESPONSE: Final = "No response has been given yet."
