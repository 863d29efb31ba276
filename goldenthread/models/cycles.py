"""The reporting cycle: rounds, what is due in them, the papers they lead to and who did what."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from goldenthread.models.figures import FigureField
from goldenthread.models.finance import BudgetLine
from goldenthread.models.frameworks import FrameworkVersion
from goldenthread.models.governance import Meeting
from goldenthread.models.people import Person, User
from goldenthread.models.projects import Project
from goldenthread.models.returns import Return
from goldenthread.models.risks import Risk
from goldenthread.models.versions import CURRENT, Versioned, VersionedQuerySet
from goldenthread.rules.workflow import FINAL


class Round(models.Model):
    """A round lists every item that falls due in it, whatever the item's own period."""

    label = models.CharField(max_length=80, unique=True)
    starts = models.DateField()
    ends = models.DateField()
    framework = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="rounds")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-ends", "pk")

    def __str__(self) -> str:
        return self.label


class Paper(models.Model):
    """One body's paper at one meeting for a round: a stop of its route, where it has one.

    `route` is the code of a route of the framework. Papers of a lower `stop` of the same round and route come before.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="papers")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="papers")
    route = models.CharField(max_length=60, blank=True)
    stop = models.PositiveSmallIntegerField(default=1)
    purpose = models.CharField(max_length=10, blank=True, help_text="comment, note, approve, recommend or decide")
    sees_everything = models.BooleanField(default=False, help_text="not only what the body's remit gives it")
    state = models.CharField(max_length=12, default="drafted")
    locked_at = models.DateTimeField(null=True, blank=True)
    locked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("meeting__day", "pk")
        constraints = [models.UniqueConstraint(fields=("round", "meeting"), name="one_paper_a_meeting_and_round")]

    def __str__(self) -> str:
        return f"{self.round}: {self.meeting}"

    @property
    def is_final(self) -> bool:
        """Whether what it says no longer changes."""
        return self.state in FINAL


class PaperText(Versioned):
    """The words of a paper that people write: header fields and section texts, by name."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="texts")
    number = models.PositiveIntegerField()
    texts = models.JSONField()

    objects = VersionedQuerySet["PaperText"].as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("paper",), condition=CURRENT, name="one_current_paper_text"),
            models.UniqueConstraint(fields=("paper", "number"), name="one_paper_text_number"),
        ]

    def __str__(self) -> str:
        return f"{self.paper} text {self.number}"


