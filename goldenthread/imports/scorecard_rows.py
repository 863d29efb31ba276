"""A scorecard's rows: what each says about its measure, and what has to be asked before it is believed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from goldenthread.imports.loading import Cells
from goldenthread.rules.entries import ABSENCES
from goldenthread.rules.measure_words import ACCUMULATION_WORDS, POLARITY_WORDS
from goldenthread.rules.quality import Entry, doubts
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.status import RATED, WORDS, Facts, judge
from goldenthread.rules.status_rule import StatusRule
from goldenthread.rules.values import Polarity, format_value, parse_number

COLUMNS: Final[Mapping[str, str]] = {
    "ref": "the measure's reference",
    "measure": "its name",
    "service": "the service whose it is, by name or code",
    "actual": "this period's figure; or why there is none, as awaiting_data",
    "unit": '"%", "£", "days" …; blank for a plain number',
    "polarity": "what good is: high, low, range or neutral",
    "target": "this period's target; blank where there is none",
    "previous": "the figure of the period before",
    "last_year": "the figure of the same period last year",
    "outturn": "last year's figure for the whole year: compared with, not loaded",
    "light": "the published status: g, a, r, b; u or d for data only",
    "note": "the published comment",
    "accumulation": "period, cumulative, snapshot, rolling or average",
}
"""Every column that a scorecard may have, and what it holds."""
NEEDED: Final = ("ref", "measure", "service", "actual")
FIGURES: Final = ("actual", "previous", "last_year")
"""The columns that hold a figure of a period of their own."""
KEEP: Final = "keep"
"""The answer that a cell is right as it stands."""
DATA_ONLY: Final = "information_only"

_BLANK: Final = frozenset({"", "-", "–", "n/a", "none", "no target"})
_NO_NOTE: Final = frozenset({"", "-", "–", "n/a", "none", "no note", "no notes", "no comment", "no comments"})
_LIGHTS: Final[Mapping[str, str]] = {
    **{word.lower(): code for code, word in WORDS.items()},
    **{code: code for code in RATED},
    **{code[0]: code for code in RATED},
    **dict.fromkeys(("u", "d", "i", "info", "information", "data", "data only"), DATA_ONLY),
}
_OPPOSITE: Final[Mapping[str, Polarity]] = {"high": "low", "low": "high"}
_A_FIGURE: Final = f"keep, the right figure, none to leave it out, or why there is none: {', '.join(ABSENCES)}"
_CHOICES: Final[Mapping[str, str]] = {
    **dict.fromkeys(FIGURES, _A_FIGURE),
    "target": "keep, none, or the right target",
    "polarity": "keep, or high, low, range, neutral",
    "accumulation": "cumulative, or keep for a figure of the period alone",
}


@dataclass(frozen=True, slots=True)
class Question:
    """Something about one cell that only a person can say. `default` is whether the cell can stand as it is."""

    row: int
    ref: str
    column: str
    typed: str
    sentence: str
    default: bool = True

    @property
    def name(self) -> str:
        """What an answer is given to: "SNH03.target"."""
        return f"{self.ref}.{self.column}"

    @property
    def choices(self) -> str:
        """What may be answered."""
        return _CHOICES[self.column]


@dataclass(frozen=True, slots=True)
class Given:
    """What a cell gives: a figure, or why there is none; neither where it is blank."""

    value: Decimal | None = None
    absence: str = ""

    def __bool__(self) -> bool:
        return self.value is not None or bool(self.absence)


@dataclass(frozen=True, slots=True)
class ScorecardRow:
    """One measure as a scorecard has it; `light` is a status of the closed list, or "".

    `answered` are the cells that somebody spoke for: what was typed there and the answer.
    """

    number: int
    ref: str
    title: str
    service: str
    unit: str
    polarity: str
    accumulation: str
    decimals: int
    target: Decimal | None
    actual: Given
    previous: Given
    last_year: Given
    outturn: Decimal | None
    light: str
    note: str
    answered: Mapping[str, tuple[str, str]]
    typed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads rows with the answers that were given, by "REF.column".

    "*.column" answers all that is asked in a column; "*.unit" every blank unit, which is not asked about.
    """

    answers: Mapping[str, str]

    def read(self, cells: Cells, also: Mapping[str, str]) -> ScorecardRow:
        """What the row says, where `also` answers what nobody answers now.

        Raises `Refusal`, with the column in `cells.reading`.
        """
        ref = cells.needed("ref")
        answered: dict[str, tuple[str, str]] = {}

        def text(column: str) -> str:
            typed = cells.text(column)
            name = f"{ref}.{column}"
            answer = self._answer(name, typed) or also.get(name)
            if not answer:
                return typed
            answered[name] = (typed, answer)
            return typed if answer.lower() == KEEP else answer

        title = text("measure")
        if not title:
            raise Refusal("cell_empty", "This cell is empty, and it is needed.")
        numbers: list[str] = []

        def number(column: str) -> Decimal | None:
            said = text(column)
            if said.lower() in _BLANK:
                return None
            value = parse_number(said)
            numbers.append(said)
            return value

        def given(column: str) -> Given:
            said = text(column).lower().replace(" ", "_")
            return Given(absence=said) if said in ABSENCES else Given(number(column))

        return ScorecardRow(
            number=cells.row.number,
            ref=ref,
            title=title,
            service=text("service"),
            unit=_unit(text("unit")),
            polarity=_choice(text("polarity"), POLARITY_WORDS, "a polarity"),
            accumulation=_choice(text("accumulation"), ACCUMULATION_WORDS, "a way of adding up"),
            target=number("target"),
            actual=given("actual"),
            previous=given("previous"),
            last_year=given("last_year"),
            outturn=number("outturn"),
            decimals=max((_places(said) for said in numbers), default=0),
            light=_light(text("light")),
            note="" if (note := text("note")).lower() in _NO_NOTE else note,
            answered=answered,
            typed={column: cells.text(column) for column in COLUMNS},
        )

    def widely(self, asked: Iterable[Question]) -> dict[str, str]:
        """The answers that "*.column" gives to what is asked about a row."""
        return {one.name: answer for one in asked if (answer := self.answers.get(f"*.{one.column}"))}

    def _answer(self, name: str, typed: str) -> str:
        widely = self.answers.get("*.unit", "") if not typed and name.endswith(".unit") else ""
        return self.answers.get(name) or widely

    def check_cells(self, refs: Collection[str]) -> None:
        """Refuse answers to cells that the file does not have: a slip in a reference would otherwise pass unseen."""
        parts = {name: name.rpartition(".") for name in self.answers}
        unknown = [name for name, (ref, _, column) in parts.items() if ref not in {"*", *refs} or column not in COLUMNS]
        if unknown:
            raise Refusal(
                "nothing_to_answer",
                f"No cell of this file is called {', '.join(unknown)}. Write the reference, a dot and one of the "
                f"columns {', '.join(COLUMNS)}.",
            )


