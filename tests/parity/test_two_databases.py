"""The same demo year on SQLite and on PostgreSQL gives the same reports, byte for byte.

Each run writes the fingerprints of what it read to the folder that GOLDENTHREAD_PARITY names; the second compares.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from goldenthread.demo.build import build
from goldenthread.demo.world import email
from goldenthread.models import Measure, Paper, Publication, User

LISTS = (
    "scorecard", "scorecard-csv", "plan", "completeness", "exceptions", "rounds", "framework", "projects", "risks",
    "money",
)  # fmt: skip
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


# Counting begins anew, because pages name records by their numbers, and only one of the databases takes numbers back.
@pytest.mark.django_db(transaction=True, reset_sequences=True)
def test_both_databases_give_the_same_reports() -> None:
    folder = os.environ.get("GOLDENTHREAD_PARITY")
    if folder is None:
        pytest.skip("Set GOLDENTHREAD_PARITY to a folder, and run this on both databases, as `make test` does.")
    ours = Path(folder) / f"{connection.vendor}.json"
    theirs = Path(folder) / f"{'sqlite' if connection.vendor == 'postgresql' else 'postgresql'}.json"
    found = dict(_fingerprints())
    assert len(found) > 60
    ours.parent.mkdir(parents=True, exist_ok=True)
    ours.write_text(json.dumps(found, indent=1, sort_keys=True), encoding="utf-8")
    if not theirs.exists():
        pytest.skip(f"The other database has not been read yet: {len(found)} fingerprints wait for it in {ours.name}.")
    assert found == json.loads(theirs.read_text(encoding="utf-8"))


def _fingerprints() -> Iterator[tuple[str, str]]:
    """What is read and its SHA-256: every frozen paper, the draft of every paper to come, and the pages behind them."""
    with time_machine.travel(NOW, tick=False):
        build(NOW.date(), lambda _: None)
        for publication in Publication.objects.select_related("paper__meeting__body"):
            yield f"frozen {publication.paper}", publication.sha256
        browser = Client()
        browser.force_login(User.objects.get(email=email("Priya Nair")), "goldenthread.demo.signing_in.DemoBackend")
        for name, address in _pages():
            answer = browser.get(address)
            assert answer.status_code == 200, address
            yield name, sha256(_steady(answer.content)).hexdigest()


def _pages() -> Iterator[tuple[str, str]]:
    for paper in Paper.objects.filter(publication=None).select_related("meeting__body"):
        yield f"draft {paper}", reverse("paper-preview", args=[paper.pk])
    for name in LISTS:
        yield name, reverse(name)
    for measure in Measure.objects.all():
        yield measure.ref, reverse("measure", args=[measure.ref])


def _steady(page: bytes) -> bytes:
    """A page without what is different on every visit: form tokens."""
    return re.sub(rb'(csrfmiddlewaretoken" value="|x-csrftoken": ")[^"]+', rb"\1", page)
