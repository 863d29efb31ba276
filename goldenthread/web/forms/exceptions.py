"""The exception report as a form: a text for each of the framework's sections, and rows of promised actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from goldenthread.actions.exceptions import Promise
from goldenthread.models import Person
from goldenthread.reports.exceptions import ExceptionPage
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.values import whole_number
from goldenthread.web.forms.fields import FigureField

BLANK_ROWS = 2


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


@dataclass(frozen=True, slots=True)
class PromiseFields:
    """The names of one row's fields."""

    text: str
    owner: str
    due: str


class ExceptionForm(forms.Form):
    """What an exception report says. Rows of actions may stay empty; there are always some empty ones more."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)
    forecast = FigureField(label="Forecast for the year’s end")
    help_needed = forms.CharField(label="Help needed", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, page: ExceptionPage, data: Any = None) -> None:
        written = page.written
        promises = written.promises if written else ()
        initial: dict[str, Any] = {"seen": written.number if written else 0, "rows": len(promises) + BLANK_ROWS}
        if written:
            initial |= {"forecast": written.forecast, "help_needed": written.help_needed}
        super().__init__(data, initial=initial)
        self.headings: dict[str, str] = {}
        said = dict(written.sections) if written else {}
        for place, heading in enumerate(page.headings):
            name = f"section-{place}"
            self.headings[name] = heading
            self.fields[name] = forms.CharField(
                label=heading, required=False, initial=said.get(heading, ""), widget=forms.Textarea(attrs={"rows": 4})
            )
        self.fields["on_track_by"] = _day("Back on track by")
        self.fields["on_track_by"].initial = written.on_track_by if written else None
        self.promise_rows = [
            self._add_row(place, page, promises[place] if place < len(promises) else None)
            for place in range(self._count(data, len(promises)))
        ]

    def _count(self, data: Any, kept: int) -> int:
        sent = whole_number(data.get("rows", "")) if data else None
        return kept + BLANK_ROWS if sent is None else min(sent, 30)

    def _add_row(self, place: int, page: ExceptionPage, promise: Any) -> PromiseFields:
        names = PromiseFields(f"promise-{place}-text", f"promise-{place}-owner", f"promise-{place}-due")
        self.fields[names.text] = forms.CharField(
            label="Action", required=False, initial=promise.text if promise else "", widget=forms.TextInput()
        )
        self.fields[names.owner] = forms.TypedChoiceField(
            label="Owner",
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", "Choose"), *page.people],
            initial=promise.owner_id if promise else "",
        )
        self.fields[names.due] = _day("By")
        self.fields[names.due].initial = promise.due if promise else None
        return names

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for row in self.promise_rows:
            text, owner, due = (cleaned.get(name) for name in (row.text, row.owner, row.due))
            if any((text, owner, due)) and not all((text, owner, due)):
                empty = row.text if not text else row.owner if not owner else row.due
                self.add_error(empty, "An action needs words, an owner and a date.")
        return cleaned

    def sections(self) -> Mapping[str, str]:
        """The text under each heading."""
        return {heading: self.cleaned_data.get(name, "") for name, heading in self.headings.items()}

    def promises(self) -> list[Promise]:
        """The actions that were filled in."""
        filled = [row for row in self.promise_rows if self.cleaned_data.get(row.text)]
        people = Person.objects.in_bulk([self.cleaned_data[row.owner] for row in filled])
        return [
            Promise(self.cleaned_data[row.text], people[self.cleaned_data[row.owner]], self.cleaned_data[row.due])
            for row in filled
        ]

    def on_track_by(self) -> date | None:
        """When it will be back on track."""
        found: date | None = self.cleaned_data["on_track_by"]
        return found

    def forecast_value(self) -> Decimal | None:
        """The forecast outturn."""
        found: Decimal | None = self.cleaned_data["forecast"]
        return found

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal of the action on the form."""
        self.add_error(None, refusal.sentence)
