"""The framework holds the council's rules, and stored versions always load again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, get_args

import pytest
from pydantic import BaseModel, ValidationError

from goldenthread.rules import framework as schema
from goldenthread.rules.framework import Framework, from_document, to_document
from goldenthread.rules.framework_yaml import keys_of, parse, parts_of
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.roles import ROLES
from goldenthread.rules.status import STATUSES
from tests.rules.small_framework import SMALL, changed


def small() -> Framework:
    return parse(SMALL, "small.yaml")


def test_reads_plain_words_as_codes() -> None:
    stage = small().cycle.stage("signed_off")
    assert stage is not None
    assert stage.by == "head_of_service"


def test_keeps_numbers_as_they_are_written() -> None:
    framework = parse(changed("amber_within: 10", "amber_within: 0.1"), "small.yaml")
    assert framework.judgement.default.amber_within == Decimal("0.1")


def test_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        small().title = "Another"  # type: ignore[misc]


def test_comes_back_from_json_as_it_was() -> None:
    framework = parse(changed("amber_within: 10", "amber_within: 7.5"), "small.yaml")
    stored = json.loads(json.dumps(to_document(framework)))
    assert from_document(stored) == framework
    assert to_document(from_document(stored)) == stored


def test_loads_a_version_of_an_older_format(monkeypatch: pytest.MonkeyPatch) -> None:
    def renamed(document: dict[str, Any]) -> dict[str, Any]:
        return {**document, "schema": 1, "title": document["heading"]} | {"heading": None}

    def tidied(document: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in renamed(document).items() if key != "heading"}

    monkeypatch.setattr(schema, "UPGRADES", {0: tidied})
    old = to_document(small())
    old["schema"], old["heading"] = 0, old.pop("title")
    assert from_document(old) == small()


def test_refuses_a_version_of_a_later_release() -> None:
    with pytest.raises(Refusal, match=r"stored in format 2, and this release knows formats up to 1"):
        from_document({**to_document(small()), "schema": 2})


def test_refuses_a_damaged_version_by_naming_the_part() -> None:
    document = to_document(small())
    document["levels"][0]["code"] = None
    with pytest.raises(Refusal, match=r"levels\.0\.code"):
        from_document(document)


def test_gives_the_rule_for_measures_without_their_own() -> None:
    text = changed("amber_within: 10", "amber_within: 7.5, boundary: exclusive, judges: year to date")
    rule = parse(text, "small.yaml").status_rule()
    assert (rule.judges, rule.mode, rule.amber_within) == ("year_to_date", "percent", Decimal("7.5"))
    assert (rule.green_boundary, rule.amber_boundary) == ("exclusive", "exclusive")


def test_gives_the_rule_for_directions() -> None:
    text = SMALL.replace(
        "cycle:\n", "  direction: {compare: [same period last year], deadband: 2, deadband_mode: points}\ncycle:\n"
    )
    framework = parse(text, "small.yaml")
    assert framework.direction_rule().deadband == Decimal(2)
    assert framework.direction_rule().deadband_mode == "points"
    assert framework.judgement.direction.against == ("last_year",)


def test_uses_the_councils_words_and_the_usual_ones_for_the_rest() -> None:
    text = (
        SMALL.replace("cycle:\n", "  words: {amber: Watch}\ncycle:\n")
        + "roles: {committee clerk: Democratic Services}\n"
    )
    framework = parse(text, "small.yaml")
    assert framework.status_word("amber") == "Watch"
    assert framework.status_word("red") == "Off target"
    assert framework.role_word("committee_clerk") == "Democratic Services"
    assert framework.role_word("head_of_service") == "Head of service"


def test_refers_to_a_stage_by_its_name_or_its_code() -> None:
    for reference in ("Checked", "signed off", "signed_off"):
        framework = parse(changed("cycle:\n", f"cycle:\n  reopened_by_edit: {reference}\n"), "small.yaml")
        assert framework.cycle.reopened_by_edit == "signed_off"


def test_knows_what_lies_inside_an_assumption() -> None:
    framework = parse(SMALL + "assumptions: [judgement.default, committees.CAB]\n", "small.yaml")
    assert framework.is_assumed("judgement.default.amber_within")
    assert framework.is_assumed("committees.CAB")
    assert not framework.is_assumed("judgement.defaults")
    assert not framework.is_assumed("judgement")


def test_counts_falls_in_a_row_only_where_they_call_for_a_report() -> None:
    assert small().exceptions.declining_periods is None
    falling = parse(changed("[measure red]", "[measure red, declining 3 periods]"), "small.yaml")
    assert falling.exceptions.declining_periods == 3


@pytest.mark.parametrize(("name", "several"), [("Priority", "Priorities"), ("Key aim", "Key aims"), ("Way", "Ways")])
def test_makes_a_plural(name: str, several: str) -> None:
    assert parse(changed("name: Aim", f"name: {name}"), "small.yaml").levels[0].several == several


def test_prints_the_plural_it_is_given() -> None:
    text = changed("name: Measure,", "name: Measure or project, plural: Measures and projects,")
    assert parse(text, "small.yaml").levels[1].several == "Measures and projects"


def test_follows_the_calendar_that_the_round_names() -> None:
    text = changed("calendars:\n", "calendars:\n  monthly: {year_starts: april, periods: month}\n")
    assert parse(text, "small.yaml").calendar.periods == "month"
    named = text.replace("cycle:\n", "cycle:\n  calendar: quarterly\n")
    assert parse(named, "small.yaml").calendar.periods == "quarter"


@pytest.mark.parametrize(
    ("year_starts", "whose"), [("april", "financial"), ("january", "calendar"), ("september", "academic")]
)
def test_says_whose_year_it_is(year_starts: str, whose: str) -> None:
    framework = parse(changed("year_starts: april", f"year_starts: {year_starts}"), "small.yaml")
    assert framework.calendar.whose_year == whose


def test_lists_the_standing_texts_of_a_paper() -> None:
    text = changed("{label: To, holds: committee}", "{label: Wards affected, holds: wards, default: All}") + (
        "    - heading: Impact\n"
        "      holds: community impact\n"
        "      subheadings: [{heading: Consultation, default: None directly.}, {heading: Equality}]\n"
    )
    paper = parse(text, "small.yaml").committee_report
    assert paper.defaults == {"Wards affected": "All", "Consultation": "None directly."}
    assert paper.community_impact == ("Consultation", "Equality")
    assert paper.corporate_implications == ()


def test_knows_the_closed_list_of_statuses_and_every_role() -> None:
    assert set(get_args(schema.Status)) == set(STATUSES)
    assert set(get_args(get_args(schema.RoleCode)[0])) == set(ROLES)


def _every_part(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for info in keys_of(model).values():
        for part in parts_of(info.annotation):
            yield from _every_part(part)


def test_explains_every_key() -> None:
    for part in _every_part(Framework):
        for key, info in keys_of(part).items():
            assert info.description, f"{part.__name__}.{key} says nothing about itself"
            assert info.description.endswith("."), f"{part.__name__}.{key} is not explained in a sentence"
