"""`goldenthread init`: a council begins, by answers or by options."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from goldenthread.models import Council, RoleAssignment, User
from goldenthread.rules.refusals import Refusal

PASSWORD = "correct horse battery"
OPTIONS = {
    "name": "Anytown Council",
    "framework": "south-derbyshire-2024",
    "admin_name": "Ada Admin",
    "admin_email": "ada@anytown.example",
}


def _init(**options: Any) -> str:
    out = StringIO()
    call_command("init", stdout=out, **options)
    return out.getvalue()


@pytest.mark.django_db
def test_options_alone_are_enough_and_the_password_is_never_printed(tmp_path: Path) -> None:
    file = tmp_path / "password.txt"
    file.write_text(f"{PASSWORD}\n", encoding="utf-8")
    said = _init(**OPTIONS, password_file=str(file))
    assert Council.objects.get().name == "Anytown Council"
    user = User.objects.get()
    assert user.check_password(PASSWORD)
    assert {row.role for row in RoleAssignment.objects.filter(person=user.person)} == {
        "administrator",
        "performance_team",
    }
    assert "http://127.0.0.1:8000/set-up/" in said
    assert PASSWORD not in said


@pytest.mark.django_db
def test_whatever_is_not_given_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["Anytown Council", "", "Ada Admin", "ada@anytown.example"])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    monkeypatch.setattr("goldenthread.management.commands.init.getpass", lambda _: PASSWORD)
    _init()
    assert User.objects.get().email == "ada@anytown.example"


@pytest.mark.django_db
def test_two_different_passwords_leave_the_database_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter([PASSWORD, "something else entirely"])
    monkeypatch.setattr("goldenthread.management.commands.init.getpass", lambda _: next(typed))
    with pytest.raises(Refusal, match="differ"):
        _init(**OPTIONS)
    assert not Council.objects.exists()


@pytest.mark.django_db
def test_a_weak_password_leaves_the_database_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_ADMIN_PASSWORD", "short")
    with pytest.raises(Refusal, match="at least 12 characters"):
        _init(**OPTIONS)
    assert not Council.objects.exists()


@pytest.mark.django_db
def test_a_second_council_is_refused_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_ADMIN_PASSWORD", PASSWORD)
    _init(**OPTIONS)
    with pytest.raises(CommandError, match="already belongs to Anytown Council"):
        _init(**OPTIONS)


@pytest.mark.django_db
def test_an_unknown_framework_is_named_before_anything_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_ADMIN_PASSWORD", PASSWORD)
    with pytest.raises(Refusal, match="did you mean “south-derbyshire-2024”"):
        _init(**{**OPTIONS, "framework": "south-derbyshire"})
    assert not Council.objects.exists()


@pytest.mark.django_db
def test_nobody_there_to_answer_is_told_about_the_options(monkeypatch: pytest.MonkeyPatch) -> None:
    def end(_: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", end)
    with pytest.raises(CommandError, match="goldenthread init --help"):
        _init()
