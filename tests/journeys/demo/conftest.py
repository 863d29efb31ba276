"""The demo council, served once to all journeys that only look around in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.management import call_command
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from goldenthread.demo.build import build
from goldenthread.demo.signing_in import PASSWORD
from goldenthread.demo.world import email
from tests.journeys.browsing import sign_in, visits

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)

Reader = Callable[[str], Page]
"""The browser of somebody of the demo council, by name ("" for somebody who has not signed in)."""


@pytest.fixture(scope="package")
def reader(chromium: Browser, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Reader]:
    """Opens the browser of anybody in the demo council as it stands on 22 November 2026; each signs in once."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=True):
        # Counting begins anew, whatever was committed before: addresses name records by their numbers.
        call_command("flush", verbosity=0, interactive=False)
        build(NOW.date(), lambda _: None)
        site = LiveServer("localhost")
        with visits(chromium, site.url) as visitor:
            pages: dict[str, Page] = {}

            def page_of(name: str) -> Page:
                if name not in pages:
                    pages[name] = visitor(viewport={"width": 1280, "height": 900})
                    if name:
                        sign_in(pages[name], email(name), PASSWORD)
                return pages[name]

            yield page_of
        site.stop()
        call_command("flush", verbosity=0, interactive=False)
