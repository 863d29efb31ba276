"""The forms of delivery plans. Fields have the names of the actions' parameters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.models import Body, Decision, Plan, Prioritisation, Project
from goldenthread.reports.delivery_plans import Choice
from goldenthread.web.forms.fields import choose


class AddDeliveryPlan(forms.Form):
    """A delivery plan for a year."""

    title = forms.CharField(label="Title", help_text="Such as Council Delivery Plan 2026/27.", max_length=160)
    plan = choose(Plan.objects.filter(service_plan=None), "The plan it delivers")
    year = forms.IntegerField(
        label="Year in which it begins", help_text="2026 for April 2026 to March 2027.", min_value=1990, max_value=2200
    )
    body = choose(Body.objects.filter(ends=None), "Who approves it")


class ProposeVersion(forms.Form):
    """A version: which projects and key activities are in it."""

    projects = forms.ModelMultipleChoiceField(
        Project.objects.all(),
        label="Projects and key activities",
        help_text="Each has to serve a part of the plan.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one project or key activity."},
    )
    ranking = choose(
        Prioritisation.objects.all(), "Ranking that led to it", needed=False, none="None", help_text="Kept with it."
    )
    reason = forms.CharField(
        label="Why these, or what changes",
        help_text="Needed from the second version on.",
        max_length=1000,
        required=False,
    )

    def __init__(self, offered: Sequence[Choice], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["projects"].choices = [(one.pk, one.words) for one in offered]  # type: ignore[attr-defined]


class ApproveVersion(forms.Form):
    """The decision by which a version was approved."""

    decision = choose(
        Decision.objects.all(),
        "Approved by",
        help_text="Record the decision under Decisions first, where it is missing.",
    )
