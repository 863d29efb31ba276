"""A figure is read back as it was typed, from either database."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.models.figures import figure_from

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("kept", "figure"),
    [
        (Decimal("73.600000000"), "73.6"),
        (Decimal("1200.000000000"), "1200"),
        (73.6, "73.6"),
        (50.0, "50"),
        (69.06638267700001, "69.066382677"),
        (123456789012345.0, "123456789012345"),
        (7, "7"),
    ],
)
def test_a_figure_is_what_was_typed(kept: Decimal | float, figure: str) -> None:
    assert str(figure_from(kept)) == figure
