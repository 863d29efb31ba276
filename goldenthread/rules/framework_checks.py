"""What must fit together across a framework: names that refer to something, codes used once, stages in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

from goldenthread.rules.framework import (
    ORDER_OF_STAGES,
    ORDER_OF_VISIBILITY,
    Framework,
    Stage,
    to_document,
)

Finding = tuple[tuple[str | int, ...], str, str]
"""The path of the part, what is wrong with it, and the remedy."""


def contradictions(framework: Framework) -> Iterator[Finding]:
    """Every place where two parts of the framework do not fit one another, in no particular order."""
    yield from _assumptions(framework)
    yield from _levels(framework)
    yield from _calendar(framework)
    yield from _twice(("committees",), "code", (committee.code for committee in framework.committees))
    yield from _twice(("delivery", "kinds"), "code", (kind.code for kind in framework.delivery.kinds))
    yield from _twice(("delivery", "statuses"), "code", (status.code for status in framework.delivery.statuses))
    yield from _twice(("routes",), "code", (route.code for route in framework.routes))
    yield from _routes(framework)
    yield from _stages(framework.cycle.stages)
    yield from _stage_references(framework)
    yield from _visibility(framework)
    yield from _paper(framework)
    yield from _status_words(framework)


def _twice(path: tuple[str | int, ...], key: str, values: Iterable[str]) -> Iterator[Finding]:
    """Findings for values that must be different and are not; upper and lower case count as the same."""
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value.lower() in seen:
            yield (*path, index, key), f"“{value}” is used twice", "Give each its own."
        seen.add(value.lower())


def _assumptions(framework: Framework) -> Iterator[Finding]:
    document = to_document(framework)
    for index, path in enumerate(framework.assumptions):
        part, choices = document, list(document)
        for word in path.split("."):
            choices = _choices(part)
            if word not in choices:
                yield ("assumptions", index), f"there is no “{path}” in this framework", _did_you_mean(word, choices)
                break
            part = _step(part, word)


def _choices(part: Any) -> list[str]:
    """What may follow a dot: the keys of a part, or the codes or headings of the entries of a list."""
    if isinstance(part, dict):
        return list(part)
    return [name for entry in part if (name := _name(entry))] if isinstance(part, list) else []


def _step(part: Any, word: str) -> Any:
    if isinstance(part, dict):
        return part[word]
    return next(entry for entry in part if _name(entry) == word)


def _name(entry: Any) -> str:
    return str(entry.get("code") or entry.get("heading") or "") if isinstance(entry, dict) else ""


def _did_you_mean(word: str, choices: list[str]) -> str:
    near = get_close_matches(word, choices, 1)
    if near:
        return f"Did you mean “{near[0]}”?"
    return f"Here there is: {', '.join(choices)}." if choices else "End the path one word sooner."


def _levels(framework: Framework) -> Iterator[Finding]:
    yield from _twice(("levels",), "code", (level.code for level in framework.levels))
    measures = [index for index, level in enumerate(framework.levels) if level.kind == "measure"]
    if not measures:
        yield ("levels",), "no level holds measures", "Give one level “kind: measure”."
    for index in measures[1:]:
        yield ("levels", index, "kind"), "two levels hold measures", "Leave “kind: measure” on one of them."
    for index, level in enumerate(framework.levels):
        if level.kind == "individual_objective" and not level.private:
            yield (
                ("levels", index, "kind"),
                f"“{level.name}” is about individuals and is not private",
                "Add “private: true”.",
            )


def _calendar(framework: Framework) -> Iterator[Finding]:
    named = framework.cycle.calendar
    if named and named not in framework.calendars:
        yield (
            ("cycle", "calendar"),
            f"there is no calendar “{named}”",
            f"Write one of: {', '.join(framework.calendars)}.",
        )


def _routes(framework: Framework) -> Iterator[Finding]:
    codes = [committee.code for committee in framework.committees]
    for index, route in enumerate(framework.routes):
        for number, stop in enumerate(route.stops):
            for place, code in enumerate(stop.bodies):
                if code not in codes:
                    yield (
                        ("routes", index, "stops", number, "bodies", place),
                        f"there is no committee “{code}”",
                        _did_you_mean(code, codes),
                    )


def _stages(stages: tuple[Stage, ...]) -> Iterator[Finding]:
    yield from _twice(("cycle", "stages"), "code", (stage.code for stage in stages))
    for code in ("entered", "dispatched"):
        if all(stage.code != code for stage in stages):
            yield ("cycle", "stages"), f"no stage has the code “{code}”", f"Add a stage with “code: {code}”."
    for index, (before, after) in enumerate(pairwise(stages)):
        if ORDER_OF_STAGES.index(before.code) > ORDER_OF_STAGES.index(after.code):
            yield (
                ("cycle", "stages", index + 1),
                f"“{after.name}” ({after.code}) comes after “{before.name}” ({before.code})",
                f"Put the stages in this order: {', '.join(ORDER_OF_STAGES)}.",
            )
    yield from _deadlines(stages)


def _deadlines(stages: tuple[Stage, ...]) -> Iterator[Finding]:
    for index, stage in enumerate(stages):
        key, _ = stage.deadline
        path = ("cycle", "stages", index, key)
        if (stage.code == "dispatched") != (key == "clear_days_before_meeting"):
            yield (
                path,
                f"“{stage.name}” may not be counted this way",
                "Count the dispatch, and only the dispatch, in clear_days_before_meeting.",
            )
        if key == "working_days_after_previous" and index == 0:
            yield path, "the first stage has none before it", "Use working_days_after_period_end."
    for index, (before, after) in enumerate(pairwise(stages)):
        yield from _crossing(index + 1, before, after)


def _crossing(index: int, before: Stage, after: Stage) -> Iterator[Finding]:
    (key, days), (next_key, next_days) = before.deadline, after.deadline
    later_is_sooner = {
        "working_days_after_period_end": next_days < days,
        "working_days_before_dispatch": next_days > days,
    }
    if key == next_key and later_is_sooner.get(key, False):
        yield (
            ("cycle", "stages", index, key),
            f"“{after.name}” would be due before “{before.name}”",
            "Change one of the two, so that the deadlines follow the order of the stages.",
        )


def _stage_references(framework: Framework) -> Iterator[Finding]:
    codes = [stage.code for stage in framework.cycle.stages]
    for reader in ("officers", "members", "public"):
        stage = getattr(framework.visible_to, reader)
        if stage in ("verified", "signed_off", "approved") and stage not in codes:
            yield (
                ("visible_to", reader),
                f"there is no stage “{stage}”, so {reader} would never see anything",
                f"Write submitted, finalised, published, or one of the stages: {', '.join(codes)}.",
            )


def _visibility(framework: Framework) -> Iterator[Finding]:
    for sooner, later in pairwise(("officers", "members", "public")):
        first, second = getattr(framework.visible_to, sooner), getattr(framework.visible_to, later)
        if ORDER_OF_VISIBILITY.index(second) < ORDER_OF_VISIBILITY.index(first):
            yield (
                ("visible_to", later),
                f"{later} would see an item ({second}) before {sooner} do ({first})",
                f"Choose a stage no earlier than {first}, in this order: {', '.join(ORDER_OF_VISIBILITY)}.",
            )


def _paper(framework: Framework) -> Iterator[Finding]:
    paper = framework.committee_report
    yield from _twice(("committee_report", "header"), "label", (field.label for field in paper.header))
    yield from _twice(("committee_report", "sections"), "heading", (section.heading for section in paper.sections))
    seen: set[str] = set()
    for index, section in enumerate(paper.sections):
        if section.holds != "text" and section.holds in seen:
            yield (
                ("committee_report", "sections", index, "holds"),
                f"two sections hold “{section.holds.replace('_', ' ')}”",
                "Leave it on one of them.",
            )
        seen.add(section.holds)
    yield from _twice(("committee_report", "appendices"), "letter", (letter for letter, _ in paper.lettered))
    if "detail" not in seen:
        yield (
            ("committee_report", "sections"),
            "no section holds the performance itself",
            "Give one section “holds: detail”.",
        )


def _status_words(framework: Framework) -> Iterator[Finding]:
    for code in framework.judgement.words:
        word = framework.judgement.words[code]
        twin = next(
            (other for other, said in framework.judgement.words.items() if said == word and other != code), None
        )
        if twin and twin < code:
            yield ("judgement", "words", code), f"“{word}” is also the word for {twin}", "Choose a word for each."
