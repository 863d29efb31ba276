"""`goldenthread rate` on a district council's published scorecard of 2014-15."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from goldenthread.cli import main
from tests.real_data.shared import shared

pytestmark = pytest.mark.once

LIGHTS = {"g": "green", "a": "amber", "r": "red"}
COLUMNS = (
    "KPI ref=ref",
    "Description=measure",
    "Polarity (SCOUT-INFERRED from wording, not published)=polarity",
    "Last quarter=previous",
    "This quarter=actual",
)


@pytest.fixture
def rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    """The scorecard judged with a tolerance of 10%."""
    scorecard = shared("hart_scorecard", "hart_kpis_2014-15_Q1_published_Aug2014.csv")
    judged = tmp_path / "judged.csv"
    maps = [word for column in COLUMNS for word in ("--map", column)]
    framework = ["--framework", "south-derbyshire-2024", "--tolerance", "10"]
    assert main(["rate", str(scorecard), *framework, *maps, "--out", str(judged)]) == 0
    assert "The target is 0. Is that the target, or is there none?" in capsys.readouterr().err
    with judged.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_39_of_the_42_published_lights_are_reproduced(rows: list[dict[str, str]]) -> None:
    rated = {row["ref"]: row for row in rows if row["Published status (g/a/r/u=info/d=data only)"] in LIGHTS}
    differing = {
        ref: (LIGHTS[row["Published status (g/a/r/u=info/d=data only)"]], row["status"])
        for ref, row in rated.items()
        if LIGHTS[row["Published status (g/a/r/u=info/d=data only)"]] != row["status"]
    }
    assert len(rated) == 42
    # A 0 that stood for "not yet confirmed", and two judgement calls.
    assert len(differing) == 3, differing
    assert differing["ETS01"] == ("red", "green")


def test_every_row_has_a_reason_and_its_own_columns_are_kept(rows: list[dict[str, str]]) -> None:
    assert len(rows) == 45
    assert all(row["reason"] for row in rows)
    assert next(row for row in rows if row["ref"] == "CS02a")["reason"] == (
        "78.5% is 1.5 points below the target of 80%, 1.9% off and inside the 10% tolerance: near target."
    )
    assert Counter(row["Service"] for row in rows)["Planning Services"] == 4
