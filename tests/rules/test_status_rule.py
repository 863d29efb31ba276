"""The rule as settings: what a framework or a measure may say, and what is refused."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from goldenthread.rules.refusals import Refusal
from goldenthread.rules.status import StatusRule, rule_from

pytestmark = pytest.mark.once


def test_numbers_may_be_text_or_numbers() -> None:
    assert rule_from({"amber_within": "7.5"}) == rule_from({"amber_within": 7.5}) == rule_from({"amber_within": "7.5%"})


def test_one_boundary_sets_both() -> None:
    rule = rule_from({"boundary": "exclusive"})
    assert (rule.green_boundary, rule.amber_boundary, rule.blue_boundary) == ("exclusive", "exclusive", "exclusive")


def test_a_measure_changes_only_what_it_names() -> None:
    default = rule_from({"amber_within": 10, "blue_beyond": 5})
    own = default.with_changes({"amber_within": "3"})
    assert (own.amber_within, own.blue_beyond) == (Decimal(3), Decimal(5))
    assert default.with_changes({"blue_beyond": None}).blue_beyond is None


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"amber_withn": 5}, 'no setting called "amber_withn". Did you mean "amber_within"?'),
        ({"zzz": 5}, 'no setting called "zzz". It may have: judges, basis'),
        ({"mode": "percentage"}, "must be one of percent, points, absolute, explicit"),
        ({"amber_within": "a tenth"}, '"a tenth" is not a number'),
        ({"amber_within": -1}, "cannot be less than 0"),
        ({"amber_within": True}, "must be a number"),
        ({"amber_within": None}, "must be a number"),
        ({"evidence_gate": "yes"}, "must be true or false"),
        ({"green_within": 10, "amber_within": 5}, "Green reaches 10 off target but amber only 5"),
        ({"mode": "explicit"}, 'give "amber_value"'),
    ],
)
def test_a_wrong_setting_is_refused_with_the_remedy(settings: dict[str, Any], said: str) -> None:
    with pytest.raises(Refusal) as refused:
        rule_from(settings)
    assert said in refused.value.sentence


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"amber_within": "10", "blue_beyond": "5", "boundary": "exclusive", "evidence_gate": True},
        {"mode": "explicit", "green_value": "80", "amber_value": "-70.5", "rounding": "displayed"},
        {"green_within": "10", "trend_modifier": "same_period_last_year", "judges": "year_to_date"},
    ],
)
def test_a_rule_survives_being_stored(settings: dict[str, Any]) -> None:
    rule = rule_from(settings)
    assert rule_from(json.loads(json.dumps(rule.as_mapping()))) == rule


def test_the_plainest_rule_stores_as_nothing() -> None:
    assert StatusRule().as_mapping() == {}