def _unit(text: str) -> str:
    return "number" if text.lower() in _BLANK else text


def _choice(text: str, words: Mapping[str, str], what: str) -> str:
    wanted = text.lower()
    if not wanted:
        return ""
    found = next((code for code, said in words.items() if wanted in (code, said.lower())), None)
    if found is None:
        raise Refusal("unknown_choice", f"“{text}” is not {what}. Write one of: {', '.join(words)}.")
    return found


def _light(text: str) -> str:
    if text.lower() in _BLANK:
        return ""
    found = _LIGHTS.get(text.lower())
    if found is None:
        raise Refusal(
            "unknown_light", f"“{text}” is not a status. Write g, a, r or b; u or d where the figure is data only."
        )
    return found


def _places(number: str) -> int:
    return min(6, len(number.rstrip("% )").partition(".")[2]))


# What has to be asked -------------------------------------------------------------------------------------------------


def questions(row: ScorecardRow, rule: StatusRule) -> tuple[Question, ...]:
    """What a person has to say about a row, but for the cells that they have spoken for already."""
    return tuple(one for one in _all_questions(row, rule) if one.name not in row.answered)


def _all_questions(row: ScorecardRow, rule: StatusRule) -> Iterator[Question]:
    found = False
    if sentence := _running_total(row):
        yield Question(row.number, row.ref, "accumulation", row.typed["accumulation"], sentence)
    for column, sentence in _doubts(row):
        found = found or column in ("actual", "target")
        yield Question(row.number, row.ref, column, row.typed[column], sentence)
    if not row.polarity:
        yield Question(row.number, row.ref, "polarity", "", "What does a good value look like?", default=False)
    elif not found and _other_way_round(row, rule):
        yield Question(
            row.number,
            row.ref,
            "polarity",
            row.typed["polarity"],
            f"The published status fits if {_OPPOSITE[row.polarity]} is good, and not if {row.polarity} is. Which is?",
        )


def _doubts(row: ScorecardRow) -> Iterator[tuple[str, str]]:
    """Doubts by column. Only one about each: the first answer settles the cell."""
    said: set[str] = set()
    for column, earlier in (("actual", row.previous.value), ("previous", None)):
        value = getattr(row, column).value
        if value is None:
            continue
        entry = Entry(
            value,
            unit=row.unit,
            decimals=row.decimals,
            target=row.target if column == "actual" and row.polarity != "neutral" else None,
            recent=() if earlier is None or row.accumulation == "cumulative" else (earlier,),
            last_year=row.last_year.value if row.outturn is None else row.outturn,
        )
        for doubt in doubts(entry):
            about = "target" if doubt.code == "target_zero" else column
            if about not in said:
                said.add(about)
                yield about, doubt.question


def _running_total(row: ScorecardRow) -> str:
    """What to ask where a figure seems to add up through the year: it is not compared with the period before then."""
    if row.accumulation:
        return ""
    asked = "Is it a running total through the year?"
    if "cumulative" in row.title.lower():
        return f"Its name says cumulative. {asked}"
    if row.previous.value is None or row.previous.value != row.outturn or row.outturn in (0, 100):
        return ""
    return f"The figure before, {format_value(row.outturn, row.unit)}, is that of the whole year. {asked}"


def _other_way_round(row: ScorecardRow, rule: StatusRule) -> bool:
    """Whether the published light is not what the rule says, but would be if the opposite were good."""
    if row.light not in RATED or row.actual.value is None or row.polarity not in _OPPOSITE:
        return False

    def status(polarity: str) -> str:
        facts = Facts(row.actual.value, row.target, polarity=polarity, unit=row.unit)  # type: ignore[arg-type]
        return judge(rule, facts).status

    return status(row.polarity) != row.light == status(_OPPOSITE[row.polarity])
