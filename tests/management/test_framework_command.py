"""`goldenthread framework` says what a framework holds, and what is wrong with one."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.cli import main
from tests.rules.small_framework import SMALL, changed

pytestmark = pytest.mark.once


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """The exit code, and what was printed as result and as complaint."""
    code = main(["framework", *words])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


@pytest.fixture
def council_file(tmp_path: Path) -> Path:
    """A council's own framework."""
    file = tmp_path / "council.yaml"
    file.write_text(SMALL, encoding="utf-8")
    return file


def test_lists_what_comes_with_the_software(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "list")
    assert code == 0
    assert "south-derbyshire-2024: Performance Management Framework, serving Council Plan 2024-2028" in out
    assert "not endorsed" in " ".join(out.split())


def test_passes_a_framework_that_can_be_used(capsys: pytest.CaptureFixture[str], council_file: Path) -> None:
    code, out, _ = run(capsys, "check", str(council_file))
    assert code == 0
    assert "can be used: A small framework (2 levels, 3 stages, 2 committees)." in out


def test_names_file_line_and_remedy(capsys: pytest.CaptureFixture[str], council_file: Path) -> None:
    council_file.write_text(changed("amber_within: 10", "amber_witin: 10"), encoding="utf-8")
    code, out, err = run(capsys, "check", str(council_file))
    assert (code, out) == (2, "")
    assert f"{council_file}, line 12: judgement.default.amber_witin" in err
    assert "Did you mean “amber_within”?" in err
    assert "cannot be used yet: 1 problem." in err


def test_suggests_the_name_that_was_meant(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "check", "south-derbyshire-2025")
    assert code == 2
    assert "did you mean “south-derbyshire-2024”?" in err


@pytest.mark.requirement("SD-01")
def test_shows_who_approved_the_framework_and_the_plan_it_serves(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "show", "south-derbyshire-2024")
    shown = " ".join(out.split())
    assert code == 0
    assert "- Finance and Management Committee approved this framework on 20 June 2024." in shown
    assert "It was last reviewed in December 2020." in shown
    assert "Council Plan 2024-2028, approved by Council on 28 February 2024 and effective from 1 April 2024." in shown


@pytest.mark.requirement("SD-02")
def test_shows_the_levels_of_the_plan(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "show", "south-derbyshire-2024")
    assert (
        "The plan's levels, from the top: Priority, Key aim, Measure or project, Service Plan action and Individual "
        "objective." in " ".join(out.split())
    )


def test_marks_assumptions_and_says_what_the_mark_means(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "show", "south-derbyshire-2024")
    assert "\n* Data entered: Data provider, 10 working days after the end of the period.\n" in out
    assert out.rstrip().endswith("* An assumption: the public document does not say.")


def test_starts_a_framework_that_can_be_used(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "new.yaml"
    assert run(capsys, "new", str(file))[0] == 0
    assert run(capsys, "check", str(file))[0] == 0


def test_leaves_an_existing_file_alone(capsys: pytest.CaptureFixture[str], council_file: Path) -> None:
    code, _, err = run(capsys, "new", str(council_file))
    assert code == 2
    assert "exists, and was left alone" in err
    assert council_file.read_text(encoding="utf-8") == SMALL


def test_refuses_to_copy_what_is_not_supplied(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, err = run(capsys, "new", str(tmp_path / "new.yaml"), "--like", "atlantis")
    assert code == 2
    assert "No framework called “atlantis”" in err


def test_says_where_it_cannot_write(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, err = run(capsys, "new", str(tmp_path / "nowhere" / "new.yaml"))
    assert code == 2
    assert "cannot be written" in err
