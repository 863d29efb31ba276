"""`goldenthread demo`: loads once, says who to sign in as, and leaves a real council alone."""

from __future__ import annotations

from datetime import date
from io import StringIO
from subprocess import CompletedProcess

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from goldenthread.actions.papers import FORMATS
from goldenthread.demo.doors import DOORS
from goldenthread.demo.signing_in import PASSWORD
from goldenthread.demo.timeline import Timeline, at
from goldenthread.management.commands import demo
from goldenthread.models import AuditEntry, Council, DueItem
from tests import small_council


def _run(*words: str) -> str:
    out = StringIO()
    call_command("demo", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Building stands aside: it has its own tests. What it was asked for is noted."""
    asked: list[object] = []

    def build(today: object, _say: object, _framework: str = "") -> None:
        asked.append(today)

    monkeypatch.setattr(demo, "build", build)
    return asked


def test_demo_says_who_to_sign_in_as_and_how(db: None, quick: list[object]) -> None:
    said = _run("--today", "2026-11-22", "--port", "8123")
    assert [str(day) for day in quick] == ["2026-11-22"]
    assert "22 November 2026" in said
    for door in DOORS:
        assert door.title in said
        assert door.email in said
    assert PASSWORD in said
    assert "http://127.0.0.1:8123" in said


@pytest.mark.past_the_door("a demo council stands there already")
def test_demo_loads_only_once(db: None, quick: list[object]) -> None:
    Council.objects.create(pk=1, name="Larkmoor District Council", is_demo=True)
    assert "loaded already" in _run()
    assert quick == []


@pytest.mark.past_the_door("a demo council stands there already")
def test_a_year_under_another_framework_gets_a_folder_and_a_database_of_its_own(
    db: None, quick: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    Council.objects.create(pk=1, name="Larkmoor District Council", is_demo=True)
    begun: list[tuple[list[str], dict[str, str]]] = []

    def run(words: list[str], *, env: dict[str, str], check: bool) -> CompletedProcess[str]:
        begun.append((words, env))
        return CompletedProcess(words, 3)

    monkeypatch.setattr("subprocess.run", run)
    with pytest.raises(SystemExit, match="3"):
        _run("--framework", "gateshead-2021", "--serve", "--port", "8005", "--today", "2026-11-22")
    ((words, environment),) = begun
    assert words[1:] == [
        "-m", "goldenthread", "demo", "--framework", "gateshead-2021", "--port", "8005", "--today", "2026-11-22",
        "--serve",
    ]  # fmt: skip
    assert environment["GOLDENTHREAD_HOME"] == str(settings.HOME / "demos" / "gateshead-2021")
    assert environment["DATABASE_URL"] == ""
    assert quick == []


def test_demo_leaves_a_real_council_alone(db: None, quick: list[object]) -> None:
    small_council.found()
    with pytest.raises(CommandError, match="belongs to Anytown Council"):
        _run()
    assert quick == []


def test_demo_names_a_date_it_cannot_read(db: None) -> None:
    with pytest.raises(CommandError, match="year-month-day"):
        _run("--today", "22/11/2026")


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize("today", [date(2027, 5, 7), date(2027, 8, 31)])
def test_demo_can_be_shown_on_any_day_of_the_year(db: None, monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    # Three more times the same documents would prove nothing new.
    monkeypatch.setattr("goldenthread.jobs.papers.WRITERS", dict.fromkeys(FORMATS, lambda _: b""))
    _run("--today", today.isoformat())
    states = set(DueItem.objects.filter(round__label=Timeline(today).current.label).values_list("state", flat=True))
    assert states == {"due", "entered", "submitted", "verified", "signed_off", "approved", "returned"}
    latest = AuditEntry.objects.order_by("-at").values_list("at", flat=True)[0]
    assert latest < at(today, 0)
