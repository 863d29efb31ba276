"""The forms of wards. A form's fields have the names of the action's parameters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms

from goldenthread.actions.wards import WardEntry
from goldenthread.models import Person, Ward
from goldenthread.reports.wards import WardEntryPage
from goldenthread.rules.wards import AREA_KINDS, HIDDEN
from goldenthread.web.forms.dates import DateField
from goldenthread.web.forms.fields import FigureField, choose


class AddWard(forms.Form):
    code = forms.CharField(label="Code", max_length=20, help_text="Short, such as the official code of the ward.")
    name = forms.CharField(label="Name", max_length=120)
    kind = forms.ChoiceField(label="Kind", choices=list(AREA_KINDS.items()))
    starts = DateField(label="From", help_text="The first day it is there.")


class TakeSeat(forms.Form):
    starts = DateField(label="From")

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields = {
            "person": choose(Person.objects.filter(is_member=True, left_on=None), "Councillor"),
            **self.fields,
        }


class WardGrid(forms.Form):
    """A row for each ward: its figure, or the two it is made of, or that it is too small to publish."""

    def __init__(self, page: WardEntryPage, data: Any = None) -> None:
        super().__init__(data)
        self.page = page
        numerator, denominator = page.parts
        self.columns: tuple[tuple[str, str], ...] = (
            (("numerator", numerator), ("denominator", denominator)) if numerator else (("value", "Figure"),)
        )
        for ward in page.wards:
            there = page.figures.get(ward.pk)
            for name, _ in self.columns:
                self.fields[f"{name}_{ward.pk}"] = FigureField(initial=getattr(there, name) if there else None)
            self.fields[f"hidden_{ward.pk}"] = forms.BooleanField(
                label=HIDDEN, required=False, initial=there.hidden if there else False
            )
        self.fields["reason"] = forms.CharField(
            label="Why signed-off figures change",
            required=page.needs_reason,
            max_length=1000,
            help_text="Kept with the change.",
        )

    def cells(self, ward: Ward) -> list[tuple[str, str, forms.BoundField]]:
        """The controls of a row: the column, what each is for a screen reader, and the control."""
        return [(title, f"{title}, {ward.name}", self[f"{name}_{ward.pk}"]) for name, title in self.columns]

    def hidden(self, ward: Ward) -> forms.BoundField:
        """The box to tick where a ward's figure is too small."""
        return self[f"hidden_{ward.pk}"]

    def entries(self) -> Iterator[WardEntry]:
        """What was typed, of every ward of which anything was."""
        for ward in self.page.wards:
            typed = {name: self.cleaned_data[f"{name}_{ward.pk}"] for name, _ in self.columns}
            hidden = self.cleaned_data[f"hidden_{ward.pk}"]
            if hidden:
                yield WardEntry(ward, hidden=True)
            elif any(value is not None for value in typed.values()):
                yield WardEntry(ward, **typed)
