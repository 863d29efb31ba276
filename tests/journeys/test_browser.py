"""Each page of the front door, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.journeys.accessibility import assert_accessible

pytestmark = pytest.mark.browser


def test_the_sign_in_page_is_accessible(page: Page) -> None:
    page.goto("/sign-in/")
    assert_accessible(page)
