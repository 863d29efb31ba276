"""Frameworks are found by name or by file, and a miss says what there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.imports.framework_files import load, names, source
from goldenthread.rules.framework_yaml import FrameworkProblems
from goldenthread.rules.refusals import Refusal
from tests.rules.small_framework import SMALL


def test_reads_a_file_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig"):
        file = tmp_path / f"{encoding}.yaml"
        file.write_text(SMALL, encoding=encoding)
        assert load(str(file)).name == "small"


def test_names_the_file_in_a_problem(tmp_path: Path) -> None:
    file = tmp_path / "council.yaml"
    file.write_text(SMALL.replace("schema: 1", "schema: 3"), encoding="utf-8")
    with pytest.raises(FrameworkProblems) as refused:
        load(str(file))
    assert refused.value.problems[0].file == str(file)


def test_finds_supplied_frameworks_by_name() -> None:
    for name in names():
        assert load(name).name == name


def test_suggests_a_name_that_is_near() -> None:
    name = names()[0]
    with pytest.raises(Refusal, match=f"did you mean “{name}”"):
        source(name[:-1])


def test_says_what_comes_with_the_software() -> None:
    with pytest.raises(Refusal, match=rf"these come with the software: .*{names()[0]}"):
        source("nowhere/at/all.yaml")


def test_refuses_a_file_that_is_not_text(tmp_path: Path) -> None:
    file = tmp_path / "council.yaml"
    file.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(Refusal, match="not plain text"):
        load(str(file))
