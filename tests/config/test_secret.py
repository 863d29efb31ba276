"""The secret key."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from goldenthread.config.secret import secret_key

pytestmark = pytest.mark.once


def test_the_key_is_generated_once_and_kept(tmp_path: Path) -> None:
    key = secret_key(tmp_path)
    assert len(key) >= 50
    assert secret_key(tmp_path) == key


def test_two_installations_have_different_keys(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert secret_key(tmp_path) != secret_key(tmp_path / "other")


@pytest.mark.skipif(os.name != "posix", reason="Files have owners and modes on POSIX only.")
def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    secret_key(tmp_path)
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
