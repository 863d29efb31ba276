"""Judging the rows of a spreadsheet, with the same rules as everything else and nothing but what the row says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final, cast

from goldenthread.rules.quality import Doubt, Entry, doubts
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.status import RATED, WORDS, Facts, StatusRule, absent, judge
from goldenthread.rules.trend import DirectionCode, DirectionRule, direction_code
from goldenthread.rules.values import POLARITIES, Polarity, parse_number

COLUMNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ref": "the measure's reference",
        "measure": "its name",
        "unit": '"%", "£", "days" …; blank for a plain number',
        "polarity": "what good is: high, low, range or neutral",
        "target": "blank where there is none",
        "actual": 'the value to judge; or why there is none, as "not due"',
        "previous": "the value of the period before",
        "last_year": "the value of the same period last year",
        "target_low": "bottom of a target range",
        "target_high": "top of a target range",
        "green_within": "how far off still counts as green",
        "amber_within": "how far off counts as amber",
        "tolerance_mode": "what those two are in: percent, points or absolute",
    }
)
"""Every column that judging reads, and what it holds. Only `polarity`, `actual` and a target are needed."""
RESULTS: Final = ("status", "direction", "direction_year", "reason")
_MODES: Final = ("percent", "points", "absolute")
# In the order they are applied: amber first, because a wider green needs the wider amber.
_TOLERANCES: Final[Mapping[str, str]] = MappingProxyType(
    {"tolerance_mode": "mode", "amber_within": "amber_within", "green_within": "green_within"}
)
_ZERO: Final = re.compile(r"£?-?0+(\.0*)?%?")
_BLANK: Final = frozenset({"", "-", "–", "n/a", "none", "no target"})
_WHY_ABSENT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "n/a": "not_applicable",
        **{
            name: code
            for code, word in WORDS.items()
            if code not in RATED
            for name in (code, word.lower(), code.replace("_", " "))
        },
    }
)


@dataclass(frozen=True, slots=True)
class Rating:
    """What a row comes to: the codes of the closed lists, and the sentence of the status."""

    status: str
    direction: str
    direction_year: str
    reason: str

    def cells(self) -> tuple[str, str, str, str]:
        """In the order of `RESULTS`."""
        return self.status, self.direction, self.direction_year, self.reason


@dataclass(frozen=True, slots=True)
class BadCell:
    """Why a row cannot be judged: the column and what to do."""

    column: str
    sentence: str


class Rater:
    """Judges the rows of one table.

    `headers` are matched to `COLUMNS` whatever their order, case, spaces or underscores. A row's own tolerance changes
    the `rule`; each such rule is made once and kept, because rows mostly share it. Values are taken to be like for
    like: leave `previous` blank for a running total. Raises `Refusal("missing_columns")` where there is nothing to
    judge by.
    """

    def __init__(
        self,
        headers: Sequence[str],
        rule: StatusRule,
        direction_rule: DirectionRule,
        words: Mapping[str, str] = WORDS,
    ) -> None:
        self._rule = rule
        self._direction_rule = direction_rule
        self._words = words
        self._rules: dict[tuple[str, ...], StatusRule] = {}
        self._places = {column_named(header): place for place, header in enumerate(headers)}
        missing = [name for name in ("polarity", "actual") if name not in self._places]
        if rule.basis in ("target", "floor") and not {"target", "target_low", "target_high"} & self._places.keys():
            missing.append("target")
        if missing:
            raise Refusal(
                "missing_columns",
                f"The table has no column for {_quoted(missing)}; its headings are {_quoted(headers)}. "
                f'If one has another name, say so: --map "Its heading={missing[0]}".',
            )

    def rate(self, cells: Sequence[str]) -> Rating | BadCell:
        """What a row comes to, or the cell that stops it being judged."""
        try:
            return self._rated(cells)
        except _UnreadableError as unreadable:
            return unreadable.cell

    def doubts(self, cells: Sequence[str]) -> tuple[Doubt, ...]:
        """What to ask about a row whose value or target is 0, which in spreadsheets often means that there is none."""
        if not any(_ZERO.fullmatch(self._text(cells, name)) for name in ("actual", "target")):
            return ()
        facts = self._facts(cells)
        if facts.actual is None:
            return ()
        previous = self._number(cells, "previous")
        entry = Entry(
            facts.actual,
            unit=facts.unit,
            target=None if facts.polarity == "neutral" else facts.target,
            recent=() if previous is None else (previous,),
            last_year=facts.last_year,
        )
        return tuple(doubt for doubt in doubts(entry) if doubt.code in ("target_zero", "zero_may_be_missing"))

    def _rated(self, cells: Sequence[str]) -> Rating:
        facts = self._facts(cells)
        rule = self._rule_for(cells)
        why_absent = self._why_absent(cells) if facts.actual is None else ""
        judgement = absent(why_absent) if why_absent else judge(rule, facts, self._words)
        return Rating(
            judgement.status,
            self._direction(facts, self._number(cells, "previous")),
            self._direction(facts, facts.last_year),
            judgement.sentence,
        )

    def _facts(self, cells: Sequence[str]) -> Facts:
        return Facts(
            actual=None if self._why_absent(cells) else self._number(cells, "actual"),
            target=self._number(cells, "target"),
            low=self._number(cells, "target_low"),
            high=self._number(cells, "target_high"),
            last_year=self._number(cells, "last_year"),
            polarity=self._polarity(cells),
            unit=self._text(cells, "unit"),
        )

    def _direction(self, facts: Facts, earlier: Decimal | None) -> DirectionCode:
        low, high = facts.low, facts.high
        if low is None and high is None:
            low = high = facts.target
        return direction_code(facts.actual, earlier, facts.polarity, self._direction_rule, low, high)

    def _why_absent(self, cells: Sequence[str]) -> str:
        return _WHY_ABSENT.get(self._text(cells, "actual").lower(), "")

    def _polarity(self, cells: Sequence[str]) -> Polarity:
        text = self._text(cells, "polarity").lower()
        if text not in POLARITIES:
            said = f'"{text}" is not a polarity' if text else "There is no polarity"
            raise _UnreadableError("polarity", f"{said}. Write high, low, range or neutral: what a good value is.")
        return cast(Polarity, text)

    def _rule_for(self, cells: Sequence[str]) -> StatusRule:
        key = tuple(self._text(cells, name) for name in _TOLERANCES)
        if key not in self._rules:
            self._rules[key] = self._changed(key)
        return self._rules[key]

    def _changed(self, settings: tuple[str, ...]) -> StatusRule:
        mode, rule = settings[0].lower(), self._rule
        if mode and mode not in _MODES:
            raise _UnreadableError("tolerance_mode", f'"{settings[0]}" must be one of {", ".join(_MODES)}.')
        for column, (name, text) in zip(_TOLERANCES, zip(_TOLERANCES.values(), settings, strict=True), strict=True):
            if text:
                try:
                    rule = rule.with_changes({name: text.lower()})
                except Refusal as refusal:
                    raise _UnreadableError(column, refusal.sentence) from None
        return rule

    def _number(self, cells: Sequence[str], column: str) -> Decimal | None:
        place = self._places.get(column)
        if place is None:
            return None
        text = cells[place]
        if text.lower() in _BLANK:
            return None
        try:
            return parse_number(text)
        except Refusal as refusal:
            raise _UnreadableError(column, refusal.sentence) from None

    def _text(self, cells: Sequence[str], column: str) -> str:
        place = self._places.get(column)
        return "" if place is None else cells[place]


class _UnreadableError(Exception):
    def __init__(self, column: str, sentence: str) -> None:
        self.cell = BadCell(column, sentence)


def column_named(heading: str) -> str:
    """A heading as `COLUMNS` spells it: "Last year" is `last_year`."""
    return "_".join(heading.lower().replace("_", " ").split())


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
