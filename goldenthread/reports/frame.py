"""What stands around every page: whose site it is, who is reading, where they can go, and the current round."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NavItem:
    """One word of the navigation. `count` is what waits there for this reader, shown when it is not 0."""

    title: str
    url_name: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of a page, for one reader.

    `colour` is the council's own, "#rrggbb". `person` is None when nobody is signed in. `navigation` holds only what
    this reader can use. `round_sentence` ("Q2 2026/27: returns due in 6 days") is empty when no round is open.
    """

    council: str
    colour: str
    demo: bool
    person: str | None
    job_title: str
    navigation: tuple[NavItem, ...]
    round_sentence: str
