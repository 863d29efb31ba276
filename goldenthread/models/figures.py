"""How a measured figure is kept."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    _Base = models.DecimalField[Decimal | None, Decimal | None]
else:
    _Base = models.DecimalField


class FigureField(_Base):
    """A figure as typed: up to 15 significant digits, nine of them after the point, absent when there is none.

    Databases pad decimals to the column's scale ("73.600000000"); the padding is taken off when the row is read, so
    that both databases give the same figure and the same printed text.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 24)
        kwargs.setdefault("decimal_places", 9)
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Decimal | None, expression: object, connection: object) -> Decimal | None:
        if value is None:
            return None
        tidy = value.normalize()
        return tidy if tidy.as_tuple().exponent <= 0 else tidy.quantize(Decimal(1))  # type: ignore[operator]
