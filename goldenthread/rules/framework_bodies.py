"""The framework's part about bodies: what each looks at, the routes of a report, and when things have to be public."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from goldenthread.rules.framework_part import AsCode, Part, Slug, Words, Wrong
from goldenthread.rules.remits import Selection

Day = date
BodyCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,19}$")]
CommitteeKind = Annotated[
    Literal["committee", "executive", "scrutiny", "council", "audit", "panel", "board", "partnership"], AsCode
]
LooksAt = Annotated[Literal["measures", "projects", "risks", "risk_framework", "money", "assessments"], AsCode]
Purpose = Annotated[Literal["comment", "note", "approve", "recommend", "decide"], AsCode]


class Look(Part):
    """One kind of thing that a body looks at."""

    what: LooksAt = Field(description="The kind; “risk framework” is how well risk management works as a whole.")
    over: Annotated[Literal["everything", "owned", "indicator_set"], AsCode] = Field(
        "everything",
        description="All of them, those that name the body as their committee (owned), or those of an indicator set. "
        "Parts of the plan, services, directorates, portfolios and single measures are chosen in set-up.",
    )
    set: str = Field("", description="The indicator set, where it is one.")

    @model_validator(mode="after")
    def _a_set_is_named(self) -> Self:
        if (self.over == "indicator_set") != bool(self.set):
            raise Wrong("an indicator set is chosen and not named, or named and not chosen", "Write both, or neither.")
        return self

    @property
    def selection(self) -> Selection:
        """The same in the words of `goldenthread.rules.remits`."""
        return Selection(self.what, self.over, name=self.set)


class Committee(Part):
    """A body that receives papers."""

    code: BodyCode = Field(description="A short code that stays when the body is renamed.")
    name: Words = Field(description="Its name, as printed.")
    kind: CommitteeKind = Field("committee", description="What it is in law, which decides the words of some papers.")
    terms: tuple[Words, ...] = Field((), description="The terms of reference under which it considers performance.")
    remit: str = Field("", description="What it looks after, in a sentence.")
    looks_at: tuple[Look, ...] = Field(
        (), description="What its papers hold; left out, whatever names it as its committee."
    )


class RouteStop(Part):
    """One step of a route: the bodies that consider the report before it goes on."""

    bodies: tuple[BodyCode, ...] = Field(
        min_length=1, description="Their codes; several consider it in any order, each its own part."
    )
    purpose: Purpose = Field("note", description="What they are asked to do with it.")
    sees: Annotated[Literal["its_remit", "everything"], AsCode] = Field(
        "its_remit", description="Whether each body gets what its remit gives it, or the whole report."
    )


class Route(Part):
    """The bodies that one report goes to, in order; each reads what those before it said."""

    code: Slug = Field(description="A short code that stays when the route is renamed: “quarterly”.")
    name: Words = Field(description="What it is called.")
    stops: tuple[RouteStop, ...] = Field(min_length=1, description="The steps in order.")

    @model_validator(mode="after")
    def _each_body_once(self) -> Self:
        codes = list(self.bodies)
        for code in codes:
            if codes.count(code) > 1:
                raise Wrong(f"“{code}” is on the route “{self.name}” twice", "Leave one of the two out.")
        return self

    @property
    def bodies(self) -> Iterator[str]:
        """The codes of all bodies on it, in order."""
        return (code for stop in self.stops for code in stop.bodies)

    def stop_of(self, body: str) -> tuple[int, RouteStop] | None:
        """The step of a body and its number from 1; None where the route does not lead there."""
        numbered = enumerate(self.stops, 1)
        return next(((number, stop) for number, stop in numbered if body in stop.bodies), None)


class Closure(Part):
    """A working day on which the council is closed."""

    date: Day = Field(description="The day.")
    why: Words = Field(description="The reason, as printed beside a deadline it moved.")


class Notice(Part):
    """How long before a meeting things have to be public. All but the first are about the executive alone."""

    clear_days: int = Field(5, ge=0, description="Clear days between publishing an agenda and its meeting.")
    key_decision_days: int = Field(28, ge=0, description="Clear days' notice of a key decision by the executive.")
    private_days: int = Field(28, ge=0, description="Clear days' notice that something is to be heard in private.")
    second_notice_days: int = Field(
        5, ge=0, description="Clear days of the second notice of it, with what people said and the answer."
    )
    long_notice_counts: Annotated[Literal["calendar_days", "working_days"], AsCode] = Field(
        "calendar_days",
        description="Whether the two long notices count every day, or leave out weekends and bank holidays.",
    )
    general_exception_days: int = Field(
        5, ge=0, description="Clear days that are left where the long notice is impracticable (general exception)."
    )
    general_exception_by: Words = Field(
        "the chair of the relevant overview and scrutiny committee",
        description="Who is told of a general exception.",
    )
    special_urgency_by: Words = Field(
        "the chair of the relevant overview and scrutiny committee",
        description="Who has to agree that a decision is urgent and cannot be put off (special urgency).",
    )
    closures: tuple[Closure, ...] = Field(
        (), description="Days the council is closed besides weekends and bank holidays in England."
    )
