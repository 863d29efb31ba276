"""What the council keeps."""

from goldenthread.models.audit import AuditEntry
from goldenthread.models.council import ClosureDay, Council, SiteText
from goldenthread.models.cycles import (
    Deadline,
    DueItem,
    ExceptionReport,
    ExceptionVersion,
    Paper,
    PaperText,
    PromisedAction,
    Round,
    Waiver,
    WorkflowEvent,
)
from goldenthread.models.decisions import Decision
from goldenthread.models.feeds import CalendarFeed, Recipient
from goldenthread.models.finance import (
    BudgetChange,
    BudgetLine,
    BudgetLineVersion,
    BudgetPosition,
    BudgetUse,
    CapitalFunding,
    MoneyTableRow,
    Saving,
    SavingPosition,
    SavingVersion,
)
from goldenthread.models.frameworks import FrameworkVersion
from goldenthread.models.governance import Body, Meeting, Portfolio, Remit
from goldenthread.models.imports import ImportBatch
from goldenthread.models.links import Link
from goldenthread.models.measures import (
    Benchmark,
    Measure,
    MeasureDefinition,
    Ownership,
    Standing,
    Target,
    Tolerance,
)
from goldenthread.models.names import DatedName
from goldenthread.models.notices import MeetingNotice
from goldenthread.models.organisation import Directorate, Post, PostHolding, Service
from goldenthread.models.outbox import OutboxItem
from goldenthread.models.people import Person, User
from goldenthread.models.plans import Plan, PlanElement, PlanElementVersion
from goldenthread.models.prioritisation import CandidateScore, Criterion, Prioritisation
from goldenthread.models.projects import (
    DateProposal,
    Milestone,
    MilestoneDate,
    Project,
    ProjectStanding,
    ProjectUpdate,
    ProjectVersion,
    ProposalOutcome,
)
from goldenthread.models.publications import Publication, PublicationFile, PublishedReturn, Redaction
from goldenthread.models.remits import RemitSelection
from goldenthread.models.returns import Judgement, Override, Return, ReturnDraft, ReturnVersion
from goldenthread.models.risks import (
    Risk,
    RiskAction,
    RiskActionUpdate,
    RiskAnswer,
    RiskAssessment,
    RiskControl,
    RiskIndicator,
    RiskMove,
    RiskMoveAnswer,
    RiskReview,
    RiskStanding,
    RiskStatement,
)
from goldenthread.models.roles import RoleAssignment

__all__ = [
    "AuditEntry",
    "Benchmark",
    "Body",
    "BudgetChange",
    "BudgetLine",
    "BudgetLineVersion",
    "BudgetPosition",
    "BudgetUse",
    "CalendarFeed",
    "CandidateScore",
    "CapitalFunding",
    "ClosureDay",
    "Council",
    "Criterion",
    "DateProposal",
    "DatedName",
    "Deadline",
    "Decision",
    "Directorate",
    "DueItem",
    "ExceptionReport",
    "ExceptionVersion",
    "FrameworkVersion",
    "ImportBatch",
    "Judgement",
    "Link",
    "Measure",
    "MeasureDefinition",
    "Meeting",
    "MeetingNotice",
    "Milestone",
    "MilestoneDate",
    "MoneyTableRow",
    "OutboxItem",
    "Override",
    "Ownership",
    "Paper",
    "PaperText",
    "Person",
    "Plan",
    "PlanElement",
    "PlanElementVersion",
    "Portfolio",
    "Post",
    "PostHolding",
    "Prioritisation",
    "Project",
    "ProjectStanding",
    "ProjectUpdate",
    "ProjectVersion",
    "PromisedAction",
    "ProposalOutcome",
    "Publication",
    "PublicationFile",
    "PublishedReturn",
    "Recipient",
    "Redaction",
    "Remit",
    "RemitSelection",
    "Return",
    "ReturnDraft",
    "ReturnVersion",
    "Risk",
    "RiskAction",
    "RiskActionUpdate",
    "RiskAnswer",
    "RiskAssessment",
    "RiskControl",
    "RiskIndicator",
    "RiskMove",
    "RiskMoveAnswer",
    "RiskReview",
    "RiskStanding",
    "RiskStatement",
    "RoleAssignment",
    "Round",
    "Saving",
    "SavingPosition",
    "SavingVersion",
    "Service",
    "SiteText",
    "Standing",
    "Target",
    "Tolerance",
    "User",
    "Waiver",
    "WorkflowEvent",
]
