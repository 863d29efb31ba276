"""When underperformance has to be explained, as the framework's triggers say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Course:
    """How a measure has been going: codes of statuses and directions, the newest first."""

    statuses: Sequence[str]
    directions: Sequence[str]
    forecast_status: str = ""
    overridden: bool = False


def trigger(when: Sequence[str], course: Course, red: str = "off target") -> str | None:
    """The first of the framework's triggers that applies, as a sentence; None where nothing has to be explained.

    `red` is the framework's word for that status, as it stands within a sentence.
    """
    return next((said for one in when if (said := _applies(one, course, red))), None)


def _applies(one: str, course: Course, red: str) -> str | None:
    now = course.statuses[0] if course.statuses else ""
    match one:
        case "measure red":
            return f"It is {red}." if now == "red" else None
        case "measure amber":
            return "It is near target, but has not met it." if now == "amber" else None
        case "amber twice":
            twice = list(course.statuses[:2]) == ["amber", "amber"]
            return "It has been near target, but has not met it, for two periods running." if twice else None
        case "forecast red":
            return f"It is forecast to be {red} at the year's end." if course.forecast_status == "red" else None
        case "no return":
            return "No return was supplied by the lock." if now in ("overdue", "") else None
        case "overridden":
            return "Its status was set by hand." if course.overridden else None
    return _declining(one, course.directions)


def _declining(one: str, directions: Sequence[str]) -> str | None:
    found = re.fullmatch(r"declining (\d+) periods", one)
    if found is None:
        return None
    periods = int(found[1])
    falling = len(directions) >= periods and all(code == "declined" for code in directions[:periods])
    return f"It has declined for {periods} periods running." if falling else None


def project_trigger(when: Sequence[str], shown_as: str, word: str) -> str | None:
    """The trigger that applies to a project's overall status, as a sentence; None where nothing has to be explained.

    `shown_as` is the status of the closed list as which the council's own `word` is shown.
    """
    if "project red" in when and shown_as == "red":
        return f"The project is {word[:1].lower()}{word[1:]} overall."
    return None


def periods_red(statuses: Sequence[str]) -> int:
    """For how many periods running it has been red, this one included; newest first."""
    count = 0
    for status in statuses:
        if status != "red":
            break
        count += 1
    return count
