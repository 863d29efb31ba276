"""What a framework may say of assessments, the balanced scorecard and individual objectives."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from goldenthread.rules.framework_assessment import (
    AssessmentSection,
    AssessmentSettings,
    ObjectiveSettings,
    Perspective,
    ScorecardSettings,
)


def test_a_framework_that_says_nothing_has_every_section_of_an_assessment() -> None:
    headings = [section.heading for section in AssessmentSettings().sections]
    assert headings == [
        "Context", "Strategic measures", "Operational measures", "Interventions and progress", "Challenges",
        "Achievements", "Actions", "Resources", "Risks", "Limitations", "Areas for scrutiny",
    ]  # fmt: skip


def test_names_the_sections_that_still_need_words_and_only_those() -> None:
    settings = AssessmentSettings()
    assert settings.missing({"challenges": " ", "actions": "Hire.", "resources": "A grant."}) == (
        "Challenges",
        "Achievements",
    )


def test_refuses_a_section_or_perspective_that_is_there_twice() -> None:
    section = AssessmentSection(code="story", heading="The story")
    with pytest.raises(ValidationError, match="the section “story” is there twice"):
        AssessmentSettings(sections=(section, section))
    perspective = Perspective(code="people", name="People")
    with pytest.raises(ValidationError, match="the perspective “people” is there twice"):
        ScorecardSettings(perspectives=(perspective, perspective))


def test_keeps_objectives_for_a_year_and_for_no_longer_than_seven() -> None:
    assert ObjectiveSettings().keep_months == 12
    with pytest.raises(ValidationError):
        ObjectiveSettings(keep_months=85)
