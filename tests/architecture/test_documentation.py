"""What is written down agrees with what the program does."""

from __future__ import annotations

import re
from importlib.metadata import version
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "goldenthread"


@pytest.mark.once
def test_the_version_is_the_changelogs_newest() -> None:
    newest = re.search(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest
    assert version("goldenthread") == newest[1]


@pytest.mark.once
def test_the_reference_pages_are_up_to_date() -> None:
    call_command("reference", check=True, folder=ROOT / "docs" / "reference")


@pytest.mark.once
def test_every_setting_is_documented_and_used() -> None:
    named = {
        name
        for file in PACKAGE.rglob("*.py")
        if file.name != "environment.py"
        for name in re.findall(r'"(GOLDENTHREAD_[A-Z_]+|DATABASE_URL)"', file.read_text(encoding="utf-8"))
    }
    assert named | {"GOLDENTHREAD_HOME"} == {variable.name for variable in settings.ENVIRONMENT_VARIABLES}


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


@pytest.mark.once
def test_every_decision_record_is_complete_and_numbered_in_turn() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [record.name[:4] for record in records] == [f"{number:04}" for number in range(1, len(records) + 1)]
    for record in records:
        headings = re.findall(r"^## (.+)$", record.read_text(encoding="utf-8"), re.MULTILINE)
        assert headings == ["Context", "Decision", "Alternatives", "Consequences"], record.name
