"""The doors of a demo council's first page: five people, each with one task that is ready to be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from goldenthread.demo.world import email


@dataclass(frozen=True, slots=True)
class Door:
    """One way in. `url_name` is the page it leads to, signed in as the person behind `email`."""

    title: str
    sentence: str
    who: str
    url_name: str

    @property
    def email(self) -> str:
        """Where that person signs in."""
        return email(self.who)


DOORS: Final = (
    Door(
        "I enter figures",
        "Leanne, in Housing Options: the figures that are due, each with the last one beside it.",
        "Leanne Corbett",
        "updates",
    ),
    Door(
        "I sign off",
        "Ruth, Head of Council Housing: what changed, what is off target and what is missing, on one page.",
        "Ruth Copley",
        "sign-off",
    ),
    Door(
        "I sit on the Leadership Team",
        "Helen, Chief Executive: the exceptions first, then approve the figures for committee.",
        "Helen Marsden",
        "leadership",
    ),
    Door(
        "I clerk the committee",
        "Rosalind, Democratic Services: the next papers, what each still needs, and the Word and PDF files.",
        "Rosalind Keane",
        "papers",
    ),
    Door(
        "I set it up",
        "Priya, the performance team: who is late, the plan, the measures and the next round.",
        "Priya Nair",
        "set-up",
    ),
)
