"""What the council keeps."""

from goldenthread.models.assessments import Assessment, AssessmentStep, AssessmentVersion, Engagement, Highlight
from goldenthread.models.audit import AuditEntry
from goldenthread.models.clearances import Clearance
from goldenthread.models.corrections import Correction, ThingCorrection
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
from goldenthread.models.delivery_plans import (
    DeliveryPlan,
    DeliveryPlanApproval,
    DeliveryPlanEntry,
    DeliveryPlanVersion,
)
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
from goldenthread.models.lives import Approval, Monitoring
from goldenthread.models.markings import Marking, RestrictedFile, RestrictedPack
from goldenthread.models.measure_facts import IndicatorSet, Lead, PerspectivePlace, Proxy, SetMembership
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
from goldenthread.models.objectives import LineManagement, Objective
from goldenthread.models.organisation import Directorate, Post, PostHolding, Service
from goldenthread.models.outbox import OutboxItem
from goldenthread.models.outcomes import (
    AgendaItem,
    MeasureProposal,
    MeasureProposalAnswer,
    Outcome,
    OutcomeEvent,
    OutcomeText,
    OutcomeVersion,
    Referral,
)
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
    StandingWithdrawal,
)
from goldenthread.models.publications import (
    Publication,
    PublicationFile,
    PublishedReturn,
    PublishedUpdate,
    Redaction,
)
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
from goldenthread.models.service_plans import (
    ActionProgress,
    ActionTerms,
    ServicePlan,
    ServicePlanSection,
    ServicePlanStanding,
)
from goldenthread.models.tracked import TrackedEvent, TrackedItem
from goldenthread.models.wards import Ward, WardFigure, WardSeat

__all__ = [
    "ActionProgress",
    "ActionTerms",
    "AgendaItem",
    "Approval",
    "Assessment",
    "AssessmentStep",
    "AssessmentVersion",
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
    "Clearance",
    "ClosureDay",
    "Correction",
    "Council",
    "Criterion",
    "DateProposal",
    "DatedName",
    "Deadline",
    "Decision",
    "DeliveryPlan",
    "DeliveryPlanApproval",
    "DeliveryPlanEntry",
    "DeliveryPlanVersion",
    "Directorate",
    "DueItem",
    "Engagement",
    "ExceptionReport",
    "ExceptionVersion",
    "FrameworkVersion",
    "Highlight",
    "ImportBatch",
    "IndicatorSet",
    "Judgement",
    "Lead",
    "LineManagement",
    "Link",
    "Marking",
    "Measure",
    "MeasureDefinition",
    "MeasureProposal",
    "MeasureProposalAnswer",
    "Meeting",
    "MeetingNotice",
    "Milestone",
    "MilestoneDate",
    "MoneyTableRow",
    "Monitoring",
    "Objective",
    "OutboxItem",
    "Outcome",
    "OutcomeEvent",
    "OutcomeText",
    "OutcomeVersion",
    "Override",
    "Ownership",
    "Paper",
    "PaperText",
    "Person",
    "PerspectivePlace",
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
    "Proxy",
    "Publication",
    "PublicationFile",
    "PublishedReturn",
    "PublishedUpdate",
    "Recipient",
    "Redaction",
    "Referral",
    "Remit",
    "RemitSelection",
    "RestrictedFile",
    "RestrictedPack",
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
    "ServicePlan",
    "ServicePlanSection",
    "ServicePlanStanding",
    "SetMembership",
    "SiteText",
    "Standing",
    "StandingWithdrawal",
    "Target",
    "ThingCorrection",
    "Tolerance",
    "TrackedEvent",
    "TrackedItem",
    "User",
    "Waiver",
    "Ward",
    "WardFigure",
    "WardSeat",
    "WorkflowEvent",
]
