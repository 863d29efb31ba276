"""Nothing is left over from making it: no notes to oneself, no places on one machine, no links that lead nowhere."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
# Put together here, so that this file does not find itself.
NOTES = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")
PLACES = re.compile(r"(?<![\w.\-/])/(" + "|".join(("work", "tmp", "root", "home", "opt")) + r")/\w")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")


def _tracked() -> list[Path]:
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("Not a git checkout, so there is no telling what belongs to it.")
    files = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [file for file in files if file.is_file()]


def _found(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for file in _tracked():
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue  # a picture or a workbook
        name = file.relative_to(ROOT).as_posix()
        found += [
            f"{name}:{number}: {line.strip()[:80]}" for number, line in enumerate(lines, 1) if pattern.search(line)
        ]
    return found


def test_no_note_to_oneself_is_left() -> None:
    assert _found(NOTES) == []


def test_no_place_on_one_persons_machine_is_named() -> None:
    assert _found(PLACES) == []


def test_every_link_of_the_documentation_leads_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in _tracked()
        if page.suffix == ".md"
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
