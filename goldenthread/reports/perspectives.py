"""The balanced scorecard: measures by perspective, counted; no average stands between a reader and what is red."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.access import Actor
from goldenthread.models import PerspectivePlace
from goldenthread.reports.blocks import Block, Paragraph, Subheading, Table
from goldenthread.reports.counts import Counts, count
from goldenthread.reports.measure_cells import MEASURE_COLUMNS, measure_row, target_words, value_cell
from goldenthread.reports.records import frameworks, in_force
from goldenthread.reports.results import Result
from goldenthread.reports.scorecard import scorecard
from goldenthread.rules.framework import Framework
from goldenthread.rules.framework_assessment import ScorecardSettings
from goldenthread.rules.periods import Period
from goldenthread.rules.refusals import Refusal


@dataclass(frozen=True, slots=True)
class PerspectiveShown:
    """One perspective: its measures, worst first, and how many have which status."""

    code: str
    name: str
    asks: str
    results: tuple[Result, ...]
    counts: Counts

    @property
    def red(self) -> tuple[Result, ...]:
        """What is off target here: named wherever the perspective is summed up."""
        return tuple(one for one in self.results if one.status == "red")

    def actual(self, one: Result) -> str:
        """A measure's figure as printed."""
        return value_cell(one.value, one).text

    def target(self, one: Result) -> str:
        """What is aimed at, as printed."""
        return target_words(one)

    @property
    def sentence(self) -> str:
        """The counts, and every red one by name."""
        if not self.results:
            return "No measure is placed here yet."
        named = ", ".join(f"{one.ref} {one.title}" for one in self.red)
        return f"{self.counts.sentence} {self.red_word}: {named}." if named else self.counts.sentence

    @property
    def red_word(self) -> str:
        """What the framework calls red."""
        return next(each.word for each in self.counts.rated_statuses if each.code == "red")


@dataclass(frozen=True, slots=True)
class Balanced:
    """The scorecard of a span. `unplaced` is how many measures of the span have no perspective."""

    name: str
    lead: str
    span: Period
    perspectives: tuple[PerspectiveShown, ...]
    unplaced: int


def balanced(*, reader: Actor, on: date, span: Period, known_at: datetime | None = None) -> Balanced:
    """The scorecard of a span as a reader may see it; measures stand in the perspective they had on its last day."""
    reader.signed_in  # noqa: B018
    card = scorecard(reader=reader, on=on, span=span, known_at=known_at)
    return balanced_of((row.result for row in card.rows()), span=span, known_at=known_at)


def balanced_of(found: Iterable[Result], *, span: Period, known_at: datetime | None = None) -> Balanced:
    """The scorecard of results that are known already, such as those of a paper."""
    framework, words = _framework(span.end, known_at)
    placed = _placed(span.end, known_at)
    results = list(found)
    shown = []
    for perspective in framework.scorecard.perspectives:
        here = tuple(one for one in results if placed.get(one.measure_id) == perspective.code)
        shown.append(PerspectiveShown(perspective.code, perspective.name, perspective.asks, here, count(here, words)))
    codes = {one.code for one in shown}
    unplaced = sum(placed.get(one.measure_id) not in codes for one in results)
    return Balanced(framework.scorecard.name, _lead(shown), span, tuple(shown), unplaced)


def settings_on(on: date) -> ScorecardSettings:
    """The scorecard of the framework in force on a day."""
    return _framework(on, None)[0].scorecard


def _framework(on: date, known_at: datetime | None) -> tuple[Framework, dict[str, str]]:
    known = frameworks(known_at)
    found = in_force(known, on) or (known[0] if known else None)
    if found is None:
        raise Refusal("no_framework", "The council has no framework yet: adopt one under Set up.")
    return found.framework, dict(found.words)


def _placed(on: date, known_at: datetime | None) -> dict[int, str]:
    """The perspective of each measure that has one on a day."""
    rows = PerspectivePlace.objects.as_at(known_at).filter(effective_from__lte=on).order_by("effective_from")
    return dict(rows.values_list("measure_id", "perspective"))


def _lead(shown: list[PerspectiveShown]) -> str:
    measured = [one for one in shown if one.results]
    if not measured:
        return "No measure has been placed in a perspective yet."
    red, word = [one for one in measured if one.red], measured[0].red_word.lower()
    if not red:
        where = "one perspective that has" if len(measured) == 1 else f"{len(measured)} perspectives that have"
        return f"Nothing is {word} in the {where} measures."
    number = sum(len(one.red) for one in red)
    where = ", ".join(f"{one.name} ({len(one.red)})" for one in red)
    return f"{number} {'measure is' if number == 1 else 'measures are'} {word}: {where}."


def perspective_blocks(card: Balanced) -> tuple[Block, ...]:
    """What a paper prints of the balanced scorecard: each perspective's counts, its reds by name, and its measures."""
    return tuple(_printed(card))


def _printed(card: Balanced) -> Iterator[Block]:
    yield Paragraph(card.lead)
    for one in card.perspectives:
        if one.results:
            yield Subheading(one.name, level=3)
            yield Paragraph(one.sentence)
            caption = f"{one.name}: measures for {card.span.label}"
            yield Table(caption, MEASURE_COLUMNS, tuple(measure_row(each, card.span) for each in one.results))
