"""Scoring risks and opportunities: a matrix of likelihood and impact that a council sets cell by cell.

A cell holds a score (6) or a label ("B2"), and a band of scores has a word and a colour. Levels count from 1, the
lowest. A score need not be a product: a ranked 3 × 3 matrix gives every cell its own place from 1 to 9.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, Literal

from goldenthread.rules.periods import add_months, day_words
from goldenthread.rules.refusals import Refusal

Kind = Literal["threat", "opportunity"]
Tone = Literal["red", "amber", "green", "blue", "information_only"]
MovementCode = Literal["improved", "declined", "unchanged", "moved", "not_comparable"]

KIND_WORDS: Final = MappingProxyType({"threat": "Risk", "opportunity": "Opportunity"})
LEVEL_WORDS: Final = MappingProxyType(
    {"corporate": "Corporate", "service": "Service", "project": "Project", "partnership": "Partnership"}
)
ASPECT_WORDS: Final = MappingProxyType(
    {"inherent": "Before controls", "current": "With today’s controls", "target": "Target"}
)
RESPONSE_WORDS: Final = MappingProxyType(
    {
        "threat": MappingProxyType(
            {"tolerate": "Tolerate", "treat": "Treat", "transfer": "Transfer", "terminate": "Terminate"}
        ),
        "opportunity": MappingProxyType(
            {"exploit": "Exploit", "share": "Share", "enhance": "Enhance", "ignore": "Ignore"}
        ),
    }
)
STRENGTH_WORDS: Final = MappingProxyType({"effective": "Works well", "partly": "Works in part", "weak": "Weak"})
STATE_WORDS: Final = MappingProxyType({"open": "Open", "archived": "Archived", "issue": "Has become an issue"})
MOVEMENT_WORDS: Final = MappingProxyType(
    {
        "improved": "Improving",
        "declined": "Declining",
        "unchanged": "Steady",
        "moved": "Moved",
        "not_comparable": "New",
    }
)


@dataclass(frozen=True, slots=True)
class Step:
    """One level of likelihood or of impact: its word, and what it means by dimension (or in general, under "")."""

    word: str
    meanings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Band:
    """A band of scores: its word and colour, how often such a risk is reviewed (months), and what it asks for."""

    word: str
    tone: Tone
    review_months: int
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: what is printed ("7", "B2"), its number where it has one, its band, and the band's place from below."""

    label: str
    score: int | None
    band: Band
    place: int

    @property
    def weight(self) -> int:
        """What cells are compared by: the score, or the band's place where there are only labels."""
        return self.place if self.score is None else self.score


@dataclass(frozen=True, slots=True)
class Matrix:
    """Likelihood by impact. `cells[likelihood - 1][impact - 1]`; `appetite` is the line by category, "" for the rest.

    A line is the highest score accepted ("6") or the word of the highest band accepted. `mirrored` is drawn with the
    greatest impact first, beside the matrix of threats, as opportunities usually are.
    """

    kind: Kind
    likelihood: tuple[Step, ...]
    impact: tuple[Step, ...]
    cells: tuple[tuple[Cell, ...], ...]
    bands: tuple[Band, ...]
    appetite: Mapping[str, str]
    mirrored: bool = False

    def cell(self, likelihood: int, impact: int) -> Cell:
        """The cell of two levels; a refusal where the matrix has no such level."""
        for name, level, steps in (("likelihood", likelihood, self.likelihood), ("impact", impact, self.impact)):
            if not 1 <= level <= len(steps):
                words = ", ".join(f"{place} {step.word}" for place, step in enumerate(steps, start=1))
                raise Refusal("no_such_level", f"There is no {name} {level} in this matrix. Choose one of: {words}.")
        return self.cells[likelihood - 1][impact - 1]

    def above_appetite(self, cell: Cell, category: str) -> bool:
        """Whether a threat's cell lies above the line of its category; an opportunity has no such line."""
        line = self.appetite.get(category, self.appetite.get("", ""))
        if self.kind == "opportunity" or not line:
            return False
        if line.isdigit() and cell.score is not None:
            return cell.score > int(line)
        return cell.place > next(place for place, band in enumerate(self.bands) if band.word == line)

    def sentence(self, likelihood: int, impact: int) -> str:
        """Why a score is what it is: "Likelihood 3 (Likely) and impact 4 (Critical) score 12: High." """
        cell = self.cell(likelihood, impact)
        return (
            f"Likelihood {likelihood} ({self.likelihood[likelihood - 1].word}) and impact {impact} "
            f"({self.impact[impact - 1].word}) score {cell.label}: {cell.band.word}."
        )

    @property
    def labels(self) -> frozenset[str]:
        """Every score that can occur."""
        return frozenset(cell.label for row in self.cells for cell in row)


