"""One thread through every floor: a measure, a return, an approved paper."""

from __future__ import annotations

import pytest

from goldenthread.models import Judgement, Publication
from goldenthread.reports import canonical
from tests.a_round import open_round

pytestmark = pytest.mark.django_db


def test_a_figure_becomes_a_frozen_paper() -> None:
    a_round = open_round()
    publication = a_round.to_paper("51.0")
    document = canonical.from_json(bytes(publication.report))
    assert document.title == "Performance report: Q1 2026/27"
    assert Judgement.objects.get().status == "green"
    assert Publication.objects.get().state == "building"
    words = bytes(publication.report).decode()
    assert "51.0%" in words
