"""Money: budget lines, what changed them, where they stand, savings, and the tables beside them.

Every amount is whole pence. Spending is positive and income negative, so that amounts of any kind simply add up.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.models.decisions import Decision
from goldenthread.models.measures import Measure
from goldenthread.models.organisation import Service
from goldenthread.models.people import User
from goldenthread.models.plans import PlanElement
from goldenthread.models.projects import Project
from goldenthread.models.versions import CURRENT, Versioned, VersionedQuerySet


class BudgetLine(models.Model):
    """A line of the budget, or a scheme of the capital programme (`nature` "capital"): a code never used again."""

    code = models.CharField(max_length=30, unique=True)
    nature = models.CharField(max_length=10, default="revenue", help_text="revenue or capital")
    flow = models.CharField(max_length=12, default="expenditure", help_text="expenditure or income")

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class BudgetLineVersion(Versioned):
    """What a line is called, whose it is and which fund bears it, from a date on."""

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="versions")
    effective_from = models.DateField()
    title = models.CharField(max_length=200)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    fund = models.CharField(max_length=20, default="GF", help_text="the code of a fund of the framework")
    about = models.TextField(blank=True)

    objects = VersionedQuerySet["BudgetLineVersion"].as_manager()

    class Meta:
        ordering = ("effective_from", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("line", "effective_from"), condition=CURRENT, name="one_current_line_version"
            )
        ]

    def __str__(self) -> str:
        return self.title


class BudgetChange(models.Model):
    """Part of a year's budget: the original, or what was added to it since. Appended, never changed.

    A correction is another row. A virement is two rows that add up to nothing, each naming the other's line.
    """

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="changes")
    year = models.PositiveSmallIntegerField(help_text="the year in which the financial year begins")
    kind = models.CharField(max_length=14)
    amount = models.BigIntegerField(help_text="pence; income is negative")
    day = models.DateField(help_text="when it takes effect")
    other = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("year", "day", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="virement", other__isnull=False) | (~Q(kind="virement") & Q(other__isnull=True)),
                name="a_virement_has_two_ends",
            ),
            models.UniqueConstraint(
                fields=("line", "year"), condition=Q(kind="original"), name="one_original_budget_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.year} {self.kind}"


class BudgetPosition(Versioned):
    """Where a line stands at the end of a month or quarter, in pence. None where a figure is not there yet."""

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="positions")
    ends = models.DateField(help_text="the last day that the figures cover")
    profile = models.BigIntegerField(null=True, blank=True, help_text="budget expected to be used by then")
    actual = models.BigIntegerField(null=True, blank=True)
    commitments = models.BigIntegerField(null=True, blank=True)
    forecast = models.BigIntegerField(null=True, blank=True, help_text="forecast outturn for the year")
    slippage = models.BigIntegerField(null=True, blank=True, help_text="of a capital scheme: what moves to later years")
    explanation = models.TextField(blank=True)

    objects = VersionedQuerySet["BudgetPosition"].as_manager()

    class Meta:
        ordering = ("ends", "pk")
        constraints = [models.UniqueConstraint(fields=("line", "ends"), condition=CURRENT, name="one_current_position")]

    def __str__(self) -> str:
        return f"{self.line} at {self.ends}"


class CapitalFunding(Versioned):
    """What pays for a capital scheme over its whole life, source by source, in pence."""

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="funding")
    source = models.CharField(max_length=120)
    amount = models.BigIntegerField()

    objects = VersionedQuerySet["CapitalFunding"].as_manager()

    class Meta:
        ordering = ("source", "pk")
        constraints = [
            models.UniqueConstraint(fields=("line", "source"), condition=CURRENT, name="one_current_funding_a_source")
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.source}"


class BudgetUse(Versioned):
    """What a line pays for: exactly one element of the plan, measure or project, from a day to a day."""

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="uses")
    element = models.ForeignKey(PlanElement, on_delete=models.PROTECT, null=True, blank=True, related_name="paid_by")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="paid_by")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="paid_by")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    objects = VersionedQuerySet["BudgetUse"].as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                name="a_line_pays_for_one_thing",
                condition=(
                    Q(element__isnull=False, measure__isnull=True, project__isnull=True)
                    | Q(element__isnull=True, measure__isnull=False, project__isnull=True)
                    | Q(element__isnull=True, measure__isnull=True, project__isnull=False)
                ),
            ),
            models.UniqueConstraint(fields=("line", "element"), condition=CURRENT, name="one_current_use_an_element"),
            models.UniqueConstraint(fields=("line", "measure"), condition=CURRENT, name="one_current_use_a_measure"),
            models.UniqueConstraint(fields=("line", "project"), condition=CURRENT, name="one_current_use_a_project"),
        ]

    def __str__(self) -> str:
        return f"{self.line} pays for {self.measure or self.project or self.element}"


class Saving(models.Model):
    """A saving of one year's budget: a reference never used again."""

    ref = models.CharField(max_length=30, unique=True)
    year = models.PositiveSmallIntegerField(help_text="the year in which the financial year begins")

    class Meta:
        ordering = ("ref",)

    def __str__(self) -> str:
        return self.ref


class SavingVersion(Versioned):
    """What a saving is, whose it is and how much was approved, in pence."""

    saving = models.ForeignKey(Saving, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    fund = models.CharField(max_length=20, default="GF")
    proposed = models.BigIntegerField(help_text="pence to be saved, as approved with the budget")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = VersionedQuerySet["SavingVersion"].as_manager()

    class Meta:
        ordering = ("number", "pk")
        constraints = [
            models.UniqueConstraint(fields=("saving",), condition=CURRENT, name="one_current_saving_version"),
            models.UniqueConstraint(fields=("saving", "number"), name="one_saving_version_number"),
        ]

    def __str__(self) -> str:
        return self.title


class SavingPosition(Versioned):
    """How far a saving has come at a day, in pence."""

    saving = models.ForeignKey(Saving, on_delete=models.PROTECT, related_name="positions")
    ends = models.DateField()
    achieved = models.BigIntegerField(help_text="saved, or sure to be by the year's end")
    delivered = models.BigIntegerField(default=0, help_text="of that, saved already")
    pressures = models.BigIntegerField(default=0, help_text="pressures of the year against it, negative")
    explanation = models.TextField(blank=True)
    mitigation = models.TextField(blank=True)

    objects = VersionedQuerySet["SavingPosition"].as_manager()

    class Meta:
        ordering = ("ends", "pk")
        constraints = [
            models.UniqueConstraint(fields=("saving", "ends"), condition=CURRENT, name="one_current_saving_position"),
            models.CheckConstraint(condition=Q(pressures__lte=0), name="pressures_are_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.saving} at {self.ends}"


class MoneyTableRow(Versioned):
    """A row of one of the tables beside the budget, such as reserves; `rules.money_tables` says what its cells are."""

    table = models.CharField(max_length=20)
    ends = models.DateField(help_text="the last day that the figures cover")
    position = models.PositiveIntegerField(default=0)
    label = models.CharField(max_length=160)
    cells = models.JSONField(default=dict, help_text="pence, numbers as text, or words, by column")

    objects = VersionedQuerySet["MoneyTableRow"].as_manager()

    class Meta:
        ordering = ("table", "ends", "position", "label", "pk")
        constraints = [
            models.UniqueConstraint(fields=("table", "ends", "label"), condition=CURRENT, name="one_current_table_row")
        ]

    def __str__(self) -> str:
        return f"{self.table}: {self.label}"
