"""The framework: a council's vocabulary and rules for managing performance, as one validated document.

A clerk writes it as YAML; `parse` turns the text into a `Framework` or names every problem with its line and a remedy.
Stored versions are kept as plain dictionaries (`to_document`) and always load again (`from_document`).

Choices are written in plain words ("head of service") and held as codes ("head_of_service").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from goldenthread.rules.framework_assessment import AssessmentSettings, ObjectiveSettings, ScorecardSettings
from goldenthread.rules.framework_bodies import Committee, Notice, Route
from goldenthread.rules.framework_calendar import CalendarRule
from goldenthread.rules.framework_delivery import Delivery
from goldenthread.rules.framework_life import Delegation
from goldenthread.rules.framework_money import MoneySettings
from goldenthread.rules.framework_outcomes import OutcomeSettings
from goldenthread.rules.framework_paper import CommitteeReport
from goldenthread.rules.framework_part import AsCode, Part, Slug, Words, Wrong, code_of
from goldenthread.rules.framework_risk import RiskSettings
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.roles import ROLES
from goldenthread.rules.status import WORDS
from goldenthread.rules.status_rule import (
    Basis,
    Boundary,
    Judges,
    Rounding,
    StatusRule,
    TrendModifier,
    ZeroTarget,
    rule_from,
)
from goldenthread.rules.trend import Against, DeadbandMode, DirectionRule
from goldenthread.rules.values import ZERO

SCHEMA = 1


Day = date

Status = Literal[
    "green", "amber", "red", "blue", "no_target", "information_only", "baseline", "not_due", "awaiting_data",
    "overdue", "not_collected", "not_applicable", "not_comparable", "suspended", "suppressed",
]  # fmt: skip
StatusCode = Annotated[Status, AsCode]
CommentaryTrigger = Annotated[Literal[Status, "declining"], AsCode]
RoleCode = Annotated[
    Literal[
        "data_provider", "measure_owner", "verifier", "head_of_service", "director", "performance_team",
        "leadership_team", "portfolio_holder", "member", "committee_clerk", "finance_partner", "auditor",
        "administrator", "project_manager", "risk_officer",
    ],
    AsCode,
]  # fmt: skip
StageCode = Annotated[Literal["entered", "verified", "signed_off", "approved", "dispatched"], AsCode]
Visibility = Annotated[
    Literal["entered", "submitted", "verified", "signed_off", "approved", "finalised", "published"], AsCode
]
Comparison = Annotated[Literal["previous_period", "same_period_last_year"], AsCode]
OverrideNeed = Annotated[Literal["reason", "approver", "evidence"], AsCode]
WaiverNeed = Annotated[Literal["reason"], AsCode]
LevelKind = Annotated[Literal["plan_element", "measure", "service_plan_action", "individual_objective"], AsCode]

Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]

ORDER_OF_STAGES: tuple[str, ...] = ("entered", "verified", "signed_off", "approved", "dispatched")
ORDER_OF_VISIBILITY: tuple[str, ...] = (
    "entered",
    "submitted",
    "verified",
    "signed_off",
    "approved",
    "finalised",
    "published",
)
DEADLINE_KEYS: tuple[str, ...] = (
    "working_days_after_period_end",
    "working_days_after_previous",
    "working_days_before_dispatch",
    "clear_days_before_meeting",
)


class Approval(Part):
    """Who approved the framework, and when."""

    by: Words = Field(description="The body that approved the framework.")
    date: Day = Field(description="The day it was approved.")
    previous_review: str | None = Field(
        None, pattern=r"^\d{4}-\d{2}(-\d{2})?$", description="When it was last reviewed before that: year and month."
    )


class PlanApproval(Part):
    """The plan that this framework serves."""

    name: Words = Field(description="The plan's name, as printed.")
    approved_by: Words = Field(description="The body that approved the plan.")
    approved_date: Day = Field(description="The day the plan was approved.")
    effective_from: Day = Field(description="The first day the plan holds.")
    effective_to: Day | None = Field(None, description="The last day it holds; left out while nobody has said.")


class Level(Part):
    """One level of the plan, from the highest down; the words are the council's own."""

    name: Words = Field(description="What one of them is called: “Priority”.")
    plural: str = Field("", description="What several are called; worked out from the name when left out.")
    code: Slug = Field(description="A short code that stays when the level is renamed: “priority”.")
    kind: LevelKind = Field(
        "plan_element", description="What the level holds. Measures hang on the level whose kind is “measure”."
    )
    private: bool = Field(
        False,
        description="True for a level about individuals: shown to the person and the line manager, to nobody else.",
    )

    @property
    def several(self) -> str:
        """The plural to print."""
        if self.plural:
            return self.plural
        return f"{self.name[:-1]}ies" if re.search(r"[^aeiou]y$", self.name) else f"{self.name}s"


