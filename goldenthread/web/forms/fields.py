"""Fields that know how a council writes: figures as people type them, and things chosen by the names of the day."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from goldenthread.rules.refusals import Refusal
from goldenthread.rules.values import parse_number


class FigureField(forms.CharField):
    """A figure as typed ("1,234", "73.6%"); empty gives None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 40, **kwargs})
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_number(text)
        except Refusal as refusal:
            raise ValidationError(refusal.sentence) from None

    def prepare_value(self, value: Any) -> Any:
        return f"{value:f}" if isinstance(value, Decimal) else value


class NamedChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    """A thing chosen by what it is called; the view says how with `call_by`."""

    name_of: Callable[[Any], str] = str

    def label_from_instance(self, obj: Model) -> str:
        return self.name_of(obj)


def call_by(form: forms.Form, name_of: Callable[[Any], str]) -> None:
    """Call every choice of a form's `NamedChoice` fields by this function."""
    for field in form.fields.values():
        if isinstance(field, NamedChoice):
            field.name_of = name_of


def choose(rows: QuerySet[Any], label: str, *, needed: bool = True, help_text: str = "", none: str = "") -> NamedChoice:
    """A choice among rows; `none` is what choosing nothing means."""
    return NamedChoice(
        queryset=rows, label=label, required=needed, help_text=help_text, empty_label=none or "Choose one"
    )
