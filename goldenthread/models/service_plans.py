"""Service plans and the team plans under them: a `Plan` of one service and year, whose elements are its actions.

What a plan says and how its actions go is appended. The first due date of an action stays on record.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.models.decisions import Decision
from goldenthread.models.organisation import Post, Service
from goldenthread.models.people import User
from goldenthread.models.plans import Plan, PlanElement
from goldenthread.models.versions import CURRENT, Versioned, VersionedQuerySet


class ServicePlan(models.Model):
    """The plan of a service for a year or, with `above`, of a team under it. `plan` holds its title, years, actions."""

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="service_plan")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="service_plans")
    year = models.PositiveSmallIntegerField(help_text="the calendar year in which it begins")
    above = models.ForeignKey("ServicePlan", on_delete=models.PROTECT, null=True, blank=True, related_name="team_plans")
    team = models.CharField(max_length=120, blank=True)
    owner = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    predecessor = models.ForeignKey(
        "ServicePlan", on_delete=models.PROTECT, null=True, blank=True, related_name="successors"
    )

    class Meta:
        ordering = ("service__code", "year", "team", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("service", "year"), condition=Q(above__isnull=True), name="one_plan_of_a_service_and_year"
            ),
            models.UniqueConstraint(fields=("above", "team"), name="one_plan_of_a_team"),
            models.CheckConstraint(
                condition=Q(above__isnull=True, team="") | (Q(above__isnull=False) & ~Q(team="")),
                name="a_team_plan_hangs_below_a_service_plan",
            ),
        ]

    def __str__(self) -> str:
        return self.plan.title


class ServicePlanStanding(Versioned):
    """Where a plan is in its year (plan, do, review, revise), and whether it is a draft, submitted or approved."""

    service_plan = models.ForeignKey(ServicePlan, on_delete=models.PROTECT, related_name="standings")
    stage = models.CharField(max_length=8, default="plan")
    status = models.CharField(max_length=10, default="draft")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = VersionedQuerySet["ServicePlanStanding"].as_manager()

    class Meta:
        ordering = ("recorded_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("service_plan",), condition=CURRENT, name="one_current_service_plan_standing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.service_plan} {self.status}"


class ServicePlanSection(Versioned):
    """What a section of a plan says; its heading is the framework's."""

    service_plan = models.ForeignKey(ServicePlan, on_delete=models.PROTECT, related_name="sections")
    heading = models.CharField(max_length=160)
    text = models.TextField(blank=True)

    objects = VersionedQuerySet["ServicePlanSection"].as_manager()

    class Meta:
        ordering = ("recorded_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("service_plan", "heading"), condition=CURRENT, name="one_current_service_plan_section"
            )
        ]

    def __str__(self) -> str:
        return f"{self.service_plan}: {self.heading}"


class ActionTerms(Versioned):
    """What an action is for, by when it is due and what it takes; its words and owner are the element's version.

    `due` is the date first agreed: later dates are with the progress. `budget_reference` is what budget setting uses.
    """

    element = models.ForeignKey(PlanElement, on_delete=models.PROTECT, related_name="terms")
    aim = models.TextField(blank=True, help_text="the aim in the plan that it belongs to")
    due = models.DateField(null=True, blank=True)
    budget_reference = models.CharField(max_length=80, blank=True)
    resources = models.TextField(blank=True)

    objects = VersionedQuerySet["ActionTerms"].as_manager()

    class Meta:
        ordering = ("recorded_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=("element",), condition=CURRENT, name="one_current_terms_of_an_action")
        ]

    def __str__(self) -> str:
        return f"{self.element} terms"


class ActionProgress(models.Model):
    """How an action stood on a day: appended, never changed. `due` is a new date, where one was given."""

    element = models.ForeignKey(PlanElement, on_delete=models.PROTECT, related_name="progress")
    on = models.DateField()
    status = models.CharField(max_length=30, help_text="the code of a delivery status of the framework")
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__lte=100), name="no_action_is_more_than_complete"
            )
        ]

    def __str__(self) -> str:
        return f"{self.element} on {self.on}: {self.status}"
