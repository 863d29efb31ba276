"""The forms of remits: what a body looks at."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.models import Directorate, IndicatorSet, Measure, PlanElement, Portfolio, Service
from goldenthread.rules.remits import KINDS, OVER, OVER_THINGS, Selection
from goldenthread.web.forms.dates import DateField
from goldenthread.web.forms.fields import choose

_FROM = "The next papers follow it; those of earlier meetings keep what they hold."


class LookForm(forms.Form):
    """One selection; only the field that `over` names counts."""

    kind = forms.ChoiceField(label="What", choices=list(KINDS.items()))
    over = forms.ChoiceField(
        label="Over", choices=list(OVER.items()), help_text="Of the choices below, only the one named here counts."
    )
    element = choose(PlanElement.objects.filter(ends=None), "Part of the plan", needed=False, none="None")
    service = choose(Service.objects.filter(ends=None), "Service", needed=False, none="None")
    directorate = choose(Directorate.objects.filter(ends=None), "Directorate", needed=False, none="None")
    portfolio = choose(Portfolio.objects.filter(ends=None), "Portfolio", needed=False, none="None")
    measure = choose(Measure.objects.all(), "Measure", needed=False, none="None")
    indicator_set = choose(IndicatorSet.objects.all(), "Indicator set", needed=False, none="None")
    effective_from = DateField(label="From", help_text=_FROM)
    reason = forms.CharField(label="Why it changes", required=False, max_length=1000)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        over = cleaned.get("over", "")
        name = over if over in {*OVER_THINGS, "indicator_set"} else ""
        if name and not cleaned.get(name):
            self.add_error(name, f"Choose the {OVER_THINGS.get(name, 'indicator set')}.")
        return cleaned

    def selection(self) -> Selection:
        """What was chosen."""
        given = self.cleaned_data
        kind, over = given["kind"], given["over"]
        if over == "indicator_set":
            return Selection(kind, over, name=given[over].code)
        return Selection(kind, over, given[over].pk if over in OVER_THINGS else None)


class DropLookForm(forms.Form):
    effective_from = DateField(label="From", help_text=_FROM)
    reason = forms.CharField(label="Why it changes", required=False, max_length=1000)
