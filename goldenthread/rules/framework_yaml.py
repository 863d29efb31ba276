"""From the text of a framework to a `Framework`, or to every problem in it with its line and a remedy.

The YAML is read as nodes rather than values, because nodes keep their place in the file. Values are kept as the clerk
wrote them: 0.1 is exactly 0.1, a date stays text until the schema asks for a date, and nothing is octal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, get_args

import yaml
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from goldenthread.rules.framework import Framework
from goldenthread.rules.framework_checks import contradictions
from goldenthread.rules.framework_part import Wrong

Path = tuple[str | int, ...]

LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a framework: where it is (`line` counts from 1), what it is, and what to do."""

    file: str
    line: int
    path: str
    message: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}"
        return f"{where}: {self.path}: {self.message}. {self.remedy}" if self.path else (
            f"{where}: {self.message}. {self.remedy}"
        )  # fmt: skip


class FrameworkProblems(Exception):
    """The framework cannot be used; `problems` says why, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def parse(text: str, name: str) -> Framework:
    """The framework written in `text`; `name` is the file's name, for the messages.

    Raises `FrameworkProblems` with every problem of the first kind that is found: those of the writing (YAML), then
    those of single values, then those of values that do not fit one another.
    """
    source = _Source(name)
    values = source.read(text)
    try:
        framework = Framework.model_validate(values)
    except ValidationError as wrong:
        raise FrameworkProblems(_without_echoes(source.explain(error) for error in wrong.errors())) from None
    found = [source.problem(path, message, remedy) for path, message, remedy in contradictions(framework)]
    if found:
        raise FrameworkProblems(found)
    return framework


def _without_echoes(problems: Iterable[Problem]) -> list[Problem]:
    """Leaves out "x is missing" beside "did you mean x?", for one slip of the pen is one problem."""
    found = list(problems)
    meant = {
        (problem.path.rpartition(".")[0], match[1])
        for problem in found
        if (match := re.match(r"Did you mean “(.+?)”", problem.remedy))
    }
    return [
        problem
        for problem in found
        if not ("is missing" in problem.message and problem.path.rpartition(".")[::2] in meant)
    ]


# ── The writing ────────────────────────────────────────────────────────────────────────────────────────────────────

_TAG = "tag:yaml.org,2002:"
_BOOLEANS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


@dataclass
class _Source:
    """A file being read: the line of every part, and the problems met so far."""

    file: str
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def read(self, text: str) -> dict[str, Any]:
        root = self._compose(text)
        values = self._value(root, (), set())
        if not isinstance(root, yaml.MappingNode):
            self._note((), 1, "this is not a framework", "Begin with “schema: 1” and “framework: a-short-name”.")
        if self.problems:
            raise FrameworkProblems(self.problems)
        return dict(values)

    def _compose(self, text: str) -> yaml.Node:
        if len(text) > LONGEST:
            self._note((), 1, f"the file has {len(text):,} characters", f"A framework has at most {LONGEST:,}.")
            raise FrameworkProblems(self.problems)
        try:
            root = yaml.compose(text, Loader=yaml.SafeLoader)
        except (yaml.MarkedYAMLError, yaml.reader.ReaderError, RecursionError) as error:
            self._note((), *_unreadable(error))
            raise FrameworkProblems(self.problems) from None
        if root is None:
            self._note((), 1, "the file is empty", "Start from a copy of a framework that comes with the software.")
            raise FrameworkProblems(self.problems)
        return root

    def _value(self, node: yaml.Node, path: Path, seen: set[int]) -> Any:
        line = node.start_mark.line + 1
        self.lines.setdefault(path, line)
        if id(node) in seen:
            self._note(path, line, "an alias (*) repeats another part of the file", "Write the part out again.")
            return None
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path, seen)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, (*path, index), seen) for index, item in enumerate(node.value)]
        return self._scalar(node, path)

    def _mapping(self, node: yaml.MappingNode, path: Path, seen: set[int]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
            if key in values:
                first = self.lines[(*path, key)]
                self._note((*path, key), line, f"“{key}” is already on line {first}", "Keep one of the two.")
            elif key_node.tag == f"{_TAG}bool":
                message = f"YAML reads the key “{key}” as true or false"
                self._note(path, line, message, f"Put it in quotes: '{key}', or use another word.")
            self.lines.setdefault((*path, key), line)
            values[key] = self._value(value_node, (*path, key), seen)
        return values

    def _scalar(self, node: yaml.Node, path: Path) -> object:
        written, kind = str(node.value), node.tag.removeprefix(_TAG)
        if kind not in ("str", "int", "float", "bool", "null", "timestamp", "value"):
            self._note(path, node.start_mark.line + 1, f"the tag {node.tag} is not used here", "Leave it out.")
        if kind == "bool":
            return _BOOLEANS.get(written.lower(), written)
        if kind == "null":
            return None
        if kind in ("int", "float") and re.fullmatch(r"[-+]?[0-9]{1,15}", written):
            return int(written)
        if kind == "float" and re.fullmatch(r"[-+]?([0-9]*\.[0-9]+|[0-9]+\.)", written):
            return Decimal(written)
        return written

    # ── The values ─────────────────────────────────────────────────────────────────────────────────────────────────

    def explain(self, error: Mapping[str, Any]) -> Problem:
        """One of pydantic's errors in a clerk's words."""
        path: Path = tuple(part for part in error["loc"] if part != "[key]")
        message, remedy = _words_for(error, path)
        return self.problem(path, message, remedy)

    def problem(self, path: Path, message: str, remedy: str) -> Problem:
        """A problem with a part; a part that is missing is placed where its parent begins."""
        nearest = next(path[:length] for length in range(len(path), -1, -1) if path[:length] in self.lines)
        return Problem(self.file, self.lines[nearest], dotted(path), message, remedy)

    def _note(self, path: Path, line: int, message: str, remedy: str) -> None:
        self.problems.append(Problem(self.file, line, dotted(path), message, remedy))


def dotted(path: Path) -> str:
    """("cycle", "stages", 1, "by") → "cycle.stages[2].by": entries of a list are counted from 1, as people count."""
    words = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    return words.removeprefix(".")


def _unreadable(error: Exception) -> tuple[int, str, str]:
    """The line, message and remedy for text that is not YAML at all."""
    if isinstance(error, RecursionError):
        return 1, "the file is nested too deeply to be a framework", "Write it flatter, like the frameworks supplied."
    if not isinstance(error, yaml.MarkedYAMLError):
        return 1, "the file holds characters that are not text", "Save it as plain text in UTF-8."
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    said = error.problem or "it is not YAML"
    if "\\t" in said:
        return line, "a tab is used to indent", "Use spaces: two for each step."
    if "mapping values are not allowed" in said:
        return line, "there is a second colon on the line", 'Put text that contains a colon in quotes: "Part 1: aims".'
    if "another document" in said:
        return line, "a second document begins here (---)", "Keep one framework in one file."
    return (
        line,
        f"this cannot be read as YAML ({said})",
        "Look for a missing quote, bracket, comma or space just above.",
    )


def _words_for(error: Mapping[str, Any], path: Path) -> tuple[str, str]:
    kind, given = str(error["type"]), error["input"]
    wrong = error.get("ctx", {}).get("error")
    if isinstance(wrong, Wrong):
        return wrong.message, wrong.remedy
    key, info = path[-1] if path else "", _field_at(path)
    purpose = (info.description or "") if info else ""
    if kind == "missing":
        return f"“{key}” is missing", f"Add “{key}:”. {purpose}".strip()
    if kind == "extra_forbidden":
        return f"“{key}” is not a key that belongs here", _suggest(str(key), _keys_at(path[:-1]), "The keys here are")
    if kind == "literal_error":
        choices = [choice.replace("_", " ") for choice in re.findall(r"'([^']*)'", error["ctx"]["expected"])]
        choices = choices or [str(error["ctx"]["expected"])]
        if not isinstance(given, str) and str(given) in choices:
            return f"{given} is read as a number", f'Put it in quotes: "{given}".'
        shown = _shown(given).replace("_", " ")
        return f"“{shown}” is not one of the choices", _suggest(shown, choices, "Write one of")
    message, remedy = _PLAIN.get(kind, (str(error["msg"]), ""))
    least = error.get("ctx", {}).get("ge", error.get("ctx", {}).get("min_length", ""))
    return message.replace("{given}", _shown(given)), (remedy or purpose).replace("{least}", str(least))


_NUMBER = ("“{given}” is not a number", "Write a number, such as 10.")
_WHOLE = ("“{given}” is not a whole number", "Write a whole number, such as 5.")
_DATE = ("“{given}” is not a date", "Write year, month and day, such as 2024-06-20.")
_LIST = ("a list is needed here", "Write [one, two], or each entry on its own line after a dash.")
_KEYS = ("several keys are needed here", "Write {key: value, …}, or each key on its own line, indented.")
_YES = ("“{given}” is neither true nor false", "Write true or false.")
_PLAIN: Mapping[str, tuple[str, str]] = {
    "string_type": ("“{given}” is not read as words", 'Put it in quotes, such as "1.0", or write words.'),
    "string_too_short": ("there are no words here", "Write some, or leave the key out."),
    "string_pattern_mismatch": ("“{given}” is not written in the form that is needed", ""),
    "decimal_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "finite_number": _NUMBER,
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "greater_than_equal": ("{given} is too small", "The least that makes sense is {least}."),
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "date_parsing": _DATE,
    "date_type": _DATE,
    "tuple_type": _LIST,
    "too_short": ("there are too few entries", "Write at least {least}."),
    "model_type": _KEYS,
    "model_attributes_type": _KEYS,
    "dict_type": _KEYS,
    "bool_parsing": _YES,
    "bool_type": _YES,
}


def _shown(given: object) -> str:
    if isinstance(given, bool):
        return "true" if given else "false"
    if given is None:
        return "(nothing)"
    words = str(given)
    return words if len(words) <= 60 else f"{words[:57]}…"


def _suggest(given: str, choices: Iterable[str], otherwise: str) -> str:
    choices = list(choices)
    near = get_close_matches(given.lower().replace("_", " "), [choice.replace("_", " ") for choice in choices], 1, 0.6)
    listed = f"{otherwise}: {', '.join(choices)}."
    meant = next((choice for choice in choices if near and choice.replace("_", " ") == near[0]), None)
    return f"Did you mean “{meant}”? {listed}" if meant else listed


def parts_of(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models inside an annotation such as `tuple[Stage, ...]` or `Waiver | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from parts_of(part)


def keys_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The keys of a part as the file has them, with what the schema says of each."""
    return {info.alias or name: info for name, info in model.model_fields.items()}


def _model_at(path: Path) -> type[BaseModel] | None:
    """The model that describes the part at `path`; None where the part is a plain value."""
    model: type[BaseModel] | None = Framework
    for part in path:
        info = keys_of(model).get(str(part)) if model and isinstance(part, str) else None
        if info is not None:
            model = next(parts_of(info.annotation), None)
    return model


def _field_at(path: Path) -> FieldInfo | None:
    named = [part for part in path if isinstance(part, str)]
    parent = _model_at(path[: path.index(named[-1])]) if named else None
    return keys_of(parent).get(named[-1]) if parent else None


def _keys_at(path: Path) -> list[str]:
    model = _model_at(path)
    return list(keys_of(model)) if model else []
