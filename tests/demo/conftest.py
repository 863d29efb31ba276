"""The demo council, loaded once for all tests about it and taken away afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from goldenthread.actions.papers import FORMATS
from goldenthread.demo.build import build

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="package")
def _built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[str]]:
    """What the building said. All tests of this package happen inside one transaction, which is undone at the end."""
    said: list[str] = []
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        # The journeys build it too, and read the files.
        patch.setattr("goldenthread.jobs.papers.WRITERS", dict.fromkeys(FORMATS, lambda _: b""))
        build(TODAY, said.append)
        yield said
        transaction.set_rollback(True)


@pytest.fixture
def demo(_built: list[str], db: None) -> list[str]:
    """The demo council as of 22 November 2026; a test's own changes are undone."""
    return _built
