"""The council's framework in words, and its versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.access import Actor
from goldenthread.models.frameworks import FrameworkVersion
from goldenthread.reports.records import read_framework
from goldenthread.rules.framework_words import Passage, describe
from goldenthread.rules.refusals import Refusal


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of the framework. `word` says whether it holds, comes later or is past."""

    pk: int
    name: str
    number: int
    effective_from: date
    word: str
    reason: str


@dataclass(frozen=True, slots=True)
class FrameworkPage:
    """A version in words. `assumed` counts the sentences that the public document leaves open."""

    version: VersionLine
    title: str
    interprets: str
    passages: tuple[Passage, ...]
    assumed: int
    versions: tuple[VersionLine, ...]


def framework_page(*, reader: Actor, on: date, pk: int | None = None) -> FrameworkPage | None:
    """The version in force on a day, or another; None where the council has none yet."""
    reader.signed_in  # noqa: B018  # the rules are for everybody who is signed in
    rows = list(FrameworkVersion.objects.current().order_by("-effective_from", "-number"))
    if not rows:
        return None
    in_force = next((row for row in rows if row.effective_from <= on), rows[-1])
    chosen = in_force if pk is None else next((row for row in rows if row.pk == pk), None)
    if chosen is None:
        raise Refusal("no_such_framework", "There is no such version of the framework.")
    lines = tuple(_line(row, in_force) for row in rows)
    found = read_framework(chosen).framework
    passages = describe(found)
    return FrameworkPage(
        version=next(line for line in lines if line.pk == chosen.pk),
        title=found.title,
        interprets=found.interprets,
        passages=passages,
        assumed=sum(sentence.assumed for passage in passages for sentence in passage.sentences),
        versions=lines,
    )


def source_of(*, reader: Actor, pk: int) -> tuple[str, str]:
    """The text of a version as it was approved, and a name for its file."""
    reader.signed_in  # noqa: B018
    row = FrameworkVersion.objects.filter(pk=pk).first()
    if row is None:
        raise Refusal("no_such_framework", "There is no such version of the framework.")
    return row.source, f"{row.name}-{row.number}.yaml"


def _line(row: FrameworkVersion, in_force: FrameworkVersion) -> VersionLine:
    later = (row.effective_from, row.number) > (in_force.effective_from, in_force.number)
    word = "In force" if row == in_force else "From then on" if later else "Replaced"
    return VersionLine(row.pk, row.name, row.number, row.effective_from, word, row.reason)
