"""Parts of the council's area, and figures split among them without giving away what is too small to publish."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, TypeVar

AREA_KINDS: Final[Mapping[str, str]] = {"ward": "Ward", "locality": "Locality"}
"""What an area is: a ward elects councillors; a locality is any other part that figures are kept for."""

HIDDEN: Final = "Too few to publish"

_K = TypeVar("_K")


def kept_back(counts: Mapping[_K, Decimal | None]) -> frozenset[_K]:
    """Which areas show no figure, of those of one measure and period; None is a figure that is itself too small.

    One figure alone that is left out can be worked out from the council's own, so the smallest of the others is left
    out with it; of two that are equally small, the first.
    """
    hidden = {area for area, count in counts.items() if count is None}
    known = {area: count for area, count in counts.items() if count is not None}
    if len(hidden) == 1 and known:
        hidden.add(min(known, key=lambda area: known[area]))
    return frozenset(hidden)
