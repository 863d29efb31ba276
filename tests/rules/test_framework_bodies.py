"""The framework's routes, remits and checkpoints: what is refused, and what they say in words."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.rules.framework_words import describe
from goldenthread.rules.framework_yaml import FrameworkProblems, parse
from goldenthread.rules.stage_plan import checkpoint_deadlines
from tests.rules.small_framework import SMALL, changed

ROUTE = """routes:
  - code: quarterly
    name: The quarterly report
    stops:
      - {bodies: [OS], purpose: comment}
      - {bodies: [CAB], purpose: decide, sees: everything}
"""


def _said(text: str) -> str:
    return " ".join(one.text for passage in describe(parse(text, "small.yaml")) for one in passage.sentences)


def test_says_a_route_in_words() -> None:
    assert "The quarterly report: Overview and Scrutiny to comment, then Cabinet to decide the whole report." in _said(
        SMALL + ROUTE
    )


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("[CAB]", "[CABINET]", "there is no committee “CABINET”"),
        ("[CAB]", "[OS]", "“OS” is on the route “The quarterly report” twice"),
    ],
)
def test_refuses_a_route_that_leads_nowhere_or_back(old: str, new: str, problem: str) -> None:
    with pytest.raises(FrameworkProblems, match=problem):
        parse(SMALL + ROUTE.replace(old, new), "small.yaml")


def test_says_what_a_body_looks_at() -> None:
    looks = "looks_at: [{what: measures}, {what: risks, over: owned}, {what: projects, over: indicator set, set: LPSA}]"
    said = _said(changed("{code: OS, name: Overview and Scrutiny}", f"{{code: OS, name: Scrutiny, {looks}}}"))
    assert (
        "Scrutiny looks at measures of the whole council, risks that name it as their committee and projects in "
        "the set LPSA." in said
    )


def test_refuses_an_indicator_set_without_its_name() -> None:
    looks = "looks_at: [{what: measures, over: indicator set}]"
    with pytest.raises(FrameworkProblems, match="indicator set"):
        parse(changed("{code: OS, name: Overview and Scrutiny}", f"{{code: OS, name: S, {looks}}}"), "small.yaml")


def test_counts_checkpoints_back_from_the_dispatch() -> None:
    checks = (
        "  checkpoints:\n"
        "    - {name: Director looks, by: director, working_days_before_dispatch: 3}\n"
        "    - {name: Clerks check, by: committee clerk, working_days_before_dispatch: 1}\n"
        "exceptions:\n"
    )
    framework = parse(changed("exceptions:\n", checks), "small.yaml")
    plan = checkpoint_deadlines(framework, date(2026, 9, 8))
    assert [(stage.code, stage.due) for stage in plan] == [
        ("check-1", date(2026, 8, 25)),
        ("check-2", date(2026, 8, 27)),
    ]
    assert "Director looks: Director, 3 working days before the papers are dispatched." in _said(
        changed("exceptions:\n", checks)
    )
