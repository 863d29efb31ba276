"""Projects, key activities and improvement actions: what they are, their milestones and how they are going.

The framework says what kinds there are and which statuses they may have.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.models.decisions import Decision
from goldenthread.models.governance import Body, Portfolio
from goldenthread.models.organisation import Post, Service
from goldenthread.models.people import User
from goldenthread.models.versions import CURRENT, Versioned, VersionedQuerySet


class Project(models.Model):
    """A project's identity: a reference that is never used again."""

    ref = models.CharField(max_length=30, unique=True)
    kind = models.CharField(max_length=40, default="project", help_text="a kind of the framework's delivery part")

    class Meta:
        ordering = ("ref",)

    def __str__(self) -> str:
        return self.ref


class ProjectVersion(Versioned):
    """What a project is and whose it is."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    benefits = models.TextField(blank=True, help_text="what it should achieve")
    sponsor = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    manager = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    portfolio = models.ForeignKey(Portfolio, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    category = models.CharField(max_length=80, blank=True)
    stage = models.CharField(max_length=80, blank=True, help_text="a stage or gateway")
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True, help_text="when it should be finished")
    budget_reference = models.CharField(max_length=200, blank=True, help_text="where it stands in the budget")
    resources = models.TextField(blank=True, help_text="what it needs, for setting the budget")

    objects = VersionedQuerySet["ProjectVersion"].as_manager()

    class Meta:
        ordering = ("number", "pk")
        constraints = [
            models.UniqueConstraint(fields=("project",), condition=CURRENT, name="one_current_project_version"),
            models.UniqueConstraint(fields=("project", "number"), name="one_project_version_number"),
        ]

    def __str__(self) -> str:
        return self.title


class ProjectStanding(Versioned):
    """Whether a project is proposed, live, completed, deleted or replaced from a date on, and by whose decision."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="standings")
    effective_from = models.DateField()
    state = models.CharField(max_length=10)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="standings")
    replaced_by = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="replaces")

    objects = VersionedQuerySet["ProjectStanding"].as_manager()

    class Meta:
        ordering = ("effective_from", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("project", "effective_from"), condition=CURRENT, name="one_current_project_standing"
            ),
            models.CheckConstraint(
                condition=Q(state="replaced") | Q(replaced_by__isnull=True), name="only_the_replaced_have_successors"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.state}"


class StandingWithdrawal(models.Model):
    """Why a standing that was recorded by mistake never held. The standing itself is closed, and stays to be read."""

    standing = models.OneToOneField(ProjectStanding, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_withdrawn_standing_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.standing} withdrawn"


class Milestone(models.Model):
    """Something a project has to reach. Its dates are facts of their own (`MilestoneDate`)."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="milestones")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("number", "pk")
        constraints = [models.UniqueConstraint(fields=("project", "number"), name="one_milestone_number")]

    def __str__(self) -> str:
        return f"{self.project} {self.title}"


class DateProposal(models.Model):
    """A new date asked for a milestone, or, without a day, that the milestone be removed. What was said of it is a
    `ProposalOutcome`; until then it waits for the body that owns the project.
    """

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="proposals")
    day = models.DateField(null=True, blank=True)
    reason = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("recorded_at", "pk")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_proposal_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.milestone} on {self.day}" if self.day else f"{self.milestone} removed"


class ProposalOutcome(models.Model):
    """What became of a proposal: approved or refused by a decision, or withdrawn by the project."""

    proposal = models.OneToOneField(DateProposal, on_delete=models.PROTECT, related_name="outcome")
    outcome = models.CharField(max_length=10)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="outcomes")
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="withdrawn", decision__isnull=True)
                | Q(outcome__in=("approved", "refused"), decision__isnull=False),
                name="a_body_approves_or_refuses",
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.outcome}"


class MilestoneDate(Versioned):
    """One of a milestone's dates: original (set once), approved, forecast, actual; or removed, from that day."""

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="dates")
    kind = models.CharField(max_length=10)
    day = models.DateField()
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="dates")

    objects = VersionedQuerySet["MilestoneDate"].as_manager()

    class Meta:
        ordering = ("recorded_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=("milestone", "kind"), condition=CURRENT, name="one_current_date_a_kind"),
            models.UniqueConstraint(fields=("milestone",), condition=Q(kind="original"), name="one_original_date"),
        ]

    def __str__(self) -> str:
        return f"{self.milestone} {self.kind} {self.day}"


class ProjectUpdate(Versioned):
    """How a project was going in one period. Statuses are codes of the framework's delivery part; money is in pence."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="updates")
    starts = models.DateField()
    ends = models.DateField()
    number = models.PositiveIntegerField()
    overall = models.CharField(max_length=30)
    time = models.CharField(max_length=30, blank=True)
    cost = models.CharField(max_length=30, blank=True)
    scope = models.CharField(max_length=30, blank=True)
    benefits = models.CharField(max_length=30, blank=True)
    percent_complete = models.PositiveSmallIntegerField(null=True, blank=True)
    commentary = models.TextField(blank=True)
    achieved = models.TextField(blank=True)
    planned = models.TextField(blank=True)
    decisions_needed = models.TextField(blank=True)
    budget = models.BigIntegerField(null=True, blank=True, help_text="pence")
    actual = models.BigIntegerField(null=True, blank=True, help_text="pence")
    forecast = models.BigIntegerField(null=True, blank=True, help_text="pence")
    whole_life = models.BigIntegerField(null=True, blank=True, help_text="pence")

    objects = VersionedQuerySet["ProjectUpdate"].as_manager()

    class Meta:
        ordering = ("ends", "number", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("project", "starts", "ends"), condition=CURRENT, name="one_current_update_a_period"
            ),
            models.UniqueConstraint(fields=("project", "starts", "ends", "number"), name="one_update_number"),
            models.CheckConstraint(condition=Q(ends__gte=models.F("starts")), name="an_update_period_runs_forward"),
            models.CheckConstraint(
                condition=Q(percent_complete__isnull=True) | Q(percent_complete__lte=100), name="no_more_than_complete"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.starts} to {self.ends}"
