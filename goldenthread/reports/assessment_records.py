"""Assessments as they were known at a moment: their words, where they stand, and who may do what with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Q

from goldenthread.access import Actor, Scope
from goldenthread.models import (
    Assessment,
    AssessmentStep,
    AssessmentVersion,
    PlanElement,
    PlanElementVersion,
    PostHolding,
    Round,
)
from goldenthread.reports import marks
from goldenthread.reports.marks import WHOLE, Marks, ground_of, open_text
from goldenthread.reports.records import frameworks, in_force
from goldenthread.rules.assessment import AssessmentState
from goldenthread.rules.framework import Framework
from goldenthread.rules.refusals import Refusal

NO_SUCH: Final = Refusal("no_such_assessment", "There is no such assessment. Look for it in the list of its round.")


@dataclass(frozen=True, slots=True)
class AssessmentRecord:
    """An assessment and what is known of it at a moment; `versions` and `steps` are oldest first."""

    assessment: Assessment
    versions: tuple[AssessmentVersion, ...]
    steps: tuple[AssessmentStep, ...]

    @property
    def newest(self) -> AssessmentVersion | None:
        """What it says."""
        return self.versions[-1] if self.versions else None

    @property
    def state(self) -> AssessmentState:
        """Where its newest version stands: words written after a step are a draft again."""
        if self.newest is None:
            return "not_begun"
        last = self.last_step
        return last.state if last is not None else "draft"  # type: ignore[return-value]  # checked when it was written

    @property
    def last_step(self) -> AssessmentStep | None:
        """The last step of the newest version."""
        newest = self.newest
        mine = [step for step in self.steps if newest is not None and step.version_id == newest.pk]
        return mine[-1] if mine else None

    @property
    def signed(self) -> AssessmentStep | None:
        """The last time that it was signed off, whatever was written since; None where it never was."""
        return next((step for step in reversed(self.steps) if step.state == "signed_off"), None)

    @property
    def signed_version(self) -> AssessmentVersion | None:
        """The words that were last signed off: what members and papers get."""
        signed = self.signed
        return next((one for one in self.versions if signed is not None and one.pk == signed.version_id), None)


def load(
    round_: Round, known_at: datetime | None = None, *, reader: Actor | None
) -> Mapping[int | None, AssessmentRecord]:
    """The assessments of a round by the element they are about (None: the scorecard): three queries.

    What is withheld from the `reader` is taken out; without one, as they were written.
    """
    found = {row.pk: row for row in Assessment.objects.filter(round=round_).select_related("round", "element")}
    versions = AssessmentVersion.objects.filter(assessment__in=found).select_related("recorded_by__person")
    steps = AssessmentStep.objects.filter(version__assessment__in=found).select_related(
        "version", "recorded_by__person"
    )
    if known_at is not None:
        versions, steps = versions.filter(recorded_at__lte=known_at), steps.filter(recorded_at__lte=known_at)
    said: dict[int, list[AssessmentVersion]] = {pk: [] for pk in found}
    done: dict[int, list[AssessmentStep]] = {pk: [] for pk in found}
    for version in versions:
        said[version.assessment_id].append(version)
    for step in steps:
        done[step.version.assessment_id].append(step)
    marked = marks.of_things("assessment", known_at) if reader is not None else {}
    for pk in marked.keys() & found.keys():
        if reader is not None and not _reads_withheld(reader, found[pk].element):
            _take_out(said[pk], done[pk], marked[pk])
    return {row.element_id: AssessmentRecord(row, tuple(said[pk]), tuple(done[pk])) for pk, row in found.items()}


def _reads_withheld(reader: Actor, element: PlanElement | None) -> bool:
    """Whether somebody reads what is withheld of an assessment: by a role, or because they write it."""
    return reader.may_read_withheld(scope_of(element)) or (not reader.in_public and may_write(reader, element))


def _take_out(versions: Iterable[AssessmentVersion], steps: Iterable[AssessmentStep], found: Marks) -> None:
    for version in versions:
        version.sections = {code: open_text(text, ground_of(found, code)) for code, text in version.sections.items()}
    for step in steps:
        step.note = open_text(step.note, found.get(WHOLE))


def record_of(assessment: Assessment) -> AssessmentRecord:
    """One assessment with all its words and steps."""
    return load(assessment.round, reader=None)[assessment.element_id]


def framework_of(round_: Round) -> Framework:
    """The framework in force on the last day of a round."""
    known = frameworks()
    found = in_force(known, round_.ends) or known[0]
    return found.framework


def assessed(framework: Framework, round_: Round, known_at: datetime | None = None) -> tuple[PlanElementVersion, ...]:
    """The parts of the plan that a round assesses, in the plan's order, with their words."""
    highest = next((level.code for level in framework.levels if level.kind == "plan_element"), "")
    levels = framework.assessment.levels or (highest,)
    rows = (
        PlanElementVersion.objects.as_at(known_at)
        .filter(element__level__in=levels, element__starts__lte=round_.ends)
        .filter(Q(element__ends__isnull=True) | Q(element__ends__gte=round_.starts))
        .filter(element__plan__starts__lte=round_.ends, element__plan__ends__gte=round_.starts)
    )
    rows = rows.select_related("element", "owner__service", "owner__directorate", "service")
    return tuple(rows.order_by("element__plan", "element__position", "element__code"))


def scope_of(element: PlanElement | None, words: PlanElementVersion | None = None) -> Scope:
    """What a role has to be held over to reach an assessment: the service of the element, or where its owner is."""
    if element is None:
        return Scope()
    said = words or element.versions.current().select_related("owner__service", "service").get()
    service = said.service or (said.owner.service if said.owner else None)
    if service is not None:
        return Scope(service=service.pk, directorate=service.directorate_id)
    return Scope(directorate=said.owner.directorate_id if said.owner else None)


def may_write(reader: Actor, element: PlanElement | None) -> bool:
    """Whether somebody may write an assessment: by a role, or as the owner of that part of the plan."""
    if reader.may("assess", scope_of(element)):
        return True
    owner = element.versions.current().get().owner_id if element is not None else None
    held = PostHolding.objects.filter(post=owner, person=reader.person_id or 0, starts__lte=reader.on)
    return owner is not None and held.filter(Q(ends__isnull=True) | Q(ends__gte=reader.on)).exists()


def may_sign_off(reader: Actor, element: PlanElement | None, framework: Framework) -> bool:
    """Whether somebody has, over this part of the plan, the role that signs its assessment off.

    What no directorate owns is for the Leadership Team where the framework says a director.
    """
    role, scope = framework.assessment.signed_off_by, scope_of(element)
    reached = {role, "leadership_team"} if scope == Scope() else {role}
    return any(grant.role in reached and grant.reaches(scope) for grant in reader.grants)


def newest_round(on: date) -> Round | None:
    """The round whose period ended last by a day."""
    return Round.objects.filter(ends__lte=on).order_by("-ends").first()
