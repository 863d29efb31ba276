"""The page of a measure."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.actions import links, measures
from tests.a_round import ARound
from tests.reports.a_measure import add, figures
from tests.small_council import NOW, START
from tests.web.signed_in import browser, words


@pytest.mark.requirement("SD-16")
def test_it_tells_everything_a_measures_report_has(a_round: ARound) -> None:
    council = a_round.council
    measures.redefine(
        by=council.by,
        at=NOW,
        measure=council.measure,
        effective_from=START,
        reason="Written up",
        rationale="Waste that is recycled is not burnt.",
        definition="Tonnes recycled over tonnes collected.",
    )
    a_round.submit("49.0", commentary="Crews were short.", action="Two drivers start in August.")
    said = words(browser(council.by).get("/measures/W1/"))
    for each in (
        "W1, Q1 2026/27 (April to June 2026)",
        "Environment Committee",
        "Waste that is recycled is not burnt.",
        "Tonnes recycled over tonnes collected.",
        "Targets over time",
        "50.5%",
        "49% is 1.5 points below the target of 50.5%",
        "Household waste recycled has been below target in Q1 2026/27",
        "No comparison is held",
        "Crews were short.",
        "Two drivers start in August.",
        "1.1 Recycle more",
    ):
        assert each in said


@pytest.mark.requirement("NH-25")
def test_it_shows_how_others_do_and_where_the_council_stands(a_round: ARound) -> None:
    council = a_round.council
    measures.add_benchmark(
        by=council.by,
        at=NOW,
        measure=council.measure,
        starts=START,
        ends=START + timedelta(days=364),
        comparator="English districts",
        value=Decimal("42.3"),
        rank="joint 20th of 52 districts",
        source="Defra",
    )
    said = words(browser(council.by).get("/measures/W1/"))
    assert "English districts" in said
    assert "42.3%" in said
    assert "joint 20th of 52 districts" in said


@pytest.mark.requirement("NH-26")
def test_a_split_measure_shows_its_parts_their_sum_and_the_projection(a_round: ARound) -> None:
    council = a_round.council
    whole = add(council, "BV12", unit="days", decimals=2, polarity="low")
    figures(council, whole, {"2026-04-01": "1.04"})
    for ref, days in (("BV12a", "0.50"), ("BV12b", "0.54")):
        figures(council, add(council, ref, unit="days", decimals=2, polarity="low", parent=whole), {"2026-04-01": days})
    said = words(browser(council.by).get("/measures/BV12/"))
    assert "Made up of BV12a Measure BV12a : 0.50 days" in said
    assert "If the year goes on as it has: 4.16 days." in said
    assert "Part of BV12 Measure BV12" in words(browser(council.by).get("/measures/BV12a/"))


def test_it_can_be_looked_back_at(a_round: ARound) -> None:
    with time_machine.travel(NOW + timedelta(days=2), tick=True):
        client = browser(a_round.council.by)
        a_round.submit("51.0", at=NOW + timedelta(days=1))
        assert "51.0%" in words(client.get("/measures/W1/"))
        then = words(client.get("/measures/W1/?as_at=2026-07-08"))
        assert "As known on 8 July 2026." in then
        assert "51.0%" not in then
        assert "Latest available: 46.9% for Q4 2025/26" in then


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("soon", "Give the day as numbers"), ("2030-01-01", "That day has not come yet.")],
)
def test_a_day_that_cannot_be_looked_back_to_is_explained(a_round: ARound, typed: str, sentence: str) -> None:
    page = browser(a_round.council.by).get(f"/measures/W1/?as_at={typed}")
    assert page.status_code == 400
    assert sentence in words(page)


def test_what_is_not_there_is_not_found(a_round: ARound) -> None:
    client = browser(a_round.council.by)
    assert client.get("/measures/NONE/").status_code == 404
    assert client.get("/measures/W1/?as_at=2020-01-01").status_code == 404


def test_its_provider_can_go_and_update_it(a_round: ARound) -> None:
    page = browser(a_round.provider).get("/measures/W1/").content.decode()
    assert f'href="/updates/{a_round.item.pk}/"' in page
    member = a_round.council.person_with("member", "mo@anytown.example")
    assert "Update this figure" not in words(browser(member).get("/measures/W1/"))


def test_a_frozen_paper_and_a_later_revision_stand_side_by_side(a_round: ARound) -> None:
    a_round.to_paper("51.0")
    said = words(browser(a_round.council.by).get("/measures/W1/"))
    assert "Environment Committee, 8 September 2026" in said
    assert "As reported" in said


def test_the_page_takes_few_queries(a_round: ARound) -> None:
    council = a_round.council
    other = add(council, "W2")
    links.link(by=council.by, at=NOW, serves=council.aim, measure=other, starts=START)
    client = browser(council.by)
    client.get("/measures/W1/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/measures/W1/")
    assert len(queries) <= 30


def test_a_reference_may_have_a_slash(a_round: ARound) -> None:
    council = a_round.council
    measures.add(
        by=council.by,
        at=NOW,
        ref="NI 192/1",
        service=council.service,
        body=council.body,
        effective_from=START,
        title="Recycled at the kerb",
        unit="%",
        decimals=1,
        polarity="high",
        frequency="quarter",
    )
    reader = browser(council.by)
    assert "Recycled at the kerb" in words(reader.get("/scorecard/"))
    assert "Recycled at the kerb" in words(reader.get("/measures/NI 192/1/"))
