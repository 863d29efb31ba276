"""Kinds of bodies: what each is in law, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PARTNERSHIP: Final = "partnership"
BODY_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "committee": "Policy or service committee",
        "executive": "Cabinet or executive",
        "scrutiny": "Overview and scrutiny",
        "council": "Full council",
        "audit": "Audit committee",
        "panel": "Panel",
        "board": "Board",
        PARTNERSHIP: "Partnership with others",
    }
)


_TAKES_THE = ("Committee", "Panel", "Board", "Commission", "Forum", "Group", "Partnership")


def in_a_sentence(name: str) -> str:
    """What a body's own paper calls it: "the Committee", "the Panel", "Cabinet", "Council"."""
    last = name.split()[-1]
    return f"the {last}" if last in _TAKES_THE else name


def is_executive(kind: str) -> bool:
    """Whether a body of this kind is the executive: key decisions and private meetings need notice there, and only
    its decisions can be called in. A recommendation to Council is not a decision and cannot be."""
    return kind == "executive"
