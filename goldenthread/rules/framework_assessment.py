"""The framework's parts about assessments, the balanced scorecard and individual objectives."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from goldenthread.rules.framework_part import AsCode, Part, Slug, Words, Wrong

SectionShows = Annotated[
    Literal["words", "strategic_measures", "operational_measures", "projects", "risks", "engagement"], AsCode
]
"""What stands under a heading besides what its author writes."""
SignsOff = Annotated[Literal["head_of_service", "director", "leadership_team", "performance_team"], AsCode]


class AssessmentSection(Part):
    """A heading of an assessment."""

    code: Slug = Field(description="A short code that stays when the heading is renamed.")
    heading: Words = Field(description="The words of the heading.")
    shows: SectionShows = Field(
        "words",
        description="What the software puts there beside the author’s words: strategic or operational measures, "
        "projects, risks, engagement; or words alone.",
    )
    needed: bool = Field(True, description="Whether an assessment without words here is incomplete.")
    guidance: str = Field("", description="What to write here, shown to the author.")


_SECTIONS: Final = (
    AssessmentSection(
        code="context", heading="Context", needed=False, guidance="What lies behind the figures: people, place, law."
    ),
    AssessmentSection(code="strategic", heading="Strategic measures", shows="strategic_measures", needed=False),
    AssessmentSection(code="operational", heading="Operational measures", shows="operational_measures", needed=False),
    AssessmentSection(code="interventions", heading="Interventions and progress", shows="projects", needed=False),
    AssessmentSection(code="challenges", heading="Challenges", guidance="What stands in the way."),
    AssessmentSection(code="achievements", heading="Achievements", guidance="What went well, and how you know."),
    AssessmentSection(code="actions", heading="Actions", guidance="What happens in the next six months."),
    AssessmentSection(code="resources", heading="Resources", guidance="Budget, staffing, money from outside."),
    AssessmentSection(code="risks", heading="Risks", shows="risks", needed=False),
    AssessmentSection(
        code="limitations",
        heading="Limitations",
        needed=False,
        guidance="What the figures cannot say: late or changed data.",
    ),
    AssessmentSection(
        code="scrutiny", heading="Areas for scrutiny", needed=False, guidance="What members may want to look into."
    ),
)


class AssessmentSettings(Part):
    """What is written about each objective in a round, and who signs it off."""

    levels: tuple[Slug, ...] = Field(
        (), description="Codes of the levels whose elements are assessed; left out, the highest level of the plan."
    )
    sections: tuple[AssessmentSection, ...] = Field(
        _SECTIONS, min_length=1, description="The headings, in printing order."
    )
    signed_off_by: SignsOff = Field("director", description="The role that signs an assessment off, or sends it back.")

    @model_validator(mode="after")
    def _codes_once(self) -> Self:
        _check_once([section.code for section in self.sections], "section")
        return self

    def missing(self, written: dict[str, str]) -> tuple[str, ...]:
        """The headings that still need words."""
        return tuple(one.heading for one in self.sections if one.needed and not written.get(one.code, "").strip())


class Perspective(Part):
    """One side from which the balanced scorecard looks at the council."""

    code: Slug = Field(description="A short code that stays when the perspective is renamed.")
    name: Words = Field(description="What it is called: “Customers”.")
    asks: str = Field("", description="The question it answers, such as whether people get what they need.")


_PERSPECTIVES: Final = (
    Perspective(code="customers", name="Customers", asks="Do people get what they need from us?"),
    Perspective(code="finance", name="Finance", asks="Do we live within our means?"),
    Perspective(code="people", name="Our people", asks="Are we a good place to work?"),
    Perspective(code="business", name="How we work", asks="Do our processes do what they should?"),
)


class ScorecardSettings(Part):
    """The balanced scorecard of the council as an organisation, beside its objectives."""

    name: Words = Field("Organisational health", description="What the scorecard is called.")
    perspectives: tuple[Perspective, ...] = Field(
        _PERSPECTIVES, min_length=1, description="The perspectives, in printing order."
    )

    @model_validator(mode="after")
    def _codes_once(self) -> Self:
        _check_once([one.code for one in self.perspectives], "perspective")
        return self

    def perspective(self, code: str) -> Perspective | None:
        """The perspective with a code; None where this framework does not have it."""
        return next((one for one in self.perspectives if one.code == code), None)


class ObjectiveSettings(Part):
    """What is kept of individual objectives, which only the person and the line manager ever see."""

    keep_months: int = Field(12, ge=0, le=84, description="An objective is deleted so many months after its last day.")


def _check_once(codes: list[str], what: str) -> None:
    for code in codes:
        if codes.count(code) > 1:
            raise Wrong(f"the {what} “{code}” is there twice", "Give each its own code.")
