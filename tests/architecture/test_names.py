"""Names that hide what a file is for, and names that do not belong in the engine."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.once

PACKAGE = Path(__file__).resolve().parents[2] / "goldenthread"
SHAPELESS = {"utils", "util", "helpers", "helper", "services", "common", "managers", "misc", "base", "signals"}
# The presets are named after councils; each brings its name into this list.
COUNCILS = {file.stem.rstrip("-0123456789").replace("-", " ") for file in (PACKAGE / "frameworks").glob("*.yaml")}
SOURCES = [
    file
    for kind in ("*.py", "*.html", "*.css", "*.js", "*.typ", "*.txt")
    for file in PACKAGE.rglob(kind)
    if not {"frameworks", "vendor", "fonts", "__pycache__"} & set(file.relative_to(PACKAGE).parts)
]


def test_no_module_has_a_name_that_could_hold_anything() -> None:
    assert [file for file in PACKAGE.rglob("*.py") if file.stem in SHAPELESS or file.parent.name in SHAPELESS] == []


def test_the_engine_knows_no_council() -> None:
    assert COUNCILS
    named = [
        f"{file.relative_to(PACKAGE)}: {council}"
        for file in SOURCES
        for council in COUNCILS
        if council in file.read_text(encoding="utf-8").lower().replace("-", " ")
    ]
    assert named == []
