"""The console: what somebody sees who types `goldenthread …`."""

from __future__ import annotations

import argparse
import os
import pkgutil
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.core.management import load_command_class

from goldenthread import cli
from goldenthread.management import commands
from goldenthread.rules.refusals import Refusal

pytestmark = pytest.mark.once

OWN = sorted(module.name for module in pkgutil.iter_modules(commands.__path__))


def _raise(error: Exception) -> Any:
    def run(_words: list[str]) -> int:
        raise error

    return run


def test_alone_it_lists_every_command_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 0
    rows = [line.split(maxsplit=1) for line in capsys.readouterr().out.partition("commands:\n")[2].splitlines()]
    assert [name for name, _ in rows] == sorted([*OWN, "migrate"])
    assert all(sentence.endswith((".", ":")) and len(sentence) < 100 for _, sentence in rows)


@pytest.mark.parametrize("name", OWN)
def test_every_command_teaches_with_examples(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        cli.main([name, "--help"])
    assert leaving.value.code == 0
    text = capsys.readouterr().out
    assert text.startswith(f"usage: goldenthread {name}")
    assert f"  goldenthread {name}" in text.partition("examples:")[2]
    assert "--pythonpath" not in text


@pytest.mark.parametrize("name", OWN)
def test_every_option_is_explained(name: str) -> None:
    parser = load_command_class("goldenthread", name).create_parser("goldenthread", name)
    # A choice of verbs explains itself: each verb has its own help.
    plain = [action for action in parser._actions if not isinstance(action, argparse._SubParsersAction)]
    assert [action.dest for action in plain if not action.help] == []


def test_it_speaks_utf8_where_the_machine_speaks_something_else() -> None:
    asked = [sys.executable, "-m", "goldenthread", "no-such-command"]
    old_fashioned = os.environ | {"PYTHONIOENCODING": "ascii"}
    answer = subprocess.run(asked, env=old_fashioned, capture_output=True, timeout=60, check=False)
    assert "There is no command “no-such-command”" in answer.stderr.decode("utf-8")


def test_an_unknown_command_suggests_the_likely_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["serv"]) == 2
    assert capsys.readouterr().err == "There is no command “serv”: did you mean “serve”?\n"


def test_an_unlikely_command_points_to_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["xyzzy"]) == 2
    assert "`goldenthread` alone lists the commands" in capsys.readouterr().err


def test_a_refusal_is_printed_as_its_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "_run", _raise(Refusal("not_now", "The round is locked.")))
    assert cli.main(["report"]) == 2
    assert capsys.readouterr().err == "The round is locked.\n"


def test_a_fault_is_one_message_and_the_place_of_the_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "_run", _raise(ZeroDivisionError("division by zero")))
    assert cli.main(["report"]) == 1
    message = capsys.readouterr().err
    assert str(settings.LOG_FILE) in message
    assert "Traceback" not in message
    assert "ZeroDivisionError" in settings.LOG_FILE.read_text(encoding="utf-8")


def test_traceback_shows_where_a_fault_happened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_run", _raise(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        cli.main(["report", "--traceback"])


def test_it_knows_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out.count(".") == 2
