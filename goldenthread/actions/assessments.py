"""Assessments: written about a part of the plan in a round, submitted by their author, signed off by somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from goldenthread.access import Actor, check_can
from goldenthread.actions import checks, door
from goldenthread.models import Assessment, AssessmentStep, AssessmentVersion, PlanElement, Round
from goldenthread.reports import assessment_records as records
from goldenthread.rules.assessment import STATE_WORDS
from goldenthread.rules.refusals import Refusal

_MOST = 20_000


def write(
    *, by: Actor, at: datetime, round_: Round, element: PlanElement | None, sections: Mapping[str, str]
) -> AssessmentVersion:
    """Its words by the code of the framework's section; without an element, those of the balanced scorecard.

    A new version every time. What was signed off before stays what members and papers get until this is, too.
    """
    with door.write():
        _check_may_write(by, element)
        framework = records.framework_of(round_)
        _check_is_assessed(round_, element)
        known = {section.code for section in framework.assessment.sections}
        for code, text in sections.items():
            if code not in known:
                raise Refusal("unknown_section", f"“{code}” is not a section. Sections: {', '.join(sorted(known))}.")
            if len(text) > _MOST:
                raise Refusal("too_long", f"That is {len(text):,} characters; at most {_MOST:,} are kept in a section.")
        assessment, _ = Assessment.objects.get_or_create(round=round_, element=element)
        before = assessment.versions.current().first()
        kept = {code: text.strip() for code, text in sections.items() if text.strip()}
        if before is not None and before.sections == kept:
            return before
        assessment.versions.current().update(superseded_at=at)
        version = checks.keep(
            AssessmentVersion(
                assessment=assessment,
                number=before.number + 1 if before else 1,
                sections=kept,
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        door.audit(by, at, "assessments.write", assessment, version=version.number)
    return version


def _check_may_write(by: Actor, element: PlanElement | None) -> None:
    if not records.may_write(by, element):
        check_can(by, "assess", records.scope_of(element))


def _check_is_assessed(round_: Round, element: PlanElement | None) -> None:
    assessed = {words.element_id for words in records.assessed(records.framework_of(round_), round_)}
    if element is not None and element.pk not in assessed:
        raise Refusal(
            "not_assessed", f"{element.code} is not assessed in {round_.label}: the framework names the levels."
        )


def submit(*, by: Actor, at: datetime, assessment: Assessment) -> AssessmentStep:
    """Say that it is ready: every section that the framework needs has words."""
    with door.write():
        _check_may_write(by, assessment.element)
        version = _newest(assessment, "draft", "returned")
        missing = records.framework_of(assessment.round).assessment.missing(version.sections)
        if missing:
            raise Refusal("sections_missing", f"Write something under: {', '.join(missing)}.")
        return _step(by, at, version, "submitted", "")


def sign_off(*, by: Actor, at: datetime, assessment: Assessment) -> AssessmentStep:
    """Sign off what was submitted, by the role that the framework names and somebody other than who submitted it."""
    with door.write():
        _check_may_sign_off(by, assessment)
        version = _newest(assessment, "submitted")
        if version.steps.filter(state="submitted", recorded_by=by.signed_in).exists():
            raise Refusal("second_person_needed", "You submitted this assessment, so somebody else has to sign it off.")
        return _step(by, at, version, "signed_off", "")


def send_back(*, by: Actor, at: datetime, assessment: Assessment, note: str) -> AssessmentStep:
    """Send it back with what is missing."""
    with door.write():
        _check_may_sign_off(by, assessment)
        version = _newest(assessment, "submitted")
        return _step(by, at, version, "returned", checks.change_reason(note, "it is sent back"))


def _check_may_sign_off(by: Actor, assessment: Assessment) -> None:
    by.signed_in  # noqa: B018  # the refusal to the public comes first
    framework = records.framework_of(assessment.round)
    if not records.may_sign_off(by, assessment.element, framework):
        who = framework.role_word(framework.assessment.signed_off_by).lower()
        raise Refusal("not_allowed", f"You cannot sign this assessment off. Who can: {who}, for what is theirs.")


def _newest(assessment: Assessment, *states: str) -> AssessmentVersion:
    record = records.record_of(assessment)
    newest = record.newest
    if newest is None or record.state not in states:
        needed = " or ".join(STATE_WORDS[state].lower() for state in states)
        raise Refusal(
            "not_now", f"This assessment is {STATE_WORDS[record.state].lower()}. That is possible when it is {needed}."
        )
    return newest


def _step(by: Actor, at: datetime, version: AssessmentVersion, state: str, note: str) -> AssessmentStep:
    step = checks.keep(
        AssessmentStep(version=version, state=state, note=note, recorded_at=at, recorded_by=by.signed_in)
    )
    door.audit(by, at, f"assessments.{state}", version.assessment, version=version.number)
    return step
