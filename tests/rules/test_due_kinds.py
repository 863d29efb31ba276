"""What a round asks for, in words."""

from __future__ import annotations

import pytest

from goldenthread.rules.due_kinds import counted
from goldenthread.rules.exceptions import project_trigger


@pytest.mark.parametrize(
    ("number", "kind", "said"),
    [(1, "return", "1 return"), (3, "risk", "3 risk reviews"), (1, "budget", "1 budget explanation")],
)
def test_a_count_names_one_or_several(number: int, kind: str, said: str) -> None:
    assert counted(number, kind) == said


@pytest.mark.parametrize(
    ("when", "shown_as", "sentence"),
    [
        (["measure red", "project red"], "red", "The project is off track overall."),
        (["project red"], "amber", None),
        (["measure red"], "red", None),
    ],
)
def test_a_project_is_explained_where_the_framework_names_it(
    when: list[str], shown_as: str, sentence: str | None
) -> None:
    assert project_trigger(when, shown_as, "Off track") == sentence
