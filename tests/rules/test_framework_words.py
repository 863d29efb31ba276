"""The framework's rules read as sentences, and what is assumed says so."""

from __future__ import annotations

import pytest

from goldenthread.rules.framework_words import Sentence, describe, listed
from goldenthread.rules.framework_yaml import parse
from tests.rules.small_framework import SMALL, changed


def sentences(text: str = SMALL) -> list[Sentence]:
    return [sentence for passage in describe(parse(text, "small.yaml")) for sentence in passage.sentences]


def said(text: str, path: str) -> str:
    """What is said about one part of the framework."""
    return " ".join(sentence.text for sentence in sentences(text) if sentence.path == path)


def test_says_the_stages_with_their_days() -> None:
    assert said(SMALL, "cycle.stages.entered.working_days_after_period_end") == (
        "Figures in: Data provider, 10 working days after the end of the period."
    )
    one_day = changed("clear_days_before_meeting: 5", "clear_days_before_meeting: 1")
    assert said(one_day, "cycle.stages.dispatched.clear_days_before_meeting") == (
        "Papers out: Committee clerk, 1 clear day before the meeting."
    )


@pytest.mark.parametrize(
    ("settings", "path", "words"),
    [
        ("amber_within: 10", "green_within", "On target (green): the target is met."),
        (
            "amber_within: 10, green_within: 2.50",
            "green_within",
            "On target (green): the target is missed by no more than 2.5% of it.",
        ),
        (
            "amber_within: 10",
            "amber_within",
            "Near target (amber): the target is missed by no more than 10% of it. Off target (red): anything worse.",
        ),
        (
            "amber_within: 10, trend_modifier: same period last year",
            "amber_within",
            "Near target (amber): the target is missed, by a figure no worse than in the same period last year. "
            "Off target (red): anything worse.",
        ),
        (
            "amber_within: 10, blue_beyond: 5",
            "blue_beyond",
            "Exceeding target (blue): the target is beaten by more than 5% of it.",
        ),
        (
            "amber_within: 10, boundary: exclusive",
            "boundary",
            "A figure exactly on a limit earns the worse of the two statuses.",
        ),
        ("amber_within: 10, zero_target: no target", "zero_target", "A target of 0 counts as no target."),
        (
            "amber_within: 10, zero_amber_within: 3",
            "zero_target",
            "A target of 0 has no percentage: it is met or it is not, and is amber up to 3 off.",
        ),
        (
            "amber_within: 10, evidence_gate: true",
            "evidence_gate",
            "Without evidence of action, anything but green is Off target (red).",
        ),
    ],
)
def test_says_how_a_figure_is_judged(settings: str, path: str, words: str) -> None:
    assert said(changed("amber_within: 10", settings), f"judgement.default.{path}") == words


def test_says_what_is_only_for_information() -> None:
    text = changed("amber_within: 10", "amber_within: 10, basis: none")
    assert said(text, "judgement.default") == (
        "Unless a measure has a rule of its own, it is shown for information and not judged."
    )
    assert not said(text, "judgement.default.amber_within")


def test_says_what_calls_for_an_exception_report() -> None:
    text = changed("[measure red]", "[measure red, amber twice, declining 3 periods]")
    assert said(text, "exceptions.when") == (
        "An exception report is needed when a measure is red, a measure is amber for the second period running or a "
        "measure has declined for 3 periods running."
    )


def test_marks_what_the_public_document_does_not_say() -> None:
    marked = {sentence.path for sentence in sentences(SMALL + "assumptions: [exceptions]\n") if sentence.assumed}
    assert marked == {"exceptions.when", "exceptions.applies_to", "exceptions.required_for", "exceptions.sections"}


def test_ends_every_sentence() -> None:
    for sentence in sentences():
        assert sentence.text.endswith(".")
        assert ".." not in sentence.text


@pytest.mark.parametrize(("words", "joined"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_lists_words(words: list[str], joined: str) -> None:
    assert listed(words) == joined


def test_says_who_clears_which_text_of_a_paper() -> None:
    named = changed("holds: detail}", "holds: detail, cleared_by: Treasurer}")
    words = said(named, "committee_report.sections.Performance.cleared_by")
    assert "“Performance” is cleared by the Treasurer before the paper is final." in words
