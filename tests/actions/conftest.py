"""What the tests of actions start from."""

from __future__ import annotations

import pytest

from tests.small_council import SmallCouncil, build


@pytest.fixture
def anytown(db: None) -> SmallCouncil:
    """A council with one of each thing."""
    return build()
