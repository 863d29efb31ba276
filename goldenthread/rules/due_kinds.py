"""What a round asks for: a measure's return, a project's update, a risk's review, the explanation of a budget line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DueKind:
    """A kind of thing that is due: its words, and the permission by which it is handed in."""

    word: str
    several: str
    permission: str


KINDS: Mapping[str, DueKind] = {
    "return": DueKind("Return", "returns", "enter"),
    "project": DueKind("Project update", "project updates", "update_projects"),
    "risk": DueKind("Risk review", "risk reviews", "review_risks"),
    "budget": DueKind("Budget explanation", "budget explanations", "explain_money"),
}
"""In the order in which they are listed."""


def counted(number: int, kind: str) -> str:
    """ "1 risk review", "3 returns"."""
    known = KINDS[kind]
    return f"{number} {known.word.lower() if number == 1 else known.several}"
