"""The framework's part about risks and opportunities: matrices, bands, categories and appetite."""

from __future__ import annotations

from typing import Annotated, Final, Self

from pydantic import BeforeValidator, Field, model_validator

from goldenthread.rules.framework_part import AsCode, Part, Slug, Words, Wrong
from goldenthread.rules.risk import Band, BandRule, Kind, Matrix, Step, Tone, matrix

Line = Annotated[Words, BeforeValidator(lambda line: str(line) if isinstance(line, int) else line)]
"""An appetite: the highest score accepted (6, "6"), or the word of the highest band accepted ("Medium")."""


class RiskStep(Part):
    """One level of likelihood or impact."""

    word: Words = Field(description="What it is called: “Likely”.")
    meaning: str = Field("", description="What it means: “more likely than not within a year”.")
    meanings: dict[str, Words] = Field(
        default_factory=dict, description="What it means in each dimension: “money: £50,000 to £250,000”."
    )


class RiskBand(Part):
    """A band of scores; bands are written from the lowest up."""

    word: Words = Field(description="What it is called: “High”.")
    colour: Annotated[Tone, AsCode] = Field(description="The status whose shape and colour it has.")
    from_score: int | None = Field(None, ge=0, description="The lowest score in the band, where scores are numbers.")
    labels: tuple[Words, ...] = Field((), description="Every label in the band, where scores are labels (A1).")
    review_months: int = Field(ge=1, le=60, description="A risk in this band is reviewed every so many months.")
    meaning: str = Field("", description="What the band asks for: “immediate action”.")


class RiskMatrix(Part):
    """How likelihood and impact make a score."""

    likelihood: tuple[RiskStep, ...] = Field(min_length=2, description="The levels of likelihood, from the lowest up.")
    impact: tuple[RiskStep, ...] = Field(min_length=2, description="The levels of impact, from the lowest up.")
    scores: tuple[tuple[int | Words, ...], ...] = Field(
        (),
        description="The score of every cell, as the matrix is drawn: a row for each likelihood from the highest down, "
        "a column for each impact from the lowest. Left out, a score is likelihood times impact.",
    )
    bands: tuple[RiskBand, ...] = Field(min_length=1, description="The bands, from the lowest up.")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        try:
            self.built("threat", {})
        except ValueError as wrong:
            raise Wrong(
                str(wrong),
                "Give every cell a score, and every score a band: “from_score” is the lowest number of a band.",
            ) from None
        return self

    def built(self, kind: Kind, appetite: dict[str, str], *, turned: bool = False) -> Matrix:
        """The matrix that scores. `turned` for opportunities scored like threats: what was red is now to be sought."""
        return matrix(
            kind=kind,
            likelihood=[_step(step) for step in self.likelihood],
            impact=[_step(step) for step in self.impact],
            bands=[_band(band, turned=turned) for band in self.bands],
            scores=self.scores or None,
            appetite=appetite,
            mirrored=kind == "opportunity",
        )


_TURNED: Final[dict[Tone, Tone]] = {"red": "green", "amber": "blue", "green": "information_only"}


def _step(step: RiskStep) -> Step:
    return Step(step.word, {**({"": step.meaning} if step.meaning else {}), **step.meanings})


def _band(band: RiskBand, *, turned: bool) -> BandRule:
    tone = _TURNED.get(band.colour, band.colour) if turned else band.colour
    return BandRule(
        Band(band.word, tone, band.review_months, "" if turned else band.meaning), band.from_score, band.labels
    )


class RiskCategory(Part):
    """A category of risk, with its own appetite where it has one."""

    code: Slug = Field(description="A short code that stays when the category is renamed.")
    name: Words = Field(description="What it is called: “Financial”.")
    appetite: Line | None = Field(
        None,
        description="The highest score, or the band, that is accepted here; left out where the general line holds.",
    )


def _steps(*words: str) -> tuple[RiskStep, ...]:
    return tuple(RiskStep(word=word) for word in words)


def _four_by_four() -> RiskMatrix:
    return RiskMatrix(
        likelihood=_steps("Very unlikely", "Unlikely", "Likely", "Very likely"),
        impact=_steps("Minor", "Moderate", "Serious", "Critical"),
        bands=(
            RiskBand(word="Low", colour="green", from_score=1, review_months=12, meaning="Keep within ordinary plans."),
            RiskBand(word="Medium", colour="amber", from_score=6, review_months=6, meaning="Look at the controls."),
            RiskBand(word="High", colour="red", from_score=12, review_months=3, meaning="Act at once."),
        ),
    )


def _categories() -> tuple[RiskCategory, ...]:
    names = ("Financial", "Service delivery", "People", "Legal and regulatory", "Reputation", "Environment")
    return tuple(RiskCategory(code=name.lower().replace(" ", "-"), name=name) for name in names)


class RiskSettings(Part):
    """How risks and opportunities are scored, and what the council is ready to accept."""

    threats: RiskMatrix = Field(default_factory=_four_by_four, description="The matrix for risks.")
    opportunities: RiskMatrix | None = Field(
        None, description="The matrix for opportunities; left out, the risks' matrix turned round."
    )
    dimensions: tuple[Words, ...] = Field(
        (), description="What impact is judged on, such as money and people; the highest counts. Left out: one impact."
    )
    appetite: Line = Field("9", description="The highest score, or the band, that is accepted without further action.")
    categories: tuple[RiskCategory, ...] = Field(
        default_factory=_categories, min_length=1, description="The categories, each with its own appetite if need be."
    )

    @model_validator(mode="after")
    def _lines_fit(self) -> Self:
        try:
            self.matrix("threat")
        except ValueError as wrong:
            raise Wrong(str(wrong), "Write a number such as 9, or the word of a band.") from None
        codes = [category.code for category in self.categories]
        for code in codes:
            if codes.count(code) > 1:
                raise Wrong(f"the category “{code}” is there twice", "Give each its own code.")
        return self

    def matrix(self, kind: Kind) -> Matrix:
        """The matrix that scores threats or opportunities, with the appetite of each category."""
        lines = {category.code: category.appetite for category in self.categories if category.appetite}
        if kind == "threat":
            return self.threats.built(kind, {"": self.appetite, **lines})
        return (self.opportunities or self.threats).built(kind, {}, turned=self.opportunities is None)

    def category_name(self, code: str) -> str:
        """A category's name; its code where this framework no longer has it."""
        return next((category.name for category in self.categories if category.code == code), code)
