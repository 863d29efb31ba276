"""Items chosen on a page, each with the revision that the page showed ("12.3")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from goldenthread.models import DueItem
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.values import whole_number


def chosen(values: Iterable[str]) -> tuple[list[DueItem], Mapping[int, int]]:
    """The items, and their revisions by primary key; a refusal where none was chosen."""
    revisions: dict[int, int] = {}
    for value in values:
        pk, revision = map(whole_number, value.partition(".")[::2])
        if pk is not None and revision is not None:
            revisions[pk] = revision
    if not revisions:
        raise Refusal("nothing_chosen", "Choose at least one first.")
    return list(DueItem.objects.filter(pk__in=revisions)), revisions