@dataclass(frozen=True, slots=True)
class BandRule:
    """A band and where it begins: the lowest score in it, or every label in it."""

    band: Band
    from_score: int | None = None
    labels: tuple[str, ...] = ()


def matrix(
    *,
    kind: Kind,
    likelihood: Sequence[Step],
    impact: Sequence[Step],
    bands: Sequence[BandRule],
    scores: Sequence[Sequence[int | str]] | None = None,
    appetite: Mapping[str, str] | None = None,
    mirrored: bool = False,
) -> Matrix:
    """A matrix from its parts, bands from the lowest up. `scores` has a row for each likelihood from the highest down,
    as it is drawn, and a column for each impact from the lowest; without it a score is the product of the two levels.
    Raises ValueError, in words, where the parts do not fit one another.
    """
    written = scores or _products(len(likelihood), len(impact))
    if len(written) != len(likelihood) or any(len(row) != len(impact) for row in written):
        raise ValueError(f"the scores are not {len(likelihood)} rows of {len(impact)}")
    rows = tuple(tuple(_cell(value, bands) for value in row) for row in reversed(written))
    _check_line(rows, bands, (appetite or {}).values())
    return Matrix(
        kind=kind,
        likelihood=tuple(likelihood),
        impact=tuple(impact),
        cells=rows,
        bands=tuple(rule.band for rule in bands),
        appetite=dict(appetite or {}),
        mirrored=mirrored,
    )


def _products(likelihood: int, impact: int) -> list[list[int | str]]:
    return [[row * column for column in range(1, impact + 1)] for row in range(likelihood, 0, -1)]


def _cell(value: int | str, bands: Sequence[BandRule]) -> Cell:
    for place in range(len(bands) - 1, -1, -1):
        rule = bands[place]
        if isinstance(value, int) and rule.from_score is not None and value >= rule.from_score:
            return Cell(str(value), value, rule.band, place)
        if isinstance(value, str) and value in rule.labels:
            return Cell(value, None, rule.band, place)
    raise ValueError(f"no band holds the score {value}")


def _check_line(rows: Iterable[Iterable[Cell]], bands: Sequence[BandRule], lines: Iterable[str]) -> None:
    numbered = all(cell.score is not None for row in rows for cell in row)
    words = [rule.band.word for rule in bands]
    for line in lines:
        if not (line.isdigit() and numbered) and line not in words:
            raise ValueError(f"the appetite “{line}” is neither a score nor one of the bands {', '.join(words)}")


def highest(impacts: Mapping[str, int]) -> int:
    """The impact that counts where it was judged in several dimensions; a refusal where it was judged in none."""
    if not impacts:
        raise Refusal("no_impact", "Say how great the impact is in at least one dimension.")
    return max(impacts.values())


# Movement and reviews -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Movement:
    """How a score moved. The arrow means better or worse: a threat that falls improves, and so does an opportunity
    that grows.
    """

    code: MovementCode
    word: str
    sentence: str


def movement(kind: Kind, before: Cell | None, now: Cell, *, since: str = "the last round") -> Movement:
    """From the earlier cell to today's; `since` is when the earlier one stood."""
    if before is None:
        return Movement("not_comparable", MOVEMENT_WORDS["not_comparable"], f"It had no score at {since}.")
    if before.label == now.label:
        return Movement("unchanged", MOVEMENT_WORDS["unchanged"], f"Still {now.label}, as at {since}.")
    code: MovementCode = "moved"
    if before.weight != now.weight:
        grew = now.weight > before.weight
        code = "improved" if grew == (kind == "opportunity") else "declined"
    return Movement(code, MOVEMENT_WORDS[code], f"From {before.label} to {now.label} since {since}.")


def next_review(reviewed_on: date, band: Band) -> date:
    """When a risk in a band has to be looked at again: so many months later, the month's last day at the latest."""
    return add_months(reviewed_on, band.review_months)


def review_sentence(due: date, on: date) -> str:
    """ "Review was due on 30 June 2026, 8 days ago." """
    days = (on - due).days
    if days > 0:
        return f"Review was due on {day_words(due)}, {days} {'day' if days == 1 else 'days'} ago."
    return f"Next review by {day_words(due)}."
