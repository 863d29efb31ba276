"""Where a figure is not to be had, a forecast may stand in for it, labelled as one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
import time_machine

from goldenthread.actions import frameworks, returns
from goldenthread.imports import framework_files
from goldenthread.rules.entries import Entry
from goldenthread.rules.framework_yaml import parse
from tests.a_round import Q1, ARound, open_round
from tests.small_council import NOW, START
from tests.web.signed_in import browser, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(db: None) -> Iterator[ARound]:
    with time_machine.travel(NOW, tick=True):
        yield open_round()


def missing_with_a_forecast(ours: ARound) -> None:
    entry = Entry(absence="not_collected", commentary="The contractor sent no data.", forecast=Decimal("44.0"))
    returns.submit(by=ours.provider, at=NOW, item=ours.item, entry=entry)
    ours.sign_off()
    ours.approve()


def lets_forecasts_in(ours: ARound) -> None:
    source = framework_files.source("south-derbyshire-2024").replace(
        "\njudgement:\n", "\njudgement:\n  forecast_stands_in: true\n"
    )
    framework = parse(source, "test.yaml")
    frameworks.adopt(
        by=ours.council.by, at=NOW, framework=framework, source=source, effective_from=max(START, Q1[0]), reason="HE"
    )


@pytest.mark.requirement("HE-12")
def test_a_forecast_stands_in_for_missing_data_and_says_so(ours: ARound) -> None:
    lets_forecasts_in(ours)
    missing_with_a_forecast(ours)
    page = words(browser(ours.clerk).get("/scorecard/"))
    assert "44.0% (forecast)" in page
    paper = words(browser(ours.clerk).get(f"/papers/{ours.paper.pk}/preview/"))
    assert "44.0% (forecast)" in paper
    assert "There is no figure, so the forecast of the year stands in." in paper


def test_no_forecast_stands_in_unless_the_framework_lets_it(ours: ARound) -> None:
    missing_with_a_forecast(ours)
    page = words(browser(ours.clerk).get(f"/papers/{ours.paper.pk}/preview/"))
    assert "(forecast)" not in page
    assert "The contractor sent no data" in page
