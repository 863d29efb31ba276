"""The pictures of the README and the documentation: the demo council's pages as they are.

`make pictures` names docs/images in GOLDENTHREAD_PICTURES; otherwise they are taken, looked at and thrown away.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from goldenthread import models
from tests.journeys.demo.addresses import CLERK, HEAD_OF_SERVICE, PERFORMANCE_TEAM, Stop
from tests.journeys.demo.conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.once]

PICTURES = {
    "scorecard": Stop("scorecard", PERFORMANCE_TEAM),
    "updates": Stop("updates", PERFORMANCE_TEAM),
    "sign-off": Stop("sign-off", HEAD_OF_SERVICE),
    "paper": Stop("paper-preview", CLERK, lambda: {"pk": models.Paper.objects.filter(state="published")[0].pk}),
}
FROM_HERE = {"paper": "Executive summary"}
"""The heading that a picture begins at, where that is not the top of its page."""
LARGEST = 300 * 1024


@pytest.mark.parametrize("name", PICTURES)
def test_a_page_can_be_shown_in_the_documentation(reader: Reader, name: str, tmp_path: Path) -> None:
    stop = PICTURES[name]
    page = reader(stop.who)
    page.goto(stop.address())
    page.wait_for_load_state("networkidle")
    if name in FROM_HERE:
        page.get_by_role("heading", name=FROM_HERE[name]).first.evaluate("heading => heading.scrollIntoView()")
    file = Path(os.environ.get("GOLDENTHREAD_PICTURES", tmp_path)) / f"{name}.png"
    page.screenshot(path=file, animations="disabled")
    picture = file.read_bytes()
    assert int.from_bytes(picture[16:20], "big") == 1280
    assert 20_000 < len(picture) < LARGEST
