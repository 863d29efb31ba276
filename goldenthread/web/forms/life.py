"""Forms of the framework's life: approvals, and measures that move out of the papers."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.models import Decision, Measure, Plan
from goldenthread.web.forms.dates import DateField
from goldenthread.web.forms.fields import choose


def _decision() -> Any:
    return choose(
        Decision.objects.all(),
        "Approved by",
        help_text="Record the decision under Decisions first, where it is missing.",
    )


class ApproveForm(forms.Form):
    """The decision that approved the framework."""

    decision = _decision()


class PlanYearForm(forms.Form):
    """The decision that approved a plan again for a year."""

    plan = choose(Plan.objects.all(), "Plan")
    year = DateField(label="A day in the financial year it is approved for", help_text="For example, 1 4 2026")
    decision = _decision()


class MoveForm(forms.Form):
    """A measure that is monitored elsewhere from a day on."""

    measure = choose(Measure.objects.all(), "Measure")
    effective_from = DateField(label="From")
    where = forms.CharField(
        label="Where is it monitored now?", max_length=200, help_text="For example: the Waste service's own scorecard"
    )
    reason = forms.CharField(label="Why?", widget=forms.Textarea(attrs={"rows": 2}))


class MoveBackForm(forms.Form):
    """A measure that comes back into its committee's paper."""

    effective_from = DateField(label="From")
    reason = forms.CharField(label="Why?", widget=forms.Textarea(attrs={"rows": 2}))
