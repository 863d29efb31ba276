"""A return as entered: text in, figures out, and every problem named by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from goldenthread.rules.refusals import Refusal
from goldenthread.rules.rollup import ratio
from goldenthread.rules.status import RATED
from goldenthread.rules.values import parse_number

ABSENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "awaiting_data": "Not available yet: waiting for data from outside",
        "not_collected": "Not collected for this period",
        "not_applicable": "Does not apply to this period",
        "not_comparable": "Collected, but not comparable",
        "suppressed": "Too few cases to publish",
    }
)
"""Why there may be no figure: the codes are statuses of the closed list."""

DATA_STATUSES: Final[Mapping[str, str]] = MappingProxyType(
    {"confirmed": "Confirmed", "provisional": "Provisional", "estimate": "Estimate"}
)

FIELDS: Final = (
    "value",
    "numerator",
    "denominator",
    "absence",
    "available_from",
    "data_status",
    "commentary",
    "action",
    "forecast",
    "judged_as",
)
"""What a draft may hold, as typed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody returns for a period: a figure or a reason, and the words with it.

    `answers` are the answers to doubts, by the doubt's code.
    """

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    absence: str = ""
    available_from: date | None = None
    data_status: str = "confirmed"
    commentary: str = ""
    action: str = ""
    forecast: Decimal | None = None
    judged_as: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was entered at all."""
        return self.value is None and not self.absence and not self.judged_as and not self.commentary.strip()


@dataclass(frozen=True, slots=True)
class EntryProblem:
    """One thing wrong with an entry: the field, and what to do about it."""

    field: str
    sentence: str


class EntryRefused(Refusal):
    """An entry that cannot be taken as it is; `problems` say why, field by field."""

    def __init__(self, problems: tuple[EntryProblem, ...]) -> None:
        super().__init__("entry_incomplete", " ".join(problem.sentence for problem in problems))
        self.problems = problems


def read_entry(
    content: Mapping[str, str], *, scale: Decimal, answers: Mapping[str, str]
) -> tuple[Entry, tuple[EntryProblem, ...]]:
    """Read what was typed. The value is worked out from numerator and denominator where both are given.

    `scale` multiplies their ratio (100 for a percentage). What cannot be read is a problem, and stays out of the entry.
    """
    problems: list[EntryProblem] = []

    def number(name: str) -> Decimal | None:
        text = content.get(name, "").strip()
        if not text:
            return None
        try:
            return parse_number(text)
        except Refusal as refusal:
            problems.append(EntryProblem(name, refusal.sentence))
            return None

    value, numerator, denominator = number("value"), number("numerator"), number("denominator")
    if numerator is not None and denominator is not None:
        value = ratio(numerator, denominator, scale)
        if value is None:
            problems.append(EntryProblem("denominator", "The denominator is 0, so there is no rate. Enter a reason."))
    elif (numerator is None) != (denominator is None) and not problems:
        missing = "denominator" if denominator is None else "numerator"
        problems.append(EntryProblem(missing, f"Enter the {missing} too, or leave both empty."))
    absence = content.get("absence", "")
    if absence and absence not in ABSENCES:
        problems.append(EntryProblem("absence", "Choose one of the reasons listed."))
        absence = ""
    entry = Entry(
        value=value,
        numerator=numerator,
        denominator=denominator,
        absence=absence,
        available_from=_day(content.get("available_from", ""), problems),
        data_status=content.get("data_status", "") or "confirmed",
        commentary=content.get("commentary", "").strip(),
        action=content.get("action", "").strip(),
        forecast=number("forecast"),
        judged_as=content.get("judged_as", ""),
        answers=dict(answers),
    )
    return entry, tuple(problems)


def _day(text: str, problems: list[EntryProblem]) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        problems.append(EntryProblem("available_from", "Write the date as year-month-day, like 2026-11-14."))
        return None


def incomplete(entry: Entry, *, on_evidence: bool = False) -> tuple[EntryProblem, ...]:
    """What an entry still lacks before it can be submitted. `on_evidence`: the measure is judged by a person."""
    if entry.value is not None and entry.absence:
        return (EntryProblem("absence", "There is a figure and a reason for having none. Keep one of them."),)
    if entry.data_status not in DATA_STATUSES:
        return (EntryProblem("data_status", "Choose confirmed, provisional or estimate."),)
    if on_evidence and not entry.absence:
        if entry.judged_as in RATED:
            return ()
        return (EntryProblem("judged_as", "Choose how it stands: this measure is judged by you, on evidence."),)
    if entry.value is not None:
        return ()
    if not entry.absence:
        return (EntryProblem("value", "Enter the figure, or choose why there is none."),)
    if entry.absence not in ABSENCES:
        return (EntryProblem("absence", "Choose one of the reasons listed."),)
    if entry.absence == "awaiting_data" and entry.available_from is None:
        return (EntryProblem("available_from", "Say when the data will be available, so that nobody chases before."),)
    if entry.absence != "awaiting_data" and not entry.commentary:
        return (EntryProblem("commentary", "Say in a sentence why there is no figure."),)
    return ()


def commentary_missing(
    entry: Entry, status: str, word: str, directions: tuple[str, ...], when: tuple[str, ...]
) -> EntryProblem | None:
    """The problem that the framework wants a commentary for this status or a declining direction and there is none."""
    if entry.commentary or (entry.value is None and not entry.judged_as):
        return None
    if status in when:
        return EntryProblem("commentary", f"Say what happened and why: it is {word.lower()}.")
    if "declining" in when and "declined" in directions:
        return EntryProblem("commentary", "Say what happened and why: it is getting worse.")
    return None
