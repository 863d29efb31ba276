"""What a form says about a field's mistakes: a field left empty is called by its name, for a summary lists several."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.forms import BoundField, Field

_CHOSEN = {"select", "selectmultiple", "radioselect", "checkboxselectmultiple", "file", "clearablefile"}


def mistakes(bound: BoundField) -> list[str]:
    """The sentences beside a field, and in the summary above the form."""
    found = bound.form.errors.as_data().get(bound.name, [])
    return [_empty(bound) if _says_nothing(error) else text for error in found for text in error.messages]


def _says_nothing(error: ValidationError) -> bool:
    """Whether it is Django's own "This field is required."; a form's own words for it stand."""
    return error.code == "required" and error.message == Field.default_error_messages["required"]


def _empty(bound: BoundField) -> str:
    if bound.widget_type == "checkbox":
        return f"Tick “{bound.label}” to go on."
    return f"Choose “{bound.label}”." if bound.widget_type in _CHOSEN else f"Fill in “{bound.label}”."
