"""Where published data lie: beside the project or at GOLDENTHREAD_SHARED, and never in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parents[2].parent / "shared"


def shared(*parts: str) -> Path:
    """A file or folder of published data; the test is skipped, with the reason, where there is none."""
    path = Path(os.environ.get("GOLDENTHREAD_SHARED", BESIDE)).joinpath("data", *parts)
    if not path.exists():
        pytest.skip(
            f"{'/'.join(parts)} is not beside the project; set GOLDENTHREAD_SHARED to the folder that has data/"
        )
    return path
