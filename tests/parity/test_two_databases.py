"""The same demo year on SQLite and on PostgreSQL gives the same papers and the same pages, byte for byte.

Each run follows the links of the whole site and writes the fingerprints of what it read to the folder that
GOLDENTHREAD_PARITY names; the second compares.
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

from goldenthread.actions.papers import FORMATS
from goldenthread.demo.build import build
from goldenthread.demo.world import email
from goldenthread.models import Publication, User
from tests.journeys.demo.addresses import FILES
from tests.web.walking import walk

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


# Counting begins anew, because pages name records by their numbers, and only one of the databases takes numbers back.
@pytest.mark.slow
@pytest.mark.django_db(transaction=True, reset_sequences=True)
def test_both_databases_give_the_same_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = os.environ.get("GOLDENTHREAD_PARITY")
    if folder is None:
        pytest.skip("Set GOLDENTHREAD_PARITY to a folder, and run this on both databases, as `make test` does.")
    ours = Path(folder) / f"{connection.vendor}.json"
    theirs = Path(folder) / f"{'sqlite' if connection.vendor == 'postgresql' else 'postgresql'}.json"
    # The files are drawn from the reports whose hashes are compared.
    monkeypatch.setattr("goldenthread.jobs.papers.WRITERS", dict.fromkeys(FORMATS, lambda _: b""))
    found = dict(_fingerprints())
    assert len(found) > 400
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
        for visit in walk(browser, _most):
            assert visit.status < 500, visit.address
            if visit.kind.startswith(_COMPARED):
                yield f"{visit.name} {visit.address}", sha256(_steady(visit.content)).hexdigest()


_COMPARED = ("text/", "application/json")
_DRAWN = {name for name in FILES if name.endswith(("-file", "-excel"))}
"""Word, PDF and Excel files are drawn from reports that pages show too."""


def _most(name: str) -> int:
    """Every measure and every draft, and enough of everything else."""
    return 100 if name in ("measure", "paper-preview") else 0 if name in _DRAWN else 3


def _steady(page: bytes) -> bytes:
    """A page without what is different on every visit: form tokens."""
    return re.sub(rb'(csrfmiddlewaretoken" value="|x-csrftoken": ")[^"]+', rb"\1", page)
