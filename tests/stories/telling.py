"""Telling a framework's year, and looking at it as its readers would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO

import docx
import time_machine
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from goldenthread.demo.build import build_year
from goldenthread.demo.story import Story, story
from goldenthread.demo.world import World
from goldenthread.models import AgendaItem, Paper, Round
from tests.web.signed_in import browser, words

TODAY = date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class Year:
    """A year as it was told, and its papers in the order of their meetings."""

    world: World
    story: Story
    papers: tuple[Paper, ...]

    def last(self, body: str) -> Paper:
        """The newest published paper of a body."""
        return [paper for paper in self.papers if paper.meeting.body.code == body and paper.state == "published"][-1]

    def paper(self, body: str, number: int) -> Paper:
        """A body's paper of a round, counted from 1."""
        ends = self.story.rounds[number - 1].end
        return next(one for one in self.papers if one.meeting.body.code == body and one.round.ends == ends)

    def word(self, body: str, number: int | None = None) -> list[str]:
        """The lines of a body's Word paper, the newest published or a round's: tables cell by cell, then paragraphs."""
        paper = self.last(body) if number is None else self.paper(body, number)
        content = paper.publication.files.get(format="word", withdrawn_at=None).content
        document = docx.Document(BytesIO(bytes(content)))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return [*cells, *(paragraph.text for paragraph in document.paragraphs)]

    def page(self, address: str, reader: str = "Margaret Hollis") -> str:
        """What a councillor, or somebody else, reads there."""
        response = browser(self.world.actor(reader, TODAY)).get(address)
        assert response.status_code == 200, address
        return words(response)

    def paper_page(self, body: str) -> str:
        """What a councillor reads on the page of the newest published paper of a body."""
        return self.page(f"/papers/{self.last(body).pk}/")

    def paper_as_read(self, body: str) -> str:
        """The newest published paper of a body as a councillor reads it on the page, with its numbers."""
        return self.page(f"/papers/{self.last(body).pk}/preview/")


@contextmanager
def whole_year(name: str, blocker: DjangoDbBlocker) -> Iterator[Year]:
    """A year that all tests of a file look at, on its last day; gone from the database afterwards."""
    noon = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
    with blocker.unblock(), transaction.atomic(), time_machine.travel(noon, tick=True):
        yield tell(name)
        transaction.set_rollback(True)


def headings_in_order(year: Year, body: str) -> None:
    """Every heading of the framework's layout stands in the body's Word paper, in its order."""
    lines = iter(year.word(body))
    for section in year.story.framework.committee_report.sections:
        assert any(line == section.heading for line in lines), section.heading


def header_labels(year: Year, body: str) -> None:
    """Every line of the block at the top stands in the body's Word paper."""
    lines = year.word(body)
    for field in year.story.framework.committee_report.header:
        assert field.label in lines, field.label


def tell(name: str) -> Year:
    """Tell a year under a framework, and check what every year has in common."""
    said: list[str] = []
    world = build_year(name, TODAY, said.append)
    year = Year(world, story(name, TODAY), _papers())
    _check_rounds(year)
    _check_bodies(year)
    return year


def _papers() -> tuple[Paper, ...]:
    found = Paper.objects.select_related("meeting__body", "round", "publication")
    return tuple(found.order_by("round__ends", "stop", "meeting__day"))


def _check_rounds(year: Year) -> None:
    """Every round whose bodies have met is closed, with every paper published in three formats; one is under way."""
    over = [one for one in Round.objects.order_by("ends") if one.closed_at is not None]
    assert len(over) >= len(year.story.rounds) - 3
    assert over[0].label == year.story.rounds[0].label
    stops = len(year.story.facts["meets_after_weeks"])
    for round_ in over:
        theirs = [paper for paper in year.papers if paper.round_id == round_.pk]
        assert len(theirs) == stops
        for paper in theirs:
            assert paper.state == "published"
            assert {file.format for file in paper.publication.files.all()} >= {"word", "pdf", "excel"}
    listed = year.page("/papers/")
    assert over[-1].label in listed


def _check_bodies(year: Year) -> None:
    """What each body said is on its agenda's page, and in the next body's paper to the letter."""
    for code, facts in year.story.facts["outcomes"].items():
        paper = year.last(code)
        item = AgendaItem.objects.get(paper=paper)
        assert item.outcome.state in {"resolved", "recommended"}
        agenda = year.page(f"/agendas/{paper.meeting_id}/")
        assert facts["said"] in agenda
        if "to" in facts:
            assert any(facts["said"] in line for line in year.word(facts["to"]))