class Deadline(models.Model):
    """When a stage must be done for a paper."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="deadlines")
    stage = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    due = models.DateField()

    class Meta:
        ordering = ("due", "pk")
        constraints = [models.UniqueConstraint(fields=("paper", "stage"), name="one_deadline_a_stage")]

    def __str__(self) -> str:
        return f"{self.name} by {self.due}"


class DueItem(models.Model):
    """Exactly one thing due in a round: a measure's return, a project's update, a risk's review or the explanation of a
    budget line. `revision` stops two people moving it at once.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="items")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="items")
    of_return = models.ForeignKey(Return, on_delete=models.PROTECT, null=True, blank=True, related_name="items")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="items")
    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, null=True, blank=True, related_name="items")
    budget = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, null=True, blank=True, related_name="items")
    state = models.CharField(max_length=12, default="due")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        # Empty ones last on every database: returns, then projects, risks and budgets, each by reference.
        ordering = (
            F("of_return__measure__ref").asc(nulls_last=True),
            F("project__ref").asc(nulls_last=True),
            F("risk__ref").asc(nulls_last=True),
            F("budget__code").asc(nulls_last=True),
            "pk",
        )
        constraints = [
            models.CheckConstraint(
                name="an_item_is_of_one_thing",
                condition=(
                    Q(of_return__isnull=False, project__isnull=True, risk__isnull=True, budget__isnull=True)
                    | Q(of_return__isnull=True, project__isnull=False, risk__isnull=True, budget__isnull=True)
                    | Q(of_return__isnull=True, project__isnull=True, risk__isnull=False, budget__isnull=True)
                    | Q(of_return__isnull=True, project__isnull=True, risk__isnull=True, budget__isnull=False)
                ),
            ),
            models.UniqueConstraint(fields=("round", "of_return"), name="one_item_a_return_and_round"),
            models.UniqueConstraint(fields=("round", "project"), name="one_item_a_project_and_round"),
            models.UniqueConstraint(fields=("round", "risk"), name="one_item_a_risk_and_round"),
            models.UniqueConstraint(fields=("round", "budget"), name="one_item_a_budget_and_round"),
        ]

    def __str__(self) -> str:
        return f"{self.thing}: {self.state}"

    @property
    def thing(self) -> Return | Project | Risk | BudgetLine:
        """What is due."""
        found = self.of_return or self.project or self.risk or self.budget
        assert found is not None  # noqa: S101  # the database's own constraint
        return found

    @property
    def ref(self) -> str:
        """The reference of the measure, project, risk or budget line that it is of."""
        return self.of_return.measure.ref if self.of_return is not None else str(self.thing)

    @property
    def kind(self) -> str:
        """Return, project, risk or budget: a key of `rules.due_kinds.KINDS`."""
        if self.of_return_id is not None:
            return "return"
        if self.project_id is not None:
            return "project"
        return "risk" if self.risk_id is not None else "budget"

    @property
    def ends(self) -> date:
        """The last day of the period it is about."""
        return self.of_return.ends if self.of_return is not None else self.round.ends

    @property
    def place(self) -> Return:
        """The place of its figure: of an item that is a measure's return."""
        assert self.of_return is not None  # noqa: S101  # asked of returns alone
        return self.of_return

    @property
    def is_final(self) -> bool:
        """Whether it is in a paper that is final: what changes now is a revision."""
        return self.paper is not None and self.paper.is_final


class WorkflowEvent(models.Model):
    """A step an item took: appended, never changed."""

    item = models.ForeignKey(DueItem, on_delete=models.PROTECT, related_name="events")
    verb = models.CharField(max_length=20)
    from_state = models.CharField(max_length=12)
    to_state = models.CharField(max_length=12)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.item} {self.verb}"


class ExceptionReport(models.Model):
    """The explanation an underperforming item owes its committee."""

    item = models.OneToOneField(DueItem, on_delete=models.PROTECT, related_name="exception")
    state = models.CharField(max_length=12, default="required")
    trigger = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"exception on {self.item}"


class ExceptionVersion(Versioned):
    """What the explanation says: a text for each section of the framework, the forecast, when it will be on track."""

    exception = models.ForeignKey(ExceptionReport, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    # Pairs of heading and text: PostgreSQL does not keep the keys of an object in their order.
    sections = models.JSONField()
    forecast = FigureField()
    on_track_by = models.DateField(null=True, blank=True)
    help_needed = models.TextField(blank=True)

    objects = VersionedQuerySet["ExceptionVersion"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("exception",), condition=CURRENT, name="one_current_exception_version"),
            models.UniqueConstraint(fields=("exception", "number"), name="one_exception_version_number"),
        ]

    def __str__(self) -> str:
        return f"{self.exception} version {self.number}"


class PromisedAction(models.Model):
    """An action promised in an exception report."""

    version = models.ForeignKey(ExceptionVersion, on_delete=models.PROTECT, related_name="actions")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="promised_actions")
    due = models.DateField()

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.text


class Waiver(Versioned):
    """A named officer's decision to let a paper go without a return or an exception report; printed on the paper."""

    item = models.ForeignKey(DueItem, on_delete=models.PROTECT, related_name="waivers")
    what = models.CharField(max_length=10, help_text="return or exception")

    objects = VersionedQuerySet["Waiver"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("item", "what"), condition=CURRENT, name="one_current_waiver"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_waiver_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.what} of {self.item}"
