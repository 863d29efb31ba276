"""How a measured figure is kept."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    _Base = models.DecimalField[Decimal | None, Decimal | None]
else:
    _Base = models.DecimalField


class FigureField(_Base):
    """A figure as typed: up to 15 significant digits, nine of them after the point, absent when there is none.

    Databases pad decimals to the column's scale ("73.600000000") or keep them as binary floats; both are read back as
    what was typed, so that both databases give the same figure and the same printed text. A scorecard reads thousands
    of them, so a type of its own spares each the conversions of an ordinary decimal.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 24)
        kwargs.setdefault("decimal_places", 9)
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        return "FigureField"

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return str(connection.data_types["DecimalField"]) % self.db_type_parameters(connection)

    def cast_db_type(self, connection: BaseDatabaseWrapper) -> str:
        return self.db_type(connection)

    def from_db_value(
        self, value: Decimal | float | int | None, expression: object, connection: object
    ) -> Decimal | None:
        return None if value is None else figure_from(value)


def figure_from(value: Decimal | float | int) -> Decimal:
    """A figure as it was typed, from what a database gives."""
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        return _typed(value)
    value = value.normalize()
    return value if value.as_tuple().exponent <= 0 else value.quantize(Decimal(1))  # type: ignore[operator]


@lru_cache(maxsize=16_384)  # the same few thousand percentages come again and again
def _typed(value: float) -> Decimal:
    # SQLite's own reading of digits may be off in the seventeenth: the fifteen that were typed are what counts.
    text = f"{value:.15g}"
    return Decimal(int(value) if "e+" in text else text)
