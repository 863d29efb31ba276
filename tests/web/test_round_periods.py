"""The periods that a round may be about are those of the framework's calendar."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from goldenthread.actions import frameworks
from goldenthread.imports import framework_files
from goldenthread.rules.framework_yaml import parse
from tests.small_council import NOW, START, build
from tests.web.signed_in import browser, words

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("HE-03", "GA-12")
@pytest.mark.parametrize(
    ("calendar", "offered"),
    [
        ("{year_starts: april, periods: custom, months: [2, 4, 8, 9]}", "April to May 2026 (2 months)"),
        (
            "{year_starts: april, periods: custom, spans: [{name: Six months, starts: 04-01, ends: 10-31}]}",
            "Six months, April to October 2026",
        ),
        ("{year_starts: april, periods: half}", "H1 2026/27"),
    ],
)
def test_a_round_is_opened_over_a_period_of_the_councils_own_calendar(calendar: str, offered: str, db: None) -> None:
    with time_machine.travel(NOW, tick=True):
        council = build()
        source = framework_files.source("south-derbyshire-2024")
        begin = source.index("\ncalendars:\n")
        end = source.index("\n\n", begin + 2)
        source = f"{source[:begin]}\ncalendars:\n  quarterly: {calendar}\n{source[end:]}"
        framework = parse(source, "test.yaml")
        frameworks.adopt(
            by=council.by,
            at=NOW,
            framework=framework,
            source=source,
            effective_from=max(START, date(2026, 4, 1)),
            reason="Another calendar",
        )
        assert offered in words(browser(council.by).get("/rounds/open/"))
