"""Every page of the site, in a real browser: nothing that axe objects to, and nothing to scroll sideways on a phone."""

from __future__ import annotations

import pytest

from tests.journeys.accessibility import assert_accessible, assert_fits_a_phone
from tests.journeys.demo.addresses import FILES, FORMS_ONLY, STOPS, Stop, named_addresses
from tests.journeys.demo.conftest import Reader

# One walk shows what the pages look like; the journeys go through them on both databases.
pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.mark.parametrize("stop", STOPS, ids=str)
def test_every_page_is_accessible_and_fits_a_phone(reader: Reader, stop: Stop) -> None:
    page = reader(stop.who)
    answer = page.goto(stop.address())
    assert answer is not None
    assert answer.status == 200
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.evaluate(_FORMS_THAT_NEED_A_SCRIPT) == 0
    assert_accessible(page)
    assert_fits_a_phone(page)


_FORMS_THAT_NEED_A_SCRIPT = "[...document.forms].filter(form => !form.querySelector('[type=submit]')).length"


def test_no_page_is_left_out() -> None:
    walked = {stop.name for stop in STOPS}
    assert not walked & (FILES | FORMS_ONLY)
    assert named_addresses() == walked | FILES | FORMS_ONLY
