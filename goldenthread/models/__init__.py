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
    "CandidateScore",
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
    "Milestone",
    "MilestoneDate",
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
    "Redaction",
    "Remit",
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
    "Service",
    "SiteText",
    "Standing",
    "Target",
    "Tolerance",
    "User",
    "Waiver",
    "WorkflowEvent",
]
