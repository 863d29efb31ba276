"""What a form says about a field's mistakes: each names its field and what to do, for a summary lists several."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.functional import Promise

_CHOSEN = {"select", "selectmultiple", "radioselect", "checkboxselectmultiple", "file", "clearablefile"}
_WORDS: Final[Mapping[str, str]] = {
    "max_length": "“{label}” has room for {limit_value} characters, and this is {show_value}. Make it shorter.",
    "min_length": "“{label}” needs at least {limit_value} characters.",
    "min_value": "“{label}” has to be {limit_value} or more.",
    "max_value": "“{label}” has to be {limit_value} or less.",
    "invalid_choice": "Choose “{label}” from what is offered. It may have changed since the page was opened.",
}
_INVALID: Final[Mapping[str, str]] = {
    "number": "“{label}” has to be a number in digits, such as 5.",
    "date": "“{label}” has to be a date, such as 30/9/2026.",
    "time": "“{label}” has to be a time, such as 18:30.",
    "email": "“{label}” has to be an address such as name@council.gov.uk.",
}


def mistakes(bound: BoundField) -> list[str]:
    """The sentences beside a field, and in the summary above the form."""
    found = bound.form.errors.as_data().get(bound.name, [])
    return [text for error in found for text in _sentences(bound, error)]


def _sentences(bound: BoundField, error: ValidationError) -> list[str]:
    """A form's own words stand; Django's, which alone wait to be translated, do not say which field they are about."""
    if not isinstance(error.message, Promise):
        return error.messages
    if error.code == "required":
        return [_empty(bound)]
    words = _INVALID.get(bound.widget_type, "") if error.code == "invalid" else _WORDS.get(error.code or "", "")
    return [words.format(**{"label": bound.label, **(error.params or {})})] if words else error.messages


def _empty(bound: BoundField) -> str:
    if bound.widget_type == "checkbox":
        return f"Tick “{bound.label}” to go on."
    return f"Choose “{bound.label}”." if bound.widget_type in _CHOSEN else f"Fill in “{bound.label}”."
