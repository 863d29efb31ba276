"""The demo council is rich, believable and consistent."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from django.db import transaction

from goldenthread.access import Actor, actor_for
from goldenthread.actions import papers
from goldenthread.demo import tables
from goldenthread.demo.build import build
from goldenthread.demo.timeline import at
from goldenthread.demo.world import email
from goldenthread.models import (
    AuditEntry,
    Body,
    Council,
    Directorate,
    DueItem,
    ExceptionReport,
    ExceptionVersion,
    Judgement,
    Link,
    Measure,
    Paper,
    PlanElement,
    Publication,
    PublicationFile,
    ReturnVersion,
    RoleAssignment,
    Round,
    Service,
    Target,
    Tolerance,
    User,
)
from goldenthread.reports import canonical, paper
from goldenthread.reports.clearances import waiting_for
from goldenthread.reports.records import load
from goldenthread.reports.results import not_due, reported_period, result
from goldenthread.rules.periods import custom
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.roles import ROLES
from tests.demo.conftest import TODAY

CURRENT = "Q2 2026/27"


def _somebody(name: str, on: date = TODAY) -> Actor:
    return actor_for(User.objects.get(email=email(name)), on=on)


@pytest.mark.usefixtures("demo")
def test_the_council_has_everything_a_council_has() -> None:
    assert Council.objects.get().is_demo
    assert (Directorate.objects.count(), Service.objects.count(), Body.objects.count()) == (4, 12, 3)
    assert Measure.objects.count() == 49
    assert PlanElement.objects.filter(level="priority").count() == 4
    assert PlanElement.objects.filter(level="key-aim").count() == 15
    assert Target.objects.current().count() > 600
    assert Tolerance.objects.current().count() >= 10
    assert ReturnVersion.objects.filter(origin="history").count() > 500


@pytest.mark.usefixtures("demo")
def test_there_is_somebody_in_every_role() -> None:
    held = set(RoleAssignment.objects.in_force(TODAY).values_list("role", flat=True))
    assert held == set(ROLES)


@pytest.mark.usefixtures("demo")
def test_the_thread_has_an_aim_without_a_measure_and_a_measure_that_serves_nothing() -> None:
    links = Link.objects.current().filter(measure__isnull=False)
    bare = PlanElement.objects.filter(level="key-aim").exclude(pk__in=links.values("serves"))
    loose = Measure.objects.exclude(pk__in=links.values("measure"))
    assert "3.4" in set(bare.values_list("code", flat=True))
    assert [measure.ref for measure in loose] == ["COM-04"]
    assert PlanElement.objects.get(code="3.5").predecessor == PlanElement.objects.get(code="3.2")


@pytest.mark.usefixtures("demo")
def test_every_kind_of_status_can_be_seen() -> None:
    book = load(reader=_somebody("Priya Nair"))
    seen: set[str] = set()
    for round_ in Round.objects.all():
        span = custom(round_.starts, round_.ends)
        for record in book.measures.values():
            period = reported_period(record, span)
            found = (
                not_due(book, record, span)
                if period is None
                else result(book, record, period, on=TODAY, deadline=date(2026, 10, 14))
            )
            seen.add(found.status)
    assert seen >= {
        "green", "amber", "red", "blue", "information_only", "awaiting_data", "overdue", "not_due", "suspended",
    }  # fmt: skip
    assert ReturnVersion.objects.filter(absence="not_collected").exists()
    assert ReturnVersion.objects.filter(data_status="provisional").exists()


@pytest.mark.usefixtures("demo")
def test_two_rounds_are_published_in_every_format_and_one_is_under_way() -> None:
    assert Publication.objects.filter(state="final", published_at__isnull=False).count() == 6
    assert PublicationFile.objects.count() == 18
    assert [(each.label, each.closed_at is not None) for each in Round.objects.order_by("ends")] == [
        ("Q4 2025/26", True),
        ("Q1 2026/27", True),
        (CURRENT, False),
    ]


@pytest.mark.usefixtures("demo")
def test_the_round_under_way_has_items_at_every_stage_and_every_kind_of_exception_report() -> None:
    states = Counter(DueItem.objects.filter(round__label=CURRENT).values_list("state", flat=True))
    assert set(states) == {"due", "entered", "submitted", "verified", "signed_off", "approved", "returned"}
    exceptions = ExceptionReport.objects.filter(item__round__label=CURRENT).values_list("state", flat=True)
    assert set(exceptions) == {"required", "draft", "complete"}


@pytest.mark.usefixtures("demo")
def test_the_clerk_can_finalise_the_first_paper_at_once_and_not_yet_the_others() -> None:
    clerk = _somebody("Rosalind Keane")
    first, *others = Paper.objects.filter(round__label=CURRENT).order_by("meeting__day")
    assert papers.finalise(by=clerk, at=at(TODAY, 11), paper=first).state == "building"
    for other in others:
        draft = paper.build(other, reader=clerk, on=TODAY, known_at=at(TODAY, 11), stamp="Draft")
        assert draft.gaps


@pytest.mark.usefixtures("demo")
def test_papers_show_an_override_a_waiver_and_what_was_promised() -> None:
    printed = {
        str(publication.paper.meeting.body): str(canonical.from_json(bytes(publication.report)))
        for publication in Publication.objects.filter(paper__round__label="Q1 2026/27").select_related(
            "paper__meeting__body"
        )
    }
    assert "Changed from off target to near target by Judith Pryce" in printed["EDS"]
    assert "No exception report was supplied by People" in printed["FM"]
    assert "Complete the purchase of the other three family homes" in printed["HCS"]
    assert "Cleared by the Section 151 Officer (Stephen Crowe), 29 July 2026." in printed["HCS"]
    assert "Cleared by the Monitoring Officer (Imogen Hale), 29 July 2026." in printed["HCS"]


@pytest.mark.usefixtures("demo")
def test_papers_under_way_wait_for_the_officers_who_clear_them() -> None:
    for name, heading in (("Stephen Crowe", "Financial implications"), ("Imogen Hale", "Legal implications")):
        waiting = list(waiting_for(_somebody(name)))
        assert [each.headings for each in waiting] == [heading, heading]  # the first paper is cleared already


@pytest.mark.usefixtures("demo")
def test_a_figure_was_corrected_after_its_paper_was_published() -> None:
    book = load(reader=_somebody("Priya Nair"))
    changed = [
        record.ref
        for record in book.measures.values()
        for observation in record.observations.values()
        if observation.changed_since_reported
    ]
    assert changed == ["ENH-03", "STR-02"]


@pytest.mark.usefixtures("demo")
def test_people_write_whole_sentences_about_whatever_is_not_on_target() -> None:
    judged = Judgement.objects.filter(status__in=("amber", "red")).select_related("version")
    commentaries = [each.version.commentary for each in judged]
    sections = [text for each in ExceptionVersion.objects.all() for _, text in each.sections if text]
    assert len(judged) > 40
    for text in [*commentaries, *sections]:
        assert text.endswith("."), text
        assert not re.search(r"[{}]|\bNone\b", text), text


@pytest.mark.usefixtures("demo")
def test_nothing_happens_after_today() -> None:
    latest = AuditEntry.objects.order_by("-at").values_list("at", flat=True)[0]
    assert latest < at(TODAY, 0)
    assert ReturnVersion.objects.filter(of_return__ends__gte=TODAY).count() == 0


@pytest.mark.usefixtures("demo")
def test_the_person_who_left_can_no_longer_sign_in() -> None:
    assert not User.objects.get(email=email("Roy Pemberton")).is_active


@pytest.mark.usefixtures("demo")
def test_a_database_with_a_council_is_left_alone() -> None:
    with pytest.raises(Refusal, match="already belongs to a council"), transaction.atomic():
        build(TODAY, lambda _: None)


def test_the_building_says_how_far_it_is(demo: list[str]) -> None:
    assert demo[0].startswith("49 measures with")
    assert any(line.startswith(CURRENT) for line in demo)
    assert demo[-1].endswith("assessments of two rounds")


def test_every_measure_says_in_plain_words_what_it_is_and_why_it_matters() -> None:
    for measure in tables.measures():
        for field in ("title", "plain_title", "rationale", "definition", "source"):
            assert measure[field].strip(), (measure["ref"], field)
