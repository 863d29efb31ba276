"""A date typed as day, month and year in three boxes, which people get right more often than any other way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

PARTS = (("day", "Day"), ("month", "Month"), ("year", "Year"))
EARLIEST, LATEST = 1900, 2200


class DateParts(forms.Widget):
    """Three boxes named after the field: starts_day, starts_month, starts_year."""

    def value_from_datadict(self, data: Mapping[str, Any], _files: Any, name: str) -> tuple[str, str, str]:
        day, month, year = (str(data.get(f"{name}_{part}", "")).strip() for part, _ in PARTS)
        return day, month, year

    def value_omitted_from_data(self, data: Mapping[str, Any], _files: Any, name: str) -> bool:
        return not any(f"{name}_{part}" in data for part, _ in PARTS)

    def parts(self, value: Any) -> Iterator[tuple[str, str, str]]:
        """Each box: its part of the name, its label, what stands in it."""
        if isinstance(value, date):
            value = (str(value.day), str(value.month), str(value.year))
        for (part, title), text in zip(PARTS, value or ("", "", ""), strict=True):
            yield part, title, text


class DateField(forms.Field):
    """A date; None where the field may be empty and all three boxes are."""

    widget = DateParts

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        if not any(value):
            return None
        missing = [title.lower() for (_, title), text in zip(PARTS, value, strict=True) if not text]
        if missing:
            raise ValidationError(f"The date needs a {' and a '.join(missing)} too.")
        return self._date(*value)

    def _date(self, day: str, month: str, year: str) -> date:
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:
            raise ValidationError(
                f"{day} {month} {year} is not a date. Write it in digits, such as 30 9 2026."
            ) from None
        if not EARLIEST <= found.year <= LATEST:
            raise ValidationError("Write the year in four digits, such as 2026.")
        return found
