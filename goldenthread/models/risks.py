"""Risks and opportunities: what could happen, how likely and how grave it is, and what is done about it.

Everything but the reference is a dated fact that is appended. What officers propose and what a body agrees are two
records: a score that a body refused stays in sight.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.models.decisions import Decision
from goldenthread.models.frameworks import FrameworkVersion
from goldenthread.models.governance import Body
from goldenthread.models.measures import Measure
from goldenthread.models.organisation import Post, Service
from goldenthread.models.people import User
from goldenthread.models.projects import Project
from goldenthread.models.versions import CURRENT, Versioned, VersionedQuerySet


class Risk(models.Model):
    """A risk's identity: a reference that is never used again, and whether it is a threat or an opportunity."""

    ref = models.CharField(max_length=30, unique=True)
    kind = models.CharField(max_length=12, default="threat")
    opened_on = models.DateField()

    class Meta:
        ordering = ("ref",)

    def __str__(self) -> str:
        return self.ref


class RiskStatement(Versioned):
    """What a risk is and whose it is. Its level decides the register: corporate, a service's, a project's."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="statements")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    cause = models.TextField(help_text="because of what")
    event = models.TextField(help_text="what could happen")
    consequence = models.TextField(help_text="with what effect")
    category = models.CharField(max_length=40, help_text="the code of a category of the framework")
    level = models.CharField(max_length=12)
    register = models.CharField(max_length=120, blank=True, help_text="which partnership or other register")
    response = models.CharField(max_length=12)
    owner = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="risks")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = VersionedQuerySet["RiskStatement"].as_manager()

    class Meta:
        ordering = ("number", "pk")
        constraints = [
            models.UniqueConstraint(fields=("risk",), condition=CURRENT, name="one_current_risk_statement"),
            models.UniqueConstraint(fields=("risk", "number"), name="one_risk_statement_number"),
            models.CheckConstraint(
                condition=~Q(level="service") | Q(service__isnull=False), name="a_service_risk_has_a_service"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RiskStanding(Versioned):
    """Whether a risk is open, archived or has happened (an issue) from a date on; the reason is the version's."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="standings")
    state = models.CharField(max_length=10, default="open")
    effective_from = models.DateField()

    objects = VersionedQuerySet["RiskStanding"].as_manager()

    class Meta:
        ordering = ("recorded_at", "pk")
        constraints = [models.UniqueConstraint(fields=("risk",), condition=CURRENT, name="one_current_risk_standing")]

    def __str__(self) -> str:
        return f"{self.risk} {self.state}"


class RiskAssessment(models.Model):
    """A score that officers gave, by the matrix of a framework: appended, never changed.

    `aspect` is inherent (before controls), current (with today's) or target. `likelihood` and `impact` count from 1,
    the lowest; `impact` is the highest of `impacts`, which are by dimension. A matrix of labels gives no `score`.
    """

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="assessments")
    aspect = models.CharField(max_length=8)
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    impacts = models.JSONField(default=dict)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    label = models.CharField(max_length=12)
    band = models.CharField(max_length=40)
    framework = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="+")
    assessed_on = models.DateField()
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("recorded_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__gte=1, impact__gte=1), name="a_risk_is_assessed_from_one_upwards"
            )
        ]

    def __str__(self) -> str:
        return f"{self.risk} {self.aspect} {self.label}"


class RiskAnswer(models.Model):
    """What a body said to a proposed score, by which decision. `agreed` holds from then on: the proposal or another."""

    proposal = models.OneToOneField(RiskAssessment, on_delete=models.PROTECT, related_name="answer")
    outcome = models.CharField(max_length=8)
    agreed = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="agreed_by")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="risk_answers")
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("recorded_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="agreed", agreed=models.F("proposal"))
                | (Q(outcome="refused") & ~Q(agreed=models.F("proposal"))),
                name="a_refused_score_is_not_the_agreed_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal} {self.outcome}"


class RiskControl(Versioned):
    """Something already in place against a risk, and how well it works."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="controls")
    text = models.TextField()
    strength = models.CharField(max_length=10, default="effective")

    objects = VersionedQuerySet["RiskControl"].as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text[:60]


class RiskAction(models.Model):
    """Something planned about a risk: what, who, by when. How it goes is appended (`RiskActionUpdate`)."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="actions")
    text = models.TextField()
    owner = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("due", "pk")

    def __str__(self) -> str:
        return self.text[:60]


class RiskActionUpdate(models.Model):
    """How a planned action goes: a new date with its reason, or the day it was done. The first date stays."""

    action = models.ForeignKey(RiskAction, on_delete=models.PROTECT, related_name="updates")
    note = models.TextField(blank=True)
    due = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("recorded_at", "pk")

    def __str__(self) -> str:
        return f"{self.action}: {self.note[:40]}"


class RiskReview(models.Model):
    """Somebody looked at a risk, whether or not anything changed, and when it is looked at next."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="reviews")
    reviewed_on = models.DateField()
    next_review = models.DateField()
    note = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("recorded_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(next_review__gt=models.F("reviewed_on")), name="the_next_review_is_later"
            )
        ]

    def __str__(self) -> str:
        return f"{self.risk} on {self.reviewed_on}"


class RiskMove(models.Model):
    """A proposal to escalate a risk to another register, or bring it back down."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="moves")
    from_level = models.CharField(max_length=12)
    to_level = models.CharField(max_length=12)
    reason = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("recorded_at", "pk")

    def __str__(self) -> str:
        return f"{self.risk} from {self.from_level} to {self.to_level}"


class RiskMoveAnswer(models.Model):
    """What was said to a proposed move."""

    move = models.OneToOneField(RiskMove, on_delete=models.PROTECT, related_name="answer")
    accepted = models.BooleanField()
    reason = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.move}: {'accepted' if self.accepted else 'declined'}"


class RiskIndicator(Versioned):
    """A measure that shows whether a risk is coming about."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="indicators")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="risks")

    objects = VersionedQuerySet["RiskIndicator"].as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("risk", "measure"), condition=CURRENT, name="one_current_risk_indicator")
        ]

    def __str__(self) -> str:
        return f"{self.measure} shows {self.risk}"
