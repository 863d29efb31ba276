"""The forms of individual objectives and of who manages whom."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from goldenthread.models import Person, PlanElement
from goldenthread.web.forms.dates import DateField
from goldenthread.web.forms.fields import choose


class ObjectiveForm(forms.Form):
    """A title, the part of the plan it serves, and from when to when."""

    title = forms.CharField(
        label="Objective",
        max_length=200,
        help_text="What is to be achieved. Leave out how it is going: ratings and comments have no place here.",
    )
    element = choose(
        PlanElement.objects.none(),
        "What it serves",
        help_text="An action of a service or team plan, or a part of a plan.",
    )
    starts = DateField(label="From")
    ends = DateField(label="Last day")

    def __init__(self, data: Any = None, *, on: date, initial: dict[str, Any]):
        super().__init__(data, initial=initial)
        running = Q(ends__isnull=True) | Q(ends__gte=on)
        shown = PlanElement.objects.filter(running, plan__ends__gte=on) | PlanElement.objects.filter(
            pk=initial.get("element") or 0
        )
        self.fields["element"].queryset = shown.order_by("plan__title", "position", "code")  # type: ignore[attr-defined]


class ManagerForm(forms.Form):
    """Who, from when."""

    manager = choose(Person.objects.none(), "Line manager")
    starts = DateField(label="From")

    def __init__(self, data: Any = None, *, person: Person, initial: dict[str, Any]):
        super().__init__(data, initial=initial)
        officers = Person.objects.filter(is_member=False, left_on=None, anonymised_at=None)
        self.fields["manager"].queryset = officers.exclude(pk=person.pk)  # type: ignore[attr-defined]


class EndManager(forms.Form):
    """The last day."""

    last_day = DateField(label="Last day")
