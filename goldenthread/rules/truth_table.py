"""The reference page of statuses: the closed list, and every convention at and about its limits, as `judge` has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from goldenthread.rules.status import STATUSES, Facts, judge, rule_from

_INTRODUCTION: Final = """\
# Statuses and how they are given

Written by `goldenthread reference` from the rules themselves; do not edit. The reasons are in
[How values are judged](../explanation/judgement.md).

## The closed list

A framework may change the word and the colour, never the meaning. Percentages are of the rated items alone; the others
that are listed are counted by name beside them."""

_HEADINGS: Final = (
    "| Status | Word | Shape | Counted | Commentary | May call for an exception report |\n|---|---|---|---|---|---|"
)
_NEEDS: Final = {
    "optional": "optional",
    "framework": "as the framework says",
    "reason": "the reason",
    "no": "no",
    "yes": "yes",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One rule, in words and as settings, with facts to judge by it. Figures are text; each row changes `actual`."""

    title: str
    rule: Mapping[str, Any]
    facts: Mapping[str, str]
    actuals: tuple[str, ...]
    given: Mapping[str, Any] = field(default_factory=dict)


_TOLERANCE = {"amber_within": 10}
_PERCENT = {"unit": "%", "polarity": "high"}

CASES: Final[tuple[Case, ...]] = (
    Case("High is good, 10% tolerance", _TOLERANCE, {"target": "80"}, ("80", "79.99", "72", "71.99"), _PERCENT),
    Case(
        "Low is good, 10% tolerance", _TOLERANCE, {"target": "20"}, ("20", "20.01", "22", "22.01"),
        {"unit": "days", "polarity": "low"},
    ),
    Case(
        "Limits exclusive", {**_TOLERANCE, "boundary": "exclusive"}, {"target": "80"}, ("80.01", "80", "72.01", "72"),
        _PERCENT,
    ),
    Case(
        "Green within 5%, amber within 10%", {"green_within": 5, "amber_within": 10}, {"target": "80"},
        ("76", "75.99", "72", "71.99"), _PERCENT,
    ),
    Case(
        "5-point tolerance", {"mode": "points", "amber_within": 5}, {"target": "77"}, ("77", "73.6", "72", "71.9"),
        _PERCENT,
    ),
    Case(
        "Tolerance of 3 days, in the measure's own unit", {"mode": "absolute", "amber_within": 3}, {"target": "15"},
        ("15", "18", "18.1"), {"unit": "days", "polarity": "low"},
    ),
    Case(
        "An explicit amber value", {"mode": "explicit", "amber_value": 70}, {"target": "80"}, ("80", "70", "69.9"),
        _PERCENT,
    ),
    Case("No tolerance", {}, {"target": "80"}, ("80", "79.9"), _PERCENT),
    Case(
        "A band for exceeding the target by more than 5%", {**_TOLERANCE, "blue_beyond": 5}, {"target": "80"},
        ("84.01", "84", "80"), _PERCENT,
    ),
    Case(
        "A stretch target", _TOLERANCE, {"target": "80", "stretch": "85"}, ("85", "84.9", "80"), _PERCENT
    ),
    Case(
        "A floor standard", {"basis": "floor"}, {"target": "80", "floor": "70"}, ("80", "70", "69.9"), _PERCENT
    ),
    Case(
        "A target range, 10% tolerance", _TOLERANCE, {"low": "20", "high": "30"}, ("20", "30", "33", "18", "17.9"),
        {"unit": "days", "polarity": "range"},
    ),
    Case(
        "Close to plan is good, 10% tolerance", _TOLERANCE, {"target": "50"}, ("50", "55", "45", "55.1"),
        {"polarity": "range"},
    ),
    Case(
        "More than 10% off is amber only if no worse than last year",
        {"green_within": 10, "trend_modifier": "same_period_last_year"}, {"target": "80", "last_year": "65"},
        ("72", "66", "65", "64.9"), _PERCENT,
    ),
    Case(
        "Against last year: better, the same, worse", {"basis": "last_year", "green_boundary": "exclusive"},
        {"last_year": "65"}, ("66", "65", "64"), _PERCENT,
    ),
    Case("Against a benchmark, 10% tolerance", {"basis": "benchmark", **_TOLERANCE}, {"benchmark": "50"},
         ("50", "45", "44.9"), _PERCENT),
    Case("A target of 0", _TOLERANCE, {"target": "0"}, ("0", "1"), {"polarity": "low"}),
    Case(
        "A target of 0, amber up to 3", {**_TOLERANCE, "zero_amber_within": 3}, {"target": "0"}, ("0", "3", "4"),
        {"polarity": "low"},
    ),
    Case(
        "A target of 0 means no target", {**_TOLERANCE, "zero_target": "no_target"}, {"target": "0"}, ("0", "4"),
        {"polarity": "low"},
    ),
    Case(
        "A negative target, 10% tolerance", _TOLERANCE, {"target": "-50"}, ("-50", "-55", "-55.1", "10"), {"unit": "£"}
    ),
    Case(
        "Unrounded, printed with one decimal", _TOLERANCE, {"target": "77"}, ("76.96",),
        {**_PERCENT, "decimals": 1},
    ),
    Case(
        "Judged as displayed, with one decimal", {**_TOLERANCE, "rounding": "displayed"}, {"target": "77"}, ("76.96",),
        {**_PERCENT, "decimals": 1},
    ),
    Case(
        "No evidence, where evidence is needed", {**_TOLERANCE, "evidence_gate": True}, {"target": "80"}, ("80", "79"),
        _PERCENT,
    ),
    Case("Neutral", _TOLERANCE, {"low": "20", "high": "30"}, ("25", "31"), {"polarity": "neutral"}),
    Case("No target", _TOLERANCE, {}, ("25",)),
)  # fmt: skip


def truth_table_markdown() -> str:
    """The whole page."""
    sections = [f"### {case.title}\n\n{_settings(case.rule)}\n\n{_table(case)}" for case in CASES]
    return "\n\n".join([_INTRODUCTION, _closed_list(), "## Each convention at its limits", *sections]) + "\n"


def _closed_list() -> str:
    rows = (
        f"| `{each.code}` | {each.word} | {each.shape} | {_counted(each.rated, each.listed)} "
        f"| {_NEEDS[each.commentary]} | {_NEEDS[each.may_trigger_exception]} |"
        for each in STATUSES.values()
    )
    return "\n".join([_HEADINGS, *rows])


def _counted(rated: bool, listed: bool) -> str:
    return "rated" if rated else "listed, not rated" if listed else "no"


def _settings(rule: Mapping[str, Any]) -> str:
    if not rule:
        return "The plainest rule."
    return ", ".join(f"`{name}: {str(value).lower()}`" for name, value in rule.items())


def _table(case: Case) -> str:
    return "\n".join(["| Value | Status | Sentence |", "|---|---|---|", *_rows(case)])


def _rows(case: Case) -> Iterator[str]:
    rule = rule_from(case.rule)
    known: dict[str, Any] = {name: Decimal(value) for name, value in case.facts.items()}
    for actual in case.actuals:
        judgement = judge(rule, Facts(actual=Decimal(actual), **known, **case.given))
        meaning = STATUSES[judgement.status]
        yield f"| {actual} | {meaning.shape} {meaning.word} | {judgement.sentence} |"
