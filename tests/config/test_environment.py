"""Environment variables."""

from __future__ import annotations

import pytest

from goldenthread.config import environment

pytestmark = pytest.mark.once


@pytest.mark.parametrize(("value", "meaning"), [("yes", True), ("1", True), ("No", False), ("", False)])
def test_a_flag_is_yes_or_no(monkeypatch: pytest.MonkeyPatch, value: str, meaning: bool) -> None:
    monkeypatch.setenv("GOLDENTHREAD_HTTPS", value)
    assert environment.flag("GOLDENTHREAD_HTTPS") is meaning


def test_a_flag_that_is_neither_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_HTTPS", "perhaps")
    with pytest.raises(ValueError, match="GOLDENTHREAD_HTTPS is “perhaps”: set it to yes or no"):
        environment.flag("GOLDENTHREAD_HTTPS")


def test_a_list_is_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_HOSTS", "one.example, two.example,")
    assert environment.words("GOLDENTHREAD_HOSTS", "") == ["one.example", "two.example"]


def test_a_variable_outside_the_table_cannot_be_read() -> None:
    with pytest.raises(KeyError, match="add it, so that it is documented"):
        environment.text("GOLDENTHREAD_UNHEARD_OF")
