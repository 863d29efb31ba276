"""The forms of assessments, of what is recognised, of the engagement log and of what else is said of measures."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.models import IndicatorSet, Measure, MeasureDefinition, PlanElement, Project
from goldenthread.rules.assessment import HIGHLIGHT_WORDS, LEAD_WORDS
from goldenthread.rules.framework_assessment import AssessmentSettings, ScorecardSettings
from goldenthread.web.forms.dates import DateField
from goldenthread.web.forms.fields import FigureField, choose


def _long(label: str, *, help_text: str = "", needed: bool = True, rows: int = 3, most: int = 2000) -> forms.CharField:
    return forms.CharField(
        label=label, required=needed, help_text=help_text, max_length=most, widget=forms.Textarea(attrs={"rows": rows})
    )


class WriteAssessment(forms.Form):
    """A text for every section of the framework; none is needed while it is a draft."""

    def __init__(self, settings: AssessmentSettings, data: Any = None, *, initial: Mapping[str, str]):
        super().__init__(data, initial=dict(initial))
        for section in settings.sections:
            words = section.guidance if section.needed else f"{section.guidance} May be left empty.".strip()
            self.fields[section.code] = _long(section.heading, help_text=words, needed=False, rows=5, most=20_000)


class SendBack(forms.Form):
    """What is missing."""

    note = _long("What is missing?")


class HighlightForm(forms.Form):
    """What is recognised, about what, and the response."""

    kind = forms.ChoiceField(label="What is it?", choices=list(HIGHLIGHT_WORDS.items()), widget=forms.RadioSelect)
    text = _long("What was achieved, or what falls short?")
    response = _long("What is the response?", help_text="What the council does about it, or does next with it.")
    measure = choose(Measure.objects.all(), "About a measure", needed=False, none="No measure")
    project = choose(Project.objects.all(), "About a project", needed=False, none="No project")
    element = choose(PlanElement.objects.filter(ends=None), "About a part of the plan", needed=False, none="No part")


class EngagementForm(forms.Form):
    """Who was asked, how, what they said, and what changed."""

    day = DateField(label="When")
    who = forms.CharField(
        label="Who was asked?", max_length=200, help_text="Groups, not people: “Health and Wellbeing Board”."
    )
    how = forms.CharField(label="How?", max_length=200, help_text="Such as “workshop with 14 tenants”.")
    said = _long("What did they say?")
    changed = _long("What changed because of it?", needed=False, help_text="May be added later.")
    element = choose(PlanElement.objects.filter(ends=None), "About", needed=False, none="The council as a whole")


class SetForm(forms.Form):
    """A set."""

    code = forms.CharField(label="Code", max_length=20, help_text="Such as LAA.")
    name = forms.CharField(label="Name", max_length=200)
    source = forms.CharField(label="Who asks for it, or where it is published", max_length=200, required=False)


class PutInSet(forms.Form):
    """A set, the number there, and the reward."""

    indicator_set = choose(IndicatorSet.objects.all(), "Set")
    called = forms.CharField(label="Its number there", max_length=40, required=False)
    starts = DateField(label="From")
    reward = FigureField(label="Reward for meeting the stretch target, in £", help_text="Empty where there is none.")

    def clean_reward(self) -> int | None:
        """The reward in pence."""
        value: Decimal | None = self.cleaned_data["reward"]
        if value is None:
            return None
        pence = value * 100
        if pence != pence.to_integral_value():
            raise ValidationError("Give whole pence: 1250.50, not 1250.505.")
        return int(pence)


class LeadForm(forms.Form):
    """Who leads."""

    led_by = forms.ChoiceField(label="Who leads on it?", choices=list(LEAD_WORDS.items()), widget=forms.RadioSelect)
    accountable_body = forms.CharField(
        label="Accountable body", max_length=160, required=False, help_text="Needed where a partner leads."
    )
    effective_from = DateField(label="From")


class PerspectiveForm(forms.Form):
    """A perspective of the framework."""

    perspective = forms.ChoiceField(label="Perspective", required=False)
    effective_from = DateField(label="From")

    def __init__(self, settings: ScorecardSettings, data: Any = None, *, initial: Mapping[str, Any]):
        super().__init__(data, initial=dict(initial))
        choices = [("", "None"), *((one.code, one.name) for one in settings.perspectives)]
        self.fields["perspective"].choices = choices  # type: ignore[attr-defined]


class ProxyForm(forms.Form):
    """A measure that stands in for a survey."""

    measure = choose(Measure.objects.all(), "Measure", help_text="One that has figures within the year.")

    def __init__(self, data: Any = None, *, survey: Measure):
        super().__init__(data)
        surveys = MeasureDefinition.objects.current().filter(kind="survey").values("measure")
        others = Measure.objects.exclude(pk=survey.pk).exclude(pk__in=surveys)
        self.fields["measure"].queryset = others  # type: ignore[attr-defined]


class TakeOut(forms.Form):
    """The last day and why."""

    last_day = DateField(label="Last day")
    reason = _long("Why it leaves the set", rows=2)
