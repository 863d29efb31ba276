"""`goldenthread init`: a council begins."""

from __future__ import annotations

import os
from getpass import getpass
from pathlib import Path
from typing import Any

from django.core.management import CommandError, CommandParser, call_command
from django.utils import timezone

from goldenthread.actions import council
from goldenthread.imports import framework_files
from goldenthread.management.console import ConsoleCommand
from goldenthread.models import Council
from goldenthread.rules.framework import Framework
from goldenthread.rules.framework_yaml import FrameworkProblems, parse
from goldenthread.rules.refusals import Refusal

PASSWORD_VARIABLE = "GOLDENTHREAD_ADMIN_PASSWORD"  # noqa: S105 - the name of a variable, not a password


class Command(ConsoleCommand):
    help = f"""Begin with your own council: its name, its framework and its first administrator.

Asks for whatever is not given. The database (DATABASE_URL, or the file in GOLDENTHREAD_HOME) is made ready first, and
must not hold a council yet. The password is asked for without being shown; a script gives it in a file
(--password-file) or in the variable {PASSWORD_VARIABLE}, never on the command line, where others could read it."""
    examples = """
        goldenthread init                                     # asks five questions
        goldenthread init --name "Anytown Council" --framework anytown.yaml \\
            --admin-name "Ada Admin" --admin-email ada@anytown.example --password-file password.txt
    """

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", default="", help="the council's name, as printed on papers")
        parser.add_argument(
            "--framework",
            default="",
            metavar="NAME_OR_FILE",
            help=f"one that comes with the software ({', '.join(framework_files.names())}) or your own YAML file",
        )
        parser.add_argument("--admin-name", default="", help="the first administrator's name")
        parser.add_argument("--admin-email", default="", help="the address the administrator signs in with")
        parser.add_argument(
            "--password-file", default="", metavar="FILE", help="a file whose first line is the password"
        )

    def handle(
        self, *, name: str, framework: str, admin_name: str, admin_email: str, password_file: str, **_: Any
    ) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        if Council.objects.exists():
            raise CommandError(
                f"This database already belongs to {Council.objects.get()}. Open the site with `goldenthread serve`, "
                "or point DATABASE_URL or GOLDENTHREAD_HOME somewhere empty."
            )
        name = name or _ask("The council's name")
        chosen = framework or _ask(
            f"Its framework: a file, or one of {', '.join(framework_files.names())}", framework_files.names()[0]
        )
        document, source = _framework(chosen)
        admin_name = admin_name or _ask("Your name, as first administrator")
        admin_email = admin_email or _ask("Your e-mail address, to sign in with")
        council.found(
            at=timezone.now(),
            name=name,
            framework=document,
            source=source,
            first_person=admin_name,
            email=admin_email,
            password=_password(password_file),
        )
        self.stdout.write(
            f"{name} is ready.\n\n"
            "  goldenthread serve --with-worker     start the site\n"
            f"  http://127.0.0.1:8000/set-up/        sign in as {admin_email} and follow the checklist\n"
        )


def _ask(question: str, usual: str = "") -> str:
    hint = f" [{usual}]" if usual else ""
    try:
        while True:
            answer = input(f"{question}{hint}: ").strip() or usual
            if answer:
                return answer
    except EOFError:
        raise CommandError(
            "Nobody is there to answer. Give every answer as an option: `goldenthread init --help`."
        ) from None


def _framework(name_or_path: str) -> tuple[Framework, str]:
    source = framework_files.source(name_or_path)
    try:
        return parse(source, name_or_path), source
    except FrameworkProblems as problems:
        raise CommandError(f"{problems}") from None


def _password(file: str) -> str:
    if file:
        try:
            first_line = Path(file).read_text(encoding="utf-8-sig").partition("\n")[0].rstrip("\r")
        except (OSError, UnicodeDecodeError) as fault:
            raise CommandError(f"The password cannot be read from {file}: {fault}.") from None
        return first_line
    if given := os.environ.get(PASSWORD_VARIABLE):
        return given
    try:
        first = getpass("A password of at least 12 characters (not shown): ")
        again = getpass("The same again: ")
    except EOFError:
        raise CommandError(f"Give the password with --password-file or {PASSWORD_VARIABLE}.") from None
    if first != again:
        raise Refusal("passwords_differ", "The two passwords differ. Run the command again.")
    return first