class JudgementDefault(Part):
    """How a measure is judged unless it has its own tolerance: see `StatusRule`."""

    judges: Annotated[Judges, AsCode] = Field(
        "period", description="Which figure is judged: the period's own, the year to date, or the rolling figure."
    )
    basis: Annotated[Basis, AsCode] = Field(
        "target",
        description="What the figure is compared with; “evidence” for a status that people judge, “none” for none.",
    )
    mode: Annotated[Literal["percent", "points", "absolute"], AsCode] = Field(
        description="What the tolerances below are: a percentage of the target, percentage points, or the measure's "
        "own unit."
    )
    green_within: Decimal = Field(
        ZERO, ge=0, description="Green up to this far on the wrong side of the target. 0: the target must be met."
    )
    amber_within: Decimal = Field(ge=0, description="Amber up to this far on the wrong side of the target; red beyond.")
    blue_beyond: Decimal | None = Field(
        None,
        ge=0,
        description="Blue when the target is beaten by more than this; left out where there is no such band.",
    )
    boundary: Annotated[Boundary, AsCode] = Field(
        "inclusive", description="Whether a figure exactly on a limit earns the better status (inclusive) or not."
    )
    zero_target: Annotated[ZeroTarget, AsCode] = Field(
        "absolute",
        description="What to do with a target of 0, of which no percentage exists: compare plainly (absolute), or "
        "treat the measure as having no target.",
    )
    zero_amber_within: Decimal = Field(
        ZERO, ge=0, description="With a target of 0: amber up to this far off, in the measure's own unit."
    )
    trend_modifier: Annotated[TrendModifier, AsCode] = Field(
        "none",
        description="“same period last year”: off target is amber if it is no worse than a year before.",
    )
    evidence_gate: bool = Field(False, description="True where anything but green without evidence of action is red.")
    surveys_in_year: bool = Field(
        True, description="False where a survey is only rated over a whole year, and shown for information within one."
    )
    rounding: Annotated[Rounding, AsCode] = Field(
        "unrounded", description="Whether the figure is judged unrounded, or as it is displayed."
    )

    @model_validator(mode="after")
    def _limits_in_order(self) -> Self:
        if self.trend_modifier == "none" and self.amber_within < self.green_within:
            raise Wrong(
                f"amber_within ({self.amber_within}) is smaller than green_within ({self.green_within})",
                "Make amber_within at least as large as green_within, so that amber lies between green and red.",
            )
        return self


class DirectionSettings(Part):
    """When a measure counts as improving or declining. Running totals of a year only compare with the year before."""

    compare: tuple[Comparison, ...] = Field(
        ("previous_period", "same_period_last_year"), description="The comparisons that are shown."
    )
    deadband: Decimal = Field(ZERO, ge=0, description="A change of no more than this counts as steady.")
    deadband_mode: Annotated[DeadbandMode, AsCode] = Field(
        "percent",
        description="What the deadband is: a percentage of the earlier figure, points, or the measure's unit.",
    )

    @property
    def against(self) -> tuple[Against, ...]:
        """The comparisons in the words of `goldenthread.rules.trend`."""
        names: dict[str, Against] = {"previous_period": "previous", "same_period_last_year": "last_year"}
        return tuple(names[comparison] for comparison in self.compare)


class OverrideRule(Part):
    """Whether a status may be set by hand."""

    allowed: bool = Field(False, description="Whether anybody may set a status that the rule did not give.")
    needs: tuple[OverrideNeed, ...] = Field(("reason", "approver"), description="What has to be recorded with it.")
    printed: bool = Field(True, description="Whether the paper says that the status was set by hand.")


class JudgementSettings(Part):
    """How figures become statuses and directions."""

    default: JudgementDefault = Field(description="The rule for every measure that has none of its own.")
    words: dict[StatusCode, Words] = Field(
        default_factory=dict, description="The council's own word for a status; statuses left out keep the usual word."
    )
    colours: dict[StatusCode, Colour] = Field(
        default_factory=dict,
        description="The council's own colour for a status, in quotes because of the #: “'#rrggbb'”.",
    )
    direction: DirectionSettings = Field(
        default_factory=DirectionSettings, description="When a measure counts as improving or declining."
    )
    commentary_when: tuple[CommentaryTrigger, ...] = Field(
        ("amber", "red"),
        description="Statuses for which a commentary must be written; “declining” for a falling measure.",
    )
    override: OverrideRule = Field(default_factory=OverrideRule, description="Whether a status may be set by hand.")
    forecast_stands_in: bool = Field(
        False, description="Whether a forecast of the year, labelled as one, is judged where a figure is not to be had."
    )


