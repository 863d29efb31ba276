"""What every record is held to before it is kept, each refusal in words that say what to write instead."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.values import SIGNIFICANT_DIGITS

_R = TypeVar("_R", bound=models.Model)

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/-]*")
_LARGEST = Decimal(10) ** SIGNIFICANT_DIGITS
_DECIMALS = 9


def keep(record: _R) -> _R:
    """Save a record whose words, numbers and dates fit their columns; a refusal names the field that does not."""
    check_fits(record)
    record.save()
    return record


def check_fits(record: models.Model) -> None:
    """Refuse words that are too long or missing: SQLite would keep them all the same, and PostgreSQL would fail."""
    beside = {field.name for field in record._meta.get_fields() if field.is_relation}
    beside |= {field.name for field in record._meta.fields if isinstance(field, models.JSONField)}
    try:
        record.clean_fields(exclude=beside)
    except ValidationError as wrong:
        name, messages = next(iter(wrong.message_dict.items()))
        words = str(getattr(record._meta.get_field(name), "verbose_name", name))
        raise Refusal("does_not_fit", f"{words[:1].upper()}{words[1:]}: {messages[0]}") from None


def words(value: str, what: str) -> str:
    """The text without the spaces around it; a refusal where nothing is left."""
    text = " ".join(value.split())
    if not text:
        raise Refusal("missing", f"Write {what}.")
    return text


def code(value: str, what: str) -> str:
    """A short code or reference: letters and digits, and between them spaces, dots, slashes, hyphens."""
    text = words(value, what)
    if not _CODE.fullmatch(text):
        raise Refusal(
            "not_a_code",
            f"“{text[:40]}” cannot be {what}. Begin with a letter or digit and use only letters, digits, spaces "
            "and . _ / -",
        )
    return text


def span(starts: date, ends: date | None) -> None:
    """Refuse an end before its start."""
    if ends is not None and ends < starts:
        raise Refusal("ends_before_it_starts", f"{day_words(ends)} is before the start, {day_words(starts)}.")


def unused(rows: models.QuerySet[_R], sentence: str) -> None:
    """Refuse with the sentence where any row is found."""
    if rows.exists():
        raise Refusal("already_there", sentence)


def figure(value: Decimal | None, what: str) -> Decimal | None:
    """A figure that both databases, spreadsheets and pages keep unchanged."""
    if value is None:
        return None
    digits = "".join(map(str, value.as_tuple().digits)).strip("0")
    exponent = value.normalize().as_tuple().exponent
    if not isinstance(exponent, int):
        raise Refusal("not_a_number", f"{value} cannot be {what}. Type a number.")
    if len(digits) > SIGNIFICANT_DIGITS or abs(value) >= _LARGEST or -exponent > _DECIMALS:
        raise Refusal(
            "too_many_digits",
            f"{value} has more digits than can be kept exactly as {what}: at most {SIGNIFICANT_DIGITS}, and "
            f"{_DECIMALS} after the point.",
        )
    return value


def change_reason(reason: str, what: str) -> str:
    """The reason for a change that has to be explained; a refusal where there is none."""
    if not reason.strip():
        raise Refusal("reason_needed", f"Say why {what}: it is kept with the change.")
    return reason.strip()
