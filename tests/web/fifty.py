"""Fifty returns due at once, for query budgets."""

from __future__ import annotations

from datetime import date

from goldenthread.actions import cycles, governance, measures
from goldenthread.models import DueItem
from tests.a_round import ARound
from tests.small_council import NOW


def fifty(a_round: ARound) -> list[DueItem]:
    """A second round, over the quarter before, in which fifty measures of the same service are due."""
    council = a_round.council
    for number in range(50):
        measures.add(
            by=council.by,
            at=NOW,
            ref=f"X{number:02}",
            service=council.service,
            body=council.body,
            effective_from=date(2024, 4, 1),
            title=f"Measure {number}",
            unit="%",
            decimals=1,
            polarity="neutral",
            frequency="quarter",
        )
    meeting = governance.add_meeting(by=council.by, at=NOW, body=council.body, day=date(2026, 10, 6))
    round_ = cycles.open_round(
        by=council.by, at=NOW, label="Q4 2025/26", starts=date(2026, 1, 1), ends=date(2026, 3, 31), meetings=[meeting]
    )
    return list(round_.items.all())