class VisibleTo(Part):
    """The stage from which each kind of reader sees an item."""

    officers: Visibility = Field("submitted", description="Officers other than those working on the item.")
    members: Visibility = Field("approved", description="Councillors.")
    public: Visibility = Field("published", description="Everybody.")


class Stage(Part):
    """One step of a round, and exactly one way of working out its deadline."""

    name: Words = Field(description="What the council calls the step.")
    code: StageCode = Field(description="Which of the five steps it is.")
    by: RoleCode = Field(description="Whose step it is: a role in plain words, “head of service”.")
    working_days_after_period_end: int | None = Field(
        None, ge=0, description="Due this many working days after the last day of the period."
    )
    working_days_after_previous: int | None = Field(
        None, ge=0, description="Due this many working days after the step before."
    )
    working_days_before_dispatch: int | None = Field(
        None, ge=0, description="Due this many working days before the papers are dispatched."
    )
    clear_days_before_meeting: int | None = Field(
        None, ge=0, description="Due this many clear days before the meeting."
    )
    locks: bool = Field(False, description="True where later edits have to be approved again.")

    @property
    def deadline(self) -> tuple[str, int]:
        """The key that gives the deadline, and its number of days."""
        return next((key, days) for key in DEADLINE_KEYS if (days := getattr(self, key)) is not None)

    @model_validator(mode="after")
    def _one_deadline(self) -> Self:
        given = [key for key in DEADLINE_KEYS if getattr(self, key) is not None]
        if len(given) != 1:
            found = "no deadline" if not given else f"{len(given)} deadlines ({' and '.join(given)})"
            raise Wrong(f"the stage “{self.name}” has {found}", f"Give it exactly one of {', '.join(DEADLINE_KEYS)}.")
        return self


class Checkpoint(Part):
    """A step before the dispatch that has its day and locks nothing: a director's look, a check by the clerks."""

    name: Words = Field(description="What the council calls it.")
    by: RoleCode = Field(description="Whose it is: a role in plain words.")
    working_days_before_dispatch: int = Field(ge=0, description="Due this many working days before the dispatch.")


class Cycle(Part):
    """A round of reporting, from the end of the period to the dispatch of the papers."""

    calendar: str = Field("", description="Which calendar the rounds follow; the first one when left out.")
    stages: tuple[Stage, ...] = Field(min_length=2, description="The steps in order.")
    checkpoints: tuple[Checkpoint, ...] = Field((), description="Days in between that are kept an eye on.")
    verifier_differs: bool = Field(
        True,
        description="Whether a figure must be verified (or signed off, where nothing is verified) by somebody other "
        "than the person who entered it.",
    )
    reopened_by_edit: StageCode | None = Field(
        None, description="The stage (its name or its code) that has to be given again when an item is edited after it."
    )

    @field_validator("reopened_by_edit", mode="before")
    @classmethod
    def _stage_named(cls, value: object, info: Any) -> object:
        stages: tuple[Stage, ...] | None = info.data.get("stages")
        if value is None or stages is None:  # without stages that can be read there is nothing to refer to
            return None
        for stage in stages:
            if value == stage.name or code_of(value) == stage.code:
                return stage.code
        raise Wrong(f"there is no stage “{value}”", f"Write one of: {', '.join(stage.name for stage in stages)}.")

    def stage(self, code: str) -> Stage | None:
        """The stage with this code; None where this council has no such step."""
        return next((stage for stage in self.stages if stage.code == code), None)


TRIGGERS: Mapping[str, str] = {
    "measure red": "a measure is red",
    "measure amber": "a measure is amber",
    "project red": "a project is red",
    "amber twice": "a measure is amber for the second period running",
    "declining N periods": "a measure has declined for N periods running",
    "forecast red": "a measure's forecast for the year is red",
    "no return": "a return is missing at the lock",
}


