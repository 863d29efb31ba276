"""What things are called where one is chosen from a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goldenthread.models import (
    AgendaItem,
    Body,
    Decision,
    Directorate,
    Measure,
    MeasureDefinition,
    Meeting,
    Paper,
    PlanElement,
    PlanElementVersion,
    Project,
    ProjectVersion,
    Service,
)
from goldenthread.reports.marks import of_projects
from goldenthread.reports.names import Names
from goldenthread.rules.periods import day_words


def name_of(names: Names) -> Callable[[Any], str]:
    """A function that gives the name of the day, with the code where people know it by that."""
    titles: dict[type, dict[int, str]] = {}

    def title_of(thing: Measure | PlanElement | Project) -> str:
        kind = type(thing)
        if kind not in titles:
            titles[kind] = _titles(kind)
        return titles[kind].get(thing.pk, "")

    def called(thing: Any) -> str:
        if isinstance(thing, Measure | Project):
            return f"{thing.ref} {title_of(thing)}"
        if isinstance(thing, PlanElement):
            return f"{thing.code} {title_of(thing)}"
        return _by_the_day(names, thing) or str(thing)

    return called


def _by_the_day(names: Names, thing: Any) -> str:
    """What is called by the names of the day: services and bodies, and what belongs to a body; "" for anything else."""
    if isinstance(thing, Service):
        return names.service(thing.pk)
    if isinstance(thing, Directorate):
        return names.directorate(thing.pk)
    if isinstance(thing, Body):
        return names.body(thing.pk)
    if isinstance(thing, Decision):
        return f"{names.body(thing.body_id)}, {day_words(thing.day)}, minute {thing.minute}"
    if isinstance(thing, Meeting):
        return f"{names.body(thing.body_id)}, {day_words(thing.day)}"
    if isinstance(thing, AgendaItem):
        return f"{_by_the_day(names, thing.meeting)}, item {thing.number}"
    return f"Performance report, {thing.round}" if isinstance(thing, Paper) else ""


def _titles(kind: type) -> dict[int, str]:
    if kind is PlanElement:
        return dict(PlanElementVersion.objects.current().values_list("element_id", "title"))
    if kind is Project:
        shown = ProjectVersion.objects.current().exclude(project__in=of_projects())
        return dict(shown.values_list("project_id", "title"))
    definitions = MeasureDefinition.objects.current().order_by("effective_from")
    return dict(definitions.values_list("measure_id", "title"))
