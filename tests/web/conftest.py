"""The small council's day, for pages that look at the clock."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from tests.a_round import ARound, open_round
from tests.small_council import NOW


@pytest.fixture
def a_round(db: None) -> Iterator[ARound]:
    """The small council with its round open, on the day it was opened."""
    with time_machine.travel(NOW, tick=True):
        yield open_round()