def _known_trigger(trigger: str) -> str:
    pattern = re.sub(r"\b([2-9]|1\d)\b", "N", trigger)
    if pattern not in TRIGGERS or pattern == trigger == "declining N periods":
        raise Wrong(
            f"“{trigger}” is not something that calls for an exception report", f"Write one of: {', '.join(TRIGGERS)}."
        )
    return trigger


Trigger = Annotated[str, AfterValidator(_known_trigger)]


class Waiver(Part):
    """Who may let a paper go without an exception report that is due."""

    by: RoleCode = Field(description="The role that may waive.")
    needs: tuple[WaiverNeed, ...] = Field(("reason",), description="What has to be recorded.")
    printed: bool = Field(True, description="Whether the paper says that no exception report was supplied.")


class Exceptions(Part):
    """When underperformance has to be explained, and in which words."""

    when: tuple[Trigger, ...] = Field(
        min_length=1,
        description="What calls for an exception report. N in “declining N periods” is a number of at least 2.",
    )
    applies_to: Annotated[Literal["the_plan", "everything"], AsCode] = Field(
        "the_plan", description="The measures and projects in the plan, or every one."
    )
    required_for: Annotated[Literal["finalising_the_paper", "nothing"], AsCode] = Field(
        "finalising_the_paper", description="What is refused while one is missing."
    )
    waiver: Waiver | None = Field(None, description="Who may waive one; left out where nobody may.")
    sections: tuple[Words, ...] = Field(min_length=1, description="The headings of the exception report.")

    @property
    def declining_periods(self) -> int | None:
        """N of "declining N periods": how many falls in a row call for a report; None where none do."""
        found = (re.fullmatch(r"declining (\d+) periods", trigger) for trigger in self.when)
        return next((int(match[1]) for match in found if match), None)


class ServicePlans(Part):
    """What service plans and the plans under them are called, and who approves them."""

    name: Words = Field("Service Plan", description="What the plan of a service is called.")
    team_name: Words = Field("Team Plan", description="What the plan of a team under it is called.")
    approved_by: RoleCode = Field("leadership_team", description="The role that approves the plan of a service.")
    team_approved_by: RoleCode = Field("head_of_service", description="The role that approves the plan of a team.")
    risk_section: str = Field(
        "Operational risk register",
        description="The section that the service's own risks fill by themselves; empty where there is none.",
    )


