"""Each requirement that the software was built to meet is proved by a test that says so."""

from __future__ import annotations

import pytest

from tools import requirements

pytestmark = pytest.mark.once


def test_every_requirement_is_proved() -> None:
    assert not set(requirements.requirements()) - set(requirements.proofs())


def test_every_mark_names_a_requirement() -> None:
    assert not set(requirements.proofs()) - set(requirements.requirements())


def test_the_page_of_requirements_is_up_to_date() -> None:
    written = requirements.PAGE.read_text(encoding="utf-8")
    assert written == requirements.page(), "Run `python -m tools.requirements`."
