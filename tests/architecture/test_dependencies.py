"""What we stand on is explained, locked, and named without saying where it was fetched."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
PYTHON_LOCKS = {
    "base.txt": PROJECT["dependencies"] + EXTRAS["postgres"],
    "dev.txt": PROJECT["dependencies"] + EXTRAS["postgres"] + EXTRAS["dev"],
}


def _pins(lock: str) -> dict[str, str]:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    return {
        name.lower(): version for name, version in re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==(\S+)", text, re.MULTILINE)
    }


def test_every_dependency_says_why_it_is_there() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    wanted = PROJECT["dependencies"] + [each for extra in EXTRAS.values() for each in extra]
    unexplained = [each for each in wanted if not any(f'"{each}",' in line and "  # " in line for line in lines)]
    assert not unexplained


@pytest.mark.parametrize("lock", PYTHON_LOCKS)
def test_the_python_lock_fits_the_project(lock: str) -> None:
    pins = _pins(lock)
    wanted = [Requirement(each) for each in PYTHON_LOCKS[lock]]
    stale = [str(each) for each in wanted if pins.get(each.name.lower(), "0") not in each.specifier]
    assert not stale, "Run `make lock`."


def test_the_npm_lock_fits_the_package() -> None:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"][""]
    for key in ("dependencies", "devDependencies"):
        assert lock[key] == package[key], "Run `npm install`."


@pytest.mark.parametrize("lock", ["requirements/base.txt", "requirements/dev.txt", "package-lock.json"])
def test_no_lock_names_a_registry(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", PYTHON_LOCKS)
def test_every_locked_package_has_a_fingerprint(lock: str) -> None:
    blocks = re.split(r"\n(?=\S)", (ROOT / "requirements" / lock).read_text(encoding="utf-8").strip())
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