class Framework(Part):
    """A council's performance management framework."""

    schema_version: Literal[1] = Field(alias="schema", description="The version of this format: 1.")
    name: Slug = Field(alias="framework", description="A short name for commands and addresses.")
    title: Words = Field(description="The framework's title, as printed.")
    interprets: str = Field(
        "", description="The public document that this file puts into rules, and whether its owner endorses that."
    )
    approved: Approval = Field(description="Who approved the framework, and when.")
    plan: PlanApproval = Field(description="The plan that this framework serves.")
    assumptions: tuple[str, ...] = Field(
        (),
        description="Parts of this file that are not in the public document, as dotted paths such as "
        "“judgement.default”; pages print them as assumptions.",
    )
    review_due: Day | None = Field(
        None, description="When the framework is due for review; left out where its validity says so."
    )
    valid_years: int = Field(2, ge=1, le=10, description="How many years a version holds before it is due for review.")
    related: tuple[Words, ...] = Field((), description="The strategies and policies it belongs with.")
    delegated: tuple[Delegation, ...] = Field(
        (), description="What the body that approved it left to named officers: the annual refresh, for example."
    )
    levels: tuple[Level, ...] = Field(min_length=1, description="The levels of the plan, from the highest down.")
    calendars: dict[str, CalendarRule] = Field(min_length=1, description="How the year is cut into periods, by name.")
    judgement: JudgementSettings = Field(description="How figures become statuses and directions.")
    visible_to: VisibleTo = Field(
        default_factory=VisibleTo, description="The stage from which each kind of reader sees an item."
    )
    cycle: Cycle = Field(description="A round of reporting and its deadlines.")
    exceptions: Exceptions = Field(description="When underperformance has to be explained.")
    delivery: Delivery = Field(default_factory=Delivery, description="Projects: kinds, statuses and dates.")
    risk: RiskSettings = Field(
        default_factory=RiskSettings, description="How risks and opportunities are scored, and what is accepted."
    )
    money: MoneySettings = Field(
        default_factory=MoneySettings, description="Funds, and when a forecast or a saving is red."
    )
    committees: tuple[Committee, ...] = Field(min_length=1, description="The bodies that receive papers.")
    routes: tuple[Route, ...] = Field(
        (), description="The orders in which one report goes to several bodies; without any, each gets its own paper."
    )
    assessment: AssessmentSettings = Field(
        default_factory=AssessmentSettings, description="What is written about each objective, and who signs it off."
    )
    scorecard: ScorecardSettings = Field(
        default_factory=ScorecardSettings, description="The balanced scorecard beside the objectives."
    )
    objectives: ObjectiveSettings = Field(
        default_factory=ObjectiveSettings, description="How long individual objectives are kept."
    )
    service_plan_sections: tuple[Words, ...] = Field((), description="The sections that a service plan must have.")
    service_plans: ServicePlans = Field(
        default_factory=ServicePlans, description="What service plans are called, and who approves them."
    )
    committee_report: CommitteeReport = Field(description="The layout of a committee's paper.")
    roles: dict[RoleCode, Words] = Field(
        default_factory=dict, description="The council's own word for a role; roles left out keep the usual word."
    )
    notice: Notice = Field(default_factory=Notice, description="How long before a meeting things have to be public.")
    outcomes: OutcomeSettings = Field(
        default_factory=OutcomeSettings, description="When decisions take effect, and when answers are due."
    )

    @property
    def private_levels(self) -> tuple[Level, ...]:
        """The levels about individuals, of which nobody but the person and the line manager sees anything."""
        return tuple(level for level in self.levels if level.private)

    @property
    def calendar(self) -> CalendarRule:
        """The calendar that rounds follow."""
        return self.calendars[self.cycle.calendar or next(iter(self.calendars))]

    def committee(self, code: str) -> Committee | None:
        """The committee with this code."""
        return next((committee for committee in self.committees if committee.code == code), None)

    def route(self, code: str) -> Route | None:
        """The route with this code."""
        return next((route for route in self.routes if route.code == code), None)

    def role_word(self, code: str) -> str:
        """The council's word for a role ("Democratic Services"), or the usual one ("Committee clerk")."""
        return next((word for role, word in self.roles.items() if role == code), ROLES[code].word)

    def role_called(self, words: str) -> str:
        """The code of a role by its name, its usual word or the council's own; empty where no role is called that."""
        named = words.casefold()
        calls = {code: (code.replace("_", " "), role.word, self.role_word(code)) for code, role in ROLES.items()}
        return next((code for code, said in calls.items() if named in map(str.casefold, said)), "")

    @property
    def status_words(self) -> dict[str, str]:
        """The word for every status: the council's own, or the usual one."""
        return {**WORDS, **{str(code): word for code, word in self.judgement.words.items()}}

    def status_word(self, code: str) -> str:
        """The word for one status ("Near target")."""
        return self.status_words[code]

    def status_rule(self) -> StatusRule:
        """The rule for measures without one of their own."""
        return rule_from(self.judgement.default.model_dump())

    def direction_rule(self) -> DirectionRule:
        """How large a change must be to count as one."""
        return DirectionRule(self.judgement.direction.deadband, self.judgement.direction.deadband_mode)

    def is_assumed(self, path: str) -> bool:
        """Whether this part of the document is our assumption rather than the public document's."""
        return any(path == assumed or path.startswith(f"{assumed}.") for assumed in self.assumptions)


# ── Versions that are stored ───────────────────────────────────────────────────────────────────────────────────────

Document = dict[str, Any]

# From the schema number a stored version has to the function that brings it to the next number.
UPGRADES: Mapping[int, Callable[[Document], Document]] = {}


def to_document(framework: Framework) -> Document:
    """The framework as a plain dictionary for JSON: numbers that may have decimals as text, dates as ISO text."""
    return framework.model_dump(mode="json", by_alias=True)


def from_document(document: Document) -> Framework:
    """A stored version, whatever its age: `to_document(from_document(d)) == d` for a version of today's schema.

    Raises `Refusal` for a version written by a later release, or one that was damaged.
    """
    number = document.get("schema")
    while number != SCHEMA:
        upgrade = UPGRADES.get(number) if isinstance(number, int) else None
        if upgrade is None:
            raise Refusal(
                "framework_schema_unknown",
                f"This framework was stored in format {number}, and this release knows formats up to {SCHEMA}. "
                "Install the release that stored it, or a later one.",
            )
        document = upgrade(document)
        number = document.get("schema")
    try:
        return Framework.model_validate(document)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        raise Refusal(
            "framework_damaged",
            f"The stored framework cannot be read: {'.'.join(map(str, first['loc']))}: {first['msg']}. "
            "Restore the database from a backup.",
        ) from None
