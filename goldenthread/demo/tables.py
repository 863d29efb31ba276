"""The demo council's facts and words, as tables in `data/` that anybody can read and change."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml

_FILES = resources.files("goldenthread") / "demo" / "data"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def table(name: str) -> Any:
    """What `data/NAME.yaml` holds."""
    return yaml.load((_FILES / f"{name}.yaml").read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader


def measures() -> list[Mapping[str, Any]]:
    """Every measure of the council, as its table says."""
    parts = ("finance-and-management", "environment-and-development", "housing-and-communities")
    return [measure for part in parts for measure in table(f"measures/{part}")]


def words(name: str, ref: str, offset: int) -> Any:
    """What was written about a measure in a round, or for any round; None where nothing was."""
    written = table(f"words/{name}").get(ref, {})
    return written.get(offset, written.get("any"))
