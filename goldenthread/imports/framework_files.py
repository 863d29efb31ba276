"""Frameworks in files: the ones that come with the software, and a council's own."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import resources
from pathlib import Path

from goldenthread.rules.framework import Framework
from goldenthread.rules.framework_yaml import parse
from goldenthread.rules.refusals import Refusal

_SUPPLIED = resources.files("goldenthread") / "frameworks"
_ENDING = ".yaml"


def names() -> tuple[str, ...]:
    """The names of the frameworks that come with the software, in alphabetical order."""
    files = (entry.name for entry in _SUPPLIED.iterdir() if entry.name.endswith(_ENDING))
    return tuple(sorted(name.removesuffix(_ENDING) for name in files))


def source(name_or_path: str) -> str:
    """The text of a framework: one that comes with the software, by its name, or any file, by its path.

    A name that is supplied wins; for a file of the same name in the current folder write "./name". Raises `Refusal`
    where there is neither.
    """
    if name_or_path in names():
        return (_SUPPLIED / f"{name_or_path}{_ENDING}").read_text(encoding="utf-8")
    path = Path(name_or_path)
    if not path.is_file():
        raise Refusal("framework_not_found", _not_found(name_or_path))
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal(
            "framework_not_text", f"{path} is not plain text: save it as a text file in UTF-8 and try again."
        ) from None


def load(name_or_path: str) -> Framework:
    """The framework in a file, or one that comes with the software.

    Raises `Refusal` where there is none, and `FrameworkProblems` with file, line and remedy where it cannot be used.
    """
    text = source(name_or_path)
    return parse(text, f"{name_or_path}{_ENDING}" if name_or_path in names() else name_or_path)


def _not_found(wanted: str) -> str:
    near = get_close_matches(wanted, names(), 1)
    hint = f"did you mean “{near[0]}”?" if near else f"these come with the software: {', '.join(names())}."
    return f"There is no file “{wanted}” and no supplied framework of that name; {hint}"
