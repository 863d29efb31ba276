"""Write docs/reference/requirements.md: every requirement, and the tests that prove it."""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "docs" / "reference" / "requirements.yaml"
PAGE = SOURCE.with_suffix(".md")
TESTS = ROOT / "tests"


@dataclass(frozen=True, slots=True)
class Proof:
    """A test that proves a requirement: its file, as seen from the root, and its name."""

    file: str
    name: str

    @property
    def words(self) -> str:
        """What the test's name says."""
        return self.name.removeprefix("test_").replace("_", " ")


def councils() -> list[dict[str, object]]:
    """The file's own list: council, framework and requirements (code to sentence)."""
    listed: list[dict[str, object]] = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    return listed


def requirements() -> dict[str, str]:
    """Every code and its sentence, in the file's order."""
    return {code: sentence for council in councils() for code, sentence in _of(council).items()}


def proofs() -> Mapping[str, list[Proof]]:
    """The marked tests of each code, in the order of their files."""
    found: dict[str, list[Proof]] = defaultdict(list)
    for file in sorted(TESTS.rglob("test_*.py")):
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                for code in _codes(function):
                    found[code].append(Proof(file.relative_to(ROOT).as_posix(), function.name))
    return found


def page() -> str:
    """The page as Markdown."""
    proved = proofs()
    return "\n".join(
        [
            "# Requirements and their proof",
            "",
            "What five published frameworks ask of the software, in our own words, and the tests that prove it.",
            "Written by `python -m tools.requirements` from requirements.yaml here and the marks in the tests.",
            *(line for council in councils() for line in _section(council, proved)),
            "",
        ]
    )


def _section(council: Mapping[str, object], proved: Mapping[str, list[Proof]]) -> Iterator[str]:
    yield from ("", f"## {council['council']}", "", "| Code | Requirement | Proved by |", "|---|---|---|")
    for code, sentence in _of(council).items():
        tests = "<br>".join(f"[{each.words}](../../{each.file})" for each in proved.get(code, []))
        yield f"| {code} | {sentence} | {tests or 'nothing yet'} |"


def _of(council: Mapping[str, object]) -> dict[str, str]:
    listed = council["requirements"]
    assert isinstance(listed, dict)
    return listed


def _codes(function: ast.FunctionDef) -> Iterator[str]:
    for mark in function.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.requirement":
            for argument in mark.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def main() -> int:
    """Write the page; name what nothing proves."""
    PAGE.write_text(page(), encoding="utf-8")
    missing = sorted(set(requirements()) - set(proofs()))
    if missing:
        print(f"Nothing proves {', '.join(missing)} yet.")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
