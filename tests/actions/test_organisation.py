"""Services, posts and their dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.actions import measures, organisation, people
from goldenthread.models import AuditEntry, DatedName
from goldenthread.rules.refusals import Refusal
from tests.small_council import NOW, START, SmallCouncil


def test_a_renamed_service_keeps_its_old_name_for_earlier_days(anytown: SmallCouncil) -> None:
    organisation.rename_service(
        by=anytown.by, at=NOW, service=anytown.service, name="Clean Streets", effective_from=date(2026, 10, 1)
    )
    names = [(row.effective_from, row.name) for row in anytown.service.names.current()]
    assert names == [(START, "Waste and Recycling"), (date(2026, 10, 1), "Clean Streets")]


def test_a_name_for_the_same_day_is_a_correction_and_the_slip_stays_on_record(anytown: SmallCouncil) -> None:
    later = NOW + timedelta(hours=1)
    organisation.rename_service(
        by=anytown.by, at=later, service=anytown.service, name="Waste", effective_from=START, reason="slip"
    )
    assert [row.name for row in anytown.service.names.current()] == ["Waste"]
    assert [row.name for row in DatedName.objects.as_at(NOW).filter(service=anytown.service)] == ["Waste and Recycling"]


def test_a_code_is_used_once_whatever_its_capitals(anytown: SmallCouncil) -> None:
    with pytest.raises(Refusal, match="already a service with the code waste"):
        organisation.add_service(
            by=anytown.by, at=NOW, code="waste", name="Other", directorate=anytown.directorate, starts=START
        )


def test_a_name_that_is_too_long_is_refused_by_name(anytown: SmallCouncil) -> None:
    with pytest.raises(Refusal, match=r"Name: .*160"):
        organisation.add_service(
            by=anytown.by, at=NOW, code="LONG", name="x" * 200, directorate=anytown.directorate, starts=START
        )


def test_a_service_with_a_measure_cannot_end(anytown: SmallCouncil) -> None:
    with pytest.raises(Refusal, match="W1 would still belong"):
        organisation.end_service(by=anytown.by, at=NOW, service=anytown.service, last_day=date(2026, 9, 30))


def test_a_service_ends_once_its_measures_are_retired(anytown: SmallCouncil) -> None:
    measures.retire(
        by=anytown.by, at=NOW, measure=anytown.measure, effective_from=date(2026, 10, 1), reason="Service closes."
    )
    service = organisation.end_service(by=anytown.by, at=NOW, service=anytown.service, last_day=date(2026, 9, 30))
    assert service.ends == date(2026, 9, 30)


def test_a_directorate_ends_after_its_services(anytown: SmallCouncil) -> None:
    with pytest.raises(Refusal, match="WASTE would go on"):
        organisation.end_directorate(by=anytown.by, at=NOW, directorate=anytown.directorate, last_day=date(2026, 9, 30))


def test_a_post_is_held_from_day_to_day(anytown: SmallCouncil) -> None:
    post = organisation.add_post(by=anytown.by, at=NOW, title="Head of Waste", service=anytown.service, is_senior=True)
    first = people.add_person(by=anytown.by, at=NOW, name="First Holder")
    holding = organisation.fill_post(by=anytown.by, at=NOW, post=post, person=first, starts=START)
    with pytest.raises(Refusal, match="First Holder already holds this post"):
        organisation.fill_post(by=anytown.by, at=NOW, post=post, person=first, starts=date(2026, 1, 1))
    organisation.vacate_post(by=anytown.by, at=NOW, holding=holding, last_day=date(2026, 6, 30))
    organisation.fill_post(by=anytown.by, at=NOW, post=post, person=first, starts=date(2026, 7, 1))


def test_a_post_is_in_one_place(anytown: SmallCouncil) -> None:
    with pytest.raises(Refusal, match="not in both"):
        organisation.add_post(
            by=anytown.by, at=NOW, title="Two", service=anytown.service, directorate=anytown.directorate
        )


def test_only_those_who_look_after_people_may_change_services(anytown: SmallCouncil) -> None:
    clerk = anytown.person_with("committee_clerk", "clerk@anytown.example")
    with pytest.raises(
        Refusal, match=r"You cannot change services, posts, people and roles\. Who can: performance team"
    ):
        organisation.add_directorate(by=clerk, at=NOW, code="X", name="X", starts=START)


def test_every_change_leaves_its_trace(anytown: SmallCouncil) -> None:
    entry = AuditEntry.objects.get(action="organisation.add_service")
    assert (entry.ref, entry.user_id, entry.fields) == ("WASTE", anytown.user.pk, {"directorate": "PLACE"})
