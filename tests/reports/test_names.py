"""Names by date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.actions import organisation
from goldenthread.reports.names import names_on
from tests.small_council import NOW, SmallCouncil, build


@pytest.fixture
def anytown(db: None) -> SmallCouncil:
    return build()


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2020, 1, 1), "Waste and Recycling"),
        (date(2026, 9, 30), "Waste and Recycling"),
        (date(2026, 10, 1), "Clean Streets"),
    ],
)
def test_a_service_is_called_what_it_was_called_that_day(anytown: SmallCouncil, day: date, name: str) -> None:
    later = NOW + timedelta(hours=1)
    organisation.rename_service(
        by=anytown.by, at=later, service=anytown.service, name="Clean Streets", effective_from=date(2026, 10, 1)
    )
    assert names_on(day).service(anytown.service.pk) == name
    assert names_on(day, NOW).service(anytown.service.pk) == "Waste and Recycling"
