"""The framework's part about projects: kinds, statuses, and when a slipping date is late."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from goldenthread.rules import delivery
from goldenthread.rules.framework_part import AsCode, Part, Slug, Words, Wrong

ProjectChange = Annotated[Literal["new_date", "addition", "completion", "deletion", "replacement"], AsCode]


class DeliveryKind(Part):
    """A kind of thing that is delivered and reported on like a project."""

    name: Words = Field(description="What one of them is called: “Key activity”.")
    plural: str = Field("", description="What several are called; the name with an s when left out.")
    code: Slug = Field(description="A short code that stays when the kind is renamed.")

    @property
    def several(self) -> str:
        """The plural to print."""
        return self.plural or f"{self.name}s"


class DeliveryWord(Part):
    """A status that a project may have."""

    word: Words = Field(description="What it is called: “At risk”.")
    code: Slug = Field(description="A short code that stays when the word changes.")
    shown_as: Annotated[delivery.ShownAs, AsCode] = Field(
        description="The status whose shape and colour it has; red ones count as underperforming."
    )


class DeliveryDates(Part):
    """How late is late, by the calendar. The last four are codes of statuses."""

    against: Annotated[delivery.Against, AsCode] = Field(
        "approved", description="Which date lateness is counted from. The other is always shown too."
    )
    late_within_months: int = Field(
        3, ge=0, le=60, description="Late by less than this many months is late; by more, very late."
    )
    boundary: Annotated[delivery.Boundary, AsCode] = Field(
        "exclusive", description="Whether exactly so many months is still late (inclusive) or very late (exclusive)."
    )
    complete: Slug = Field("complete", description="The status of what has been reached.")
    on_track: Slug = Field("on-track", description="The status of what is expected in time.")
    late: Slug = Field("at-risk", description="The status of what is late.")
    very_late: Slug = Field("off-track", description="The status of what is very late.")


_DELIVERY_KINDS = (
    DeliveryKind(name="Project", code="project"),
    DeliveryKind(name="Key activity", plural="Key activities", code="key-activity"),
    DeliveryKind(name="Improvement-plan action", code="improvement-action"),
)
_DELIVERY_WORDS = (
    DeliveryWord(word="Complete", code="complete", shown_as="blue"),
    DeliveryWord(word="On track", code="on-track", shown_as="green"),
    DeliveryWord(word="At risk", code="at-risk", shown_as="amber"),
    DeliveryWord(word="Off track", code="off-track", shown_as="red"),
    DeliveryWord(word="Not started", code="not-started", shown_as="not_due"),
    DeliveryWord(word="On hold", code="on-hold", shown_as="suspended"),
    DeliveryWord(word="Discontinued", code="discontinued", shown_as="not_applicable"),
)


class Delivery(Part):
    """Projects and whatever else is delivered: kinds, statuses, and when a slipping date is late."""

    kinds: tuple[DeliveryKind, ...] = Field(
        _DELIVERY_KINDS, min_length=1, description="Projects, key activities and improvement-plan actions."
    )
    statuses: tuple[DeliveryWord, ...] = Field(
        _DELIVERY_WORDS,
        min_length=2,
        description="The statuses a project may have: complete, on track, at risk, off track, not started, on hold and "
        "discontinued.",
    )
    dates: DeliveryDates = Field(default_factory=DeliveryDates, description="How late is late, by the calendar.")
    needs_decision: tuple[ProjectChange, ...] = Field(
        ("new_date", "deletion", "replacement"),
        description="Changes that take effect only by a decision of the body that owns the project.",
    )
    printed_ahead_months: int = Field(
        3, ge=0, le=60, description="Milestones due within so many months are printed; the others are on the page."
    )

    @model_validator(mode="after")
    def _named_statuses(self) -> Self:
        codes = [status.code for status in self.statuses]
        for key in ("complete", "on_track", "late", "very_late"):
            if getattr(self.dates, key) not in codes:
                raise Wrong(
                    f"dates.{key} is “{getattr(self.dates, key)}”, which is none of the statuses",
                    f"Write one of: {', '.join(codes)}.",
                )
        return self

    @property
    def status_set(self) -> tuple[delivery.DeliveryStatus, ...]:
        """The statuses as `goldenthread.rules.delivery` takes them."""
        return tuple(delivery.DeliveryStatus(one.code, one.word, one.shown_as) for one in self.statuses)

    @property
    def date_rule(self) -> delivery.DateRule:
        """How late is late, as `goldenthread.rules.delivery` takes it."""
        return delivery.DateRule(self.dates.against, self.dates.late_within_months, self.dates.boundary)

    def status(self, code: str) -> delivery.DeliveryStatus:
        """The status with a code; one that the council no longer has keeps its code as its word."""
        known = {status.code: status for status in (*self.status_set, delivery.NO_UPDATE)}
        return known.get(code, delivery.DeliveryStatus(code, code.replace("-", " ").capitalize(), "no_target"))

    def kind(self, code: str) -> DeliveryKind:
        """The kind with a code; one that the council no longer has keeps its code as its name."""
        found = next((kind for kind in self.kinds if kind.code == code), None)
        return found or DeliveryKind(name=code.replace("-", " ").capitalize(), code=code)

    def of_outcome(self, outcome: delivery.Outcome) -> delivery.DeliveryStatus:
        """The status that a date gives a milestone."""
        if outcome == "no_date":
            return delivery.DeliveryStatus("no-date", "No date", "no_target")
        return self.status(getattr(self.dates, outcome))
