"""Kinds of bodies: what each is in law, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

BODY_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "committee": "Policy or service committee",
        "executive": "Cabinet or executive",
        "scrutiny": "Overview and scrutiny",
        "council": "Full council",
        "audit": "Audit committee",
        "panel": "Panel",
        "board": "Board",
    }
)


def is_executive(kind: str) -> bool:
    """Whether a body of this kind is the executive: key decisions and private meetings need notice there, and only
    its decisions can be called in. A recommendation to Council is not a decision and cannot be."""
    return kind == "executive"
